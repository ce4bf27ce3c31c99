"""``kuajie site-restore``: a site out of the file that ``kuajie site-backup`` wrote."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Final

import typer

from kuajie.cli.commands import CommandRow
from kuajie.cli.options import Language, argument
from kuajie.messages import Text
from kuajie_site.commands.data_option import Data

DESCRIPTION = Text(
    en="Bring a site back from the file that kuajie site-backup wrote, into a folder that is empty or not "
    "there yet: all of it, or nothing. With PostgreSQL the database named by KUAJIE_DATABASE_URL must be "
    "empty too. Start it afterwards with kuajie serve.\n\n"
    "Example: kuajie site-restore --data /srv/kuajie /backups/kuajie-monday.tar.gz",
    zh="用 kuajie site-backup 写出的文件恢复站点，目标文件夹须为空或尚不存在；要么全部恢复，要么不作改动。"
    "使用 PostgreSQL 时，KUAJIE_DATABASE_URL 所指数据库也须为空。恢复后用 kuajie serve 启动。\n\n"
    "示例：kuajie site-restore --data /srv/kuajie /backups/kuajie-monday.tar.gz",
)
ROW: Final = CommandRow(
    name="site-restore",
    module=__name__,
    summary=Text(en="Bring a site back from such a file.", zh="用备份文件恢复站点。"),
)
DONE = Text(
    en="The site of {at} is back in {data}. Start it: kuajie serve --data {data}",
    zh="已将 {at} 的站点恢复到 {data}。启动：kuajie serve --data {data}",
)
File = Annotated[
    Path, argument(Text(en="What kuajie site-backup wrote.", zh="kuajie site-backup 写出的文件。"))
]


def command(*, file: File, data: Data = Path("kuajie-site"), lang: Language = None) -> None:
    """Bring the site back."""
    from kuajie.cli.language import CURRENT_LOCALE
    from kuajie_site.backups.restore import restore

    at = restore(file.absolute(), data.absolute())
    typer.echo(DONE.say(lang or CURRENT_LOCALE.get(), at=at, data=data))
