"""``kuajie plan``: what every party should put into every lever in every week, at which prices."""

from __future__ import annotations

from typing import Annotated

from kuajie.cli.folder_options import Folder, NoCertificate
from kuajie.cli.method_options import MethodChoice, MethodOption, WeightDecay
from kuajie.cli.options import AsJson, Language, option
from kuajie.cli.risk_options import (
    Deviation,
    Level,
    Risk,
    RiskChoice,
    Target,
    Weight,
    WorstLevers,
    WorstWeeks,
)
from kuajie.messages import Text

DESCRIPTION = Text(
    en="Find the best joint plan of a programme: spend by lever and week, prices, what it earns and how sure "
    "that is, and a certificate of how much better any plan could be. It rests on the folder's last fit. The "
    "exit code is 4 when budgets, floors or seats allow no plan.\n\n"
    "Example: kuajie plan my-programme --draws 200",
    zh="寻找合作项目的最优联合方案：各杠杆每周的投入、价格、预期收益及其把握，以及任何方案最多还能好多少的证书。"
    "方案以该文件夹最近一次拟合为依据。预算、下限或名额使方案不可行时，退出码为 4。\n\n"
    "示例：kuajie plan 我的项目 --draws 200",
)

Draws = Annotated[
    int,
    option(
        "--draws",
        Text(
            en="Posterior draws that find the plan; others judge it.",
            zh="用于寻找方案的后验样本数；另用其他样本评判。",
        ),
        metavar="N",
        min=10,
        max=5000,
    ),
]

Values = Annotated[
    bool,
    option(
        "--values",
        Text(
            en="Also plan one more week, and search anew where floors on profit bind, to say what more would "
            "bring; about as long again.",
            zh="另外规划多一周的情形，并在收益下限起作用时重新搜索，以说明再多一点能带来什么；用时约增加一倍。",
        ),
    ),
]


def command(
    *,
    folder: Folder,
    draws: Draws = 100,
    risk: Risk = RiskChoice.MEAN,
    level: Level = 0.2,
    weight: Weight = 0.5,
    target: Target = None,
    deviation: Deviation = 0.2,
    worst_weeks: WorstWeeks = 4,
    worst_levers: WorstLevers = 0,
    values: Values = False,
    method: MethodOption = MethodChoice.AUTO,
    weight_decay: WeightDecay = 0.0,
    no_certificate: NoCertificate = False,
    lang: Language = None,
    as_json: AsJson = False,
) -> None:
    """Plan a folder and show the plan."""
    from kuajie import wiring
    from kuajie.cli.answers import show_answer
    from kuajie.cli.reading import read_folder
    from kuajie.cli.session import command_session
    from kuajie.present.plan import plan_blocks
    from kuajie.usecases.plan_measure import measure_asked
    from kuajie.usecases.plan_method import method_asked
    from kuajie.usecases.progress import part_of

    with command_session(lang=lang, as_json=as_json) as session:
        progress = session.progress
        measure = measure_asked(
            str(risk),
            level=level,
            weight=weight,
            target=target,
            deviation=deviation,
            weeks=worst_weeks,
            levers=worst_levers,
        )
        how = method_asked(str(method), decay=weight_decay, risk=str(risk))
        project = read_folder(folder, session=session, progress=part_of(progress, start=0.0, end=0.1))
        fit = wiring.fit(project, progress=part_of(progress, start=0.1, end=0.4))
        answer = wiring.plan(
            project,
            fit,
            draws=draws,
            certified=not no_certificate,
            risk=measure,
            method=how,
            thorough=values,
            progress=part_of(progress, start=0.4, end=1.0),
        )
    show_answer(session, answer, plan_blocks)
