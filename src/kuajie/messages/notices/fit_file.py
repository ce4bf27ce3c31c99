"""Notices about fits saved in a file, and about the form that ArviZ takes."""

from __future__ import annotations

from kuajie.messages.notice import Notice
from kuajie.messages.text import Text

CANNOT_SAVE = Notice(
    "fit_file.cannot_save",
    Text(en="The fit could not be saved there ({reason}).", zh="拟合结果无法保存到这里（{reason}）。"),
    Text(
        en="Choose another file, or make room; what was there before is untouched.",
        zh="请换一个文件，或腾出空间；原有内容未受影响。",
    ),
)
CANNOT_READ = Notice(
    "fit_file.cannot_read",
    Text(en="The saved fit could not be read ({reason}).", zh="保存的拟合结果无法读取（{reason}）。"),
    Text(en="Give the file that a fit was saved to.", zh="请给出保存过拟合结果的文件。"),
)
NO_SUCH_PLACE = Text(en="there is no such file or folder", zh="没有这个文件或文件夹")
IS_A_FOLDER = Text(en="it is a folder", zh="这是一个文件夹")
NOT_A_FIT = Notice(
    "fit_file.not_a_fit",
    Text(en="This is not a saved fit.", zh="这不是保存的拟合结果。"),
    Text(
        en="Give a file that a fit was saved to; tables and folders are fitted, not loaded.",
        zh="请给出保存过拟合结果的文件；表格和文件夹需要拟合，不能直接载入。",
    ),
)
DAMAGED = Notice(
    "fit_file.damaged",
    Text(
        en="The saved fit is not as it was written: part of it is missing or altered.",
        zh="保存的拟合结果与写入时不一致：有内容缺失或被改动。",
    ),
    Text(
        en="Copy the file again from where it was saved, or fit again.", zh="请从原处重新复制，或重新拟合。"
    ),
)
NEWER_FORM = Notice(
    "fit_file.newer_form",
    Text(
        en="The fit was saved in form {form} by Kuajie {version}; this Kuajie reads forms up to {known}.",
        zh="该拟合由跨界 {version} 以第 {form} 版格式保存；当前版本只能读到第 {known} 版。",
    ),
    Text(en="Install that version or a later one.", zh="请安装该版本或更新的版本。"),
)
OTHER_MODEL = Notice(
    "fit_file.other_model",
    Text(
        en="Kuajie {version} saved the fit, and its model of the same question differs from this version's.",
        zh="该拟合由跨界 {version} 保存，它对同一问题采用的模型与当前版本不同。",
    ),
    Text(en="Fit again, or open it with that version.", zh="请重新拟合，或用该版本打开。"),
)
ARVIZ_MISSING = Notice(
    "fit_file.arviz_missing",
    Text(
        en="The form that ArviZ takes needs arviz-base, which is not installed.",
        zh="转换成 ArviZ 的格式需要 arviz-base，但尚未安装。",
    ),
    Text(en="Install it: pip install 'kuajie[arviz]'.", zh="请安装：pip install 'kuajie[arviz]'。"),
)
