"""How well entries of two catalogues are linked: on planted truth, with terms missing from the glossary.

``python -m benchmarks entity_links`` measures; ``python -m benchmarks.entity_links`` fits the coefficients
that ``src/kuajie/knowledge/resolution/coefficients.py`` holds, and prints them.
"""

from __future__ import annotations

import resource
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pprint import pformat

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize
from scipy.special import expit

from benchmarks.table import Table, write_table
from kuajie.knowledge.graph.build import build_graph
from kuajie.knowledge.graph.catalogue import Catalogue
from kuajie.knowledge.graph.relations import NodeKind
from kuajie.knowledge.resolution.candidates import may_be_one
from kuajie.knowledge.resolution.confidence import GROUPS, calibration_of
from kuajie.knowledge.resolution.entities import entities_of, homes_of, said_names
from kuajie.knowledge.resolution.evidence import FEATURES, Evidence, evidence
from kuajie.knowledge.resolution.propose import propose_links
from kuajie.knowledge.text.glossary import Glossary, usual_glossary
from kuajie.simulation.twin_catalogues import TwinCatalogues, twin_catalogues
from kuajie.simulation.twin_titles import Topics

FIT_ON, TEST_ON = range(100, 108), range(200, 205)
COURSES = 3000
UNKNOWN = 0.2
"""The share of terms that the glossary used for linking does not have."""
AGAINST = (
    "numbers_differ",
    "number_missing",
    "years_differ",
    "grades_differ",
    "who_differ",
    "same_but_who",
    "what_differ",
    "level_differs",
    "language_differs",
    "rivals",
)
SIGNS = dict.fromkeys(AGAINST, (None, 0.0)) | dict.fromkeys(("two_languages", "text_unknown"), (None, None))
NOTE = (
    f"{len(TEST_ON)} planted worlds of {COURSES:,} courses a side, not those fitted on; {UNKNOWN:.0%} of the "
    "terms are missing from the glossary. Calibration error: the mean distance of confidence from the share "
    "that is the same, in ten bins of equal width, by pairs."
)
Row = tuple[float, float, dict[str, float]]
KINDS = (NodeKind.COURSE, NodeKind.CONCEPT, NodeKind.TEACHER, NodeKind.SCHOOL)


@dataclass(frozen=True)
class World:
    """A planted world, its catalogues, and a glossary that lacks some of its terms."""

    planted: TwinCatalogues
    catalogues: tuple[Catalogue, Catalogue]
    glossary: Glossary


def world_of(seed: int, courses: int = COURSES) -> World:
    rng = np.random.default_rng(seed)
    english = usual_glossary().english
    common, chinese = rng.uniform(0.02, 0.3), rng.uniform(0.0, 0.6)
    planted = twin_catalogues(courses, Topics.of(english, rng), rng=rng, common=common, chinese=chinese)
    known = {term: said for term, said in english.items() if rng.random() >= UNKNOWN}
    one, other = (Catalogue.of(planted.nodes[owner], planted.edges[owner]) for owner in ("A", "B"))
    return World(planted=planted, catalogues=(one, other), glossary=Glossary(english=known))


def judged(world: World) -> Iterator[tuple[NodeKind, Evidence, NDArray[np.bool_], int]]:
    """Yield by kind the evidence, which of its pairs are the same, and how many pairs are in truth."""
    graph = build_graph(world.catalogues).graph
    homes, said = homes_of(graph, world.catalogues), said_names(graph, world.glossary)
    for kind in KINDS:
        entities = entities_of(graph, kind, homes=homes, said=said, glossary=world.glossary)
        truth = {frozenset(pair) for pair in world.planted.same[kind.value] if len(set(pair)) == 2}
        place = {key[2]: at for at, key in enumerate(entities.keys)}
        apart = {pair for pair in truth if may_be_one(entities, *(place[each] for each in pair))}
        found = evidence(entities)
        same = np.array(
            [
                frozenset((entities.keys[left][2], entities.keys[right][2])) in truth
                for left, right in zip(found.left, found.right, strict=True)
            ],
            dtype=np.bool_,
        )
        yield kind, found, same, len(apart)


def fitted() -> dict[str, Row]:
    """Return intercept and slopes of each group of kinds, fitted on planted worlds."""
    gathered: dict[str, list[tuple[NDArray[np.float64], NDArray[np.bool_]]]] = {}
    for seed in FIT_ON:
        for kind, found, same, _ in judged(world_of(seed)):
            gathered.setdefault(GROUPS.get(kind, "concept"), []).append((found.features, same))
    return {
        group: _logistic(*map(np.concatenate, zip(*parts, strict=True))) for group, parts in gathered.items()
    }


def _logistic(features: NDArray[np.float64], same: NDArray[np.bool_]) -> Row:
    """Return the logistic function of least loss whose slopes have the sign that their evidence must have."""

    def loss(slopes: NDArray[np.float64]) -> tuple[float, NDArray[np.float64]]:
        score = slopes[0] + features @ slopes[1:]
        error = expit(score) - same
        value = np.logaddexp(0, np.where(same, -score, score)).sum() + 0.5 * (slopes[1:] ** 2).sum()
        slope = np.concatenate([[error.sum()], features.T @ error + slopes[1:]])
        return float(value), slope

    bounds = [(None, None), *(SIGNS.get(name, (0.0, None)) for name in FEATURES)]
    found = minimize(loss, np.zeros(len(bounds)), jac=True, method="L-BFGS-B", bounds=bounds).x.round(2)
    slopes = dict(zip(FEATURES, found[1:].tolist(), strict=True))
    return (
        round(float(same.mean()), 4),
        float(found[0]),
        {name: slope for name, slope in slopes.items() if slope},
    )


def main() -> None:
    rows = [*_quality(), *_speed()]
    write_table(
        Table(
            name="entity-links",
            title="Linking entries of two catalogues",
            command="python -m benchmarks entity_links",
            columns=(
                "kind",
                "pairs in truth",
                "precision at 0.5",
                "recall at 0.5",
                "recall of proposals",
                "calibration error",
                "Brier score",
            ),
            rows=tuple(rows),
            note=NOTE,
        )
    )


def _quality() -> Iterator[tuple[str, ...]]:
    gathered: dict[NodeKind, list[tuple[NDArray[np.float64], NDArray[np.bool_], int]]] = {}
    for seed in TEST_ON:
        for kind, found, same, truth in judged(world_of(seed)):
            gathered.setdefault(kind, []).append((calibration_of(kind).confidence(found), same, truth))
    for kind, parts in gathered.items():
        confidence, same = (np.concatenate([part[place] for part in parts]) for place in (0, 1))
        truth, sure = sum(part[2] for part in parts), confidence >= 0.5
        proposed = confidence >= 0.1
        yield (
            kind.value,
            f"{truth:,}",
            f"{same[sure].mean():.3f}",
            f"{same[sure].sum() / truth:.3f}",
            f"{same[proposed].sum() / truth:.3f}",
            f"{calibration_error(confidence[proposed], same[proposed]):.3f}",
            f"{np.mean((confidence - same) ** 2):.4f}",
        )


def calibration_error(confidence: NDArray[np.float64], same: NDArray[np.bool_]) -> float:
    bins = np.minimum((confidence * 10).astype(int), 9)
    error = 0.0
    for each in np.unique(bins):
        inside = bins == each
        error += inside.mean() * abs(confidence[inside].mean() - same[inside].mean())
    return float(error)


def _speed() -> Iterator[tuple[str, ...]]:
    world = world_of(7, courses=20_000)
    began = time.perf_counter()
    links = propose_links(world.catalogues, kinds=[NodeKind.COURSE], glossary=world.glossary).links
    seconds = time.perf_counter() - began
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 2**20
    said = (
        f"20,000 × 20,000 titles: {seconds:.1f} s, {len(links.links):,} proposals, {peak:.1f} GiB at the most"
    )
    yield (said, *[""] * 6)


if __name__ == "__main__":
    print(pformat(fitted(), sort_dicts=False))
