"""Case files: a dispute as TOML or JSON, with the mediator's rulings in it once there are any."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any, NoReturn

from kuajie.domain.money import Money
from kuajie.exchange.findings import Findings
from kuajie.exchange.json_file import read_values
from kuajie.messages import BadInput, Place
from kuajie.messages.notices import disputes as notices
from kuajie.settlement.chain import sha256
from kuajie.settlement.disputes import Case, Claim, Ruled


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseFile:
    """A case, and what a mediator ruled on it: by whom, on which day."""

    case: Case
    rulings: tuple[Ruled, ...] = ()
    ruled_by: str = ""
    ruled_on: date | None = None


def read_case(path: Path, *, currency: str, clauses: Sequence[str]) -> CaseFile:
    """Return the case of a file; ``clauses`` are names in the books, which the file may give by number.

    Raises ``BadInput`` for what is missing, of another form, or contradicts itself.
    """
    findings = Findings()
    values = read_values(path, file=path.name, findings=findings, number=Decimal)
    findings.stop_if_refused()
    keys = _Keys(path=path, currency=currency, values=values if isinstance(values, dict) else {})
    claims = tuple(
        _claim(keys.inside("line", place, each), clauses)
        for place, each in enumerate(keys.several("line"), start=1)
    )
    try:
        case = Case(
            id=keys.text("case"),
            period=keys.text("period"),
            raised_by=keys.text("raised_by"),
            raised_on=keys.day("raised_on"),
            answer_by=keys.day("answer_by"),
            rule_by=keys.day("rule_by"),
            claims=claims,
        )
    except ValueError as error:
        raise BadInput.of(notices.NO_SENSE, place=Place(file=path.name), reason=str(error)) from error
    rulings = [keys.inside("ruling", place, each) for place, each in enumerate(keys.several("ruling"), 1)]
    return CaseFile(
        case=case,
        rulings=tuple(_ruled(each) for each in rulings),
        ruled_by=keys.text("ruled_by", ""),
        ruled_on=keys.day("ruled_on") if rulings else None,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Keys:
    """The keys of a table in a case file; ``where`` says which table."""

    path: Path
    currency: str
    values: Mapping[str, Any]
    where: str = ""

    def inside(self, name: str, place: int, values: object) -> _Keys:
        if not isinstance(values, dict):
            self._refuse(name)
        return _Keys(path=self.path, currency=self.currency, values=values, where=f"{name} {place}: ")

    def text(self, key: str, default: str | None = None) -> str:
        value = self.values.get(key, default)
        if not isinstance(value, str) or (default is None and not value.strip()):
            self._refuse(key)
        return value.strip()

    def day(self, key: str) -> date:
        value = self.values.get(key)
        if type(value) is date:
            return value
        try:
            return date.fromisoformat(str(value))
        except ValueError:
            self._refuse(key)

    def money(self, key: str) -> int:
        try:
            return Money.of(str(self.values[key]), self.currency).minor
        except (KeyError, ValueError, BadInput):
            self._refuse(key)

    def several(self, key: str) -> list[object]:
        value = self.values.get(key, [])
        if not isinstance(value, list):
            self._refuse(key)
        return value

    def _refuse(self, key: str) -> NoReturn:
        place = Place(file=self.path.name, column=f"{self.where}{key}")
        raise BadInput.of(notices.KEY_MISSING, place=place, key=key)


def _claim(keys: _Keys, clauses: Sequence[str]) -> Claim:
    facts: Mapping[str, Callable[[str], Any]] = {"event": keys.text, "payer": keys.text, "payee": keys.text}
    found = {name: read(name) for name, read in facts.items()}
    try:
        return Claim(
            **found,
            amount=keys.money("amount"),
            reason=keys.text("reason"),
            clause=_clause(keys, clauses),
            evidence=tuple((str(name), _hash(keys, str(name))) for name in keys.several("evidence")),
        )
    except ValueError as error:
        place = Place(file=keys.path.name, column=keys.where.rstrip(": "))
        raise BadInput.of(notices.NO_SENSE, place=place, reason=str(error)) from error


def _clause(keys: _Keys, clauses: Sequence[str]) -> str:
    value = keys.values.get("clause", "")
    if isinstance(value, int) and not isinstance(value, bool) and 1 <= value <= len(clauses):
        return clauses[value - 1]
    if isinstance(value, str) and (not value or value in clauses):
        return value
    raise BadInput.of(
        notices.KEY_MISSING, place=Place(file=keys.path.name, column=f"{keys.where}clause"), key="clause"
    )


def _hash(keys: _Keys, name: str) -> str:
    try:
        return sha256((keys.path.parent / name).read_bytes())
    except OSError as error:
        place = Place(file=keys.path.name, column=f"{keys.where}evidence")
        raise BadInput.of(notices.NO_EVIDENCE, place=place, value=name) from error


def _ruled(keys: _Keys) -> Ruled:
    number = keys.values.get("line")
    if not isinstance(number, int):
        raise BadInput.of(
            notices.KEY_MISSING, place=Place(file=keys.path.name, column=f"{keys.where}line"), key="line"
        )
    return Ruled(claim=number, amount=keys.money("amount"), reason=keys.text("reason", ""))
