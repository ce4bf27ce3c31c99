"""What of a programme the cycle on its home page is told by, asked once for a seat."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Max, Q
from django.utils import timezone

from kuajie_site.disclosure.models import Grant
from kuajie_site.disclosure.shown import not_shown
from kuajie_site.jobs.models import OPEN
from kuajie_site.plans.models import Kind
from kuajie_site.plans.seen import proposals_of
from kuajie_site.programmes.models import Party, Programme, Seat, Version, parties_of
from kuajie_site.settlement.models import Ledger
from kuajie_site.studies.models import Answer
from kuajie_site.studies.seen import may_read
from kuajie_site.studies.table import STUDIES
from kuajie_site.studies.views import outdated
from kuajie_site.uploads.check import own_files


@dataclass(frozen=True, slots=True, kw_only=True)
class Last:
    """When a study was answered last, and whether files or response have changed since."""

    at: datetime
    outdated: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class CycleFacts:
    """What is known: answers, jobs, studies hidden from the seat, files, people, proposals, books.

    ``proposals`` are the states that plans are in; ``months`` and ``cases`` are those of the books.
    """

    seat: Seat
    answers: Mapping[str, Last]
    under_way: frozenset[str]
    hidden: frozenset[str]
    has_files: bool
    alone: bool
    showing: bool
    proposals: frozenset[str]
    months: tuple[Mapping[str, Any], ...]
    cases: tuple[Mapping[str, Any], ...]


def cycle_facts(seat: Seat) -> CycleFacts:
    """Return what is known of a seat's programme."""
    programme, version = seat.programme, seat.programme.latest
    ledger = Ledger.objects.filter(programme=programme).first()
    parties, hidden = list(parties_of(programme)), _hidden(seat)
    return CycleFacts(
        seat=seat,
        answers=dict(_answers(seat, hidden)),
        under_way=frozenset(programme.jobs.filter(state__in=OPEN).values_list("study", flat=True)),
        hidden=hidden,
        has_files=_has_files(version, seat.party),
        alone=len(parties) > _parties_with_people(programme),
        showing=_shows_something(seat, parties),
        proposals=frozenset(proposals_of(seat, Kind.PLAN).values_list("state", flat=True)),
        months=tuple(ledger.months) if ledger is not None else (),
        cases=tuple(ledger.cases) if ledger is not None else (),
    )


def _answers(seat: Seat, hidden: frozenset[str]) -> Iterator[tuple[str, Last]]:
    """Yield by study when it was answered last, where the seat may read that answer."""
    private = [name for name, study in STUDIES.items() if study.private]
    known = Answer.objects.filter(programme=seat.programme).exclude(study__in=hidden)
    known = known.filter(~Q(study__in=private) | Q(party=seat.party, party__isnull=False))
    newest = known.order_by().values("study").annotate(last=Max("pk")).values_list("last", flat=True)
    found = Answer.objects.filter(pk__in=list(newest)).select_related("version")
    for answer in found.defer("parts", "record", "own", "files"):
        if may_read(seat, answer):
            yield answer.study, Last(at=answer.created_at, outdated=outdated(seat, answer) is not None)


def _hidden(seat: Seat) -> frozenset[str]:
    """Return the studies of which a seat may not see even the least telling answer."""
    least = {name: study.shown_with({}) for name, study in STUDIES.items()}
    missing = {field for _, field in not_shown(seat, frozenset().union(*least.values()), now=timezone.now())}
    return frozenset(name for name, fields in least.items() if fields & missing)


def _has_files(version: Version | None, party: Party | None) -> bool:
    return version is not None and party is not None and bool(own_files(version, party.key))


def _parties_with_people(programme: Programme) -> int:
    seated = Seat.objects.filter(programme=programme, party__isnull=False)
    return seated.values("party").distinct().count()


def _shows_something(seat: Seat, parties: list[Party]) -> bool:
    """Say whether the seat's party shows at least one field to every other party."""
    others = {party.pk for party in parties if party.pk != seat.party_id}
    grants = Grant.objects.filter(Grant.in_force(timezone.now()), programme=seat.programme, party=seat.party)
    return others <= set(grants.values_list("to", flat=True))
