"""``kuajie settle``: who owes what for a month."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

from kuajie.cli.folder_options import Folder
from kuajie.cli.options import AsJson, Language, option
from kuajie.messages import Text

DESCRIPTION = Text(
    en="Settle a month: the terms of programme.toml executed on every order, refund and day of spend, exact "
    "to the cent; what every party earned by which clause, what it received, and who pays whom "
    "(docs/settle.md).\n\n"
    "Example: kuajie settle my-programme --period 2026-10 --postings postings.csv",
    zh="按月结算：将 programme.toml 的合作条款逐笔执行于订单、退款与投入，精确到分；"
    "说明各方依各条款应得多少、已收多少、谁向谁付款（见 docs/settle.md）。\n\n"
    "示例：kuajie settle 我的项目 --period 2026-10 --postings 分录.csv",
)
Period = Annotated[
    str | None,
    option(
        "--period",
        Text(
            en="The month, such as 2026-10; the last complete one otherwise.",
            zh="结算月份，如 2026-10；默认上一个完整月。",
        ),
        metavar="MONTH",
    ),
]
Postings = Annotated[
    Path | None,
    option(
        "--postings",
        Text(
            en="Write every double-entry line here, as CSV.",
            zh="将全部复式分录写入该文件（CSV）。",
        ),
        metavar="FILE",
    ),
]


def command(
    *,
    folder: Folder,
    period: Period = None,
    postings: Postings = None,
    lang: Language = None,
    as_json: AsJson = False,
) -> None:
    """Settle a month and show every party's statement."""
    from kuajie.cli.json_output import print_json
    from kuajie.cli.session import command_session
    from kuajie.present.settle import settle_blocks, settle_record
    from kuajie.wiring.settlement import settle_folder

    with command_session(lang=lang, as_json=as_json) as session:
        answer = settle_folder(folder, month=period, postings=postings, progress=session.progress)
    if session.as_json:
        print_json(settle_record(answer, session.locale))
    else:
        session.show(answer, settle_blocks)
