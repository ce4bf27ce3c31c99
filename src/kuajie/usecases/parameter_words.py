"""Sampled parameters as people know them: whose they are, and what they decide."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from kuajie.messages import Text
from kuajie.usecases.response_spec import ResponseSpec

OF_LEVERS: Mapping[str, Text] = {
    "usual_lift": Text(en="the usual effect of lever “{title}”", zh="杠杆“{title}”的通常效果"),
    "carry_0": Text(en="the carry-over of lever “{title}”", zh="杠杆“{title}”的余效"),
    "carry_1": Text(en="the shape of the carry-over of lever “{title}”", zh="杠杆“{title}”的余效形状"),
    "scale": Text(en="the saturation of lever “{title}”", zh="杠杆“{title}”的饱和"),
    "pool": Text(en="how far courses differ in lever “{title}”", zh="各课程在杠杆“{title}”上的差异"),
    "slope": Text(en="the shape of the saturation of lever “{title}”", zh="杠杆“{title}”的饱和形状"),
}
OF_PAIRS: Mapping[str, Text] = {
    "reach": Text(
        en="how strongly lever “{lever}” reaches course “{course}”",
        zh="杠杆“{lever}”对课程“{course}”的作用强度",
    ),
    "halo": Text(en="the effect of lever “{lever}” on “{course}”", zh="杠杆“{lever}”对“{course}”的连带影响"),
}
OF_COURSES: Mapping[str, Text] = {
    "drift": Text(en="how far the level of course “{title}” drifts", zh="课程“{title}”水平的漂移幅度"),
    "price_0": Text(en="the price effect of course “{title}”", zh="课程“{title}”的价格效果"),
    "price_1": Text(en="the price effect of course “{title}”", zh="课程“{title}”的价格效果"),
    "price_2": Text(en="the price effect of course “{title}”", zh="课程“{title}”的价格效果"),
    "sigma": Text(en="the weekly scatter of course “{title}”", zh="课程“{title}”的周波动"),
    "concentration": Text(en="the weekly scatter of course “{title}”", zh="课程“{title}”的周波动"),
    "baseline": Text(en="the organic enrolments of course “{title}”", zh="课程“{title}”的自然报名"),
}
UNMET = Text(
    en="the demand for course “{title}” in the full week of {week}",
    zh="课程“{title}”在满额的 {week} 这一周的需求",
)


def parameter_in_words(name: str, *, spec: ResponseSpec, weeks: Sequence[date]) -> Text:
    """Return what a parameter of a response model is, from its name in ``layout.parameter_names``.

    ``weeks`` are the weeks of history. Raises ``ValueError`` for a name that no model has.
    """
    kind, bracket, rest = name.partition("[")
    labels = rest.removesuffix("]")
    levers = {lever.family or lever.id: lever.title for lever in spec.levers}
    levers |= {lever.id: lever.title for lever in spec.levers}
    courses = {course.id: course.title for course in spec.courses}
    of_course = labels.rpartition(",")[0] if kind == "baseline" else labels
    if kind in OF_LEVERS and labels in levers:
        return _filled(OF_LEVERS[kind], title=levers[labels])
    if kind in OF_COURSES and of_course in courses:
        return _filled(OF_COURSES[kind], title=courses[of_course])
    if kind in OF_PAIRS:
        course, lever = next(
            (course, lever) for course in courses for lever in levers if f"{course},{lever}" == labels
        )
        return _filled(OF_PAIRS[kind], course=courses[course], lever=levers[lever])
    if kind == "unmet" and bracket:
        place, week = map(int, labels.split(","))
        return _filled(UNMET, title=spec.courses[place].title, week=f"{weeks[week]}")
    raise ValueError(f"a parameter is named as in layout.parameter_names, but got {name!r}")


def _filled(text: Text, **facts: str) -> Text:
    # Braces would be read as placeholders when the text is said.
    safe = {key: fact.replace("{", "{{").replace("}", "}}") for key, fact in facts.items()}
    return Text(en=text.en.format(**safe), zh=text.zh.format(**safe))
