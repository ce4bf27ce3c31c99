"""Noting what somebody did, and reading it back."""

from __future__ import annotations

from django.db.models import Q, QuerySet

from kuajie.messages import Locale, Text
from kuajie_site.activity.models import Entry
from kuajie_site.activity.sentences import SENTENCES
from kuajie_site.programmes.models import Party, Seat

Fact = str | int | Text


def note(
    seat: Seat,
    what: str,
    *,
    shared: bool = False,
    concerns: Party | None = None,
    mediators: bool = False,
    **facts: Fact,
) -> Entry:
    """Note what somebody did from a seat; ``shared`` lets the other parties and mediators see it too.

    ``concerns`` lets one other party see it, ``mediators`` the mediators. Facts must give nothing away that
    whoever sees the entry may not know. Raises ``ValueError`` for an unknown ``what`` or facts that do not
    fill its sentence.
    """
    if what not in SENTENCES:
        raise ValueError(f"{what!r} has no sentence in activity/sentences.py")
    SENTENCES[what].say("en", **facts)
    return Entry.objects.create(
        programme=seat.programme,
        party=seat.party,
        user=seat.user,
        what=what,
        facts={name: _plain(fact) for name, fact in facts.items()},
        shared=shared,
        concerns=concerns,
        mediators=mediators,
    )


def _plain(fact: Fact) -> object:
    return {"zh": fact.zh, "en": fact.en} if isinstance(fact, Text) else fact


def seen_from(seat: Seat) -> QuerySet[Entry]:
    """Return what a seat may see of the log: what its party did or what concerns it, and shared entries."""
    if seat.party is None:
        own = Q(party__isnull=True) | Q(mediators=True)
    else:
        own = Q(party=seat.party) | Q(concerns=seat.party)
    return Entry.objects.filter(own | Q(shared=True), programme=seat.programme).select_related(
        "user", "party"
    )


def told(entry: Entry, locale: Locale) -> str:
    """Return what an entry says, in a language."""
    facts = {name: fact[locale] if isinstance(fact, dict) else fact for name, fact in entry.facts.items()}
    return SENTENCES[entry.what].say(locale, **facts)
