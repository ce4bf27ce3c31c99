"""Which course for which of a party's own learners."""

from __future__ import annotations

import tempfile
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, ClassVar, Final

from django import forms

from kuajie.messages import Locale, Text
from kuajie.present.page import Part
from kuajie.present.recommend import recommend_blocks, recommend_record
from kuajie.usecases.progress import Progress
from kuajie.usecases.recommend import RecommendAnswer
from kuajie.wiring.recommendations import recommend_folder
from kuajie_site.disclosure.fields import Field
from kuajie_site.studies.forms import NO_HELP, Ask, StudyForm
from kuajie_site.studies.groups import Group
from kuajie_site.studies.links import links_of
from kuajie_site.studies.steps import listed_lines, listed_names
from kuajie_site.studies.study import Attachment, Options, Study
from kuajie_site.studies.told import as_part
from kuajie_site.words import lazily

LEARN_FROM: Final = Text(en="Learn from", zh="学习依据")
SOURCES: Final = (
    ("own", Text(en="Our own records only", zh="仅本方记录")),
    ("all", Text(en="The records of all parties, within consent", zh="各方记录（在授权范围内）")),
)
ANY_PARTY: Final = Text(en="All parties", zh="各方")
OF_PARTY: Final = Text(en="Courses of", zh="推荐谁的课程")
MOST_TOLD: Final = 200
"""Learners whose courses the record names; the file names all."""
OF_FILES: Final = "what learners took is read from the programme"


class RecommendOptions(StudyForm):
    """To whom, of whose courses, within what limits."""

    COMMAND = "recommend"
    ASKS: ClassVar = {
        "most": Ask(
            label=Text(en="Courses for each learner", zh="每位学员的推荐数"), help=NO_HELP, default=5
        ),
        "learners": Ask(
            label=Text(en="Only these learners", zh="只为这些学员推荐"),
            help=Text(
                en="One id a line, of learners in your own records; left empty, all of them.",
                zh="每行一个你方记录中的学员编号；留空则为你方全部学员。",
            ),
            lines=True,
            more=True,
        ),
        "language": Ask(
            label=Text(en="Only in these languages", zh="只推荐这些授课语言"),
            help=Text(en="With commas between.", zh="用逗号隔开。"),
            more=True,
        ),
        "level": Ask(
            label=Text(en="Only at these levels", zh="只推荐这些难度级别"),
            help=Text(en="With commas between.", zh="用逗号隔开。"),
            more=True,
        ),
        "max_price": Ask(label=Text(en="Up to this price", zh="价格上限"), help=NO_HELP, more=True),
        "variety": Ask(label=Text(en="Variety", zh="多样性"), more=True),
    }
    LEFT_OUT: ClassVar = {
        "train": OF_FILES,
        "items": OF_FILES,
        "kg": OF_FILES,
        "links": "what was decided in the review of links holds",
        "provider": "chosen among the parties",
        "model": "a model of language lies on the machine of who asks",
        "output": "recommendations can be downloaded",
        "reasons": "the first learners’ are shown with their reasons",
    }

    def add_fields(self) -> None:
        """Ask what to learn from, and for whose courses."""
        parties = self.about.parties if self.about else ()
        self.fields["learn_from"] = forms.ChoiceField(
            choices=[(name, lazily(text)) for name, text in SOURCES],
            initial="own",
            required=False,
            label=lazily(LEARN_FROM),
        )
        self.fields["provider"] = forms.ChoiceField(
            choices=[("", lazily(ANY_PARTY)), *((party.id, party.name) for party in parties)],
            initial="",
            required=False,
            label=lazily(OF_PARTY),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Recommended:
    """Recommendations, and all of them as a file."""

    answer: RecommendAnswer
    csv: bytes


def _answer(folder: Path, options: Options, progress: Progress) -> Recommended:
    party = options["given"]["party"]
    with tempfile.TemporaryDirectory() as place:
        asked, output = Path(place) / "learners.csv", Path(place) / "recommended.csv"
        named = listed_lines(options.get("learners"))
        if named:
            asked.write_text("\n".join(["user", *named]) + "\n", encoding="utf-8")
        answer = recommend_folder(
            folder,
            learners=asked if named else None,
            learners_of=party,
            records_of=party if options["learn_from"] == "own" else None,
            links=links_of(folder),
            languages=listed_names(options["language"]),
            levels=listed_names(options["level"]),
            price=options["max_price"],
            provider=options["provider"] or None,
            variety=options["variety"],
            most=options["most"],
            output=output,
            progress=progress,
        )
        return Recommended(answer=answer, csv=output.read_bytes())


def _parts(found: Recommended, locale: Locale) -> Iterable[Part]:
    return map(as_part, recommend_blocks(found.answer, locale))


def _record(found: Recommended, locale: Locale) -> dict[str, Any]:
    told = recommend_record(found.answer, locale)
    first = list(told["recommended"].items())[:MOST_TOLD]
    return {**told, "recommended": dict(first), "recommended_in_file": "recommended.csv"}


def _files(found: Recommended, folder: Path) -> Iterable[Attachment]:
    del folder
    yield Attachment(
        name="recommended.csv",
        title=Text(en="All recommendations (CSV)", zh="全部推荐（CSV）"),
        content=found.csv,
        media_type="text/csv; charset=utf-8",
    )


def _shown(options: Options) -> frozenset[Field]:
    return frozenset({Field.CATALOGUE}) | ({Field.LEARNERS} if options.get("learn_from") == "all" else set())


RECOMMEND: Final = Study(
    name="recommend",
    title=Text(en="Recommendations", zh="课程推荐"),
    asks=Text(
        en="Which courses of all parties for which of your learners, and why?",
        zh="各方的哪些课程适合你方的哪位学员？为什么？",
    ),
    group=Group.CATALOGUES,
    answer=_answer,
    parts=_parts,
    record=_record,
    files=_files,
    shows=frozenset({Field.CATALOGUE, Field.LEARNERS}),
    less=_shown,
    form=RecommendOptions,
    private=True,
    dated=True,
)
