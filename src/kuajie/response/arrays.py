"""Arrays of any library that follows the Python array API standard."""

from __future__ import annotations

from typing import Any, TypeAlias

import array_api_compat
import array_api_compat.numpy as numpy_namespace

Array: TypeAlias = Any
"""A NumPy array, a PyTorch tensor or a plain number; libraries share no static type."""


def float_arrays(*values: Array) -> tuple[Any, list[Array]]:
    """Return the array namespace of ``values`` and each of them as a floating array of that namespace.

    Arrays that are floating already pass through untouched, so tensors keep their history for autograd. Plain
    numbers take the precision of the first floating array.

    >>> import numpy as np
    >>> xp, (stock, scale) = float_arrays(np.array([1, 2]), 4)
    >>> xp.divide(stock, scale)
    array([0.25, 0.5 ])
    """
    arrays = [value for value in values if array_api_compat.is_array_api_obj(value)]
    xp = array_api_compat.array_namespace(*arrays) if arrays else numpy_namespace
    floating = [array.dtype for array in arrays if xp.isdtype(array.dtype, "real floating")]
    dtype = floating[0] if floating else xp.float64
    device = array_api_compat.device(arrays[0]) if arrays else None
    return xp, [as_float(value, xp=xp, dtype=dtype, device=device) for value in values]


def as_float(value: Array, *, xp: Any, dtype: Any, device: Any) -> Array:
    """Return ``value`` as a floating array of namespace ``xp``."""
    if not array_api_compat.is_array_api_obj(value):
        return xp.asarray(value, dtype=dtype, device=device)
    return value if xp.isdtype(value.dtype, "real floating") else xp.astype(value, dtype)
