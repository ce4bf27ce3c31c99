"""The options of ``kuajie fit`` that describe a weekly table, taken together."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kuajie.cli.beliefs import pairs
from kuajie.messages import BadInput
from kuajie.messages.notices import surfaces as notices

if TYPE_CHECKING:  # these load the engines
    from kuajie.usecases.fit_options import FitOptions
    from kuajie.usecases.fit_table import TableRequest

LISTS = ("levers", "training", "controls")
PAIRS = {"reach": "video=people_seen", "frequency": "video=views_each"}
PLAIN = ("outcome", "date", "price", "series", "currency", "carry_over", "saturation")


def table_request(
    *, folder: Path | None, panel: Path | None, form: FitOptions, **columns: str | Sequence[str] | None
) -> TableRequest | None:
    """Return which table to fit and how, or ``None`` for a folder.

    ``columns`` are the options of a table by their names in Python, ``None`` or empty where not given. Raises
    ``BadInput`` when neither or both are asked for, or an option is missing or out of place.
    """
    given = {name: value for name, value in columns.items() if value}
    if (folder is None) == (panel is None):
        raise BadInput.of(notices.FOLDER_OR_TABLE)
    if panel is None:
        if given:
            raise BadInput.of(notices.TABLE_OPTION_ALONE, name=_flag(next(iter(given))))
        return None
    for name in ("outcome", "date", "levers"):
        if name not in given and not (name == "levers" and "training" in given):
            raise BadInput.of(notices.TABLE_OPTION_MISSING, name=_flag(name))
    return _request(panel, given, form)


def _request(file: Path, given: dict[str, Any], form: FitOptions) -> TableRequest:
    from kuajie.usecases.fit_options import require_carry_over, require_levers  # noqa: PLC0415 - loads engines
    from kuajie.usecases.fit_table import TableRequest  # noqa: PLC0415 - as above

    lists: dict[str, Any] = {name: _listed(given.get(name, "")) for name in LISTS}
    paired: dict[str, Any] = {
        name: dict(pairs(_flag(name), given.get(name), example=example)) for name, example in PAIRS.items()
    }
    levers = list(dict.fromkeys((*lists["levers"], *lists["training"])))
    for named in (form.beliefs, *paired.values()):
        require_levers(list(named), levers)
    for lever, belief in form.beliefs.items():
        require_carry_over(lever, given.get("carry_over", "geometric"), belief)
    return TableRequest(
        file=file,
        country=_country(given.get("country", "CN")),
        **form.of_table(),
        **lists,
        **paired,
        **{name: given[name] for name in PLAIN if name in given},
    )


def _country(code: str) -> str | None:
    return None if code.lower() == "none" else code.upper()


def _listed(names: str) -> tuple[str, ...]:
    """Return names given with commas, of either language.

    >>> _listed("tv, search，电视")
    ('tv', 'search', '电视')
    """
    return tuple(name.strip() for name in names.replace("，", ",").split(",") if name.strip())


def _flag(name: str) -> str:
    return "--" + name.replace("_", "-")
