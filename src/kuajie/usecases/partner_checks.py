"""What keeps candidates from being ranked, all of it at once, and what to know about those that are."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import numpy as np

from kuajie.matching.factors import FACTORS
from kuajie.matching.normalisation import can_normalise
from kuajie.messages import BadInput, Finding, Locale, Place, Severity, Text
from kuajie.messages.notices import partner_ranking as notices
from kuajie.messages.text import LOCALES
from kuajie.usecases.partner_ranking import Compared
from kuajie.usecases.partners_question import TOPSIS, PartnersQuestion

FEWEST = 2
"""Candidates, and criteria, that a ranking needs at least."""
OF_ONE = Text(en="{candidate} ({criteria})", zh="{candidate}（{criteria}）")
COMMA = Text(en=", ", zh="、")
JOIN = Text(en="; ", zh="；")


def require_rankable(question: PartnersQuestion) -> None:
    """Refuse a question that has no ranking; raises ``BadInput`` with every reason."""
    found = [*_too_few(question), *_empty(question)]
    if not found:
        found = [*_undefined(question)]
    if found:
        raise BadInput(found)


def _too_few(question: PartnersQuestion) -> Iterator[Finding]:
    card, whole = question.card, Place(file=question.file)
    if len(card.candidates) < FEWEST:
        yield Finding(notice=notices.TOO_FEW_CANDIDATES, place=whole, facts={"count": len(card.candidates)})
    if len(card.criteria) < FEWEST:
        yield Finding(notice=notices.TOO_FEW_CRITERIA, place=whole, facts={"count": len(card.criteria)})


def _empty(question: PartnersQuestion) -> Iterator[Finding]:
    """Yield the candidates and criteria of which nothing is known."""
    card, unknown = question.card, np.isnan(question.card.scores)
    for candidate, row in zip(card.candidates, unknown, strict=True):
        if row.all() and len(card.criteria):
            place = Place(file=question.file, column=f"candidate[{candidate.id}]")
            yield Finding(notice=notices.NOTHING_KNOWN, place=place, facts={"candidate": candidate.name})
    for criterion, column in zip(card.criteria, unknown.T, strict=True):
        if column.all() and len(card.candidates):
            place = Place(file=question.file, column=f"criterion[{criterion.id}]")
            facts = {"criterion": criterion.name}
            yield Finding(notice=notices.CRITERION_UNKNOWN, place=place, facts=facts)


def _undefined(question: PartnersQuestion) -> Iterator[Finding]:
    if TOPSIS not in question.methods:
        return
    card = question.card
    for criterion, column in zip(card.criteria, card.scores.T, strict=True):
        known = column[~np.isnan(column)]
        if not can_normalise(question.normalization, known):
            facts = {
                "normalization": question.normalization,
                "criterion": criterion.name,
                "lowest": f"{known.min():g}",
            }
            place = Place(file=question.file, column=f"criterion[{criterion.id}]")
            yield Finding(notice=notices.CANNOT_NORMALISE, place=place, facts=facts)


def require_comparable(question: PartnersQuestion, compared: Compared) -> None:
    """Refuse candidates that share too little, or do not differ in what they share."""
    carrying = compared.weights > 0.0
    if carrying.sum() < FEWEST and question.card.missing:
        facts = {"count": int(carrying.sum()), "cells": missing_cells(question)}
        raise BadInput.of(notices.TOO_LITTLE_SHARED, place=Place(file=question.file), **facts)
    if not (np.ptp(compared.card.scores, axis=0)[carrying] > 0.0).any():
        raise BadInput.of(notices.NOTHING_DIFFERS, place=Place(file=question.file))


def missing_cells(question: PartnersQuestion) -> Text:
    """Return in words which scores are not known, candidate by candidate."""
    card = question.card
    lacking: dict[int, list[Text]] = {}
    for row, column in card.missing:
        lacking.setdefault(row, []).append(card.criteria[column].name)
    said = {
        locale: JOIN.say(locale).join(
            OF_ONE.say(locale, candidate=card.candidates[row].name, criteria=_listed(names, locale))
            for row, names in lacking.items()
        )
        for locale in LOCALES
    }
    return Text(en=_literal(said["en"]), zh=_literal(said["zh"]))


def _listed(names: Iterable[Text], locale: Locale) -> str:
    return COMMA.say(locale).join(name.say(locale) for name in names)


def _literal(said: str) -> str:
    return said.replace("{", "{{").replace("}", "}}")


def _without_basis(question: PartnersQuestion) -> Iterator[Finding]:
    """Yield the five factors that no criterion belongs to, where criteria have factors at all."""
    for factor, name in FACTORS.items():
        if question.factors and factor not in question.factors:
            facts = {"factor": name, "id": factor}
            yield Finding(notice=notices.NO_BASIS, severity=Severity.NOTE, facts=facts)


def _one_seen(question: PartnersQuestion) -> Iterator[Finding]:
    """Yield the criteria with unknown scores on which all known ones are the same."""
    card = question.card
    lacking = sorted({column for _, column in card.missing})
    alike = [
        column for column in lacking if not np.ptp(card.scores[:, column][~np.isnan(card.scores[:, column])])
    ]
    if alike:
        names = [card.criteria[column].name for column in alike]
        said = (_literal(_listed(names, locale)) for locale in ("en", "zh"))
        facts = {"criteria": Text(*said)}
        yield Finding(notice=notices.ONE_VALUE_SEEN, severity=Severity.WARNING, facts=facts)


def card_doubts(question: PartnersQuestion, compared: Compared) -> Iterator[Finding]:
    """Yield what to know about scores that are ranked: those missing, and criteria that tell nothing."""
    card = compared.card
    if question.card.missing:
        facts = {
            "cells": missing_cells(question),
            "count": len(card.criteria),
            "all": len(question.card.criteria),
        }
        yield Finding(notice=notices.SCORES_MISSING, severity=Severity.WARNING, facts=facts)
        yield from _one_seen(question)
    for criterion, column, weight in zip(card.criteria, card.scores.T, compared.weights, strict=True):
        if not np.ptp(column) and weight:
            facts = {"criterion": criterion.name, "weight": f"{100 * weight:.1f}%"}
            yield Finding(notice=notices.ALL_EQUAL, severity=Severity.WARNING, facts=facts)
    yield from _without_basis(question)
