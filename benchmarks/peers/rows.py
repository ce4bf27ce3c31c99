"""Results as rows of one table, for people."""

from __future__ import annotations

from collections.abc import Iterable

from benchmarks.peers.result import PeerResult

COLUMNS = (
    "table",
    "tool",
    "sampler",
    "wall s",
    "CPU s",
    "of it set-up",
    "least ESS",
    "R-hat",
    "divergences",
    "least ESS per CPU s",
    "return CRPS",
    "return error",
    "hold-out CRPS",
    "hold-out MAPE",
    "hold-out coverage",
)


def row(result: PeerResult) -> tuple[str, ...]:
    """Return one result's cells, in the order of ``COLUMNS``."""
    named = (result.data, result.tool, result.sampler)
    if result.failed:
        return (*named, result.note, *[""] * (len(COLUMNS) - len(named) - 1))
    return (
        *named,
        figure(result.wall_seconds, ".1f"),
        figure(result.cpu_seconds, ".1f"),
        figure(result.setup_cpu_seconds, ".1f"),
        figure(result.min_ess, ".0f"),
        figure(result.max_r_hat, ".3f"),
        figure(result.divergences, "d"),
        figure(result.ess_per_cpu_second, ".1f"),
        figure(result.return_crps, ".1%"),
        figure(result.return_error, ".1%"),
        figure(result.holdout_crps, ".2%"),
        figure(result.holdout_mape, ".2%"),
        figure(result.holdout_coverage, ".0%"),
    )


def figure(value: float | None, form: str) -> str:
    """Return a figure, or a dash where the truth is unknown or the run did not get that far."""
    return "-" if value is None else format(value, form)


def as_markdown(results: Iterable[PeerResult]) -> str:
    """Return the table, rows grouped by data in the order given."""
    rows = [COLUMNS, tuple("---" for _ in COLUMNS), *(row(result) for result in results)]
    return "\n".join("| " + " | ".join(cells) + " |" for cells in rows)
