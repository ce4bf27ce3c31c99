"""Game files: one case or several of the literature's models, as JSON or TOML; see docs/games.md."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from kuajie.exchange.findings import Findings
from kuajie.exchange.game_inputs import made_of
from kuajie.exchange.instance_values import Values, shown
from kuajie.exchange.json_file import THE_FILE, read_values
from kuajie.exchange.nearest import listing
from kuajie.messages import Finding, Place
from kuajie.messages.notices.games import (
    NO_CASE,
    NO_INPUTS,
    UNKNOWN_MODEL,
    UNKNOWN_STRUCTURE,
)
from kuajie.sharing.literature.registry import MODELS, Model
from kuajie.sharing.literature.structures import structures_called
from kuajie.usecases.game_models import GameQuestion

_NAME = re.compile(r"[A-Za-z]+")


@dataclass(frozen=True, slots=True, kw_only=True)
class GameFile:
    """The cases of a file, and what was noticed while reading it."""

    questions: tuple[GameQuestion, ...]
    warnings: tuple[Finding, ...]


def read_games(path: Path, *, called: str | None = None) -> GameFile:
    """Return the cases of a game file; raises ``BadInput`` with every finding.

    ``called`` is what findings call the file where its path means nothing to the reader.
    """
    findings, file = Findings(), called or str(path)
    held = read_values(path, file=file, findings=findings)
    findings.stop_if_refused()
    questions = [_question(case, path) for case in _cases(held, file, findings)]
    findings.stop_if_refused()
    return GameFile(
        questions=tuple(question for question in questions if question is not None),
        warnings=findings.warnings,
    )


def _cases(held: object, file: str, findings: Findings) -> list[Values]:
    """Return the cases of a file: the file itself, the list it is, or its list ``cases``."""
    if isinstance(held, dict) and isinstance(held.get("cases"), list):
        held = held["cases"]
    listed = held if isinstance(held, list) else [held]
    if not listed or not all(isinstance(case, dict) for case in listed):
        wrong = next((case for case in listed if not isinstance(case, dict)), held)
        findings.error(NO_CASE, Place(file=file), key=THE_FILE, value=shown(wrong))
        return []
    names = ["" if held is not listed else f"[{place}]" for place in range(len(listed))]
    return [
        Values(held=case, at=name, file=file, findings=findings)
        for case, name in zip(listed, names, strict=True)
    ]


def _question(case: Values, path: Path) -> GameQuestion | None:
    model = _model(case)
    if model is None:
        return None
    inputs = case.as_values(case.held.get("inputs"), "inputs", known=True)
    if not isinstance(case.held.get("inputs"), dict):
        needed = listing(wanted.name for wanted in model.inputs if wanted.needed)
        case.note(NO_INPUTS, "inputs", model=model.name, needed=needed)
        return None
    made = made_of(model, inputs)
    structures = _structures(case, model)
    if made is None or not structures:
        return None
    name = case.held.get("id")
    return GameQuestion(
        id=name if isinstance(name, str) and name.strip() else f"{path.stem}{case.at}",
        model=model,
        made=made,
        inputs=dict(inputs.held),
        structures=structures,
    )


def _model(case: Values) -> Model | None:
    """Return the model a case names: by its short name, by the words of its source, or by its id."""
    found = model_called(case.held)
    if found is None:
        value = case.held.get("model", case.held.get("id"))
        case.note(UNKNOWN_MODEL, "model", value=shown(value), known=listing(MODELS))
    return found


def model_called(held: Mapping[str, object]) -> Model | None:
    """Return the model that a case's ``model``, ``family`` or ``id`` names, the first that is known.

    >>> model_called({"model": "HL: S(a,q)=alpha-beta*a^-gamma*q^-delta"}).name
    'HL'
    >>> model_called({"id": "HL7_coop", "model": "some formula"}).name
    'HL'
    """
    stated = held.get("model")
    words = [word for word in (stated, held.get("family")) if isinstance(word, str)]
    for word in words:
        short = word.partition(":")[0].strip()
        if short.upper() in MODELS:
            return MODELS[short.upper()]
    identity = held.get("id")
    start = _NAME.match(identity) if isinstance(identity, str) else None
    # An id decides only where the model is a formula or left out, not where it is a name that is wrong.
    formula = not isinstance(stated, str) or not _NAME.fullmatch(stated.strip())
    if start and formula and start[0].upper() in MODELS:
        return MODELS[start[0].upper()]
    for word in words:
        for model in MODELS.values():
            if word.casefold().startswith(model.known_as):
                return model
    return None


def _structures(case: Values, model: Model) -> tuple[str, ...]:
    value = case.held.get("structure")
    if value is None:
        return model.structures
    asked = value if isinstance(value, list) and value else [value]
    found: list[str] = []
    for name in asked:
        meant = structures_called(name, model.structures) if isinstance(name, str) else ()
        if not meant:
            known = listing(model.structures)
            case.note(UNKNOWN_STRUCTURE, "structure", value=shown(name), model=model.name, known=known)
        found += [structure for structure in meant if structure not in found]
    return tuple(found)
