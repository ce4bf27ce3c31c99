"""``kuajie site-backup``: a copy of a site, which may be running, in one file."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Final

import typer

from kuajie.cli.commands import CommandRow
from kuajie.cli.options import Language, argument
from kuajie.messages import Text
from kuajie_site.commands.data_option import Data

DESCRIPTION = Text(
    en="Write a copy of a site to one file: its database, programme folders, books and secret key, all as of "
    "one moment. The site may run meanwhile; changes wait for a few seconds. Whoever has the file can read "
    "everything in it. Settings of the environment are not part of it.\n\n"
    "Example: kuajie site-backup --data /srv/kuajie /backups/kuajie-monday.tar.gz",
    zh="将站点备份为一个文件，含数据库、项目文件夹、账册与密钥，均为同一时刻的内容。"
    "站点可继续运行，期间的修改会等待数秒。持有该文件者可读取其中全部内容，请妥善保管。"
    "环境变量中的设置不在其内。\n\n"
    "示例：kuajie site-backup --data /srv/kuajie /backups/kuajie-monday.tar.gz",
)
ROW: Final = CommandRow(
    name="site-backup",
    module=__name__,
    summary=Text(
        en="Write a copy of a site, running or not, to one file.", zh="将站点（运行中亦可）备份为一个文件。"
    ),
)
DONE = Text(
    en="{place} holds the site of {data} ({size} MB). Keep it as safe as the site itself.",
    zh="{place} 已保存 {data} 的站点（{size} MB）。请像保护站点一样妥善保管。",
)
File = Annotated[
    Path, argument(Text(en="The file to write; it must not exist yet.", zh="要写入的文件，不可已存在。"))
]


def command(*, file: File, data: Data = Path("kuajie-site"), lang: Language = None) -> None:
    """Write the copy."""
    from kuajie.cli.language import CURRENT_LOCALE
    from kuajie_site.backups.make import back_up

    size = back_up(data.absolute(), file.absolute())
    told = f"{size / 1024**2:.1f}"
    typer.echo(DONE.say(lang or CURRENT_LOCALE.get(), place=file, data=data, size=told))
