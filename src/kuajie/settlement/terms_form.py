"""An agreement as plain JSON and back, and a name for every clause that outlives a change of order."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from datetime import date
from fractions import Fraction
from functools import cache
from typing import Any

from cattrs import Converter
from cattrs.cols import is_mapping
from cattrs.gen import make_dict_unstructure_fn, override
from cattrs.strategies import configure_tagged_union

from kuajie.domain.clauses import KINDS, Clause, kind_of
from kuajie.domain.money import Money
from kuajie.settlement.agreement import Agreement

TAG = "kind"
DATES = frozenset({"since", "until"})
Pair = tuple[str, str]
SEPARATOR = "|"


def canonical_json(value: object) -> str:
    """Return plain values as the one JSON text that stands for them: sorted keys, no spaces.

    >>> canonical_json({"b": 1, "a": "分"})
    '{"a":"分","b":1}'
    """
    return json.dumps(value, sort_keys=True, ensure_ascii=False, separators=(",", ":"), allow_nan=False)


def agreement_plain(agreement: Agreement) -> dict[str, Any]:
    """Return an agreement as plain values; what stands at its default is left out."""
    plain: dict[str, Any] = _converter().unstructure(agreement)
    return plain


def agreement_of_plain(plain: object) -> Agreement:
    """Return the agreement of plain values.

    Raises ``ValueError``, ``TypeError``, ``KeyError`` or cattrs' ``BaseValidationError`` for anything else.
    """
    return _converter().structure(plain, Agreement)


def clause_name(clause: Clause) -> str:
    """Return a clause's name in the books: its kind and a digest of what it says.

    The same words have the same name wherever and for how long they stand, so that a clause added before or
    after them moves nothing.
    """
    plain = _converter().unstructure(clause, Clause)
    said = canonical_json({key: value for key, value in plain.items() if key not in DATES})
    return f"{kind_of(clause)}-{hashlib.sha256(said.encode()).hexdigest()[:8]}"


@cache
def _converter() -> Converter:
    converter = Converter(omit_if_default=True, forbid_extra_keys=True)
    converter.register_unstructure_hook(Fraction, str)
    converter.register_structure_hook(Fraction, lambda value, _: Fraction(value))
    converter.register_unstructure_hook(Money, str)
    converter.register_structure_hook(Money, _money)
    converter.register_unstructure_hook(date, date.isoformat)
    converter.register_structure_hook(date, lambda value, _: date.fromisoformat(value))
    converter.register_unstructure_hook_factory(is_mapping, _unstructured_mapping)
    converter.register_structure_hook_func(lambda kind: kind == Mapping[Pair, int], _by_pair)
    for kind in KINDS.values():
        converter.register_unstructure_hook(
            kind, make_dict_unstructure_fn(kind, converter, _cattrs_omit_if_default=True)
        )
    configure_tagged_union(Clause, converter, tag_generator=_word, tag_name=TAG)
    converter.register_unstructure_hook(
        Agreement,
        make_dict_unstructure_fn(
            Agreement, converter, _cattrs_omit_if_default=True, order=override(omit=True)
        ),
    )
    return converter


def _word(kind: type) -> str:
    return next(word for word, known in KINDS.items() if known is kind)


def _money(value: str, _: object) -> Money:
    amount, currency = value.split(" ")
    return Money.of(amount, currency)


def _by_pair(value: Mapping[str, int], _: object) -> dict[Pair, int]:
    pairs = {key: key.split(SEPARATOR) for key in value}
    return {(pairs[key][0], pairs[key][1]): int(held) for key, held in value.items()}


def _unstructured_mapping(kind: object, converter: Converter) -> Any:
    del kind

    def hook(value: Mapping[str | Pair, object]) -> dict[str, object]:
        return {
            SEPARATOR.join(key) if isinstance(key, tuple) else str(key): converter.unstructure(held)
            for key, held in value.items()
        }

    return hook
