"""What is true in a world and not in the fitted model, said so that a report can show the miss."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from kuajie.messages import Text
from kuajie.simulation.world import World

S_SHAPED = Text(
    zh="杠杆“{lever}”的真实饱和曲线是 S 形（Hill），而模型按指数饱和拟合：投入少时模型会高估它的效果。",
    en="Lever “{lever}” truly saturates in an S-shape (Hill); the model takes an exponential curve"
    " and overstates what small spend brings.",
)
DIFFERS = Text(
    zh="杠杆“{lever}”对各课程的真实效果不同，而模型只给它一个系数。",
    en="Lever “{lever}” truly acts differently on each course; the model gives it one coefficient.",
)
HIDDEN = Text(
    zh="“{wave}”同时推动需求和“{levers}”的投入，却不在任何文件里：模型会把它的功劳算给这些投入。",
    en="“{wave}” moves both demand and spend on {levers}, and stands in no file: the model credits that"
    " spend with its effect.",
)
FULL = Text(
    zh="课程“{course}”有 {count} 周满员：超出名额的需求不会出现在报名数里。",
    en="Course “{course}” was full in {count} weeks: demand beyond the seats does not show in enrolments.",
)


def entry(code: str, text: Text, facts: Mapping[str, object], **labels: Any) -> dict[str, Any]:
    """Return one thing the model lacks, with its sentence in both languages."""
    return {"code": code, **labels, "zh": text.say("zh", **facts), "en": text.say("en", **facts)}


def lever_lacks(world: World) -> Iterator[dict[str, Any]]:
    """Yield what the model lacks about levers."""
    for lever in world.blueprint.levers:
        if lever.saturation == "hill":
            yield entry("hill_saturation", S_SHAPED, {"lever": lever.title}, levers=[lever.id])
        if len(set(lever.factors.values())) > 1:
            yield entry("effect_differs_by_course", DIFFERS, {"lever": lever.title}, levers=[lever.id])


def demand_lacks(world: World) -> Iterator[dict[str, Any]]:
    """Yield what the model lacks about demand."""
    wave = world.blueprint.confounder
    moved = [lever for lever in world.blueprint.levers if lever.confounded]
    if wave is not None and moved:
        names = Text(
            zh="、".join(lever.title.zh for lever in moved), en=", ".join(lever.title.en for lever in moved)
        )
        facts = {"wave": wave.title, "levers": names}
        yield entry("hidden_confounder", HIDDEN, facts, levers=[lever.id for lever in moved])
    full = world.demand >= world.seats[:, None]
    for course, row in zip(world.blueprint.courses, full, strict=True):
        if row.any():
            weeks = [week.isoformat() for week, here in zip(world.weeks, row, strict=True) if here]
            sizes: dict[str, object] = {"course": course.title, "count": len(weeks)}
            yield entry("full_weeks", FULL, sizes, courses=[course.id], weeks=weeks)


def model_lacks(world: World) -> list[dict[str, Any]]:
    """Return everything that is true here and lacking in the model."""
    return [*lever_lacks(world), *demand_lacks(world)]
