"""The contract that a programme's terms are: what is rendered for people to sign, and the hash it has."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import Any

from kuajie.domain.programme import Programme
from kuajie.settlement.agreement import Agreement
from kuajie.settlement.terms_form import agreement_plain, canonical_json
from kuajie.usecases.settlement_history import agreement_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Contract:
    """A programme, the agreement that settlement executes, and the hash (SHA-256) of its one plain form.

    The books keep the same form as ``terms.json``, and its hash in their chain.
    """

    programme: Programme
    agreement: Agreement
    hash: str

    @property
    def plain(self) -> dict[str, Any]:
        """The agreement as plain values."""
        return agreement_plain(self.agreement)


def contract_of(programme: Programme) -> Contract:
    """Return the contract of a programme's terms."""
    agreement = agreement_of(programme)
    text = canonical_json(agreement_plain(agreement))
    digest = hashlib.sha256(text.encode()).hexdigest()
    return Contract(programme=programme, agreement=agreement, hash=digest)
