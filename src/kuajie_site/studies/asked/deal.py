"""What terms mean for every party."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar, Final

from django import forms

from kuajie.messages import BadInput, Text
from kuajie.usecases.progress import Progress
from kuajie.wiring.deals import simulate_deals
from kuajie.wiring.outlines import terms_typed
from kuajie_site.disclosure.fields import Field
from kuajie_site.studies.asked.plan import PLAN_DRAWS
from kuajie_site.studies.forms import StudyForm
from kuajie_site.studies.groups import Group
from kuajie_site.studies.steps import fitted
from kuajie_site.studies.study import Options, Study
from kuajie_site.studies.told import page_parts, plain_record
from kuajie_site.words import lazily, said

if TYPE_CHECKING:
    from kuajie.usecases.deal_answer import DealAnswer

MOST_DEALS: Final = 3
OWN: Final = Text(en="The agreed terms", zh="已约定的条款")
NAME: Final = Text(en="Other terms {place}: name", zh="其他条款 {place}：名称")
TEXT: Final = Text(en="Other terms {place}", zh="其他条款 {place}")
TEXT_HELP: Final = Text(
    en="The table [terms] with its clauses, as in programme.toml; “Terms for a split” writes such a file.",
    zh="内容同 programme.toml 中的 [terms] 及其条款；“条款设计”可生成这样的文件。",
)
USUAL_NAME: Final = Text(en="Terms {place}", zh="条款 {place}")
NOTHING: Final = Text(en="Choose the agreed terms or give others.", zh="请勾选已约定的条款，或给出其他条款。")
SAME_NAME: Final = Text(en="Two terms cannot have the same name.", zh="两份条款不能同名。")


class DealOptions(StudyForm):
    """Which terms are tried side by side."""

    COMMAND = "deal"
    ASKS: ClassVar = {"plan_draws": PLAN_DRAWS}
    LEFT_OUT: ClassVar = {"terms": "given as text, side by side with the agreed terms"}

    def add_fields(self) -> None:
        """Ask for the terms."""
        self.fields["own_terms"] = forms.BooleanField(label=lazily(OWN), required=False, initial=True)
        for place in range(1, MOST_DEALS + 1):
            self.fields[f"terms_{place}"] = forms.CharField(
                label=lazily(TEXT, place=place),
                help_text=lazily(TEXT_HELP) if place == 1 else "",
                required=False,
                initial="",
                max_length=50_000,
                widget=forms.Textarea(attrs={"rows": 5, "class": "code", "spellcheck": "false"}),
            )
            self.fields[f"name_{place}"] = forms.CharField(
                label=lazily(NAME, place=place), required=False, initial="", max_length=40
            )
            if place > 1:
                self.rarer |= {f"name_{place}", f"terms_{place}"}

    def check_together(self, cleaned: dict[str, Any]) -> None:
        """Refuse terms that cannot be read, nothing to try, and two of one name."""
        names = []
        for place in range(1, MOST_DEALS + 1):
            text = cleaned[f"terms_{place}"]
            if not text:
                continue
            cleaned[f"name_{place}"] = cleaned[f"name_{place}"] or said(USUAL_NAME, place=place)
            names.append(cleaned[f"name_{place}"])
            if names.count(names[-1]) > 1:
                self.add_error(f"name_{place}", said(SAME_NAME))
            self._read(place, text)
        if not names and not cleaned["own_terms"]:
            self.add_error("own_terms", said(NOTHING))

    def _read(self, place: int, text: str) -> None:
        if self.about is None:
            return
        try:
            terms_typed(text, self.about, name=f"terms_{place}")
        except BadInput as error:
            self.refuse(f"terms_{place}", error)


def _answer(folder: Path, options: Options, progress: Progress) -> DealAnswer:
    from kuajie.wiring.outlines import outline  # noqa: PLC0415 - only jobs need it

    known = fitted(folder, options, progress)
    about = outline(folder)
    deals = [("", known.project.programme.terms)] if options["own_terms"] else []
    for place in range(1, MOST_DEALS + 1):
        if text := options.get(f"terms_{place}"):
            name = options[f"name_{place}"]
            deals.append((name, terms_typed(text, about, name=f"terms_{place}")))
    draws = options["plan_draws"]
    return simulate_deals(known.project, known.fit, deals, draws=draws, keep=False, progress=known.rest)


DEAL: Final = Study(
    name="deal",
    title=Text(en="Deal simulator", zh="条款试算"),
    asks=Text(
        en="What do terms mean for every party: how may it come out, who bears which risk?",
        zh="条款对每一方意味着什么：可能的结果如何？谁承担什么风险？",
    ),
    group=Group.DEAL,
    answer=_answer,
    parts=page_parts,
    record=plain_record,
    shows=frozenset({Field.PROFIT, Field.COSTS}),
    form=DealOptions,
    fitted=True,
    agreed=True,
)
