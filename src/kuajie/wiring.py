"""The only place that joins use cases to the adapters behind their ports.

Adapters are imported in the functions that need them, so that a surface loads only what it uses.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from kuajie.usecases.doctor import Examination, Report


def examine_machine(*, progress: Report) -> Examination:
    """Return what this machine has and lacks."""
    from kuajie.inspection.machine import ThisMachine
    from kuajie.usecases.doctor import examine

    return examine(machine=ThisMachine(), progress=progress)
