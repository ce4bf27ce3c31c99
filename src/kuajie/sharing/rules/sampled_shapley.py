"""Shapley values from a sample of joining orders, for games of too many parties to know every coalition."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from kuajie.domain.panel import Floats
from kuajie.sharing.coalitions import Coalition

Order = tuple[str, ...]

LEAST_PAIRS = 2
"""One pair of orders has no error."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class SampledShapley:
    """Estimated Shapley values: shares of shape ``(party, draw)`` that add up to the joint profit.

    ``error`` (party,) is the standard error of the mean share from sampling orders, apart from what the draws
    say; ``orders`` counts the sampled pairs of an order and its reverse.
    """

    parties: tuple[str, ...]
    shares: Floats
    error: Floats
    orders: int


def joining_orders(
    parties: Sequence[str], *, most: int, rng: np.random.Generator
) -> tuple[tuple[Order, Order], ...]:
    """Return random orders with their reverses that meet at most ``most`` coalitions, two pairs at least.

    An order meets every coalition of those who have joined so far. Reverses even out who comes early
    (antithetic sampling; Mitchell, Cooper, Frank, Holmes, 2022).
    """
    pairs: list[tuple[Order, Order]] = []
    met: set[Coalition] = set()
    while len(pairs) < max(most, LEAST_PAIRS):
        order = tuple(parties[place] for place in rng.permutation(len(parties)))
        pair = (order, order[::-1])
        new = {coalition for each in pair for coalition in prefixes(each)} - met
        if len(met) + len(new) > most and len(pairs) >= LEAST_PAIRS:
            break
        pairs.append(pair)
        met |= new
    return tuple(pairs)


def prefixes(order: Order) -> Iterator[Coalition]:
    """Yield the coalitions an order meets, from the first party alone to everybody.

    >>> [sorted(coalition) for coalition in prefixes(("p", "e"))]
    [['p'], ['e', 'p']]
    """
    for place in range(1, len(order) + 1):
        yield frozenset(order[:place])


def sampled_shapley(
    pairs: Sequence[tuple[Order, Order]], worth: Mapping[Coalition, Floats]
) -> SampledShapley:
    """Return the average of what each party adds over the sampled orders; see ``joining_orders``.

    ``worth`` has one row of draws, shape ``(draw,)``, for every coalition the orders meet. Raises
    ``ValueError`` for fewer than two pairs: one has no error.
    """
    if len(pairs) < LEAST_PAIRS:
        raise ValueError(f"an error needs two pairs of orders at least, got {len(pairs)}")
    parties = tuple(sorted(pairs[0][0]))
    added = np.array(
        [(_added(one, parties, worth) + _added(other, parties, worth)) / 2 for one, other in pairs]
    )
    spread = added.mean(axis=2).std(axis=0, ddof=1)
    return SampledShapley(
        parties=parties,
        shares=added.mean(axis=0),
        error=spread / np.sqrt(len(pairs)),
        orders=len(pairs),
    )


def _added(order: Order, parties: tuple[str, ...], worth: Mapping[Coalition, Floats]) -> Floats:
    """Return what each party adds in one order, shape ``(party, draw)``."""
    rows = np.array([worth[coalition] for coalition in prefixes(order)])
    added = np.diff(rows, axis=0, prepend=0.0)
    places: Floats = added[[order.index(party) for party in parties]]
    return places
