"""nutpie's compiled engine, loaded without its Python package.

Importing ``nutpie`` imports ArviZ and Matplotlib, four seconds that the engine does not need. The entrance
used here is not documented, so nutpie is pinned and ``tests/inference`` holds its contract.
"""

from __future__ import annotations

import importlib.util
import sys
from functools import cache
from importlib.machinery import PathFinder
from types import ModuleType

from kuajie.messages import MissingTool
from kuajie.messages.notices.fitting import SAMPLER_MISSING


@cache
def engine() -> ModuleType:
    """Return nutpie's extension module; raises ``MissingTool`` when nutpie is not installed."""
    loaded = sys.modules.get("nutpie._lib")
    if loaded is not None:
        return loaded
    package = importlib.util.find_spec("nutpie")
    if package is None or package.submodule_search_locations is None:
        raise MissingTool.of(SAMPLER_MISSING)
    spec = PathFinder.find_spec("nutpie._lib", list(package.submodule_search_locations))
    if spec is None or spec.loader is None:
        raise MissingTool.of(SAMPLER_MISSING)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    sys.modules["nutpie._lib"] = module  # an extension module must not be initialised twice
    return module
