"""``kuajie reconcile-keys``: a book as tags and commitments, for books that nobody hands over."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Literal

from kuajie.cli.options import AsJson, Language, argument, option
from kuajie.messages import Text

DESCRIPTION = Text(
    en="Write a book so that it can be compared without showing orders or amounts: for every line a tag of "
    "its order's random key and a commitment to its amount. Both sides do so with the same secret, then "
    "compare with kuajie reconcile OWN THEIRS; docs/reconcile.md says what each still learns.\n\n"
    "Example: kuajie reconcile-keys ours.csv --secret s.txt --new-secret -o ours.tags.csv --own ours.own.csv",
    zh="把账本写成无需出示订单与金额即可核对的形式：每一行写出其随机订单密钥的标签与金额的承诺值。"
    "双方使用同一共享密钥生成，再用 kuajie reconcile 自留文件 对方文件 核对；"
    "各方仍能得知什么，见 docs/reconcile.md。\n\n"
    "示例：kuajie reconcile-keys 我方.csv --secret 密钥.txt --new-secret -o 我方.tags.csv --own 我方.own.csv",
)
Book = Annotated[Path, argument(Text(en="Your own book, CSV or XLSX.", zh="己方账本，CSV 或 XLSX。"))]
Shared = Annotated[
    Path,
    option(
        "--output",
        Text(
            en="Write tags and commitments here, to be handed over.",
            zh="标签与承诺值写入该文件，可交给对方。",
        ),
        short="-o",
        metavar="FILE",
    ),
]
Own = Annotated[
    Path,
    option(
        "--own",
        Text(en="Write here which line each tag is; keep it.", zh="各标签对应的行写入该文件，请自留。"),
        metavar="FILE",
    ),
]
Secret = Annotated[
    Path,
    option(
        "--secret",
        Text(
            en="File with the secret both sides share, 128 bits or more.",
            zh="双方共享的密钥文件，不少于 128 位。",
        ),
        metavar="FILE",
    ),
]
NewSecret = Annotated[bool, option("--new-secret", Text(en="Make the secret first.", zh="先生成共享密钥。"))]
Column = Annotated[
    str,
    option(
        "--key-column",
        Text(en="Column of the random order keys agreed at sale.", zh="销售时约定的随机订单密钥所在列。"),
        metavar="COLUMN",
    ),
]
ByOrder = Annotated[
    bool,
    option(
        "--by-order",
        Text(
            en="Add up the lines of each order; needed where the other side numbers no lines.",
            zh="按整单合计；对方账本没有行号时使用。",
        ),
    ),
]
Zone = Annotated[
    str | None,
    option(
        "--zone",
        Text(en="Time zone of moments that name none.", zh="未注明时区的时间所在时区。"),
        metavar="ZONE",
    ),
]
Currency = Annotated[
    str | None,
    option(
        "--currency",
        Text(en="Currency of a book that names none.", zh="未注明币种的账本所用的币种。"),
        metavar="CODE",
    ),
]
Unit = Annotated[
    Literal["yuan", "fen"] | None,
    option("--unit", Text(en="Unit of the amounts.", zh="金额单位（元或分）。")),
]
Columns = Annotated[
    Path | None,
    option(
        "--columns",
        Text(en="File that says what the columns are.", zh="说明各列含义的文件。"),
        metavar="TOML",
    ),
]


def command(
    *,
    book: Book,
    output: Shared,
    own: Own,
    secret: Secret,
    new_secret: NewSecret = False,
    key_column: Column = "order_key",
    by_order: ByOrder = False,
    zone: Zone = None,
    currency: Currency = None,
    unit: Unit = None,
    columns: Columns = None,
    lang: Language = None,
    as_json: AsJson = False,
) -> None:
    """Write tags and commitments, and say what to hand over."""
    from kuajie.cli.json_output import print_json
    from kuajie.cli.session import command_session
    from kuajie.present.reconcile_blind import written_blocks
    from kuajie.wiring.blind_reconciliation import write_tags
    from kuajie.wiring.reconciliation import Comparing, HowWritten

    with command_session(lang=lang, as_json=as_json) as session:
        answer = write_tags(
            str(book),
            column=key_column,
            secret=secret,
            shared=output,
            own=own,
            written=HowWritten(zone=zone, unit=unit, columns=columns),
            comparing=Comparing(zone=zone, currency=currency),
            new_secret=new_secret,
            by_order=by_order,
        )
    if session.as_json:
        print_json({"lines": len(answer.lines), "hand_over": str(output), "keep": [str(own), str(secret)]})
    else:
        session.show(answer, lambda it, locale: written_blocks(it, str(output), str(own), locale))
