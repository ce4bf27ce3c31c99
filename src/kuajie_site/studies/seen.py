"""What a seat may see of answers: the one place that pages, files and the API ask."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Any

from django.db.models import Max, Q, QuerySet
from django.utils import timezone

from kuajie.messages import Locale
from kuajie_site.disclosure.fields import Field
from kuajie_site.disclosure.shown import not_shown
from kuajie_site.disclosure.thresholds import loosely_made, thresholds_of
from kuajie_site.programmes.models import Party, Seat
from kuajie_site.studies.models import Answer
from kuajie_site.studies.parts import PlainPart
from kuajie_site.studies.study import Options, Study
from kuajie_site.studies.table import STUDIES

Hidden = tuple[tuple[Party, Field], ...]


def answers_of(seat: Seat, study: Study) -> QuerySet[Answer]:
    """Return the answers to a study, the newest first; of a private one those of the seat's own party."""
    found = Answer.objects.filter(programme=seat.programme, study=study.name).select_related(
        "version", "asked_by", "party"
    )
    return found.filter(party=seat.party, party__isnull=False) if study.private else found


def last_answers(seat: Seat, studies: Collection[Study]) -> dict[str, Answer]:
    """Return the last answer to each study with whoever asked it; what it says is read when asked for."""
    private = [study.name for study in studies if study.private]
    known = Answer.objects.filter(programme=seat.programme, study__in=[study.name for study in studies])
    known = known.filter(~Q(study__in=private) | Q(party=seat.party, party__isnull=False))
    last = known.order_by().values("study").annotate(last=Max("pk")).values("last")
    found = Answer.objects.filter(pk__in=last).select_related("asked_by")
    return {answer.study: answer for answer in found.defer("options", "parts", "record", "own", "files")}


def hidden_from(
    seat: Seat, study: Study, options: Options | None = None, *, now: datetime | None = None
) -> Hidden:
    """Return what other parties have not disclosed to a seat's party of what an answer would show.

    Without options: what the least telling answer would show. Nobody sits for a mediator in a private study,
    so those have nothing to see there.
    """
    fields = study.shown_with(options if options is not None else {})
    return not_shown(seat, fields, now=now or timezone.now())


def may_read(seat: Seat, answer: Answer) -> bool:
    """Say whether a seat may read an answer."""
    study = STUDIES[answer.study]
    if study.private and (seat.party is None or answer.party_id != seat.party_id):
        return False
    return answer.programme_id == seat.programme_id and is_shown(seat, study, answer.options)


def is_shown(seat: Seat, study: Study, options: Options) -> bool:
    """Say whether an answer to some options is shown to a seat: all disclosed, none of too few told."""
    return not hidden_from(seat, study, options) and not is_too_telling(seat, study, options)


def is_too_telling(
    seat: Seat, study: Study, options: Options, thresholds: Mapping[str, int] | None = None
) -> bool:
    """Say whether an answer tells counts that another party withholds by now; ask it anew then."""
    if study.few is None:
        return False
    now = thresholds_of(seat.programme) if thresholds is None else thresholds
    return loosely_made(seat, options.get("given", {}), now)


def parts_for(seat: Seat, answer: Answer, locale: Locale) -> Sequence[PlainPart]:
    """Return what a seat may see of an answer that it may read: what all see, then its party's own."""
    full = _own(seat, answer).get("full")
    parts: Sequence[PlainPart] = (full["parts"] if full else answer.parts)[locale]
    return (*parts, *own_parts(seat, answer, locale))


def own_parts(seat: Seat, answer: Answer, locale: Locale) -> Sequence[PlainPart]:
    """Return what an answer says of the files of a seat's own party, which nobody else has to disclose."""
    return tuple(_own(seat, answer).get("parts", {}).get(locale, ()))


def record_for(seat: Seat, answer: Answer) -> object:
    """Return an answer as plain values, with what it says of the files of a seat's own party."""
    own = _own(seat, answer)
    record = own["full"]["record"] if "full" in own else answer.record
    findings = own.get("findings", [])
    if isinstance(record, dict) and findings:
        return {**record, "own_findings": findings}
    return record


def _own(seat: Seat, answer: Answer) -> dict[str, Any]:
    own: dict[str, Any] = answer.own.get(seat.party.key, {}) if seat.party is not None else {}
    return own
