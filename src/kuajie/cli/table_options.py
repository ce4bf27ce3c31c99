"""The options of ``kuajie fit`` that describe a weekly table, taken together."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from kuajie.messages import BadInput
from kuajie.messages.notices import surfaces as notices

if TYPE_CHECKING:  # it loads the engines
    from kuajie.usecases.fit_table import TableRequest


def table_request(*, folder: Path | None, panel: Path | None, **options: str | None) -> TableRequest | None:
    """Return which table to fit and how, or ``None`` for a folder.

    ``options`` are those of a table by their names in Python, ``None`` where not given. Raises ``BadInput``
    when neither or both are asked for, or an option is missing or out of place.
    """
    from kuajie.usecases.fit_table import TableRequest  # noqa: PLC0415 - loads the engines

    given = {name: value for name, value in options.items() if value is not None}
    if (folder is None) == (panel is None):
        raise BadInput.of(notices.FOLDER_OR_TABLE)
    if panel is None:
        if given:
            raise BadInput.of(notices.TABLE_OPTION_ALONE, name=_flag(next(iter(given))))
        return None
    for name in ("outcome", "date", "levers"):
        if name not in given and not (name == "levers" and "training" in given):
            raise BadInput.of(notices.TABLE_OPTION_MISSING, name=_flag(name))
    country = given.get("country", "CN")
    return TableRequest(
        file=panel,
        outcome=given["outcome"],
        date=given["date"],
        levers=_listed(given.get("levers", "")),
        training=_listed(given.get("training", "")),
        controls=_listed(given.get("controls", "")),
        price=given.get("price"),
        country=None if country.lower() == "none" else country.upper(),
        currency=given.get("currency", ""),
        carry_over=given.get("carry_over", "geometric"),
        saturation=given.get("saturation", "exponential"),
    )


def _listed(names: str) -> tuple[str, ...]:
    """Return names given with commas, of either language.

    >>> _listed("tv, search，电视")
    ('tv', 'search', '电视')
    """
    return tuple(name.strip() for name in names.replace("，", ",").split(",") if name.strip())


def _flag(name: str) -> str:
    return "--" + name.replace("_", "-")
