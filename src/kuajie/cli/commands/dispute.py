"""``kuajie dispute``: lines in dispute, what is payable anyway, and rulings that become corrections."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

from kuajie.cli.folder_options import Folder
from kuajie.cli.options import AsJson, Language, argument, option
from kuajie.messages import Text

DESCRIPTION = Text(
    en="A case about a month in the books: which lines are in dispute, by when to answer and to rule, what "
    "is payable at once whatever is ruled, and what a mediator ruled line by line. Rulings become "
    "corrections in the month of the ruling; nothing posted is edited. By itself it only looks "
    "(docs/settle.md).\n\n"
    "Example: kuajie dispute my-programme case.toml --file",
    zh="处理账簿中某月的争议：哪些分录有争议、答复与裁决期限、无争议而可立即支付的部分，"
    "以及调解方逐项的裁决。裁决在裁决所在月份成为更正分录，已入账内容不作改动。"
    "单独运行只查看（见 docs/settle.md）。\n\n"
    "示例：kuajie dispute 我的项目 案件.toml --file",
)
Case = Annotated[
    Path,
    argument(
        Text(en="The case file, TOML or JSON.", zh="案件文件（TOML 或 JSON）。"),
        metavar="CASE",
    ),
]
File = Annotated[
    bool,
    option("--file", Text(en="Keep the case in the books.", zh="将案件记入账簿。")),
]
Rule = Annotated[
    bool,
    option(
        "--rule", Text(en="Keep the rulings that the case file holds.", zh="将案件文件中的裁决记入账簿。")
    ),
]


def command(
    *,
    folder: Folder,
    case: Case,
    file: File = False,
    rule: Rule = False,
    lang: Language = None,
    as_json: AsJson = False,
) -> None:
    """Show a case, and keep it or its rulings where asked."""
    from kuajie.cli.json_output import print_json
    from kuajie.cli.session import command_session
    from kuajie.present.dispute import dispute_blocks, dispute_record
    from kuajie.wiring.disputes import dispute_case

    with command_session(lang=lang, as_json=as_json) as session:
        answer = dispute_case(folder, case, file=file, rule=rule, progress=session.progress)
    if session.as_json:
        print_json(dispute_record(answer, session.locale))
    else:
        session.show(answer, dispute_blocks)
