"""``kuajie split``: who gets what of the plan's joint profit."""

from __future__ import annotations

from kuajie.cli.folder_options import Folder, PlanDraws
from kuajie.cli.options import AsJson, Language
from kuajie.messages import Text

DESCRIPTION = Text(
    en="Divide the joint profit of the best plan: what every coalition could reach without the others, each "
    "party's share under several rules, who would walk away, and the payments that make the shares true.\n\n"
    "Example: kuajie split my-programme",
    zh="分配最优方案的联合收益：各联盟离开其他方能达到多少、各方在几种规则下的份额、谁会退出，以及使份额兑现的付款。\n\n"
    "示例：kuajie split 我的项目",
)


def command(
    *, folder: Folder, plan_draws: PlanDraws = 100, lang: Language = None, as_json: AsJson = False
) -> None:
    """Plan a folder, divide what it earns, and show the shares."""
    from kuajie import wiring
    from kuajie.cli.answers import show_answer
    from kuajie.cli.reading import read_folder
    from kuajie.cli.session import command_session
    from kuajie.present.split import split_blocks
    from kuajie.usecases.progress import part_of

    with command_session(lang=lang, as_json=as_json) as session:
        progress = session.progress
        project = read_folder(folder, session=session, progress=part_of(progress, start=0.0, end=0.1))
        fit = wiring.fit(project, progress=part_of(progress, start=0.1, end=0.3))
        plan = wiring.plan(
            project,
            fit,
            draws=plan_draws,
            certified=False,
            progress=part_of(progress, start=0.3, end=0.6),
        )
        answer = wiring.split(
            project, fit, plan, draws=plan_draws, progress=part_of(progress, start=0.6, end=1.0)
        )
    show_answer(session, answer, split_blocks)
