"""``kuajie run``: the whole main job on a programme folder."""

from __future__ import annotations

from kuajie.cli.commands.report import Output
from kuajie.cli.folder_options import (
    Chains,
    Draws,
    Folder,
    HoldOut,
    NoCertificate,
    PlanDraws,
    Seed,
    WarmUp,
)
from kuajie.cli.options import AsJson, Language
from kuajie.messages import Text

DESCRIPTION = Text(
    en="Take a programme folder through every step: check, needs, fit, plan, split and report; then show the "
    "key figures. Settings of the fit that are not given are those of the folder's last fit.\n\n"
    "Example: kuajie run my-programme --lang en",
    zh="对合作项目文件夹依次完成全部步骤：检查、需求、拟合、方案、分配与报告，并显示关键数字。"
    "未给出的拟合设置沿用该文件夹最近一次拟合。\n\n"
    "示例：kuajie run 我的项目 --lang zh",
)


def command(
    *,
    folder: Folder,
    output: Output = None,
    draws: Draws = None,
    warm_up: WarmUp = None,
    chains: Chains = None,
    seed: Seed = None,
    holdout: HoldOut = None,
    plan_draws: PlanDraws = 100,
    no_certificate: NoCertificate = False,
    lang: Language = None,
    as_json: AsJson = False,
) -> None:
    """Run every step on a folder, write the report and show the key figures."""
    from kuajie.cli.answers import show_answer
    from kuajie.cli.main_job import run_and_report
    from kuajie.cli.sampling import settings_of
    from kuajie.cli.session import command_session
    from kuajie.present.run import run_blocks

    settings = settings_of(draws=draws, warm_up=warm_up, chains=chains, seed=seed)
    with command_session(lang=lang, as_json=as_json) as session:
        answer = run_and_report(
            folder,
            output=output,
            session=session,
            progress=session.progress,
            settings=settings,
            holdout_weeks=holdout,
            plan_draws=plan_draws,
            certified=not no_certificate,
        )
    show_answer(session, answer, run_blocks)
