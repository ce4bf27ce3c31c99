"""What does a programme folder look like? Simulates one to try everything on."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import pyarrow as pa

from kuajie.messages import BadInput, Locale, Text
from kuajie.messages.notices.surfaces import UNKNOWN_TEMPLATE
from kuajie.simulation import TEMPLATES, simulate

SIMULATING = Text(en="Simulating a programme", zh="正在模拟合作项目")
WRITING = Text(en="Writing its files", zh="正在写入文件")


@dataclass(frozen=True, slots=True, kw_only=True)
class TemplateLine:
    """A kind of programme that can be simulated."""

    name: str
    title: Text
    description: Text


@dataclass(frozen=True, slots=True, kw_only=True)
class NewQuestion:
    """Which programme to simulate: weeks of history, scale its size, and the language of its names."""

    template: str
    seed: int
    weeks: int
    scale: float
    locale: Locale

    def __post_init__(self) -> None:
        """Refuse a template that is not there."""
        if self.template not in TEMPLATES:
            known = ", ".join(TEMPLATES)
            raise BadInput.of(UNKNOWN_TEMPLATE, name=self.template, known=known)


@dataclass(frozen=True, slots=True, kw_only=True)
class NewAnswer:
    """What was written where; ``files`` are relative paths with their rows (``None`` for texts)."""

    folder: Path
    template: str
    title: Text
    seed: int
    parties: tuple[Text, ...]
    courses: tuple[Text, ...]
    levers: tuple[Text, ...]
    files: Mapping[str, int | None]


def list_templates() -> tuple[TemplateLine, ...]:
    """Return the kinds of programme that can be simulated."""
    return tuple(
        TemplateLine(name=name, title=template.title, description=template.description)
        for name, template in TEMPLATES.items()
    )


def simulate_programme(question: NewQuestion) -> Mapping[str, str | pa.Table]:
    """Return the contents of a simulated folder, relative path to text or table."""
    return simulate(
        question.template,
        seed=question.seed,
        weeks=question.weeks,
        scale=question.scale,
        locale=question.locale,
    )


def describe_new(question: NewQuestion, folder: Path, contents: Mapping[str, str | pa.Table]) -> NewAnswer:
    """Return what a folder with these contents holds."""
    template = TEMPLATES[question.template]
    blueprint = template.build()
    return NewAnswer(
        folder=folder,
        template=template.name,
        title=template.title,
        seed=question.seed,
        parties=tuple(party.name for party in blueprint.parties),
        courses=tuple(course.title for course in blueprint.courses),
        levers=tuple(lever.title for lever in blueprint.levers),
        files={
            path: None if isinstance(content, str) else content.num_rows for path, content in contents.items()
        },
    )
