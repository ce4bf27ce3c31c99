"""Who gets what of a plan's joint profit."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from os import PathLike
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from kuajie import wiring
from kuajie.messages import Locale
from kuajie.notebook.agreements import Terms
from kuajie.notebook.told import ShownOfProgramme
from kuajie.present.blocks import Block
from kuajie.present.shown import ChartRow, opening
from kuajie.usecases.progress import Progress, silent
from kuajie.usecases.run import RunAnswer
from kuajie.usecases.split_answer import SplitAnswer
from kuajie.usecases.terms_asked import asked_family, asked_target
from kuajie.wiring.terms import terms

if TYPE_CHECKING:
    from kuajie.notebook.plans import Plan


@dataclass(frozen=True, slots=True, kw_only=True, eq=False, repr=False)
class Split(ShownOfProgramme):
    """Shares of joint profit; ``answer`` holds coalition values, every rule's shares, and payments."""

    CHARTS: ClassVar[Mapping[str, ChartRow]] = {
        "shares": ("intervals", "shares_chart"),
        "coalitions": ("intervals", "coalitions_chart"),
    }
    plan: Plan
    answer: SplitAnswer

    def report(self, file: str | PathLike[str], *, lang: Locale | None = None) -> Path:
        """Write these answers as one HTML file and return where it is."""
        programme, plan = self.programme, self.plan
        run = RunAnswer(
            check=programme.check(),
            needs=programme.needs(),
            fit=plan.fit.answer,
            plan=plan.answer,
            split=self.answer,
            truth=plan.truth(),
            keeping=wiring.keeping(programme.project, plan.fit.answer, plan.answer),
        )
        return wiring.report(
            programme.project, run, file=Path(file), locale=lang or programme.lang, created=date.today()
        )

    def terms(
        self,
        target: str | None = None,
        *,
        family: str | None = None,
        certified: bool = True,
        progress: Progress = silent,
    ) -> Terms:
        """Return terms that reach these shares, or a ``target`` such as ``"a=0.6,b=0.4"``.

        ``family`` asks for one kind of terms. Raises ``BadInput`` for a target that does not share out joint
        profit.
        """
        programme = self.programme
        answer = terms(
            programme.project,
            self.plan.fit.answer,
            self.plan.answer,
            self.answer,
            target=asked_target(programme.agreed.party_ids, target),
            family=asked_family(family),
            certified=certified,
            progress=progress,
        )
        return Terms(programme=programme, answer=answer)

    def _blocks(self) -> Iterable[Block]:
        from kuajie.present.split import split_blocks  # noqa: PLC0415 - only shells that show it need it

        return split_blocks(self.answer, self.reader.locale)

    def __repr__(self) -> str:
        from kuajie.present.split_tables import recommended  # noqa: PLC0415 - as above

        parties, shares = self.answer.parties, recommended(self.answer).shares
        lines = (f"{parties[party]}: {self.reader.money(share.mean)}" for party, share in shares.items())
        return "\n".join([opening(self._blocks()), *lines])
