"""Fixed fees that bring every party from what it has to what it is to have."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from kuajie.domain.clauses import FixedFee
from kuajie.domain.money import Money
from kuajie.sharing.exact_shares import to_exact

Floats = NDArray[np.float64]


def fees_between(parties: tuple[str, ...], missing: Floats, currency: str) -> tuple[FixedFee, ...]:
    """Return fees that give each party what it is ``missing`` (P,), which adds up to zero.

    Exact to the smallest coin by the rounding rule of ``exact_shares``; at most one fee fewer than parties:
    who owes most pays whom most is owed, again and again.

    >>> [(fee.payer, fee.payee, str(fee.amount)) for fee in
    ...     fees_between(("a", "b", "c"), np.array([-3.0, 1.0, 2.0]), "CNY")]
    [('a', 'c', '2.00 CNY'), ('a', 'b', '1.00 CNY')]
    """
    even = missing - missing.mean()
    left = dict(to_exact(dict(zip(parties, even.tolist(), strict=True)), Money.zero(currency)))
    fees = []
    while any(amount.minor for amount in left.values()):
        payer = min(parties, key=lambda party: left[party].minor)
        payee = max(parties, key=lambda party: left[party].minor)
        amount = min(-left[payer], left[payee])
        fees.append(FixedFee(payer=payer, payee=payee, amount=amount))
        left[payer] += amount
        left[payee] -= amount
    return tuple(fees)
