"""``kuajie deal``: what terms mean for every party."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

from kuajie.cli.folder_options import Folder, PlanDraws
from kuajie.cli.options import AsJson, Language, option
from kuajie.messages import Text

DESCRIPTION = Text(
    en="Try terms on the plan made last: how every party may come out, who bears which risk, what each "
    "clause moves to whom, what guarantees are worth, and between which values of each number all gain. "
    "Without --terms the folder's own terms are tried; several files are compared side by side.\n\n"
    "Example: kuajie deal my-programme --terms guarantee.toml --terms fixed-fee.toml",
    zh="在最近一次方案上试算合作条款：各方可能的结果、谁承担什么风险、每条条款把钱转给谁、保底值多少，"
    "以及每个数字在什么范围内各方都有所得。不写 --terms 则试算文件夹自己的条款；多个文件并排比较。\n\n"
    "示例：kuajie deal 我的项目 --terms 保底.toml --terms 固定费用.toml",
)
Terms = Annotated[
    list[Path] | None,
    option(
        "--terms",
        Text(
            en="A file with other terms: the table [terms] with its clauses, as in programme.toml. Repeat it "
            "to compare several.",
            zh="另一份条款文件：内容同 programme.toml 中的 [terms] 及其条款。可重复以比较多份。",
        ),
        metavar="FILE",
    ),
]


def command(
    *,
    folder: Folder,
    terms: Terms = None,
    plan_draws: PlanDraws = 100,
    lang: Language = None,
    as_json: AsJson = False,
) -> None:
    """Try terms on a folder's plan and show what they mean for every party."""
    from kuajie import wiring
    from kuajie.cli.answers import show_answer
    from kuajie.cli.reading import read_folder
    from kuajie.cli.session import command_session
    from kuajie.present.deal import deal_blocks
    from kuajie.usecases.progress import part_of
    from kuajie.wiring.deals import read_terms, simulate_deals

    with command_session(lang=lang, as_json=as_json) as session:
        progress = session.progress
        project = read_folder(folder, session=session, progress=part_of(progress, start=0.0, end=0.2))
        deals = read_terms(project, terms or ())
        fit = wiring.fit(project, progress=part_of(progress, start=0.2, end=0.4))
        answer = simulate_deals(
            project, fit, deals, draws=plan_draws, progress=part_of(progress, start=0.4, end=1.0)
        )
    show_answer(session, answer, deal_blocks)
