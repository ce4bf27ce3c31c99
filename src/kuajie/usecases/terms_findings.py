"""What to know of designed terms: targets out of reach, nothing to share, an aim that is not profit."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from kuajie.domain.money import Money
from kuajie.domain.programme import Programme
from kuajie.domain.terms import Aim
from kuajie.messages import Finding, Notice, Severity, Text
from kuajie.messages.notices import terms as notices
from kuajie.usecases.terms_answer import FamilyTerms

AIMS = {
    Aim.ENROLMENTS: Text(en="enrolments", zh="报名人数"),
    Aim.COMPLETIONS: Text(en="completions", zh="完课人数"),
    Aim.MIX: Text(en="a mix of aims", zh="综合目标"),
}
MORE = Text(en="{party} {amount} above", zh="{party}多 {amount}")
LESS = Text(en="{party} {amount} below", zh="{party}少 {amount}")


def money_findings(programme: Programme, *, sells: bool) -> Iterator[Finding]:
    """Yield that there is no revenue, and that the plan is not made for profit."""
    if not sells:
        yield _found(notices.NO_REVENUE)
    if programme.objective.aim is not Aim.PROFIT:
        yield _found(notices.NOT_PLANNED_FOR_PROFIT, aim=AIMS[programme.objective.aim])


def reach_findings(families: Sequence[FamilyTerms], asked: str | None, currency: str) -> Iterator[Finding]:
    """Yield that no family reaches the target, or that the one asked for does not, with the nearest."""
    reaching = [each.title for each in families if each.reached]
    if not reaching:
        nearest = min(families, key=lambda each: each.place)
        yield _found(notices.NOTHING_REACHES, family=nearest.title, offs=_offs(nearest, currency))
        return
    for each in families:
        if each.family == asked and not each.reached:
            listed = _joined(reaching)
            yield _found(notices.UNREACHABLE, family=each.title, offs=_offs(each, currency), reaching=listed)


def _offs(family: FamilyTerms, currency: str) -> Text:
    """Return how far each party is off its target, in words."""
    said = []
    for party in family.parties:
        text = MORE if party.off > 0 else LESS
        amount = Money.nearest(round(abs(party.off)), currency)
        said.append(Text(**{lang: text.say(lang, party=party.name, amount=amount) for lang in ("en", "zh")}))
    return _joined(said)


def _joined(texts: Sequence[Text]) -> Text:
    return Text(en=", ".join(text.en for text in texts), zh="、".join(text.zh for text in texts))


def _found(notice: Notice, **facts: object) -> Finding:
    return Finding(notice=notice, facts=facts, severity=Severity.WARNING)
