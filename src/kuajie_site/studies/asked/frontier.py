"""What more money brings, and what one party can gain at another's cost."""

from __future__ import annotations

from pathlib import Path
from typing import Any, ClassVar, Final

from django import forms

from kuajie import wiring
from kuajie.messages import Text
from kuajie.usecases.progress import Progress
from kuajie_site.disclosure.fields import Field
from kuajie_site.studies.asked.plan import PLAN_DRAWS, UNCERTIFIED
from kuajie_site.studies.forms import NO_HELP, Ask, StudyForm
from kuajie_site.studies.groups import Group
from kuajie_site.studies.steps import fitted
from kuajie_site.studies.study import Options, Study
from kuajie_site.studies.told import page_parts, plain_record
from kuajie_site.words import lazily, said

TWO_DIFFERENT: Final = Text(
    en="Choose two different parties, or none.", zh="请选择两个不同的合作方，或都不选。"
)
USUAL: Final = Text(en="First platform and institution", zh="首个平台与首个机构")
SIDES: Final = (
    ("first", Text(en="Between parties: one", zh="两方之间：一方")),
    ("second", Text(en="Between parties: the other", zh="两方之间：另一方")),
)


class FrontierOptions(StudyForm):
    """What is traded off, and between whom."""

    COMMAND = "frontier"
    ASKS: ClassVar = {
        "of": Ask(
            label=Text(en="Trade-off", zh="取舍"),
            help=NO_HELP,
            choices={
                "cost": Text(en="Joint cost against joint profit", zh="合计投入与联合收益"),
                "parties": Text(en="One party’s profit against another’s", zh="一方收益与另一方收益"),
            },
        ),
        "profit": Ask(
            label=Text(en="Also the least cost of this joint profit", zh="另求达到该联合收益的最低投入"),
            help=NO_HELP,
        ),
        "points": Ask(label=Text(en="Points", zh="点数"), help=NO_HELP, more=True),
        "plan_draws": PLAN_DRAWS,
        "no_certificate": UNCERTIFIED,
    }
    LEFT_OUT: ClassVar = {"parties": "chosen one by one, as “first” and “second”"}

    def add_fields(self) -> None:
        """Add the choice of two parties."""
        parties = self.about.parties if self.about else ()
        known = [("", lazily(USUAL)), *((party.id, party.name) for party in parties)]
        for name, label in SIDES:
            self.fields[name] = forms.ChoiceField(
                choices=known, required=False, initial="", label=lazily(label)
            )

    def check_together(self, cleaned: dict[str, Any]) -> None:
        """Refuse one party without another."""
        first, second = cleaned.get("first"), cleaned.get("second")
        if bool(first) != bool(second) or (first and first == second):
            self.add_error("second", said(TWO_DIFFERENT))


def _answer(folder: Path, options: Options, progress: Progress) -> Any:
    known = fitted(folder, options, progress)
    common: dict[str, Any] = {
        "points": options["points"],
        "draws": options["plan_draws"],
        "certified": not options["no_certificate"],
        "progress": known.rest,
    }
    if options["of"] == "cost":
        return wiring.cost_frontier(known.project, known.fit, profit=options["profit"], **common)
    pair = (options["first"], options["second"]) if options["first"] else None
    return wiring.party_frontier(known.project, known.fit, parties=pair, **common)


FRONTIER: Final = Study(
    name="frontier",
    title=Text(en="Frontier", zh="前沿"),
    asks=Text(
        en="What would more money bring, and what can one party gain at another’s cost?",
        zh="多投入能带来多少？一方多得会让另一方少得多少？",
    ),
    group=Group.PLAN,
    answer=_answer,
    parts=page_parts,
    record=plain_record,
    shows=frozenset({Field.RESPONSE, Field.PLANS, Field.PROFIT}),
    form=FrontierOptions,
    fitted=True,
)
