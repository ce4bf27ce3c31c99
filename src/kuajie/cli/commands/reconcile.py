"""``kuajie reconcile``: do two books agree, and if not, why."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Literal

from kuajie.cli.options import AsJson, Language, argument, option
from kuajie.messages import Locale, Text

DESCRIPTION = Text(
    en="Lay two sides' own books side by side: every line ends in one class with its reason, its age and who "
    "must act, and the classes add up to the difference of the totals (docs/reconcile.md). A book is a CSV "
    "or XLSX file, a party of a programme folder (FOLDER:PARTY), or postings of kuajie settle "
    "(POSTINGS:PARTY). Books that nobody hands over: kuajie reconcile-keys.\n\n"
    "Example: kuajie reconcile ours.csv theirs.xlsx --zone Asia/Shanghai --currency CNY -o differences.csv",
    zh="逐行核对双方各自的账本：每一行归入一类并说明原因、账龄与由谁处理，各类之差合计等于总额之差"
    "（见 docs/reconcile.md）。账本可以是 CSV 或 XLSX 文件、合作项目中的一方（文件夹:合作方），"
    "或 kuajie settle 的分录（分录:合作方）。双方都不愿交出账本时，见 kuajie reconcile-keys。\n\n"
    "示例：kuajie reconcile 我方.csv 对方.xlsx --zone Asia/Shanghai --currency CNY -o 差异.csv",
)
BOOKS = Text(en="How the books are written", zh="账本的写法")
A = Annotated[str, argument(Text(en="The first side's book.", zh="第一方的账本。"), metavar="A")]
B = Annotated[str, argument(Text(en="The second side's book.", zh="第二方的账本。"), metavar="B")]
Output = Annotated[
    Path | None,
    option(
        "--output",
        Text(en="Write every line that did not match here, as CSV.", zh="将所有不一致的行写入该 CSV 文件。"),
        short="-o",
        metavar="FILE",
    ),
]
Zone = Annotated[
    str | None,
    option(
        "--zone",
        Text(
            en="Time zone of days and months, and of moments that name none.",
            zh="日期与月份所用的时区，也用于未注明时区的时间。",
        ),
        metavar="ZONE",
    ),
]
ZoneA = Annotated[
    str | None,
    option(
        "--zone-a",
        Text(en="Zone of A's moments that name none.", zh="A 中未注明时区的时间所在时区。"),
        panel=BOOKS,
        metavar="ZONE",
    ),
]
ZoneB = Annotated[
    str | None,
    option(
        "--zone-b",
        Text(en="Zone of B's moments that name none.", zh="B 中未注明时区的时间所在时区。"),
        panel=BOOKS,
        metavar="ZONE",
    ),
]
UnitA = Annotated[
    Literal["yuan", "fen"] | None,
    option("--unit-a", Text(en="Unit of A's amounts.", zh="A 的金额单位（元或分）。"), panel=BOOKS),
]
UnitB = Annotated[
    Literal["yuan", "fen"] | None,
    option("--unit-b", Text(en="Unit of B's amounts.", zh="B 的金额单位（元或分）。"), panel=BOOKS),
]
ColumnsA = Annotated[
    Path | None,
    option(
        "--columns-a",
        Text(en="File that says what A's columns are.", zh="说明 A 各列含义的文件。"),
        panel=BOOKS,
        metavar="TOML",
    ),
]
ColumnsB = Annotated[
    Path | None,
    option(
        "--columns-b",
        Text(en="File that says what B's columns are.", zh="说明 B 各列含义的文件。"),
        panel=BOOKS,
        metavar="TOML",
    ),
]
Currency = Annotated[
    str | None,
    option(
        "--currency",
        Text(en="Currency of books that name none.", zh="未注明币种的账本所用的币种。"),
        panel=BOOKS,
        metavar="CODE",
    ),
]
Keys = Annotated[
    list[str] | None,
    option(
        "--key",
        Text(
            en="Match what is left by these columns, A's=B's; may be given again.",
            zh="其余的行再按这两列匹配（A 的列=B 的列），可多次给出。",
        ),
        metavar="COLUMN=COLUMN",
    ),
]
WithinAmount = Annotated[
    str,
    option(
        "--tolerance",
        Text(en="Amounts this far apart are the same.", zh="相差不超过该金额视为一致。"),
        metavar="AMOUNT",
    ),
]
Days = Annotated[
    int,
    option(
        "--days",
        Text(en="Days apart within a month that are the same.", zh="同月内相差不超过该天数视为一致。"),
        metavar="N",
        min=0,
        max=31,
    ),
]
On = Annotated[
    str | None,
    option(
        "--on",
        Text(en="Count ages up to this day; today otherwise.", zh="账龄统计到这一天，默认今天。"),
        metavar="DAY",
    ),
]
Period = Annotated[
    str | None,
    option(
        "--period",
        Text(en="Compare only this month, such as 2026-10.", zh="仅核对该月份，如 2026-10。"),
        metavar="MONTH",
    ),
]


def command(
    *,
    a: A,
    b: B,
    output: Output = None,
    period: Period = None,
    zone: Zone = None,
    tolerance: WithinAmount = "0",
    days: Days = 1,
    on: On = None,
    key: Keys = None,
    currency: Currency = None,
    zone_a: ZoneA = None,
    zone_b: ZoneB = None,
    unit_a: UnitA = None,
    unit_b: UnitB = None,
    columns_a: ColumnsA = None,
    columns_b: ColumnsB = None,
    lang: Language = None,
    as_json: AsJson = False,
) -> None:
    """Compare two books and show what differs."""
    from kuajie.cli.json_output import print_json
    from kuajie.cli.session import command_session
    from kuajie.present.reconcile import reconcile_blocks, reconcile_record
    from kuajie.wiring.blind_reconciliation import any_blind
    from kuajie.wiring.reconciliation import Comparing, HowWritten, reconcile_books

    if any_blind(a, b):
        _compare_tags(a, b, output=output, lang=lang, as_json=as_json)
        return
    comparing = Comparing(
        zone=zone,
        currency=currency,
        tolerance=tolerance,
        days=days,
        on=on,
        month=period,
        keys=tuple(key or ()),
    )
    with command_session(lang=lang, as_json=as_json) as session:
        answer = reconcile_books(
            a,
            b,
            written_a=HowWritten(zone=zone_a, unit=unit_a, columns=columns_a),
            written_b=HowWritten(zone=zone_b, unit=unit_b, columns=columns_b),
            comparing=comparing,
            output=output,
            locale=session.locale,
            progress=session.progress,
        )
    if session.as_json:
        print_json(reconcile_record(answer, session.locale))
    else:
        session.show(answer, reconcile_blocks)


def _compare_tags(a: str, b: str, *, output: Path | None, lang: Locale | None, as_json: bool) -> None:
    from kuajie.cli.json_output import print_json
    from kuajie.cli.session import command_session
    from kuajie.present.reconcile_blind import blind_blocks, blind_record
    from kuajie.wiring.blind_reconciliation import reconcile_tags

    with command_session(lang=lang, as_json=as_json) as session:
        answer = reconcile_tags(a, b, output=output)
    if session.as_json:
        print_json(blind_record(answer, session.locale))
    else:
        session.show(answer, blind_blocks)
