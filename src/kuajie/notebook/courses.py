"""Courses of all parties: their graph, who wants which, what completes what, and paths to a goal."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kuajie.notebook.told import ShownOfProgramme
from kuajie.present.blocks import Block

if TYPE_CHECKING:
    from kuajie.usecases.bundles_answer import BundlesAnswer
    from kuajie.usecases.course_graph import GraphAnswer
    from kuajie.usecases.learning_path import PathAnswer
    from kuajie.usecases.recommend import RecommendAnswer


@dataclass(frozen=True, slots=True, kw_only=True, eq=False, repr=False)
class Graph(ShownOfProgramme):
    """The course graph of all parties' catalogues; ``answer.graph`` can be asked for neighbours."""

    answer: GraphAnswer

    def _blocks(self) -> Iterable[Block]:
        from kuajie.present.graph import graph_blocks  # noqa: PLC0415 - only shells need it

        return graph_blocks(self.answer, self.reader.locale)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False, repr=False)
class Recommendations(ShownOfProgramme):
    """Courses for learners; ``answer.ranked`` holds them as places in ``answer.course_ids``."""

    answer: RecommendAnswer

    def _blocks(self) -> Iterable[Block]:
        from kuajie.present.recommend import recommend_blocks  # noqa: PLC0415 - only shells need it

        return recommend_blocks(self.answer, self.reader.locale)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False, repr=False)
class Bundles(ShownOfProgramme):
    """Pairs of courses that complete each other, who would come, and what nobody teaches."""

    answer: BundlesAnswer

    def _blocks(self) -> Iterable[Block]:
        from kuajie.present.bundles import bundles_blocks  # noqa: PLC0415 - only shells need it

        return bundles_blocks(self.answer, self.reader.locale)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False, repr=False)
class LearningPath(ShownOfProgramme):
    """The cheapest courses that lead to a goal, with reasons, and what is missing on the way."""

    answer: PathAnswer

    def _blocks(self) -> Iterable[Block]:
        from kuajie.present.paths import path_blocks  # noqa: PLC0415 - only shells need it

        return path_blocks(self.answer, self.reader.locale)
