"""One tool's answer on one table, as it is kept and shown."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True, kw_only=True)
class PeerResult:
    """What one sampler of one tool made of one table.

    ``wall_seconds`` and ``cpu_seconds`` are of one whole fit of all weeks, from a table in memory to
    posterior draws, compiled code cached wherever the tool can cache it; ``setup_cpu_seconds`` is what a fit
    of a handful of draws takes, so the part of ``cpu_seconds`` that builds, traces and loads code.
    ``min_ess`` is the least bulk ESS and ``max_r_hat`` the largest split R-hat over every sampled parameter.
    Returns are posterior medians and 90 % intervals by channel; ``return_crps`` and ``return_error`` (mean
    absolute relative error of the median) are relative to the true return. Hold-out scores are of a second
    fit that does not see the last weeks; ``holdout_crps`` is relative to mean sales of those weeks.
    A figure is ``None`` where a run did not get that far, which ``note`` then tells; the two against truth
    are also ``None`` where the truth is unknown.
    """

    tool: str
    sampler: str
    data: str
    wall_seconds: float | None = None
    cpu_seconds: float | None = None
    setup_cpu_seconds: float | None = None
    min_ess: float | None = None
    max_r_hat: float | None = None
    divergences: int | None = None
    ess_per_cpu_second: float | None = None
    return_crps: float | None = None
    return_error: float | None = None
    return_medians: dict[str, float]
    return_intervals: dict[str, tuple[float, float]]
    holdout_crps: float | None = None
    holdout_mape: float | None = None
    holdout_coverage: float | None = None
    versions: dict[str, str]
    note: str = ""

    @property
    def failed(self) -> bool:
        return self.wall_seconds is None

    def to_json(self, file: Path) -> None:
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(json.dumps(asdict(self), indent=1, allow_nan=False) + "\n", encoding="utf-8")

    @classmethod
    def from_json(cls, file: Path) -> PeerResult:
        fields = json.loads(file.read_text(encoding="utf-8"))
        pairs = fields.pop("return_intervals").items()
        return cls(**fields, return_intervals={name: (low, high) for name, (low, high) in pairs})
