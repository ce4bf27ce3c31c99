"""Disputes on the site: raising a case, answering it, ruling on it; the books keep case and rulings."""

from __future__ import annotations

import shutil
import tempfile
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from datetime import date
from pathlib import Path, PurePosixPath
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction
from django.http import Http404
from django.utils import timezone

from kuajie.domain.money import Money
from kuajie.exchange.toml_text import toml_text
from kuajie.messages import Text
from kuajie.settlement.disputes import Case, Ruled, undisputed
from kuajie.settlement.statements import transfers
from kuajie.settlement.terms_form import canonical_json
from kuajie.usecases.dispute import DisputeAnswer, case_of_text
from kuajie.usecases.keep_books import today_in
from kuajie.usecases.progress import Progress, silent
from kuajie.usecases.settle_books import BooksAnswer
from kuajie.wiring.disputes import dispute_case, rule_on_case, withdraw_case
from kuajie_site.access.refused import Refused
from kuajie_site.accounts.models import User
from kuajie_site.activity.log import note
from kuajie_site.programmes.models import Programme, Seat, Version
from kuajie_site.settlement.in_turn import keep
from kuajie_site.settlement.ledger import books_of
from kuajie_site.settlement.models import Evidence, Ledger, Reply
from kuajie_site.settlement.months import agreed_of
from kuajie_site.settlement.visible import payments_of

NOT_THEIRS = Text(
    en="Only the party that raised a dispute can withdraw it.", zh="只有提起争议的一方可以撤回。"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Given:
    """A file put before the others: its name, its hash (which says where it lies) and its size."""

    name: str
    sha256: str
    size: int

    def plain(self) -> dict[str, Any]:
        """Return it as a job's options hold it."""
        return {"name": self.name, "sha256": self.sha256, "size": self.size}


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptCase:
    """A case as the books keep it, and every ruling on it: by whom, when, how much, why."""

    case: Case
    rulings: Mapping[int, Mapping[str, Any]]

    @property
    def open(self) -> tuple[int, ...]:
        """The lines nobody has ruled on."""
        return tuple(n for n in range(1, len(self.case.claims) + 1) if n not in self.rulings)

    @property
    def parties(self) -> frozenset[str]:
        """Whom the case is between."""
        named = {party for claim in self.case.claims for party in (claim.payer, claim.payee)}
        return frozenset({self.case.raised_by, *named})


def cases_of(programme: Programme) -> list[KeptCase]:
    """Return every case in the books, the newest first."""
    books_of(programme)
    told = Ledger.objects.filter(programme=programme).values_list("cases", flat=True).first() or []
    return [_kept(each) for each in reversed(told)]


def case_named(programme: Programme, name: str) -> KeptCase:
    """Return a case; raises ``Http404`` where the books keep none of that name."""
    found = next((each for each in cases_of(programme) if each.case.id == name), None)
    if found is None:
        raise Http404
    return found


def _kept(told: Mapping[str, Any]) -> KeptCase:
    plain = {name: value for name, value in told.items() if name != "ruled"}
    rulings = {int(number): word for number, word in told["ruled"].items()}
    return KeptCase(case=case_of_text(canonical_json(plain)), rulings=rulings)


def standing_of_case(kept: KeptCase, month: BooksAnswer, parties: frozenset[str]) -> DisputeAnswer:
    """Return how a case stands for who sees the statements of some parties: with their payments alone."""
    dues = {each.party: each.closing for each in month.statements}
    ruled = {
        n: Ruled(
            claim=n,
            amount=each["amount"],
            reason=each["reason"],
            withdrawn=each.get("withdrawn", False),
        )
        for n, each in kept.rulings.items()
    }
    waiting = [claim for n, claim in enumerate(kept.case.claims, start=1) if n not in ruled]
    return DisputeAnswer(
        programme=month.programme,
        case=kept.case,
        filed=True,
        ruled=ruled,
        payments=payments_of(undisputed(dues, waiting), parties),
        all_payments=payments_of(transfers(dues), parties),
        today=today_in(month.programme.time_zone, timezone.now()),
        appended=(),
    )


def case_values(seat: Seat, name: str, month: str, answer_by: date, rule_by: date) -> dict[str, Any]:
    """Return the head of a case file of a seat's party, raised today."""
    if seat.party is None:
        raise ValueError("a mediator raises no case")
    today = today_in(agreed_of(seat.programme).time_zone, timezone.now())
    return {
        "case": name,
        "period": month,
        "raised_by": seat.party.key,
        "raised_on": today.isoformat(),
        "answer_by": answer_by.isoformat(),
        "rule_by": rule_by.isoformat(),
    }


def case_toml(kept: KeptCase, currency: str) -> str:
    """Return a case as the file that ``kuajie dispute`` reads, with the rulings on it."""
    case = kept.case
    values: dict[str, Any] = {
        "case": case.id,
        "period": case.period,
        "raised_by": case.raised_by,
        "raised_on": case.raised_on,
        "answer_by": case.answer_by,
        "rule_by": case.rule_by,
    }
    if kept.rulings:
        last = max(kept.rulings.values(), key=lambda each: each["day"])
        values |= {"ruled_by": last["by"], "ruled_on": date.fromisoformat(last["day"])}
    values["line"] = [
        {
            "event": claim.event,
            "clause": claim.clause,
            "payer": claim.payer,
            "payee": claim.payee,
            "amount": _major(claim.amount, currency),
            "reason": claim.reason,
            "evidence": [name for name, _ in claim.evidence],
        }
        for claim in case.claims
    ]
    if kept.rulings:
        values["ruling"] = [
            {"line": n, "amount": _major(each["amount"], currency), "reason": each["reason"]}
            for n, each in sorted(kept.rulings.items())
        ]
    return toml_text(values)


def _major(minor: int, currency: str) -> str:
    return f"{Money(minor, currency).amount:f}"


def work_on_case(
    seat: Seat, version: Version, options: Mapping[str, Any], progress: Progress = silent
) -> None:
    """File a case: its file is written with the evidence beside it, read and kept by the library."""
    values, evidence = options["case"], [Given(**each) for each in options["evidence"]]
    with _with_evidence(version.programme, evidence) as place:
        file = place / "case.toml"
        file.write_text(toml_text(values), encoding="utf-8")
        answer = dispute_case(version.folder, file, file=True, progress=progress)
    with transaction.atomic():
        for each in evidence:
            Evidence.objects.get_or_create(
                programme=version.programme,
                case=values["case"],
                name=each.name,
                defaults={"party": seat.party, "user": seat.user, "sha256": each.sha256, "size": each.size},
            )
        if answer.appended:
            note(seat, "dispute_raised", shared=True, case=values["case"], month=values["period"])
    books_of(version.programme)


class _with_evidence:  # noqa: N801 - reads like a function where it is used
    """A folder with evidence under its names, gone afterwards."""

    def __init__(self, programme: Programme, evidence: Sequence[Given]) -> None:
        self._held, self._given = programme.place / "evidence", evidence
        self._folder = tempfile.TemporaryDirectory()

    def __enter__(self) -> Path:
        place = Path(self._folder.__enter__())
        for each in self._given:
            shutil.copyfile(self._held / each.sha256, place / each.name)
        return place

    def __exit__(self, *_: object) -> None:
        self._folder.cleanup()


def work_on_ruling(
    seat: Seat, version: Version, options: Mapping[str, Any], progress: Progress = silent
) -> None:
    """Keep a mediator's rulings, in the mediator's own name."""
    del progress
    rulings = [Ruled(**each) for each in options["rulings"]]
    name = seat.user.name or seat.user.email
    answer = rule_on_case(version.folder, options["case"], rulings, ruled_by=name)
    if answer.appended:
        note(seat, "dispute_ruled", shared=True, case=options["case"], count=len(rulings))
    books_of(version.programme)


def withdraw(seat: Seat, kept: KeptCase, reason: str = "") -> None:
    """Take back what nobody has ruled on of a case of one's own party; a second time nothing is done.

    Raises ``Refused`` for another party's, and ``BadInput``.
    """
    if seat.party is None or seat.party.key != kept.case.raised_by:
        raise Refused(NOT_THEIRS, status=403)
    name, party, case = seat.user.name or seat.user.email, seat.party.key, kept.case.id
    keep(
        seat,
        "dispute_withdrawn",
        lambda folder: withdraw_case(folder, case, party=party, by=name, reason=reason),
        case=case,
    )


def reply(
    seat: Seat, user: User, kept: KeptCase, text: str, evidence: Sequence[Given], *, key: UUID
) -> Reply:
    """Keep what somebody says to a case, with files; the same form sent twice is kept once."""
    made = Reply(programme=seat.programme, case=kept.case.id, party=seat.party, user=user, key=key, text=text)
    try:
        with transaction.atomic():
            made.save(force_insert=True)
            for each in evidence:
                Evidence.objects.create(
                    programme=seat.programme,
                    case=kept.case.id,
                    party=seat.party,
                    user=user,
                    reply=made,
                    name=_free(seat.programme, kept.case.id, each.name),
                    sha256=each.sha256,
                    size=each.size,
                )
            note(seat, "dispute_answered", shared=True, case=kept.case.id)
    except IntegrityError as error:
        mine = Reply.objects.filter(key=key, programme=seat.programme, user=user).first()
        if mine is None:
            raise Http404 from error
        return mine
    return made


def _free(programme: Programme, case: str, name: str) -> str:
    """Return a name that no file of the case has yet."""
    taken = set(Evidence.objects.filter(programme=programme, case=case).values_list("name", flat=True))
    return next(each for each in _names(name) if each not in taken)


def _names(name: str) -> Iterator[str]:
    yield name
    stem, form = PurePosixPath(name).stem, PurePosixPath(name).suffix
    number = 2
    while True:
        yield f"{stem}-{number}{form}"
        number += 1


Answered = AbstractSet[tuple[str, str]]
"""Cases, each with a party that answered it."""


def answers_in(programmes: Collection[UUID]) -> Mapping[UUID, Answered]:
    """Return by programme which cases were answered by which parties."""
    answered = defaultdict[UUID, set[tuple[str, str]]](set)
    found = Reply.objects.filter(programme__in=programmes, party__isnull=False)
    for programme, case, party in found.values_list("programme", "case", "party__key"):
        answered[programme].add((case, party))
    return answered
