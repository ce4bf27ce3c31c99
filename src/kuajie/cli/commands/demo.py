"""``kuajie demo``: a joint plan with a report, from nothing, in a minute."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

from kuajie.cli.folder_options import Chains, Draws, PlanDraws, Seed, WarmUp
from kuajie.cli.options import AsJson, Language, argument, option
from kuajie.messages import Text

DESCRIPTION = Text(
    en="See the main job from end to end: write a simulated programme whose truth is known, fit it, plan it, "
    "split what it earns, and write FOLDER/report.html. A demo that is there already is used again; a "
    "folder that holds anything else is refused.\n\n"
    "Example: kuajie demo my-demo --lang en",
    zh="一次看完主流程：生成一个真实规律已知的模拟合作项目，拟合、做方案、分配收益，"
    "并写出 FOLDER/report.html。已有的演示会直接沿用；含有其他内容的文件夹会被拒绝。\n\n"
    "示例：kuajie demo 我的演示 --lang zh",
)
HOLDOUT_WEEKS = 13
"""A quarter of a year, as long as a plan."""

DemoFolder = Annotated[Path, argument(Text(en="The folder of the demo.", zh="演示所用的文件夹。"))]
Template = Annotated[
    str,
    option(
        "--template",
        Text(
            en="Kind of programme; 'kuajie new --list' shows them.",
            zh="合作项目的类型，见“kuajie new --list”。",
        ),
    ),
]


def command(
    *,
    folder: DemoFolder = Path("kuajie-demo"),
    template: Template = "demo",
    draws: Draws = None,
    warm_up: WarmUp = None,
    chains: Chains = None,
    seed: Seed = None,
    plan_draws: PlanDraws = 100,
    lang: Language = None,
    as_json: AsJson = False,
) -> None:
    """Simulate a programme, run every step on it, and show the key figures."""
    from kuajie import wiring
    from kuajie.cli.answers import show_answer
    from kuajie.cli.main_job import run_and_report
    from kuajie.cli.sampling import settings_of
    from kuajie.cli.session import command_session
    from kuajie.present.run import run_blocks
    from kuajie.usecases.progress import part_of

    settings = settings_of(draws=draws, warm_up=warm_up, chains=chains, seed=seed)
    with command_session(lang=lang, as_json=as_json) as session:
        simulating = part_of(session.progress, start=0.0, end=0.1)
        running = part_of(session.progress, start=0.1, end=1.0)
        wiring.prepare_demo(folder, template=template, locale=session.locale, progress=simulating)
        answer = run_and_report(
            folder,
            output=None,
            session=session,
            progress=running,
            settings=settings,
            holdout_weeks=HOLDOUT_WEEKS,
            plan_draws=plan_draws,
        )
    show_answer(session, answer, run_blocks)
