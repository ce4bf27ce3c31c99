"""Which levers history can tell apart: from each other, and from what moves enrolments without them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import combinations

import numpy as np

from kuajie.domain.panel import Floats, Panel
from kuajie.domain.posterior import Posterior
from kuajie.messages import Finding, Notice, Severity, Text
from kuajie.messages.notices import fitting as notices
from kuajie.response.baseline import LOG_PRICE
from kuajie.response.model import ResponseModel
from kuajie.usecases.response_spec import ResponseSpec

ALMOST_ONE = 0.97
"""A higher correlation of two levers, or a higher share of a lever explained by others (R²), leaves next to
nothing to learn from: at most a thirtieth of its variation is its own (a variance inflation factor of 33)."""

ONLY_THE_SUM = -0.9
"""Posterior correlation of two levers' usual lifts below which only their sum is known."""

Columns = Mapping[str, Floats]

SEASON, TREND, FESTIVALS, PRICE = "season", "trend", "festivals", "price"
CONTROL = "control:"
WORDS = {
    SEASON: Text(en="the season", zh="季节"),
    TREND: Text(en="the trend", zh="长期趋势"),
    FESTIVALS: Text(en="festivals", zh="节假日"),
    PRICE: Text(en="the price", zh="价格"),
}


def lever_warnings(spec: ResponseSpec, panel: Panel) -> list[Finding]:
    """Return a warning for every lever whose inputs alone show that its effect cannot be told."""
    columns = lever_columns(spec, panel)
    found = []
    for place, lever in enumerate(spec.levers):
        if not panel.inputs[place].any():
            found.append(_warning(notices.LEVER_NEVER_USED, lever=lever.title))
        elif not columns[_family(spec, place)].any():
            found.append(_warning(notices.LEVER_CONSTANT, lever=lever.title))
    together = groups_together(columns)
    return [*found, *(_together(spec, group) for group in together), *_mixes(spec, columns, together)]


def _family(spec: ResponseSpec, place: int) -> str:
    return spec.levers[place].family or spec.levers[place].id


def _title(spec: ResponseSpec, family: str) -> str:
    return next(lever.title for lever in spec.levers if family in (lever.family, lever.id))


def lever_columns(spec: ResponseSpec, panel: Panel) -> Columns:
    """Return the inputs of every family of levers over all courses' weeks on sale, ``(course week,)``.

    About each course's mean, zero where the family does not act: only what varies within a course tells an
    effect. Levers of one family have one strength, so their columns are one.
    """
    reaches = spec.acts | spec.halo
    columns: dict[str, Floats] = {}
    for place in range(len(spec.levers)):
        rows = [
            _centred(panel.inputs[place, panel.on_sale[course]] * reaches[course, place])
            for course in range(len(spec.courses))
        ]
        name, own = _family(spec, place), np.concatenate(rows)
        columns[name] = columns[name] + own if name in columns else own
    return columns


def _centred(values: Floats) -> Floats:
    """Return values about their mean; those of a constant are zeros to the last digit."""
    if not values.size or (np.ptp(values, axis=0) == 0).all():
        return np.zeros(values.shape)
    return np.asarray(values - values.mean(axis=0))


def groups_together(columns: Columns) -> tuple[tuple[str, ...], ...]:
    """Return groups of levers, each of which always moved with another of its group."""
    names = [name for name, column in columns.items() if column.any()]
    units = {name: columns[name] / np.linalg.norm(columns[name]) for name in names}
    groups: list[list[str]] = []
    for name in names:
        near = [each for each in groups if any(abs(units[name] @ units[one]) > ALMOST_ONE for one in each)]
        groups = [each for each in groups if each not in near]
        groups.append([*(one for each in near for one in each), name])
    return tuple(tuple(sorted(each, key=names.index)) for each in groups if len(each) > 1)


def _together(spec: ResponseSpec, group: Sequence[str]) -> Finding:
    titles = [_title(spec, name) for name in group]
    if len(group) == 2:
        return _warning(notices.LEVERS_TOGETHER, first=titles[0], second=titles[1])
    return _warning(notices.LEVERS_IN_GROUP, levers=in_quotes(titles))


def _mixes(spec: ResponseSpec, columns: Columns, together: Iterable[Sequence[str]]) -> list[Finding]:
    """Return a warning for every set of levers one of which is a fixed mix of the others, once a set."""
    repeated = {name for group in together for name in group[1:]}
    single = {name: column for name, column in columns.items() if column.any() and name not in repeated}
    found: dict[frozenset[str], Finding] = {}
    for name, column in single.items():

        def share(others: Sequence[str], column: Floats = column) -> float:
            return explained([column], [np.column_stack([single[other] for other in others])])

        mix = fewest([other for other in single if other != name], share)
        if mix and frozenset({name, *mix}) not in found:
            levers = in_quotes(_title(spec, other) for other in mix)
            finding = _warning(notices.LEVER_FROM_OTHERS, lever=_title(spec, name), levers=levers)
            found[frozenset({name, *mix})] = finding
    return list(found.values())


def fewest(names: Sequence[str], share: Callable[[Sequence[str]], float]) -> tuple[str, ...]:
    """Return the fewest names that explain almost everything, none if even all of them do not.

    ``share`` says what part some names explain. What is missed least is taken out, one after the other.
    """
    kept = list(names)
    if not kept or share(kept) <= ALMOST_ONE:
        return ()
    while len(kept) > 1:
        rest = [[other for other in kept if other != name] for name in kept]
        best = max(rest, key=share)
        if share(best) <= ALMOST_ONE:
            break
        kept = best
    return tuple(kept)


def explained(columns: Sequence[Floats], designs: Sequence[Floats]) -> float:
    """Return the share of variation that designs explain, adjusted for their size (Theil 1961).

    ``columns``, each ``(row,)``, are regressed on ``designs``, each ``(row, column)``, pair by pair with
    coefficients of their own; all about their means.
    """
    left = total = 0.0
    rows = free = 0
    for column, design in zip(columns, designs, strict=True):
        if not column.any():
            continue
        scaled = design / np.maximum(np.linalg.norm(design, axis=0), 1e-300)
        coefficient, _, rank, _ = np.linalg.lstsq(scaled, column)
        left += float(((column - scaled @ coefficient) ** 2).sum())
        total += float((column**2).sum())
        rows, free = rows + column.size - 1, free + column.size - 1 - int(rank)
    return 1 - left / total * rows / free if total and free > 0 else 0.0


def following_warnings(spec: ResponseSpec, panel: Panel, model: ResponseModel) -> list[Finding]:
    """Return a warning for every lever and price that moved as season, trend, festivals or controls did."""
    causes = _causes(panel, model)
    ends = np.cumsum(panel.on_sale.sum(axis=1))[:-1]
    found = []
    for name, column in lever_columns(spec, panel).items():
        others = _followed(np.split(column, ends), causes)
        if others:
            found.append(_warning(notices.LEVER_FOLLOWS, lever=_title(spec, name), others=others))
    without = {name: each for name, each in causes.items() if name != PRICE}
    for place, course in enumerate(spec.courses):
        if course.elastic:
            price = _centred(np.log(panel.price[place, panel.on_sale[place]]))
            others = _followed([price], {name: [each[place]] for name, each in without.items()})
            if others:
                found.append(_warning(notices.PRICE_FOLLOWS, course=course.title, others=others))
    return found


def _followed(columns: Sequence[Floats], causes: Mapping[str, Sequence[Floats]]) -> Text | None:
    """Return in words what columns follow, one a course; ``None`` where they have a life of their own."""

    def share(names: Sequence[str]) -> float:
        blocks = [causes[name] for name in names]
        return explained(columns, [np.column_stack(parts) for parts in zip(*blocks, strict=True)])

    names = fewest(list(causes), share)
    said = [WORDS[name] if name in WORDS else _quoted(name.removeprefix(CONTROL)) for name in names]
    return _all_of(said) if said else None


def _causes(panel: Panel, model: ResponseModel) -> dict[str, list[Floats]]:
    """Return what moves enrolments without levers, by name and course, each ``(week on sale, column)``.

    The drift of the level is left out: it can follow any slow lever a little way, at a price the fit weighs.
    """
    places: dict[str, list[int]] = {}
    for place, term in enumerate(model.terms):
        if term != "level" and not model.drifting[place]:
            places.setdefault(_cause(term), []).append(place)
    price = np.log(np.where(panel.price > 0, panel.price, 1.0))
    found = {}
    for name, terms in places.items():
        values = price[:, :, None] if name == PRICE else model.design[:, :, terms]
        rows = [_centred(values[course, on]) for course, on in enumerate(panel.on_sale)]
        if any(each.any() for each in rows):
            found[name] = rows
    return found


def _cause(term: str) -> str:
    if term.startswith(CONTROL):
        return term
    known = {"trend": TREND, LOG_PRICE: PRICE}
    return known.get(term, SEASON if term.startswith(("sin_", "cos_")) else FESTIVALS)


def trade_offs(spec: ResponseSpec, panel: Panel, posterior: Posterior) -> list[Finding]:
    """Return a warning for every two levers of which only the sum is known, unless their inputs told it."""
    told = {
        frozenset(pair)
        for group in groups_together(lever_columns(spec, panel))
        for pair in combinations(group, 2)
    }
    names = [_family(spec, place) for place in range(len(spec.levers))]
    first_of = [names.index(name) for name in dict.fromkeys(names)]
    lifts = posterior.get("usual_lift", spec.lever_ids)
    return [
        _warning(notices.LEVERS_TRADE_OFF, first=spec.levers[one].title, second=spec.levers[other].title)
        for one, other in combinations(first_of, 2)
        if frozenset({names[one], names[other]}) not in told
        and np.ptp(lifts[:, [one, other]], axis=0).all()
        and np.corrcoef(lifts[:, one], lifts[:, other])[0, 1] < ONLY_THE_SUM
    ]


def in_quotes(titles: Iterable[str]) -> Text:
    """Return titles in quotation marks as a list in both languages."""
    return _all_of(map(_quoted, titles))


def _quoted(title: str) -> Text:
    # Braces would be read as placeholders when the text is said.
    safe = title.replace("{", "{{").replace("}", "}}")
    return Text(en=f"“{safe}”", zh=f"“{safe}”")


def _all_of(texts: Iterable[Text]) -> Text:
    every = list(texts)
    return Text(en=", ".join(text.en for text in every), zh="、".join(text.zh for text in every))


def _warning(notice: Notice, **facts: object) -> Finding:
    return Finding(notice=notice, severity=Severity.WARNING, facts=facts)
