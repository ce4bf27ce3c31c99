"""The best plan of a budget whose responses are known."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar, Final

from django import forms

from kuajie.messages import LOCALES, BadInput, Text
from kuajie.present.solve import answer_file, solve_blocks
from kuajie.usecases.progress import Progress
from kuajie.wiring.typed import instance_typed, solve_typed
from kuajie_site.studies.forms import Ask, StudyForm
from kuajie_site.studies.groups import Group
from kuajie_site.studies.study import Attachment, Options, Study
from kuajie_site.studies.told import parts_of_blocks, plain_record
from kuajie_site.words import lazily, said

if TYPE_CHECKING:
    from kuajie.usecases.solve_instance import SolveAnswer

INSTANCE: Final = "instance"
LONGEST: Final = 1_000_000
MOST_SECONDS: Final = 300.0
EXAMPLE: Final = """{
 "id": "two-channels", "T": 2, "unit_margin": 50.0,
 "base": [10, 20], "capacity": 90,
 "budgets": {"P": 900.0, "total": 1500.0, "weekly_total": 1000.0},
 "channels": [
  {"id": "search", "party": "P", "min": 10, "max": 600,
   "response": {"type": "hill", "a": 40, "K": 300, "h": 2},
   "adstock": 0.3, "season": [1.0, 0.5]},
  {"id": "tutors", "party": "E", "max": 800, "fixed_cost": 100,
   "response": {"type": "sqrt", "a": 1.5}}
 ]
}"""
LABEL: Final = Text(en="Instance", zh="实例")
HELP: Final = Text(
    en="JSON. Its keys are in the document “Solving a budget instance” (docs/solve.md).",
    zh="JSON 格式，各键的含义见文档 docs/solve.md。",
)
TOO_LONG: Final = Text(en="At most {most} seconds on the site.", zh="在站点上最多 {most} 秒。")
METHODS: Final = {
    "auto": Text(en="Chosen, with the reason", zh="自动选择并说明理由"),
    "convex": Text(en="Convex programme", zh="凸规划"),
    "dynamic_programming": Text(en="Dynamic programming", zh="动态规划"),
    "branch_and_bound": Text(en="Branch and bound", zh="分支定界"),
    "milp": Text(en="Integer programme", zh="整数规划"),
    "first_order": Text(en="Gradient method", zh="一阶方法"),
}
TITLES: Final = {
    "zh": Text(en="Answer in Chinese (JSON)", zh="求解结果（中文，JSON）"),
    "en": Text(en="Answer in English (JSON)", zh="求解结果（英文，JSON）"),
}


class SolveOptions(StudyForm):
    """The instance, as text, and how long to look."""

    COMMAND = "solve"
    ASKS: ClassVar = {
        "method": Ask(label=Text(en="Method", zh="方法"), choices=METHODS, more=True),
        "seconds": Ask(label=Text(en="Seconds", zh="秒数"), more=True),
    }
    LEFT_OUT: ClassVar = {"instance": "given as text", "output": "the answer can be downloaded"}

    def add_fields(self) -> None:
        """Ask for the instance, beginning with an example."""
        self.fields[INSTANCE] = forms.CharField(
            label=lazily(LABEL),
            help_text=lazily(HELP),
            required=False,
            initial=EXAMPLE,
            max_length=LONGEST,
            widget=forms.Textarea(attrs={"rows": 14, "class": "code", "spellcheck": "false"}),
        )

    def check_together(self, cleaned: dict[str, Any]) -> None:
        """Refuse an instance that cannot be read, and a search that would keep the worker from others."""
        if cleaned["seconds"] > MOST_SECONDS:
            self.add_error("seconds", said(TOO_LONG, most=f"{MOST_SECONDS:.0f}"))
        try:
            instance_typed(cleaned[INSTANCE], name=INSTANCE)
        except BadInput as error:
            self.refuse(INSTANCE, error)


def _answer(folder: Path, options: Options, progress: Progress) -> SolveAnswer:
    del folder
    method, seconds = options["method"], options["seconds"]
    return solve_typed(options[INSTANCE], name=INSTANCE, method=method, seconds=seconds, progress=progress)


def _files(answer: SolveAnswer, folder: Path) -> Iterable[Attachment]:
    del folder
    for locale in LOCALES:
        yield Attachment(
            name=f"answer-{locale}.json",
            title=TITLES[locale],
            content=answer_file(answer, locale).encode(),
            media_type="application/json; charset=utf-8",
            locale=locale,
        )


SOLVE: Final = Study(
    name="solve",
    title=Text(en="Budget with known responses", zh="已知响应的预算分配"),
    asks=Text(
        en="How is one budget best spent where the responses are known, and how good can any plan be?",
        zh="响应已知时，一笔预算如何分配最好？任何方案最多能好到什么程度？",
    ),
    group=Group.CALCULATORS,
    answer=_answer,
    parts=parts_of_blocks(solve_blocks),
    record=plain_record,
    files=_files,
    shows=frozenset(),
    form=SolveOptions,
    private=True,
)
