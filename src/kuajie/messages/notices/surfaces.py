"""Notices about folders, tables and reports as commands and notebooks meet them."""

from __future__ import annotations

from kuajie.messages.notice import Notice
from kuajie.messages.text import Text

NOT_KEPT = Notice(
    "surfaces.not_kept",
    Text(
        en="The folder cannot be written to, so answers are not kept in it.",
        zh="该文件夹不可写，因此答案不会保存在其中。",
    ),
    Text(
        en="Allow writing to it, or copy it elsewhere, so that the next command need not fit again.",
        zh="请开放写入权限或把它复制到别处，后续命令就不必重新拟合。",
    ),
)
UNKNOWN_TEMPLATE = Notice(
    "surfaces.unknown_template",
    Text(en="There is no template “{name}”.", zh="没有名为“{name}”的模板。"),
    Text(
        en="Choose one of {known}; 'kuajie new --list' says what each holds.",
        zh="可选：{known}；“kuajie new --list”介绍每个模板的内容。",
    ),
)
OTHER_DEMO = Notice(
    "surfaces.other_demo",
    Text(
        en="The folder already holds something other than the demo “{template}”.",
        zh="该文件夹里已有内容，而且不是“{template}”演示。",
    ),
    Text(
        en="Choose another folder, or run 'kuajie run {folder}' if it is a programme of yours.",
        zh="请换一个文件夹；如果它是你自己的合作项目，请运行“kuajie run {folder}”。",
    ),
)
FOLDER_OR_TABLE = Notice(
    "surfaces.folder_or_table",
    Text(
        en="A fit needs either a programme folder or a table, and not both.",
        zh="拟合需要一个合作项目文件夹或一张周表，二者选一。",
    ),
    Text(
        en="Write 'kuajie fit FOLDER' or 'kuajie fit --panel FILE.csv --outcome A --date B --levers c,d'.",
        zh="请写“kuajie fit FOLDER”，或“kuajie fit --panel 文件.csv --outcome 甲 --date 乙 --levers 丙,丁”。",
    ),
)
TABLE_OPTION_MISSING = Notice(
    "surfaces.table_option_missing",
    Text(en="With --panel, {name} is needed as well.", zh="使用 --panel 时还需要 {name}。"),
    Text(en="Name the column of the table: {name} COLUMN.", zh="请写明表中的列：{name} 列名。"),
)
TABLE_OPTION_ALONE = Notice(
    "surfaces.table_option_alone",
    Text(en="{name} belongs to a table.", zh="{name} 只用于周表。"),
    Text(
        en="Give --panel FILE.csv as well, or leave {name} out: a folder says it in programme.toml.",
        zh="请同时给出 --panel 文件.csv，或去掉 {name}：文件夹由 programme.toml 说明。",
    ),
)
HOLDOUT_TOO_LONG = Notice(
    "surfaces.holdout_too_long",
    Text(
        en="Holding out {weeks} of {history} weeks leaves fewer than {least} to fit.",
        zh="在 {history} 周中留出 {weeks} 周，剩下不足 {least} 周，无法拟合。",
    ),
    Text(en="Hold out at most {most} weeks.", zh="请最多留出 {most} 周。"),
)
UNKNOWN_COUNTRY = Notice(
    "surfaces.unknown_country",
    Text(en="No holidays are known for country “{country}”.", zh="没有国家“{country}”的节假日资料。"),
    Text(en="Give a code such as CN or US, or none.", zh="请给出 CN、US 这样的代码，或 none。"),
)
REPORT_NOT_WRITTEN = Notice(
    "surfaces.report_not_written",
    Text(en="The report could not be written ({reason}).", zh="报告无法写入（{reason}）。"),
    Text(
        en="Choose another place with --output; what was there before is untouched.",
        zh="请用 --output 换一个位置；原有文件未受影响。",
    ),
)
NO_PLACE_FOR_REPORT = Notice(
    "surfaces.no_place_for_report",
    Text(en="No report can be written there: {reason}.", zh="报告无法写到这里：{reason}。"),
    Text(en="Give another place with --output.", zh="请用 --output 指定其他位置。"),
)
IS_A_FOLDER = Text(en="it is a folder", zh="这是一个文件夹")
NO_FOLDER = Text(en="its folder does not exist", zh="所在文件夹不存在")
IS_READ = Text(en="it is one of the files that are read", zh="它正是要读取的文件之一")
NOT_WRITABLE = Text(en="its folder is not open to writing", zh="所在文件夹不可写")
