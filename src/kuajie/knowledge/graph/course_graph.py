"""The course graph: nodes by code, and for every relation who points to whom as a sparse matrix."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from scipy.sparse import csr_matrix

from kuajie.domain.panel import Floats
from kuajie.knowledge.graph.relations import NodeKind, Relation
from kuajie.knowledge.histories import Codes, Flags

KINDS = tuple(NodeKind)
Key = tuple[NodeKind, str, str]
"""A node's kind, provider (empty: shared) and id."""
STRIDE = 16


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class CourseGraph:
    """``nodes`` (NODE_SCHEMA, one row per code, kinds in the order of ``NodeKind``) and edges between them.

    ``forward`` and ``backward`` hold, for every relation that occurs, a (nodes, nodes) matrix of weights:
    heads by tails, and tails by heads. Rows' columns are sorted, each pair occurs once. ``aliases`` says as
    which node another one was taken.
    """

    nodes: pa.Table
    starts: Mapping[NodeKind, int]
    aliases: Mapping[Key, int]
    forward: Mapping[Relation, csr_matrix]
    backward: Mapping[Relation, csr_matrix]
    _places: dict[Key, int] = field(init=False, repr=False, default_factory=dict)

    @property
    def size(self) -> int:
        """How many nodes there are."""
        return int(self.nodes.num_rows)

    @property
    def edge_count(self) -> int:
        """How many edges there are, one for each pair that a relation that holds both ways joins."""
        return int(sum(matrix.nnz for matrix in self.forward.values()))

    def span(self, kind: NodeKind) -> slice:
        """Return where the nodes of a kind stand."""
        after = KINDS.index(kind) + 1
        stop = self.starts[KINDS[after]] if after < len(KINDS) else self.size
        return slice(self.starts[kind], stop)

    def count(self, kind: NodeKind) -> int:
        """Return how many nodes of a kind there are."""
        span = self.span(kind)
        return int(span.stop - span.start)

    def key(self, place: int) -> Key:
        """Return kind, provider and id of a node."""
        kind, provider, name = (self.nodes[column][place].as_py() for column in ("kind", "provider", "id"))
        return NodeKind(kind), provider, name

    def place(self, kind: NodeKind, name: str, provider: str = "") -> int | None:
        """Return the code of a node, ``None`` if there is none of that kind, id and provider."""
        if not self._places:
            columns = (self.nodes[column].to_pylist() for column in ("kind", "provider", "id"))
            keys = ((NodeKind(kind), owner, id_) for kind, owner, id_ in zip(*columns, strict=True))
            self._places.update(self.aliases)
            self._places.update((key, place) for place, key in enumerate(keys))
        return self._places.get((kind, provider, name))

    def label(self, place: int) -> str:
        """Return what people read for a node: its label, or its id."""
        return str(self.nodes["label"][place].as_py() or self.nodes["id"][place].as_py())

    def labels(self, places: Iterable[int]) -> list[str]:
        """Return what people read for some nodes."""
        return [self.label(int(place)) for place in places]

    def providers(self) -> tuple[str, ...]:
        """Return who offers courses, by name."""
        return tuple(sorted(set(self.course_providers())))

    def course_providers(self) -> list[str]:
        """Return the provider of every course, in the order of codes."""
        return [
            str(name) for name in self.nodes["provider"].slice(0, self.count(NodeKind.COURSE)).to_pylist()
        ]

    def tails(self, place: int, relation: Relation) -> Codes:
        """Return what a node points to by a relation."""
        return _row(self.forward.get(relation), place)

    def heads(self, place: int, relation: Relation) -> Codes:
        """Return what points to a node by a relation."""
        return _row(self.backward.get(relation), place)

    def between(self, relation: Relation, heads: NodeKind, tails: NodeKind) -> csr_matrix:
        """Return the edges of a relation from nodes of one kind to nodes of another, (heads, tails)."""
        rows, columns = self.span(heads), self.span(tails)
        matrix = self.forward.get(relation)
        if matrix is None:
            return csr_matrix((self.count(heads), self.count(tails)), dtype=np.float32)
        return matrix[rows, columns]

    def two_hop(
        self,
        place: int,
        relations: Sequence[Relation],
        *,
        most: int | None = None,
        among: Flags | None = None,
    ) -> tuple[Codes, Floats]:
        """Return nodes that share a tail with one by the relations, and their weights, the most first.

        A tail that many heads point to says little of each: it counts 1 / log2(1 + heads) (Adamic and
        Adar, 2003). The node itself is left out; ties are in the order of codes. At ``most`` so many are
        returned, only those ``among`` (nodes,) where that is given.
        """
        total = np.zeros(self.size)
        for relation in relations:
            tails = self.tails(place, relation)
            if tails.size:
                total += _reached(self.backward[relation], tails)
        total[place] = 0.0
        if among is not None:
            total[~among] = 0.0
        best = _best(total, most)
        return best, total[best]


def _reached(backward: csr_matrix, tails: Codes) -> Floats:
    """Return what the heads of some tails weigh together, (nodes,)."""
    rows = backward[tails]
    heads = np.diff(rows.indptr)
    shared = csr_matrix((np.ones(rows.nnz), rows.indices, rows.indptr), shape=rows.shape)
    total: Floats = shared.T @ (1.0 / np.log2(1.0 + heads))
    return total


def _best(total: Floats, most: int | None) -> Codes:
    """Return where positive numbers stand, the largest first and equal ones in order, at most so many."""
    # What a common concept reaches is most of a graph, and looking at it twice would take the time: the
    # so-manieth largest of a part is no larger than that of the whole.
    part = total[::STRIDE]
    least = 0.0 if most is None or most > part.size else np.partition(part, -most)[-most]
    found = np.flatnonzero(total >= least if least > 0.0 else total > 0.0)
    if most is not None and most < found.size:
        values = total[found]
        least = np.partition(values, -most)[-most]
        above, equal = found[values > least], found[values == least]
        found = np.sort(np.concatenate([above, equal[: most - above.size]]))
    return found[np.argsort(-total[found], kind="stable")]


def _row(matrix: csr_matrix | None, place: int) -> Codes:
    if matrix is None:
        return np.zeros(0, dtype=np.int64)
    return np.asarray(matrix.indices[matrix.indptr[place] : matrix.indptr[place + 1]], dtype=np.int64)


def kind_starts(kinds: pa.Array) -> dict[NodeKind, int]:
    """Return where each kind of node begins, of kinds in their order."""
    counts = {row["values"]: row["counts"] for row in pc.value_counts(kinds).to_pylist()}
    ends = np.cumsum([0, *(counts.get(kind.value, 0) for kind in KINDS)])
    return {kind: int(start) for kind, start in zip(KINDS, ends, strict=False)}
