"""``kuajie reconcile-psi``: books compared by private set intersection, in three steps."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Literal

from kuajie.cli.commands.reconcile_keys import Book, ByOrder, Columns, Currency, Unit, Zone
from kuajie.cli.options import AsJson, Language, argument, option
from kuajie.messages import Text

DESCRIPTION = Text(
    en="Compare two books by private set intersection (needs kuajie[psi]), where no random order keys were "
    "agreed at sale. One side asks, the other answers, the first reads; docs/reconcile.md says what each "
    "learns.\n\n"
    "1. kuajie reconcile-psi ask ours.csv -o request.json --state ours.key\n\n"
    "2. kuajie reconcile-psi answer theirs.csv request.json -o answer.json\n\n"
    "3. kuajie reconcile-psi read ours.csv answer.json --state ours.key",
    zh="在销售时没有约定随机订单密钥的情况下，用隐私求交核对两本账（需要 kuajie[psi]）。"
    "一方提问，另一方回答，提问方读取；"
    "各方得知什么，见 docs/reconcile.md。\n\n"
    "1. kuajie reconcile-psi ask 我方.csv -o 请求.json --state 我方.key\n\n"
    "2. kuajie reconcile-psi answer 对方.csv 请求.json -o 答复.json\n\n"
    "3. kuajie reconcile-psi read 我方.csv 答复.json --state 我方.key",
)
Step = Annotated[
    Literal["ask", "answer", "read"], argument(Text(en="Ask, answer, or read.", zh="提问、回答或读取。"))
]
Message = Annotated[
    Path | None,
    argument(Text(en="The other side's message, to answer or read.", zh="对方的消息，用于回答或读取。")),
]
Output = Annotated[
    Path | None,
    option("--output", Text(en="Write the message here.", zh="消息写入该文件。"), short="-o", metavar="FILE"),
]
State = Annotated[
    Path | None,
    option(
        "--state",
        Text(en="The asker's key, kept between its steps.", zh="提问方的密钥文件，两步之间自留。"),
        metavar="FILE",
    ),
]
Most = Annotated[
    int | None,
    option(
        "--most",
        Text(
            en="Answer no request for more lines; twice the own lines otherwise.",
            zh="不回答超过该行数的请求，默认为己方行数的两倍。",
        ),
        metavar="N",
        min=1,
    ),
]


def command(
    *,
    step: Step,
    book: Book,
    message: Message = None,
    output: Output = None,
    state: State = None,
    most: Most = None,
    by_order: ByOrder = False,
    zone: Zone = None,
    currency: Currency = None,
    unit: Unit = None,
    columns: Columns = None,
    lang: Language = None,
    as_json: AsJson = False,
) -> None:
    """Do one step of the comparison."""
    from kuajie.cli.json_output import print_json
    from kuajie.cli.session import command_session
    from kuajie.present.private_overlap import overlap_blocks, overlap_record, step_blocks
    from kuajie.wiring.private_overlap import overlap_book_of, read_reply, write_answer, write_request
    from kuajie.wiring.reconciliation import Comparing, HowWritten

    message, output, state = _required(step, message, output, state)
    with command_session(lang=lang, as_json=as_json) as session:
        lines = overlap_book_of(
            book,
            written=HowWritten(zone=zone, unit=unit, columns=columns),
            comparing=Comparing(zone=zone, currency=currency),
            by_order=by_order,
        )
        if step == "ask":
            write_request(lines, state=state, output=output)
        elif step == "answer":
            write_answer(lines, message, output=output, most=most)
        else:
            answer = read_reply(lines, message, state=state)
    if step == "read":
        if session.as_json:
            print_json(overlap_record(answer, session.locale))
        else:
            session.show(answer, overlap_blocks)
    elif session.as_json:
        print_json({"lines": len(lines.lines), "hand_over": str(output)})
    else:
        kept = str(state) if step == "ask" else None
        session.show(output, lambda file, locale: step_blocks(str(file), kept, locale))


_NEEDS = {"ask": ("-o", "--state"), "answer": ("MESSAGE", "-o"), "read": ("MESSAGE", "--state")}
_NOWHERE = Path()


def _required(
    step: str, message: Path | None, output: Path | None, state: Path | None
) -> tuple[Path, Path, Path]:
    """Return what a step needs; raises ``BadInput`` for what was not given."""
    from kuajie.messages import BadInput
    from kuajie.messages.notices.reconcile import NOT_A_STEP

    given = {"MESSAGE": message, "-o": output, "--state": state}
    missing = [name for name in _NEEDS[step] if given[name] is None]
    if missing:
        raise BadInput.of(NOT_A_STEP, needed=", ".join(missing))
    return message or _NOWHERE, output or _NOWHERE, state or _NOWHERE
