"""Kuajie 跨界: plan, run, measure and settle joint programmes.

``kuajie.read(folder)``, ``kuajie.new(folder)``, ``kuajie.fit_table(file)`` and ``kuajie.load_fit(file)`` are
the door for notebooks and scripts. They are loaded when first used, so that importing the package stays
quick; ``__init__.pyi`` tells their types.
"""

from __future__ import annotations

from importlib import import_module
from typing import Any

__version__ = "0.1.0"

_IN_NOTEBOOK = ("fit_table", "load_fit", "new", "read")


def __getattr__(name: str) -> Any:
    if name not in _IN_NOTEBOOK:
        raise AttributeError(f"module 'kuajie' has no attribute {name!r}")
    return getattr(import_module("kuajie.notebook"), name)


def __dir__() -> list[str]:
    return sorted([*globals(), *_IN_NOTEBOOK])
