"""Files of coalition values: one game or several, as JSON or TOML; see docs/split.md."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction
from itertools import islice
from math import inf, isfinite
from pathlib import Path

from kuajie.domain.money import minor_digits
from kuajie.exchange.findings import Findings
from kuajie.exchange.json_file import THE_FILE, read_values
from kuajie.exchange.nearest import did_you_mean
from kuajie.messages import BadInput, Notice, Place
from kuajie.messages.notices import worths as notices
from kuajie.sharing.coalitions import Coalition, CoalitionGame, coalition_of, coalitions
from kuajie.sharing.rules.bargaining import Bargaining
from kuajie.usecases.split_given import GivenGame

MOST_PARTIES = 16
"""Beyond, a file would need more than 65,535 values."""
MOST_NAMED = 5
"""Missing coalitions that are named one by one."""
FARTHEST_EXPONENT = 400
"""A power of ten beyond every float, whose range ends near 308."""
BY_BITMASK = "coalition_values_by_bitmask"
JOINED_BY = "+＋,，、"


@dataclass(frozen=True, slots=True, kw_only=True)
class _Case:
    """One game of the file as its text holds it, and where what is wrong is noted."""

    held: Mapping[str, object]
    at: str
    file: str
    findings: Findings
    names: dict[str, str] = field(default_factory=dict)

    def refuse(self, notice: Notice, key: str, value: object = None, **facts: object) -> None:
        """Note what is wrong with a key."""
        whole = f"{self.at}{key}"
        self.findings.error(notice, Place(file=self.file), key=whole, value=_shown(value), **facts)

    def table(self, key: str) -> Mapping[str, object]:
        """Return a table of the case; an empty one, noted, where something else stands there."""
        value = self.held.get(key, {})
        if isinstance(value, dict):
            return value
        self.refuse(notices.NOT_A_TABLE, key, value)
        return {}


def read_worths(path: Path) -> tuple[GivenGame, ...]:
    """Return the games of a file of coalition values; raises ``BadInput`` with every finding."""
    findings, file = Findings(), str(path)
    held = read_values(path, file=file, findings=findings, number=_exact)
    findings.stop_if_refused()
    games = [_game(case, path.stem) for case in _cases(held, file, findings)]
    findings.stop_if_refused()
    return tuple(game for game in games if game is not None)


def _exact(said: str) -> Fraction | float:
    found = _as_fraction(said)
    return float(said) if found is None else found  # nan and inf are refused where they stand


def _as_fraction(said: str) -> Fraction | None:
    """Return the number a text says, exactly; ``None`` for none, and for one beyond the reach of floats."""
    try:
        # Exact numbers of a huge exponent would take all memory before they could be refused.
        if "/" not in said and abs(Decimal(said).adjusted()) > FARTHEST_EXPONENT:
            return None
        number = Fraction(said)
        float(number)
    except (ValueError, ArithmeticError):
        return None
    return number


def _cases(held: object, file: str, findings: Findings) -> Iterator[_Case]:
    several = isinstance(held, list)
    if several and not held:
        findings.error(notices.NOT_A_TABLE, Place(file=file), key=THE_FILE, value=_shown(held))
    for place, each in enumerate(held if isinstance(held, list) else [held]):
        at = f"[{place}]." if several else ""
        if not isinstance(each, dict):
            key = f"[{place}]" if several else THE_FILE
            findings.error(notices.NOT_A_TABLE, Place(file=file), key=key, value=_shown(each))
            continue
        inner = each.get("inputs")
        whole = {**each, **inner} if isinstance(inner, dict) else each
        yield _Case(held=whole, at=at, file=file, findings=findings)


def _game(case: _Case, stem: str) -> GivenGame | None:
    parties = _parties(case)
    if parties is None:
        return None
    costs = _costs(case)
    worth = _worths(case, parties, sign=-1 if costs else 1)
    bargaining, currency = _bargaining(case, parties), _currency(case)
    if worth is None:
        return None
    told = case.table("names")
    return GivenGame(
        id=str(case.held.get("id", stem)),
        title=str(case.held.get("title", case.held.get("name", stem))),
        game=CoalitionGame(parties, worth),
        names={party: str(told.get(party, party)) for party in parties},
        costs=costs,
        currency=currency,
        bargaining=bargaining,
    )


def _costs(case: _Case) -> bool:
    """Return whether the values are costs; anything but true and false is noted."""
    key = "costs" if "costs" in case.held else "is_cost_game"
    value = case.held.get(key, False)
    if not isinstance(value, bool):
        case.refuse(notices.NOT_YES_OR_NO, key, value)
    return value is True


def _parties(case: _Case) -> tuple[str, ...] | None:
    key = "players" if "players" in case.held else "parties"
    value = case.held.get(key)
    if not isinstance(value, list) or not value or not all(isinstance(each, str | int) for each in value):
        case.refuse(notices.NO_PARTIES, key, value)
        return None
    parties = tuple(str(each) for each in value)
    if len(set(parties)) < len(parties):
        case.refuse(notices.PARTY_TWICE, key, value)
        return None
    if len(parties) > MOST_PARTIES:
        case.refuse(notices.TOO_MANY_PARTIES, key, len(parties), most=MOST_PARTIES)
        return None
    return parties


def _worths(case: _Case, parties: tuple[str, ...], *, sign: int) -> dict[Coalition, Fraction] | None:
    """Return the worth of every coalition, or nothing, noted, unless all are there and no others."""
    key = BY_BITMASK if BY_BITMASK in case.held else "values"
    found: dict[Coalition, Fraction] = {}
    complete = True
    for name, value in case.table(key).items():
        members = _masked(name, parties) if key == BY_BITMASK else _joined(name, parties)
        number = _number(value)
        if members is None:
            said = "" if key == BY_BITMASK else did_you_mean(name, parties)
            case.refuse(notices.UNKNOWN_COALITION, f"{key}.{name}", name, hint=said)
        elif number is None:
            case.refuse(notices.WORTH_NOT_A_NUMBER, f"{key}.{name}", value)
        elif members in found:
            case.refuse(notices.COALITION_TWICE, f"{key}.{name}", name)
        elif not members and number:
            case.refuse(notices.NOTHING_EARNS_NOTHING, f"{key}.{name}", value)
        else:
            found[members] = sign * number
            continue
        complete = False
    missing = [members for members in coalitions(parties) if members not in found]
    if missing and complete:
        _refuse_missing(case, key, missing, parties)
    return found if complete and not missing else None


def _refuse_missing(case: _Case, key: str, missing: list[Coalition], parties: tuple[str, ...]) -> None:
    listed = [
        "+".join(party for party in parties if party in members) for members in islice(missing, MOST_NAMED)
    ]
    more = "" if len(missing) <= MOST_NAMED else " …"
    case.refuse(notices.COALITIONS_MISSING, key, None, count=len(missing), listed=", ".join(listed) + more)


def _masked(name: str, parties: tuple[str, ...]) -> Coalition | None:
    if not name.isdecimal() or int(name) >= 1 << len(parties):
        return None
    return coalition_of(int(name), parties)


def _joined(name: str, parties: tuple[str, ...]) -> Coalition | None:
    """Return the coalition whose members stand with plus signs between; ``None`` for anybody unknown."""
    said = name
    for sign in JOINED_BY:
        said = said.replace(sign, "+")
    members = [each.strip() for each in said.split("+")]
    known = set(members) <= set(parties) and len(set(members)) == len(members)
    return frozenset(members) if known else None


def _number(value: object) -> Fraction | None:
    """Return a number, or a fraction written as text such as “1/3”, exactly; ``None`` for anything else."""
    if isinstance(value, str):
        return _as_fraction(value.strip())
    if isinstance(value, bool) or not isinstance(value, int | float | Fraction):
        return None
    try:
        return Fraction(value) if isfinite(value) else None
    except OverflowError:  # a whole number beyond every float
        return None


def _bargaining(case: _Case, parties: tuple[str, ...]) -> Bargaining:
    table = case.table("bargaining")
    read = {key: _by_party(case, table, key, parties) for key in _POSITIONS}
    for key, values in read.items():
        for party, value in values.items():
            if not _RANGES[key](value):
                case.refuse(notices.POSITION_OUT_OF_RANGE, f"bargaining.{key}.{party}", value)
                return Bargaining()
    return Bargaining(**{_POSITIONS[key]: value for key, value in read.items() if value})


_POSITIONS = {
    "disagreement": "disagreement",
    "weights": "weights",
    "caution": "risk_exponents",
    "patience": "discounts",
}
"""Keys of the table ``[bargaining]``, and the fields that they fill."""

_RANGES: Mapping[str, Callable[[float], bool]] = {
    "disagreement": isfinite,
    "weights": lambda value: 0 < value < inf,
    "caution": lambda value: 0 < value <= 1,
    "patience": lambda value: 0 < value < 1,
}
"""What the numbers under each key must be."""


def _by_party(
    case: _Case, table: Mapping[str, object], key: str, parties: tuple[str, ...]
) -> dict[str, float]:
    """Return one number for every party, or nothing where the key is absent or, noted, wrong."""
    value = table.get(key)
    if value is None:
        return {}
    numbers = {name: _number(each) for name, each in value.items()} if isinstance(value, dict) else {}
    if set(numbers) != set(parties) or None in numbers.values():
        case.refuse(notices.NOT_EVERY_PARTY, f"bargaining.{key}", value, parties=", ".join(parties))
        return {}
    return {name: float(each) for name, each in numbers.items() if each is not None}


def _currency(case: _Case) -> str | None:
    value = case.held.get("currency")
    if value is None:
        return None
    try:
        minor_digits(str(value))
    except BadInput as error:
        problem = error.findings[0]
        case.findings.error(problem.notice, Place(file=case.file), **problem.facts)
    return str(value)


def _shown(value: object) -> str:
    text = str(value)
    return text if len(text) <= LONGEST else f"{text[:LONGEST]}…"


LONGEST = 60
"""Characters of an offending value that are repeated to the person."""
