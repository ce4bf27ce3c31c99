"""Why a site is not copied, or not brought back."""

from __future__ import annotations

from typing import Final

from kuajie.messages import Notice, Text

NO_SITE_THERE: Final = Notice(
    "backup.no_site",
    Text(en="There is no site in {data}.", zh="{data} 中没有站点。"),
    Text(
        en="Give its folder by --data, and the same KUAJIE_DATABASE_URL as it runs with.",
        zh="请用 --data 指定站点文件夹，并使用其运行时的 KUAJIE_DATABASE_URL。",
    ),
)
FILE_EXISTS: Final = Notice(
    "backup.file_exists",
    Text(en="{file} exists already.", zh="{file} 已存在。"),
    Text(en="Give another file; nothing is written over.", zh="请指定其他文件名；不会覆盖已有文件。"),
)
INSIDE: Final = Notice(
    "backup.inside",
    Text(en="{file} lies in the folder of the site itself.", zh="{file} 位于站点自身的文件夹内。"),
    Text(
        en="Give a place outside, best on another disk.", zh="请指定该文件夹之外的位置，最好在另一块磁盘上。"
    ),
)
AT_IT: Final = Notice(
    "backup.at_it",
    Text(en="A copy of {data} is being written already ({who}).", zh="正在备份 {data}（{who}）。"),
    Text(en="Wait until that is done.", zh="请等待其完成。"),
)
UNFINISHED: Final = Notice(
    "backup.unfinished",
    Text(en="Bringing a site back into {data} broke off half-way.", zh="向 {data} 恢复站点时中途中断。"),
    Text(
        en="Remove what is in that folder, and run kuajie site-restore again.",
        zh="请清空该文件夹，然后重新运行 kuajie site-restore。",
    ),
)
NOT_WRITTEN: Final = Notice(
    "backup.not_written",
    Text(en="{file} could not be written: {reason}.", zh="无法写入 {file}：{reason}。"),
    Text(en="Nothing was left there. Mend that and try again.", zh="未留下任何内容。排除问题后请重试。"),
)
NO_BACKUP: Final = Notice(
    "backup.damaged",
    Text(en="{file} is no whole copy of a site: {reason}.", zh="{file} 不是完整的站点备份：{reason}。"),
    Text(
        en="Nothing was changed. Take another file that kuajie site-backup wrote.",
        zh="未作任何改动。请使用 kuajie site-backup 写出的其他文件。",
    ),
)
NEWER_BACKUP: Final = Notice(
    "backup.newer",
    Text(
        en="{file} was written by Kuajie {version}, in a form that this release does not know.",
        zh="{file} 由跨界 {version} 写出，其格式为本版本所不识。",
    ),
    Text(en="Install that release or a later one.", zh="请安装该版本或更新的版本。"),
)
NOT_EMPTY: Final = Notice(
    "backup.not_empty",
    Text(en="{data} is not empty: it holds {name}.", zh="{data} 不是空文件夹，其中有 {name}。"),
    Text(
        en="Nothing was changed. Give a folder that is empty or not there yet.",
        zh="未作任何改动。请指定一个空的或尚不存在的文件夹。",
    ),
)
DATABASE_NOT_EMPTY: Final = Notice(
    "backup.database_not_empty",
    Text(en="The database of KUAJIE_DATABASE_URL is not empty.", zh="KUAJIE_DATABASE_URL 所指数据库不为空。"),
    Text(
        en="Nothing was changed. Make a new database and name that one.",
        zh="未作任何改动。请新建一个数据库并指向它。",
    ),
)
OTHER_DATABASE: Final = Notice(
    "backup.other_database",
    Text(
        en="The copy holds a {held} database, and KUAJIE_DATABASE_URL names a {asked} one.",
        zh="备份中的数据库为 {held}，而 KUAJIE_DATABASE_URL 所指为 {asked}。",
    ),
    Text(
        en="Nothing was changed. Set KUAJIE_DATABASE_URL as it was when the copy was made.",
        zh="未作任何改动。请将 KUAJIE_DATABASE_URL 设为备份时的类型。",
    ),
)
DATABASE_FAILED: Final = Notice(
    "backup.database_failed",
    Text(en="The database could not be copied: {reason}", zh="无法复制数据库：{reason}"),
    Text(en="Mend that and try again.", zh="排除问题后请重试。"),
)
NO_PROGRAM: Final = Notice(
    "backup.no_program",
    Text(en="The program {name} is not installed.", zh="未安装程序 {name}。"),
    Text(
        en="Install PostgreSQL's client programs, of the server's release or a later one.",
        zh="请安装 PostgreSQL 客户端程序，版本不低于服务器。",
    ),
)
