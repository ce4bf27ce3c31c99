"""What is known of courses beside who took them: titles, providers and features."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix

from kuajie.knowledge.histories import Codes, Flags


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class CourseFeatures:
    """Of each course its title (empty: unknown), its provider and its features.

    ``provider`` (courses,) holds places in ``providers``, -1 where nobody is named. ``relations`` holds for
    each relation (concept, category, school, ...) which course has which value: ones, (courses, values);
    ``values`` names its columns. ``meanings`` (courses, D) are the titles as a model of language sees them,
    ``None`` without one.
    """

    titles: tuple[str, ...]
    provider: Codes
    providers: tuple[str, ...] = ()
    relations: Mapping[str, csr_matrix] = field(default_factory=dict)
    values: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    meanings: NDArray[np.float32] | None = None

    def __post_init__(self) -> None:
        """Refuse parts that speak of different numbers of courses or values."""
        courses = {len(self.titles), len(self.provider)} | {each.shape[0] for each in self.relations.values()}
        if len(courses) > 1:
            raise ValueError(f"titles, providers and relations must be of the same courses, got {courses}")
        sizes = {name: each.shape[1] for name, each in self.relations.items()}
        if sizes != {name: len(each) for name, each in self.values.items()}:
            raise ValueError(f"values must name the columns of each relation: {sizes}")

    @classmethod
    def nothing(cls, courses: int) -> CourseFeatures:
        """Return the features of courses of which nothing is known."""
        return cls(titles=("",) * courses, provider=np.full(courses, -1, dtype=np.int64))

    @property
    def courses(self) -> int:
        """How many courses there are."""
        return len(self.titles)

    def of(self, provider: str) -> Flags:
        """Say which courses a provider has, (courses,); raises ``ValueError`` for an unknown one."""
        has: Flags = self.provider == self.providers.index(provider)
        return has

    def unknown(self) -> Flags:
        """Say which courses have neither a title nor a value, (courses,)."""
        known = np.array([bool(title) for title in self.titles], dtype=np.bool_)
        for matrix in self.relations.values():
            known |= np.diff(matrix.indptr) > 0
        return ~known
