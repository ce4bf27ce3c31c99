"""A fit in one file: its question and its draws, from which its answer follows again without sampling."""

from __future__ import annotations

import json
import struct
from dataclasses import dataclass
from pathlib import Path
from zipfile import BadZipFile

from cattrs.errors import BaseValidationError

from kuajie import __version__
from kuajie.exchange.fit_file_draws import SavedDraws, require_same_densities, witness_densities
from kuajie.exchange.fit_file_members import NoFitError, array_bytes, array_of, read_members, write_members
from kuajie.exchange.fit_file_values import from_plain, to_plain
from kuajie.messages import BadInput, Place, Text
from kuajie.messages.notices import fit_file as notices
from kuajie.usecases.fit import fit_response
from kuajie.usecases.fit_answer import FitAnswer
from kuajie.usecases.fit_question import FitQuestion
from kuajie.usecases.ports import Sample
from kuajie.usecases.progress import Progress, silent
from kuajie.usecases.table_words import told_of_table

RECORD, ARRAY_END = "record.json", ".npy"
FORMAT, FORM = "kuajie fit", 1
DAMAGE = (
    BadZipFile,
    BaseValidationError,
    EOFError,
    KeyError,
    NotImplementedError,
    RecursionError,
    TypeError,
    ValueError,
    struct.error,
)
"""Everything that reading a file that is cut off, altered or made up can raise."""
REASONS = {FileNotFoundError: notices.NO_SUCH_PLACE, IsADirectoryError: notices.IS_A_FOLDER}


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class SavedFit:
    """What the file holds: ``form`` is the version of this layout, ``written_by`` that of Kuajie.

    ``densities`` are ``witness_densities`` of the first sample.
    """

    format: str
    form: int
    written_by: str
    told_of_table: bool
    densities: tuple[float, ...]
    question: FitQuestion
    samples: tuple[Sample, ...]


def save_fit(answer: FitAnswer, file: Path) -> None:
    """Write the question and the draws of a fit into one file, wholly or not at all.

    It is a zip file of ``record.json``, arrays in NumPy's format and ``SHA256SUMS``; what was there is
    replaced. Raises ``BadInput`` when it cannot be written.
    """
    if answer.source is None:
        raise ValueError(f"only an answer of fit_response can be saved, but {answer.key} has no source")
    saved = SavedFit(
        format=FORMAT,
        form=FORM,
        written_by=__version__,
        told_of_table=answer.told_of_table,
        densities=witness_densities(answer.model, answer.source.samples[0]),
        question=answer.source.question,
        samples=answer.source.samples,
    )
    plain, arrays = to_plain(saved)
    record = json.dumps(plain, allow_nan=False, ensure_ascii=False, indent=1).encode()
    members = {name + ARRAY_END: array_bytes(array) for name, array in arrays.items()}
    try:
        write_members(file, {RECORD: record, **members})
    except OSError as error:
        raise BadInput.of(notices.CANNOT_SAVE, place=Place(file=str(file)), reason=_reason(error)) from error


def load_fit(file: Path, *, progress: Progress = silent) -> FitAnswer:
    """Return the answer that was saved, made anew from its question and draws; nothing is sampled.

    Raises ``BadInput`` for files that are no saved fit, not as they were written, of a later form, or of a
    version whose model of the question is another.
    """
    place = Place(file=str(file))
    saved = _read(file, place)
    try:
        answer = _answer(saved, progress)
    except ValueError as error:
        raise BadInput.of(notices.OTHER_MODEL, place=place, version=saved.written_by) from error
    return told_of_table(answer) if saved.told_of_table else answer


def _read(file: Path, place: Place) -> SavedFit:
    try:
        return _parse(file.read_bytes(), place)
    except OSError as error:
        raise BadInput.of(notices.CANNOT_READ, place=place, reason=_reason(error)) from error
    except NoFitError as error:
        raise BadInput.of(notices.NOT_A_FIT, place=place) from error
    except DAMAGE as error:
        raise BadInput.of(notices.DAMAGED, place=place) from error


def _parse(raw: bytes, place: Place) -> SavedFit:
    members = read_members(raw)
    plain = json.loads(members.pop(RECORD))
    if plain["format"] != FORMAT:
        raise NoFitError(f"the format is {plain['format']!r}")
    if plain["form"] > FORM:
        facts = {"form": plain["form"], "version": plain["written_by"], "known": FORM}
        raise BadInput.of(notices.NEWER_FORM, place=place, **facts)
    arrays = {name.removesuffix(ARRAY_END): array_of(data) for name, data in members.items()}
    return from_plain(plain, SavedFit, arrays)


def _reason(error: OSError) -> Text | str:
    return REASONS.get(type(error)) or error.strerror or type(error).__name__


def _answer(saved: SavedFit, progress: Progress) -> FitAnswer:
    draws = SavedDraws(iter(saved.samples))
    answer = fit_response(saved.question, sampler=draws, progress=progress)
    draws.require_used()
    require_same_densities(witness_densities(answer.model, saved.samples[0]), saved.densities)
    return answer
