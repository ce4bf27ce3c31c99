"""Which courses, in which order, lead a learner to a goal."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar, Final

from django import forms

from kuajie.messages import Text
from kuajie.usecases.progress import Progress
from kuajie.wiring.paths import PathWishes, path_of_sources
from kuajie_site.disclosure.fields import Field
from kuajie_site.studies.forms import NO_HELP, Ask, StudyForm
from kuajie_site.studies.groups import Group
from kuajie_site.studies.links import links_of
from kuajie_site.studies.steps import listed_names
from kuajie_site.studies.study import Options, Study
from kuajie_site.studies.told import page_parts, plain_record
from kuajie_site.words import lazily, said

if TYPE_CHECKING:
    from kuajie.usecases.learning_path import PathAnswer

PROVIDERS: Final = Text(en="Only courses of", zh="只选这些合作方的课程")
WHERE_TO: Final = Text(en="Say where the path is to lead.", zh="请填写学习目标。")
COMMAS: Final = Text(en="With commas between.", zh="用逗号隔开。")


class PathOptions(StudyForm):
    """Where to, from what, within what limits."""

    COMMAND = "path"
    ASKS: ClassVar = {
        "to": Ask(label=Text(en="Goal", zh="学习目标")),
        "taken": Ask(label=Text(en="Taken or known already", zh="已学或已掌握"), help=COMMAS),
        "learner": Ask(
            label=Text(en="Learner", zh="学员"),
            help=Text(
                en="The id of one of your own learners, whose records say what was taken.",
                zh="你方一位学员的编号，按其记录确定已学课程。",
            ),
            more=True,
        ),
        "language": Ask(
            label=Text(en="Only in these languages", zh="只选这些授课语言"), help=COMMAS, more=True
        ),
        "level": Ask(label=Text(en="Only at these levels", zh="只选这些难度级别"), help=COMMAS, more=True),
        "budget": Ask(label=Text(en="Budget", zh="预算"), more=True),
        "least": Ask(
            label=Text(en="Keep small", zh="尽量少"),
            help=NO_HELP,
            choices={
                "price": Text(en="The price", zh="总价"),
                "courses": Text(en="The number of courses", zh="课程门数"),
            },
            more=True,
        ),
        "seconds": Ask(label=Text(en="Seconds to look at most", zh="最多搜索秒数"), help=NO_HELP, more=True),
    }
    LEFT_OUT: ClassVar = {
        "sources": "courses are those of the programme",
        "links": "what was decided in the review of links holds",
        "provider": "chosen among the parties",
    }

    def add_fields(self) -> None:
        """Ask for whose courses; looking for minutes is not for a page."""
        parties = self.about.parties if self.about else ()
        self.fields["provider"] = forms.MultipleChoiceField(
            choices=[(party.id, party.name) for party in parties],
            required=False,
            initial=[],
            label=lazily(PROVIDERS),
            widget=forms.CheckboxSelectMultiple,
        )
        self.rarer.add("provider")

    def check_together(self, cleaned: dict[str, Any]) -> None:
        """Refuse a path to nowhere."""
        if not cleaned.get("to"):
            self.add_error("to", said(WHERE_TO))


def _answer(folder: Path, options: Options, progress: Progress) -> PathAnswer:
    wishes = PathWishes(
        languages=listed_names(options["language"]),
        levels=listed_names(options["level"]),
        providers=options["provider"],
        budget=options["budget"],
        least=options["least"],
        seconds=options["seconds"],
    )
    return path_of_sources(
        [str(folder)],
        to=options["to"],
        learner=options["learner"] or None,
        learner_of=options["given"]["party"],
        taken=listed_names(options["taken"]),
        links=links_of(folder),
        wishes=wishes,
        progress=progress,
    )


def _shown(options: Options) -> frozenset[Field]:
    return frozenset({Field.CATALOGUE}) | ({Field.LEARNERS} if options.get("learner") else set())


PATH: Final = Study(
    name="path",
    title=Text(en="Learning path", zh="学习路径"),
    asks=Text(
        en="Which courses, in which order, lead a learner to a goal?",
        zh="哪些课程、按什么次序，能让学员达到目标？",
    ),
    group=Group.CATALOGUES,
    answer=_answer,
    parts=page_parts,
    record=plain_record,
    shows=frozenset({Field.CATALOGUE, Field.LEARNERS}),
    less=_shown,
    form=PathOptions,
    private=True,
)
