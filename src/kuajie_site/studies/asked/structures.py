"""What everybody earns deciding together, alone, or behind a leader."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar, Final

from django import forms

from kuajie.messages import Text
from kuajie.usecases.progress import Progress
from kuajie.wiring.structures import structures
from kuajie_site.disclosure.fields import Field
from kuajie_site.studies.asked.plan import DRAWS_HELP, UNCERTIFIED
from kuajie_site.studies.forms import Ask, StudyForm
from kuajie_site.studies.groups import Group
from kuajie_site.studies.per_party import (
    add_number_of_each,
    numbers_given,
    pairs_text,
    require_all_or_none,
)
from kuajie_site.studies.steps import fitted
from kuajie_site.studies.study import Options, Study
from kuajie_site.studies.told import page_parts, plain_record
from kuajie_site.words import lazily, said

if TYPE_CHECKING:
    from kuajie.usecases.structures_answer import StructuresAnswer

LEADERS: Final = Text(en="Who leads in turn", zh="依次由谁领导")
LEADERS_HELP: Final = Text(
    en="Without a choice: the first platform, then the first institution.", zh="不选则为首个平台与首个机构。"
)
SHARE: Final = Text(en="Try revenue share of {party}", zh="试用{party}的收入分成")
SHARE_HELP: Final = Text(
    en="In place of the agreed terms; shares must add up to 1. Left empty, the agreed terms hold.",
    zh="代替已约定的条款，合计须为 1；留空则按已约定的条款。",
)
NOT_ONE: Final = Text(en="The shares must add up to 1.", zh="分成比例合计须为 1。")
CLOSE: Final = 1e-9


class StructuresOptions(StudyForm):
    """Who leads, and which shares to try."""

    COMMAND = "structures"
    ASKS: ClassVar = {
        "plan_draws": Ask(
            label=Text(en="Draws that find every structure", zh="用于求解的样本数"),
            help=DRAWS_HELP,
            more=True,
        ),
        "no_certificate": UNCERTIFIED,
    }
    LEFT_OUT: ClassVar = {
        "leaders": "chosen among the parties",
        "shares": "asked of every party by a field of its own",
    }

    def add_fields(self) -> None:
        """Ask who leads, and for shares."""
        known = [(party.id, party.name) for party in (self.about.parties if self.about else ())]
        self.fields["leaders"] = forms.MultipleChoiceField(
            choices=known,
            required=False,
            initial=[],
            label=lazily(LEADERS),
            help_text=lazily(LEADERS_HELP),
            widget=forms.CheckboxSelectMultiple,
        )
        bounds = {"min_value": 0.0, "max_value": 1.0}
        add_number_of_each(self, "shares", SHARE, SHARE_HELP, **bounds)

    def check_together(self, cleaned: dict[str, Any]) -> None:
        """Refuse shares of some parties only, and those that do not add up."""
        require_all_or_none(self, cleaned, "shares")
        given = numbers_given(cleaned, "shares")
        if given and not self.errors and abs(sum(given.values()) - 1) > CLOSE:
            self.add_error(f"shares_{next(iter(given))}", said(NOT_ONE))


def _answer(folder: Path, options: Options, progress: Progress) -> StructuresAnswer:
    known = fitted(folder, options, progress)
    return structures(
        known.project,
        known.fit,
        leaders=options["leaders"] or None,
        shares=pairs_text(numbers_given(options, "shares")),
        draws=options["plan_draws"],
        certified=not options["no_certificate"],
        progress=known.rest,
    )


STRUCTURES: Final = Study(
    name="structures",
    title=Text(en="Together or alone", zh="共同与各自决策"),
    asks=Text(
        en="What does each party earn deciding together, alone, or behind a leader?",
        zh="共同决策、各自决策或由一方领导，各方分别收益多少？",
    ),
    group=Group.DEAL,
    answer=_answer,
    parts=page_parts,
    record=plain_record,
    shows=frozenset({Field.PROFIT, Field.PLANS, Field.RESPONSE}),
    form=StructuresOptions,
    fitted=True,
)
