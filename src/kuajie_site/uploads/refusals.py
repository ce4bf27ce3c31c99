"""Why files are not taken in at all: said in words, with the status of the answer."""

from __future__ import annotations

from typing import Final

from kuajie.messages import Text


class NotTaken(Exception):
    """Files that are refused as they come in; nothing of them is kept."""

    def __init__(self, text: Text, *, status: int = 422, **facts: object) -> None:
        self.text, self.status = text, status
        self.facts = facts
        super().__init__(text.say("en", **facts))


NO_FILE: Final = Text(en="Choose at least one file.", zh="请至少选择一个文件。")
TOO_LARGE: Final = Text(
    en="These files are larger than {limit} MB, which is the limit. Hand in fewer files at once, or compress "
    "tables as XLSX or ZIP. Nothing was kept.",
    zh="文件超过 {limit} MB 的上限。请分几次上传，或将表格存为 XLSX 或压缩成 ZIP。未保存任何内容。",
)
TOO_MANY: Final = Text(
    en="{count} files at once are too many; hand in at most {limit}.",
    zh="一次上传 {count} 个文件过多，最多 {limit} 个。",
)
UNPACKS_TOO_LARGE: Final = Text(
    en="“{file}” unpacks to more than {limit} MB and is not taken. Hand in its tables one by one.",
    zh="“{file}”解压后超过 {limit} MB，未予接收。请逐个上传其中的表格。",
)
TOO_WIDE: Final = Text(
    en="“{file}” has more than {limit} columns and is not taken. Keep those of the table it is.",
    zh="“{file}”超过 {limit} 列，未予接收。请只保留该表所需的列。",
)
EMPTY: Final = Text(
    en="“{file}” is empty. Save it again and upload it.", zh="“{file}”是空文件，请重新保存后上传。"
)
DAMAGED: Final = Text(
    en="“{file}” is damaged or was cut off on its way. Save it again and upload it.",
    zh="“{file}”已损坏或传输不完整。请重新保存后上传。",
)
ENCRYPTED: Final = Text(
    en="“{file}” is protected by a password. Save it without one and upload it again.",
    zh="“{file}”设有密码。请取消密码后重新上传。",
)
OLD_WORKBOOK: Final = Text(
    en="“{file}” is a workbook of the old XLS format, or protected by a password. Save it as XLSX or CSV, "
    "without a password.",
    zh="“{file}”是旧版 XLS 工作簿或设有密码的文件。请另存为不带密码的 XLSX 或 CSV。",
)
NO_TABLE: Final = Text(
    en="“{file}” is not a table. Hand in CSV, XLSX, or a ZIP of them.",
    zh="“{file}”不是表格。请上传 CSV、XLSX，或由其组成的 ZIP。",
)
WEB_PAGE: Final = Text(
    en="“{file}” is a web page, as some systems export under the name of a table. Save it as CSV or XLSX.",
    zh="“{file}”其实是网页（有些系统以表格之名导出网页）。请另存为 CSV 或 XLSX。",
)
UNSAFE_NAME: Final = Text(
    en="The archive “{file}” holds a file whose name leads outside of it. It is not taken.",
    zh="压缩包“{file}”中有文件名指向包外的文件，未予接收。",
)
NESTED: Final = Text(
    en="The archive “{file}” holds another archive. Put the tables into it directly.",
    zh="压缩包“{file}”中还有压缩包。请直接放入表格。",
)
NOTHING_IN_IT: Final = Text(en="The archive “{file}” holds no table.", zh="压缩包“{file}”中没有表格。")
OTHERS_FILES: Final = Text(
    en="The archive “{file}” holds files of {party}. Put only your own files into it.",
    zh="压缩包“{file}”中含有{party}的文件。请只放入本方文件。",
)
