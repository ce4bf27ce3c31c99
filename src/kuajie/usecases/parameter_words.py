"""Sampled parameters as people know them: whose they are, and what they decide."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from kuajie.messages import Text
from kuajie.response.model import SLOTS
from kuajie.usecases.response_spec import ResponseSpec

OF_LEVERS: Mapping[str, Text] = {
    "usual_lift": Text(en="the usual effect of lever “{title}”", zh="杠杆“{title}”的通常效果"),
    "carry_0": Text(en="the carry-over of lever “{title}”", zh="杠杆“{title}”的余效"),
    "carry_1": Text(en="the shape of the carry-over of lever “{title}”", zh="杠杆“{title}”的余效形状"),
    "scale": Text(en="the saturation of lever “{title}”", zh="杠杆“{title}”的饱和"),
    "slope": Text(en="the shape of the saturation of lever “{title}”", zh="杠杆“{title}”的饱和形状"),
}
SCATTER = Text(en="the weekly scatter of course “{title}”", zh="课程“{title}”的周波动")
UNMET = Text(
    en="the demand for course “{title}” in the full week of {week}",
    zh="课程“{title}”在满额的 {week} 这一周的需求",
)


def parameter_in_words(name: str, *, spec: ResponseSpec, weeks: Sequence[date]) -> Text:
    """Return what a parameter of a response model is, from its name in ``ResponseModel.parameters``.

    ``weeks`` are the weeks of history. Raises ``ValueError`` for a name that no model has.
    """
    kind, bracket, rest = name.partition("[")
    labels = rest.removesuffix("]")
    if kind in SLOTS and labels in spec.lever_ids:
        return _filled(OF_LEVERS[kind], title=spec.levers[spec.lever_ids.index(labels)].title)
    if kind == "sigma" and labels in spec.course_ids:
        return _filled(SCATTER, title=spec.courses[spec.course_ids.index(labels)].title)
    if kind == "unmet" and bracket:
        course, week = map(int, labels.split(","))
        return _filled(UNMET, title=spec.courses[course].title, week=f"{weeks[week]}")
    raise ValueError(f"a parameter is named as in ResponseModel.parameters, but got {name!r}")


def _filled(text: Text, **facts: str) -> Text:
    # Braces would be read as placeholders when the text is said.
    safe = {key: fact.replace("{", "{{").replace("}", "}}") for key, fact in facts.items()}
    return Text(en=text.en.format(**safe), zh=text.zh.format(**safe))
