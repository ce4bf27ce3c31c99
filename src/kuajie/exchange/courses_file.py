"""Files of courses: which there are, their titles and providers, and what they are about."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from scipy.sparse import csr_matrix

from kuajie.exchange.findings import Findings
from kuajie.exchange.named_columns import COURSE, NamedColumns, codes, distinct, read_columns
from kuajie.knowledge.course_features import CourseFeatures
from kuajie.messages import Place
from kuajie.messages.notices import recommend as notices

TITLE, PROVIDER = "title", "provider"
HEAD, RELATION, TAIL = "head", "relation", "tail"


def read_courses(path: Path, findings: Findings) -> NamedColumns:
    """Return the courses of a file, one row each; a course listed twice counts where it stands first."""
    rows = read_columns(path, (COURSE,), findings=findings, also=(TITLE, PROVIDER))
    rows = rows.complete((COURSE,), findings)
    _, first = np.unique(codes(rows.cells[COURSE], distinct(rows.cells[COURSE])), return_index=True)
    repeated = rows.rows.size - first.size
    if not repeated:
        return rows
    kept = np.zeros(rows.rows.size, dtype=np.bool_)
    kept[first] = True
    place = Place(file=rows.file, row=int(rows.rows[~kept][0]))
    findings.warn(notices.REPEATED_COURSES, place, count=f"{repeated:,}")
    return rows.only(pa.array(kept))


def read_edges(paths: Sequence[Path], findings: Findings) -> list[NamedColumns]:
    """Return what files say courses are about: columns head (a course), relation and tail."""
    needed = (HEAD, RELATION, TAIL)
    return [read_columns(path, needed, findings=findings).complete(needed, findings) for path in paths]


def features_of(
    course_ids: pa.Array, rows: NamedColumns | None, edges: Sequence[NamedColumns], findings: Findings
) -> CourseFeatures:
    """Return what is known of courses; ``rows`` lists them in the order of ``course_ids``, if a file does.

    Unknown heads, repeated edges and courses of which nothing is known are counted and told.
    """
    cells = {} if rows is None else rows.cells
    provider = cells.get(PROVIDER, pa.array([""] * len(course_ids), pa.string()))
    providers = distinct(provider)
    relations, values = _relations(_known(edges, course_ids, findings), course_ids, findings)
    features = CourseFeatures(
        titles=tuple(cells[TITLE].to_pylist()) if TITLE in cells else ("",) * len(course_ids),
        provider=codes(provider, providers),
        providers=tuple(providers.to_pylist()),
        relations=relations,
        values=values,
    )
    unknown = features.unknown()
    if edges and unknown.any():
        facts = {"count": f"{unknown.sum():,}", "example": course_ids[int(unknown.argmax())].as_py()}
        findings.note(notices.UNKNOWN_FEATURES, Place(file=edges[0].file), **facts)
    return features


def _known(edges: Sequence[NamedColumns], ids: pa.Array, findings: Findings) -> NamedColumns | None:
    """Return the rows of all files whose head is a course; others are counted."""
    where = notices.COURSES_THERE_ARE
    kept = [rows.known(HEAD, ids, where=where, findings=findings, severe=False) for rows in edges]
    if not kept:
        return None
    cells = {name: pa.concat_arrays([rows.cells[name] for rows in kept]) for name in (HEAD, RELATION, TAIL)}
    return NamedColumns(file=kept[0].file, cells=cells, rows=np.concatenate([rows.rows for rows in kept]))


def _relations(
    edges: NamedColumns | None, ids: pa.Array, findings: Findings
) -> tuple[Mapping[str, csr_matrix], Mapping[str, tuple[str, ...]]]:
    """Return by relation which course has which value, and the names of the values."""
    relations: dict[str, csr_matrix] = {}
    values: dict[str, tuple[str, ...]] = {}
    if edges is None:
        return relations, values
    for relation in distinct(edges.cells[RELATION]).to_pylist():
        chosen = pc.equal(edges.cells[RELATION], relation)
        heads, tails = codes(edges.cells[HEAD].filter(chosen), ids), edges.cells[TAIL].filter(chosen)
        names = distinct(tails)
        places = (heads, codes(tails, names))
        matrix = csr_matrix((np.ones(heads.size), places), shape=(len(ids), len(names)))
        matrix.data[:] = 1.0
        relations[relation], values[relation] = matrix, tuple(names.to_pylist())
    repeated = edges.rows.size - sum(matrix.nnz for matrix in relations.values())
    if repeated:
        findings.note(notices.REPEATED_EDGES, Place(file=edges.file), count=f"{repeated:,}")
    return relations, values
