"""How every kernel is compiled."""

from __future__ import annotations

from collections.abc import Callable
from typing import ParamSpec, TypeVar, cast

import numba
from numba import njit

from kuajie.response.kernels.cache_folder import cache_folder

numba.config.CACHE_DIR = str(cache_folder())  # type: ignore[attr-defined]

Arguments = ParamSpec("Arguments")
Result = TypeVar("Result")


def compiled(function: Callable[Arguments, Result]) -> Callable[Arguments, Result]:
    """Compile ``function`` on first call and keep the machine code on disk.

    Strict IEEE arithmetic (no ``fastmath``): the sampler relies on NaN and infinity meaning what they mean.
    Division by zero gives infinity rather than an exception, since a kernel inside a C callback cannot raise.
    """
    return cast(
        "Callable[Arguments, Result]",
        njit(cache=True, fastmath=False, error_model="numpy", nogil=True)(function),
    )


def compiled_sum(function: Callable[Arguments, Result]) -> Callable[Arguments, Result]:
    """Compile a sum whose order of terms the compiler may choose, to use the whole width of the processor.

    NaN and infinity still mean what they mean; only the last digits depend on the order.
    """
    options = {"reassoc", "contract"}
    return cast(
        "Callable[Arguments, Result]",
        njit(cache=True, fastmath=options, error_model="numpy", nogil=True)(function),
    )


def compiled_fused(function: Callable[Arguments, Result]) -> Callable[Arguments, Result]:
    """Compile arithmetic in which a product and a sum may be rounded together; nothing is reordered."""
    return cast(
        "Callable[Arguments, Result]",
        njit(cache=True, fastmath={"contract"}, error_model="numpy", nogil=True)(function),
    )
