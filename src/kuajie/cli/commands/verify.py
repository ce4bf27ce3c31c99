"""``kuajie verify``: recompute an evidence bundle offline."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from kuajie.cli.options import AsJson, Language, argument, option
from kuajie.messages import Text

DESCRIPTION = Text(
    en="Recompute every line of an evidence bundle from the inputs and terms in it, offline, and name the "
    "first one that differs: file, row, column, expected and found. Signatures, statements and the chain of "
    "hashes are checked too. Leaves with 1 where anything differs (docs/verify.md).\n\n"
    "Example: kuajie verify evidence.zip",
    zh="离线按证据包中的输入与条款重新计算每条分录，指出第一处不一致：文件、行、列、应为与实为；"
    "同时核对签署、对账单与散列链。若有不一致，退出码为 1（见 docs/verify.md）。\n\n"
    "示例：kuajie verify 证据包.zip",
)
File = Annotated[
    Path,
    argument(
        Text(
            en="A bundle written by kuajie settle --evidence.",
            zh="由 kuajie settle --evidence 写出的证据包。",
        ),
        metavar="FILE.zip",
    ),
]
Head = Annotated[
    str | None,
    option(
        "--head",
        Text(
            en="The code with which the books ended when you noted it.",
            zh="自己留存的账簿末尾校验码。",
        ),
        metavar="CODE",
    ),
]
DIFFERS = 1


def command(*, file: File, head: Head = None, lang: Language = None, as_json: AsJson = False) -> None:
    """Recompute a bundle and say whether it is true."""
    from kuajie.cli.json_output import print_json
    from kuajie.cli.session import command_session
    from kuajie.present.verify import verify_blocks, verify_record
    from kuajie.wiring.settlement import verify_file

    with command_session(lang=lang, as_json=as_json) as session:
        answer = verify_file(file, head=head or "", progress=session.progress)
    if session.as_json:
        print_json(verify_record(answer, session.locale))
    else:
        session.show(answer, verify_blocks)
    if not answer.true:
        raise typer.Exit(DIFFERS)
