"""The density as C callbacks: the sampler's inner loop never enters Python and never holds the GIL."""

from __future__ import annotations

from typing import Any

import numpy as np
from numba import carray, cfunc, types  # type: ignore[attr-defined]

from kuajie.response.density import log_density
from kuajie.response.warm_start import started_density

_REAL: Any = types.CPointer(types.float64)  # type: ignore[no-untyped-call]
_LOGP = types.int64(types.uint64, _REAL, _REAL, _REAL, _REAL)
_EXPAND = types.int64(types.uint64, types.uint64, _REAL, _REAL, _REAL)

BAD_GRADIENT, BAD_VALUE = 3, 4
"""What nutpie expects where the density is not finite; it then counts a divergence and turns back."""


@cfunc(_LOGP, cache=True)
def log_density_callback(size: int, point: Any, grad_out: Any, logp_out: Any, data: Any) -> int:
    """Write log density and gradient at ``point``; ``data`` points to a packed model."""
    block = carray(data, (int(carray(data, (1,))[0]),))
    grad = carray(grad_out, (size,))
    logp = log_density(block, carray(point, (size,)), grad)
    carray(logp_out, (1,))[0] = logp
    if not np.all(np.isfinite(grad)):
        return BAD_GRADIENT
    if not np.isfinite(logp):
        return BAD_VALUE
    return 0


@cfunc(_LOGP, cache=True)
def started_density_callback(size: int, point: Any, grad_out: Any, logp_out: Any, data: Any) -> int:
    """Write log density and gradient in the coordinates of a warm start; see ``pack_start``."""
    block = carray(data, (int(carray(data, (1,))[0]),))
    grad = carray(grad_out, (size,))
    logp = started_density(block, carray(point, (size,)), grad)
    carray(logp_out, (1,))[0] = logp
    if not np.all(np.isfinite(grad)):
        return BAD_GRADIENT
    if not np.isfinite(logp):
        return BAD_VALUE
    return 0


@cfunc(_EXPAND, cache=True)
def copy_callback(size: int, expanded: int, point: Any, out: Any, data: Any) -> int:  # noqa: ARG001 - nutpie passes it
    """Keep the point itself as the draw; decoding is vectorised afterwards."""
    if size != expanded:
        return -1
    source, target = carray(point, (size,)), carray(out, (size,))
    for i in range(size):
        target[i] = source[i]
    return 0
