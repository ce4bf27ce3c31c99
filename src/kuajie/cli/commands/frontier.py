"""``kuajie frontier``: what more money brings, and what one party can gain at another's cost."""

from __future__ import annotations

from enum import StrEnum
from functools import partial
from typing import Annotated

from kuajie.cli.folder_options import Folder, NoCertificate, PlanDraws
from kuajie.cli.options import AsJson, Language, option
from kuajie.messages import Text

DESCRIPTION = Text(
    en="Trace a frontier around the best plan. Of cost: the best joint profit at every total budget, and the "
    "least cost of a profit you name. Of parties: what one party can earn for every profit of another under "
    "today's terms. Each point says how much better any plan could be.\n\n"
    "Example: kuajie frontier my-programme --of cost --profit 500000",
    zh="围绕最优方案描绘前沿。成本前沿（--of cost）：各总预算下的最高联合收益，以及达到指定收益的最低投入。"
    "合作方前沿（--of parties）：按现有条款，一方收益与另一方收益之间的取舍。每个点都说明最多还能好多少。\n\n"
    "示例：kuajie frontier 我的项目 --of cost --profit 500000",
)


class Kind(StrEnum):
    """What is traded off."""

    COST = "cost"
    PARTIES = "parties"


Of = Annotated[
    Kind,
    option(
        "--of",
        Text(
            en="Joint cost against joint profit, or one party's profit against another's.",
            zh="cost：合计投入与联合收益；parties：一方收益与另一方收益。",
        ),
    ),
]
Points = Annotated[
    int,
    option("--points", Text(en="Points of the frontier.", zh="前沿上的点数。"), metavar="N", min=2, max=100),
]
Profit = Annotated[
    float | None,
    option(
        "--profit",
        Text(
            en="With --of cost: also the least cost of this joint profit.",
            zh="与 --of cost 合用：另求达到该联合收益的最低投入。",
        ),
        metavar="AMOUNT",
    ),
]
Parties = Annotated[
    str | None,
    option(
        "--parties",
        Text(
            en="With --of parties: the ids of two, such as a,b; else the first platform and institution.",
            zh="与 --of parties 合用：两方的 id，如 a,b；默认首个平台与首个机构。",
        ),
        metavar="A,B",
    ),
]


def command(
    *,
    folder: Folder,
    of: Of = Kind.COST,
    points: Points = 12,
    profit: Profit = None,
    parties: Parties = None,
    plan_draws: PlanDraws = 100,
    no_certificate: NoCertificate = False,
    lang: Language = None,
    as_json: AsJson = False,
) -> None:
    """Plan a folder and trace a frontier around the plan."""
    from kuajie import wiring
    from kuajie.cli.answers import show_answer
    from kuajie.cli.reading import read_folder
    from kuajie.cli.session import command_session
    from kuajie.present.frontier import cost_frontier_blocks, party_frontier_blocks
    from kuajie.usecases.progress import part_of

    with command_session(lang=lang, as_json=as_json) as session:
        progress = session.progress
        project = read_folder(folder, session=session, progress=part_of(progress, start=0.0, end=0.1))
        fit = wiring.fit(project, progress=part_of(progress, start=0.1, end=0.3))
        rest = part_of(progress, start=0.3, end=1.0)
        certified = not no_certificate
        if of is Kind.COST:
            cost = wiring.cost_frontier(
                project,
                fit,
                points=points,
                draws=plan_draws,
                certified=certified,
                profit=profit,
                progress=rest,
            )
            show = partial(show_answer, answer=cost, view=cost_frontier_blocks)
        else:
            shared = wiring.party_frontier(
                project,
                fit,
                points=points,
                draws=plan_draws,
                certified=certified,
                parties=listed(parties),
                progress=rest,
            )
            show = partial(show_answer, answer=shared, view=party_frontier_blocks)
    show(session)


def listed(names: str | None) -> tuple[str, ...] | None:
    """Return ids given with commas of either language; nothing where none are given.

    >>> listed("a, b"), listed(None)
    (('a', 'b'), None)
    """
    if names is None:
        return None
    return tuple(name.strip() for name in names.replace("，", ",").split(",") if name.strip())
