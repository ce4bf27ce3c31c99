"""Run every study, or those named: ``python -m benchmarks [calibration planning ...]``."""

from __future__ import annotations

import importlib
import sys

STUDIES = (
    "main_job",
    "simulation_based_calibration",
    "calibration",
    "planning",
    "static_allocation",
    "allocation_comparison",
    "instances",
    "planning_speed",
    "coalitions",
    "pooled",
    "fit_comparison",
    "million_orders",
    "reconciliation",
    "settlement",
    "settlement_books",
    "course_graph",
    "recommendation",
    "cross_provider",
    "real_tables",
    "entity_links",
    "api_fuzz",
    "site_load",
)


def main() -> None:
    for name in sys.argv[1:] or STUDIES:
        if name not in STUDIES:
            raise SystemExit(f"unknown study {name!r}; there are {', '.join(STUDIES)}")
        importlib.import_module(f"benchmarks.{name}").main()


if __name__ == "__main__":
    main()
