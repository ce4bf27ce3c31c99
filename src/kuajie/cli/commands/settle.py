"""``kuajie settle``: who owes what for a month, and the books that keep it."""

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
    "By itself it only looks. --keep posts the month into the books (the folder settlement), where nothing "
    "is ever edited: whatever comes later is a correction in the next open month.\n\n"
    "Example: kuajie settle my-programme --period 2026-10 --statements statements",
    zh="按月结算：将 programme.toml 的合作条款逐笔执行于订单、退款与投入，精确到分；"
    "说明各方依各条款应得多少、已收多少、谁向谁付款（见 docs/settle.md）。\n\n"
    "单独运行只查看、不入账。加 --keep 才记入账簿（settlement 文件夹）；账簿只增不改，"
    "此后的变化一律在下一个未锁定的月份更正。\n\n"
    "示例：kuajie settle 我的项目 --period 2026-10 --statements 对账单",
)
BOOKS = Text(en="Books, statements, signatures", zh="账簿、对账单与签署")
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
            en="Write every double-entry line here, as CSV; of a month in the books, those posted in it.",
            zh="将复式分录写入该文件（CSV）；已入账的月份只写该月登记的分录。",
        ),
        metavar="FILE",
    ),
]
Keep = Annotated[
    bool,
    option(
        "--keep",
        Text(
            en="Post what is new into the books; they begin with the first month kept.",
            zh="将新增分录记入账簿；账簿自首个入账的月份开始。",
        ),
        panel=BOOKS,
    ),
]
SettledBefore = Annotated[
    bool,
    option(
        "--settled-before",
        Text(
            en="With the first --keep: what was due before was paid outside the books, which begin with "
            "nothing open.",
            zh="首次入账时使用：此前应付已在账外结清，账簿从零余额开始。",
        ),
        panel=BOOKS,
    ),
]
Statements = Annotated[
    Path | None,
    option(
        "--statements",
        Text(
            en="Post, issue every party's statement, and write it into this folder (HTML, XLSX, CSV).",
            zh="入账并出具各方对账单，写入该文件夹（HTML、XLSX、CSV）。",
        ),
        panel=BOOKS,
        metavar="DIR",
    ),
]
Window = Annotated[
    int | None,
    option(
        "--window",
        Text(en="Days for comments; as before, 7 at first.", zh="意见期天数；默认沿用上次，首次为 7。"),
        panel=BOOKS,
        metavar="DAYS",
        min=0,
        max=365,
    ),
]
Minimum = Annotated[
    str | None,
    option(
        "--min-payout",
        Text(
            en="Carry payments below this amount forward; as before, 0 at first.",
            zh="低于此额的付款结转下期；默认沿用上次，首次为 0。",
        ),
        panel=BOOKS,
        metavar="AMOUNT",
    ),
]
Sign = Annotated[
    str | None,
    option(
        "--sign",
        Text(en="Sign this party's statement (with --by).", zh="代表该合作方签署对账单（与 --by 合用）。"),
        panel=BOOKS,
        metavar="PARTY",
    ),
]
Object = Annotated[
    str | None,
    option(
        "--object",
        Text(
            en="Object to this party's statement (with --by and --comment).",
            zh="代表该合作方对对账单提出异议（与 --by、--comment 合用）。",
        ),
        panel=BOOKS,
        metavar="PARTY",
    ),
]
By = Annotated[
    str | None,
    option("--by", Text(en="Who signs or objects.", zh="签署人或异议人。"), panel=BOOKS, metavar="NAME"),
]
Code = Annotated[
    str | None,
    option(
        "--code",
        Text(
            en="The code of the statement you saw; a statement with another is not signed.",
            zh="所见对账单上的校验码；若不一致则拒绝签署。",
        ),
        panel=BOOKS,
        metavar="CODE",
    ),
]
Comment = Annotated[
    str | None,
    option("--comment", Text(en="What is objected.", zh="异议内容。"), panel=BOOKS, metavar="TEXT"),
]
Lock = Annotated[
    bool,
    option(
        "--lock",
        Text(
            en="Lock the month: all have signed, or comments have ended without objection.",
            zh="锁定该月：各方均已签署，或意见期满无异议。",
        ),
        panel=BOOKS,
    ),
]
Evidence = Annotated[
    Path | None,
    option(
        "--evidence",
        Text(
            en="Write inputs, terms, postings and statements as a bundle that kuajie verify recomputes.",
            zh="将输入、条款、分录与对账单写成证据包，可用 kuajie verify 重新计算核验。",
        ),
        panel=BOOKS,
        metavar="FILE.zip",
    ),
]


def command(
    *,
    folder: Folder,
    period: Period = None,
    postings: Postings = None,
    keep: Keep = False,
    settled_before: SettledBefore = False,
    statements: Statements = None,
    window: Window = None,
    min_payout: Minimum = None,
    sign: Sign = None,
    object_: Object = None,
    by: By = None,
    code: Code = None,
    comment: Comment = None,
    lock: Lock = False,
    evidence: Evidence = None,
    lang: Language = None,
    as_json: AsJson = False,
) -> None:
    """Settle a month and show every party's statement."""
    from kuajie.cli.json_output import print_json
    from kuajie.cli.session import command_session
    from kuajie.present.settle import settle_answer_blocks, settle_answer_record
    from kuajie.wiring.settlement import BooksRequest, settle_or_look

    request = BooksRequest(
        keep=keep,
        settled_before=settled_before,
        statements=statements,
        window=window,
        minimum=min_payout,
        sign=sign,
        object=object_,
        by=by or "",
        code=code or "",
        comment=comment or "",
        lock=lock,
        evidence=evidence,
    )
    with command_session(lang=lang, as_json=as_json) as session:
        answer = settle_or_look(
            folder,
            request,
            locale=session.locale,
            month=period,
            postings=postings,
            progress=session.progress,
        )
    if session.as_json:
        print_json(settle_answer_record(answer, session.locale))
    else:
        session.show(answer, settle_answer_blocks)
