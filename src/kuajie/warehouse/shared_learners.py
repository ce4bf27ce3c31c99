"""How many learners parties have in common."""

from __future__ import annotations

import ibis


def shared_learners(orders: ibis.Table, learning: ibis.Table) -> ibis.Table:
    """Return distinct learners by ``first`` and ``second`` party, with orders or learning records at both.

    The same learner id in two parties' files is the same learner. Pairs come in both orders; a party with
    itself is the number of its own learners.
    """
    known = ibis.union(orders.select("party", "learner"), learning.select("party", "learner"), distinct=True)
    own = known.select("learner", first="party")
    other = known.select("learner", second="party")
    both = own.inner_join(other, "learner")
    return both.group_by("first", "second").aggregate(learners=both.count())
