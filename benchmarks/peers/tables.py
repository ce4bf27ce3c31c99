"""The three public tables that every tool is asked about, and what is asked."""

from __future__ import annotations

import json
import os
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[2]
FOLDER = Path(os.environ.get("KUAJIE_TABLES", ROOT.parent / "shared" / "data" / "mmm"))
EIGHT = ("tv", "search", "social", "video", "display", "email", "radio", "ooh")
FOURIER_MODES = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """A weekly table: its columns, the saturation asked for and how many last weeks the hold-out hides.

    ``money`` says whether channels and sales are both money, so that a return on spend has no unit.
    """

    name: str
    date: str
    channels: tuple[str, ...]
    controls: tuple[str, ...]
    saturation: str
    hidden_weeks: int
    money: bool
    outcome: str = "y"

    @property
    def file(self) -> Path:
        return FOLDER / f"{self.name}.csv"

    def true_returns(self) -> dict[str, float] | None:
        """Return the return on spend of each channel in the simulated sales, where it is known."""
        file = FOLDER / f"{self.name}_truth.json"
        return json.loads(file.read_text(encoding="utf-8"))["roi"] if file.exists() else None


def simulated(saturation: str) -> Table:
    return Table(
        name=f"sim_{saturation}_156x8",
        date="date",
        channels=EIGHT,
        controls=("price", "promo", "t"),
        saturation=saturation,
        hidden_weeks=31,
        money=True,
    )


TABLES = {
    table.name: table
    for table in (
        simulated("logistic"),
        simulated("hill"),
        Table(
            name="mmm_example",
            date="date_week",
            channels=("x1", "x2"),
            controls=("event_1", "event_2", "t"),
            saturation="logistic",
            hidden_weeks=35,
            money=False,
        ),
    )
}
