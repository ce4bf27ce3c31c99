"""Scoring candidate partners: from a file or a folder to its answer."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from kuajie.messages import BadInput
from kuajie.messages.notices.partners import UNKNOWN_PARTY
from kuajie.usecases.progress import Progress, part_of, silent

if TYPE_CHECKING:
    from kuajie.exchange.partners_file import ReadPartners
    from kuajie.usecases.partners_answer import BestWorstAnswer, PairwiseAnswer, PartnersAnswer
    from kuajie.wiring import Project

    Answer = PartnersAnswer | PairwiseAnswer | BestWorstAnswer

FILE = "partners.toml"
"""What a programme folder calls its partners file."""


def partners(file: Path, *, progress: Progress = silent) -> tuple[Answer, ...]:
    """Return what a partners file asks for: a ranking, or the weights its judgements imply.

    A JSON file may hold a list of questions. Raises ``BadInput`` with every finding.
    """
    from kuajie.exchange.partners_file import read_cases

    cases = read_cases(file)
    return tuple(
        _answered(read, part_of(progress, start=place / len(cases), end=(place + 1) / len(cases)))
        for place, read in enumerate(cases)
    )


def partners_of(
    project: Project,
    *,
    party: str | None = None,
    surplus: bool = False,
    draws: int = 50,
    progress: Progress = silent,
) -> Answer:
    """Return how a folder's other parties rank as partners of one: of its first platform where ``None``.

    Scores come from the folder's records and from judgements in its ``partners.toml``; with ``surplus`` also
    from planning with each candidate on the folder's fit. Raises ``BadInput``.
    """
    from kuajie.exchange.partners_file import ReadPartners, question_of, read_partners
    from kuajie.usecases.partner_data import read_partner_data
    from kuajie.warehouse.duckdb_warehouse import DuckDBWarehouse

    chosen = _chosen(project, party)
    planning = part_of(progress, start=0.0, end=0.8)
    added = _surplus(project, chosen, draws=draws, progress=planning) if surplus else {}
    sheet = read_partner_data(
        project.programme,
        project.events,
        party=chosen,
        surplus=added,
        warehouse=DuckDBWarehouse(),
        progress=part_of(progress, start=0.8, end=0.9),
    )
    file = project.folder / FILE
    if file.exists():
        read = read_partners(file, sheet)
    else:
        read = ReadPartners(question=question_of(sheet, str(file)), notes=())
    return _answered(read, part_of(progress, start=0.9, end=1.0))


def _chosen(project: Project, party: str | None) -> str:
    from kuajie.domain.party import Role

    parties = project.programme.parties
    if party is not None:
        if party not in project.programme.party_ids:
            known = ", ".join(project.programme.party_ids)
            raise BadInput.of(UNKNOWN_PARTY, party=party, known=known)
        return party
    return next((each.id for each in parties if each.role is Role.PLATFORM), parties[0].id)


def _surplus(project: Project, party: str, *, draws: int, progress: Progress) -> dict[str, float]:
    from kuajie.usecases.partner_surplus import predict_surplus
    from kuajie.wiring.fits import fit

    fitted = fit(project, progress=part_of(progress, start=0.0, end=0.4))
    rest = part_of(progress, start=0.4, end=1.0)
    return predict_surplus(project.programme, fitted, party=party, draws=draws, progress=rest)


def _answered(read: ReadPartners, progress: Progress) -> Answer:
    from kuajie.usecases.score_partners import score_partners
    from kuajie.usecases.weigh_judgements import JudgementsQuestion, weigh_judgements

    question = read.question
    answer: Answer
    if isinstance(question, JudgementsQuestion):
        answer = weigh_judgements(question)
    else:
        answer = score_partners(question, progress=progress)
    return replace(answer, warnings=(*answer.warnings, *read.notes))
