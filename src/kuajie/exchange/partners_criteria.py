"""Candidates, criteria, values and judges' scores of a partners file."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from kuajie.exchange.nearest import did_you_mean
from kuajie.exchange.partners_preference import read_preference
from kuajie.exchange.partners_values import Entry, as_number, is_unknown
from kuajie.matching.factors import FACTORS
from kuajie.matching.normalisation import LESS, MORE, Floats
from kuajie.matching.promethee import USUAL, Preference
from kuajie.matching.scorecard import Candidate, Criterion, Scorecard
from kuajie.messages import Place, Text
from kuajie.messages.notices.partners import (
    MISSING_KEY,
    NOT_A_NUMBER,
    OUT_OF_SCALE,
    OWN_PARTY,
    REPEATED_ID,
    SCORED_TWICE,
    TWO_SCALES,
    UNKNOWN_ID,
)
from kuajie.usecases.partner_sheet import PartnerSheet
from kuajie.usecases.partners_question import Source, SourceKind

SCALES: Mapping[str, tuple[float, float]] = {"1-9": (1.0, 9.0), "0-100": (0.0, 100.0)}
"""Scales judges may score on, and their ends."""
BETTER = {"more": MORE, "less": LESS}
A_FACTOR = Text(en="the id of a factor, as for the other criteria", zh="某个因素的编号，与其他评价项一致")
CANDIDATE, CRITERION, FACTOR = (
    Text(en="candidate", zh="候选方"),
    Text(en="criterion", zh="评价项"),
    Text(en="factor", zh="因素"),
)
Cells = dict[tuple[str, str], Source]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class ReadCard:
    """The scores a file gives, where they come from, and the factors its criteria belong to.

    ``known_factors`` are all there are, with and without criteria; ``left_out`` criteria without any score.
    """

    card: Scorecard
    sources: Mapping[tuple[str, str], Source]
    factors: Mapping[str, Text]
    known_factors: tuple[str, ...]
    left_out: tuple[Criterion, ...]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class _Scores:
    """Scores being filled in, and the places of candidates and criteria in them."""

    scores: Floats
    rows: Mapping[str, int]
    columns: Mapping[str, int]
    sources: Cells


def read_card(top: Entry, sheet: PartnerSheet) -> ReadCard:
    """Return the candidates' scores: those of the sheet, and what the file adds; what is wrong is noted."""
    own = _own_factors(top)
    known = {**FACTORS, **own}
    added = [_criterion(entry, known) for entry in top.tables("criterion")]
    revived = tuple(each for each in sheet.left_out if each.id in _mentioned(top))
    criteria = (*sheet.criteria, *revived, *added)
    candidates = _candidates(top, sheet)
    scales = {entry.text("id", default="?"): _scale(entry) for entry in top.tables("criterion")}
    _refuse_repeated(top, "candidate", ())
    _refuse_repeated(top, "criterion", [each.id for each in (*sheet.criteria, *sheet.left_out)])
    card = _Scores(
        scores=np.full((len(candidates), len(criteria)), np.nan),
        rows={each.id: place for place, each in enumerate(candidates)},
        columns={each.id: place for place, each in enumerate(criteria)},
        sources=dict(sheet.sources),
    )
    for (candidate, name), score in sheet.scores.items():
        card.scores[card.rows[candidate], card.columns[name]] = score
    for entry in _others(top, sheet):
        _take_values(entry, card)
    _take_scores(top, card, scales, sheet.party)
    _refuse_mixed(top, added, criteria)
    _refuse_two_scales(top, criteria, card.sources)
    used = [factor for factor in known if any(each.factor == factor for each in criteria)]
    return ReadCard(
        card=Scorecard(candidates=candidates, criteria=criteria, scores=card.scores),
        sources=card.sources,
        factors={factor: known[factor] for factor in used},
        known_factors=tuple(known),
        left_out=tuple(each for each in sheet.left_out if each not in revived),
    )


def _mentioned(top: Entry) -> set[str]:
    """Return the criteria of which the file gives a value to anybody."""
    return {name for entry in top.tables("candidate") for name in entry.inner("values").held}


def plain(name: str) -> Text:
    """Return a name that is the same in both languages."""
    safe = name.replace("{", "{{").replace("}", "}}") or "?"
    return Text(en=safe, zh=safe)


def _others(top: Entry, sheet: PartnerSheet) -> list[Entry]:
    """Return the candidates of the file without the party whose partners they would be."""
    entries = top.tables("candidate")
    return [each for each in entries if not sheet.party or each.held.get("id") != sheet.party]


def _candidates(top: Entry, sheet: PartnerSheet) -> tuple[Candidate, ...]:
    """Return the sheet's candidates and then the file's further ones."""
    found = {each.id: each for each in sheet.candidates}
    for entry in _others(top, sheet):
        entry.only(("id", "name", "values"))
        key = entry.text("id")
        name = entry.text("name", default=found[key].name if key in found else key)
        found[key] = Candidate(id=key, name=name)
    return tuple(found.values())


def _own_factors(top: Entry) -> dict[str, Text]:
    own = {}
    for entry in top.tables("factor"):
        entry.only(("id", "name"))
        key = entry.text("id")
        own[key] = plain(entry.text("name", default=key))
    return own


def _criterion(entry: Entry, factors: Mapping[str, Text]) -> Criterion:
    entry.only(("id", "name", "factor", "better", "unit", "scale", "preference"))
    key = entry.text("id")
    factor = entry.text("factor", default="")
    if factor and factor not in factors:
        entry.fault(UNKNOWN_ID, "factor", what=FACTOR, hint=did_you_mean(factor, factors), table="factor")
    unit = entry.text("unit", default="")
    return Criterion(
        id=key,
        name=plain(entry.text("name", default=key)),
        factor=factor if factor in factors else "",
        better=BETTER[entry.choice("better", tuple(BETTER), default="more")],
        preference=_preference(entry),
        unit=plain(unit) if unit else None,
    )


def _preference(entry: Entry) -> Preference:
    if "preference" not in entry.held:
        return USUAL
    return read_preference(entry, entry.held["preference"], entry.place("preference"))


def _scale(entry: Entry) -> tuple[float, float]:
    return SCALES[entry.choice("scale", tuple(SCALES), default="1-9")]


def _refuse_repeated(top: Entry, what: str, known: Sequence[str]) -> None:
    seen = set(known)
    for entry in top.tables(what):
        each = str(entry.held.get("id"))
        if each in seen:
            entry.fault(REPEATED_ID, "id")
        seen.add(each)


def _refuse_mixed(top: Entry, added: Sequence[Criterion], criteria: Sequence[Criterion]) -> None:
    """Refuse criteria without a factor beside criteria with one."""
    if not any(each.factor for each in criteria):
        return
    for entry, each in zip(top.tables("criterion"), added, strict=True):
        if not each.factor and "factor" not in entry.held:
            entry.fault(MISSING_KEY, "factor", expected=A_FACTOR)


def _refuse_two_scales(top: Entry, criteria: Sequence[Criterion], sources: Cells) -> None:
    """Refuse criteria on which some candidates have figures and others judges' scores."""
    for criterion in criteria:
        found = [(candidate, each) for (candidate, name), each in sources.items() if name == criterion.id]
        judged = [candidate for candidate, each in found if each.kind is SourceKind.JUDGED]
        if judged and len(judged) < len(found):
            place = Place(file=top.file, column=f"judge.scores.{judged[0]}.{criterion.id}")
            top.findings.error(TWO_SCALES, place, criterion=criterion.name)


def _take_values(entry: Entry, sheet: _Scores) -> None:
    """Take the figures somebody wrote down for a candidate."""
    values, candidate = entry.inner("values"), entry.text("id", default="")
    for name, value in values.held.items():
        if name not in sheet.columns:
            hint = did_you_mean(name, sheet.columns)
            values.fault(UNKNOWN_ID, name, what=CRITERION, hint=hint, table="criterion")
        elif not is_unknown(value):
            number = as_number(value)
            if number is None:
                values.fault(NOT_A_NUMBER, name)
                continue
            if (candidate, name) in sheet.sources:
                values.fault(SCORED_TWICE, name)
            sheet.scores[sheet.rows[candidate], sheet.columns[name]] = number
            sheet.sources[candidate, name] = Source(kind=SourceKind.STATED, files=(entry.file,))


def _take_scores(top: Entry, sheet: _Scores, scales: Mapping[str, tuple[float, float]], party: str) -> None:
    """Take what judges scored of all but ``party`` itself: the mean of those who did, for each cell."""
    given: dict[tuple[str, str], list[tuple[str, float]]] = {}
    for judge in top.tables("judge"):
        judge.only(("name", "scores", "compares"))
        scores = judge.inner("scores")
        for candidate in scores.held:
            of_one = scores.inner(candidate)
            if party and candidate == party:
                top.findings.note(OWN_PARTY, scores.place(candidate), party=party)
                continue
            if candidate not in sheet.rows:
                hint = did_you_mean(candidate, sheet.rows)
                scores.fault(UNKNOWN_ID, candidate, what=CANDIDATE, hint=hint, table="candidate")
                continue
            for name, number in _scored(of_one, sheet, scales).items():
                if (candidate, name) in sheet.sources:
                    of_one.fault(SCORED_TWICE, name)
                given.setdefault((candidate, name), []).append((judge.text("name"), number))
    for (candidate, name), each in given.items():
        mean = sum(number for _, number in each) / len(each)
        sheet.scores[sheet.rows[candidate], sheet.columns[name]] = mean
        sheet.sources[candidate, name] = Source(kind=SourceKind.JUDGED, scores=tuple(each))


def _scored(entry: Entry, sheet: _Scores, scales: Mapping[str, tuple[float, float]]) -> dict[str, float]:
    """Return one judge's scores of one candidate by criterion, without those that cannot be taken."""
    taken: dict[str, float] = {}
    for name, value in entry.held.items():
        if name not in sheet.columns:
            hint = did_you_mean(name, sheet.columns)
            entry.fault(UNKNOWN_ID, name, what=CRITERION, hint=hint, table="criterion")
            continue
        if is_unknown(value):
            continue
        number = as_number(value)
        lowest, highest = scales.get(name, SCALES["1-9"])
        if number is None:
            entry.fault(NOT_A_NUMBER, name)
        elif not lowest <= number <= highest:
            entry.fault(OUT_OF_SCALE, name, lowest=f"{lowest:g}", highest=f"{highest:g}")
        else:
            taken[name] = number
    return taken
