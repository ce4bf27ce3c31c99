"""``kuajie contract``: the terms as a document for people to sign."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

from kuajie.cli.folder_options import Folder
from kuajie.cli.options import AsJson, Language, option
from kuajie.messages import Text

DESCRIPTION = Text(
    en="Write the terms of a programme as a contract for people to read and sign: parties, courses, "
    "definitions, clauses numbered as in statements, refunds, rounding, currency, settlement, and the hash "
    "of the terms. It is rendered from the same data that is executed; --lang decides its language.\n\n"
    "Example: kuajie contract my-programme -o contract.html --lang en",
    zh="把合作条款写成可供阅读与签署的文本：合作方、课程、定义、与对账单编号一致的条款、退款、取整、币种、"
    "结算以及条款的散列值。文本由实际执行的数据生成；语言由 --lang 决定。\n\n"
    "示例：kuajie contract 我的项目 -o 合作条款.html --lang zh",
)
Output = Annotated[
    Path | None,
    option(
        "--output",
        Text(
            en="Write it into this file: a page (.html) or Markdown (.md). Otherwise it is shown here.",
            zh="写入该文件：网页（.html）或 Markdown（.md）。不写则直接显示。",
        ),
        short="-o",
        metavar="FILE",
    ),
]


def command(*, folder: Folder, output: Output = None, lang: Language = None, as_json: AsJson = False) -> None:
    """Show or write the contract of a folder's terms."""
    from kuajie.cli.json_output import print_json
    from kuajie.cli.session import command_session
    from kuajie.present.contract import contract_blocks, contract_record
    from kuajie.wiring.contracts import contract_of_folder, require_contract_file, write_contract

    with command_session(lang=lang, as_json=as_json) as session:
        require_contract_file(output)
        contract = contract_of_folder(folder, progress=session.progress)
        if output is not None:
            write_contract(contract, output, locale=session.locale)
    if session.as_json:
        print_json(contract_record(contract, session.locale))
    elif output is None:
        session.show(contract, contract_blocks)
