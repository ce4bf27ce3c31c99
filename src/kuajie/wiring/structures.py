"""Games between the parties of a folder."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from kuajie.usecases.progress import Progress, silent

if TYPE_CHECKING:
    from kuajie.usecases.fit_answer import FitAnswer
    from kuajie.usecases.structures_answer import StructuresAnswer
    from kuajie.wiring import Project


def structures(
    project: Project,
    fit: FitAnswer,
    *,
    leaders: Sequence[str] | None = None,
    shares: str | None = None,
    draws: int = 50,
    certified: bool = True,
    progress: Progress = silent,
) -> StructuresAnswer:
    """Return what deciding together, alone and behind each leader brings to everybody.

    ``leaders`` are ids or roles; ``shares`` (such as ``a=0.6,b=0.4``) try other terms than the agreed ones.
    Raises ``BadInput`` for leaders and shares that do not fit the programme.
    """
    from kuajie.usecases.structures import compare_structures
    from kuajie.usecases.structures_asked import leaders_of, tried_shares
    from kuajie.usecases.structures_question import StructuresQuestion

    question = StructuresQuestion(
        programme=project.programme,
        fit=fit,
        leaders=leaders_of(project.programme, leaders),
        draws=draws,
        certified=certified,
        shares=tried_shares(project.programme, shares),
    )
    return compare_structures(question, progress=progress)
