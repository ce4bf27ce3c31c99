"""A posterior: labelled draws that refuse to meet other labels by position."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

import numpy as np

from kuajie.domain.checks import require_known
from kuajie.domain.panel import Floats, frozen_floats

DRAW = "draw"


@dataclass(frozen=True, slots=True, eq=False)
class Labelled:
    """An array whose axes have names: ``dims[i]`` names axis ``i`` of ``values``."""

    dims: tuple[str, ...]
    values: Floats

    def __post_init__(self) -> None:
        """Refuse a number of names other than the number of axes."""
        object.__setattr__(self, "values", frozen_floats(self.values))
        if self.values.ndim != len(self.dims):
            raise ValueError(f"{self.dims} does not name the axes of shape {self.values.shape}")


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Posterior:
    """Draws of every parameter, with the labels of every axis.

    ``coords`` maps the name of an axis to its labels (all but ``draw``, which is counted); ``chain`` gives
    for each draw the chain it came from. Every variable has ``draw`` as its first axis.
    """

    coords: Mapping[str, tuple[str, ...]]
    chain: tuple[int, ...]
    variables: Mapping[str, Labelled]

    def __post_init__(self) -> None:
        """Refuse variables whose shape differs from their labels, and values that are not finite."""
        for name, variable in self.variables.items():
            require_known(f"variable {name}", variable.dims[1:], self.coords)
            shape = (len(self.chain), *(len(self.coords[dim]) for dim in variable.dims[1:]))
            if variable.dims[:1] != (DRAW,) or variable.values.shape != shape:
                raise ValueError(
                    f"{name} must have shape {shape}, {DRAW!r} first, "
                    f"but got {variable.dims}, {variable.values.shape}"
                )
            if not np.isfinite(variable.values).all():
                odd = variable.values[~np.isfinite(variable.values)]
                raise ValueError(f"{name} must be finite, but holds {odd.size} values such as {odd[0]}")
        object.__setattr__(self, "coords", MappingProxyType(dict(self.coords)))
        object.__setattr__(self, "variables", MappingProxyType(dict(self.variables)))

    @property
    def draws(self) -> int:
        """How many draws there are, over all chains."""
        return len(self.chain)

    def get(self, name: str, *labels: tuple[str, ...]) -> Floats:
        """Return the draws of a variable, insisting on the labels of its further axes.

        Raises ``ValueError`` when the labels asked for are not the labels held.
        """
        variable = self.variables[name]
        held = tuple(self.coords[dim] for dim in variable.dims[1:])
        if labels != held:
            raise ValueError(f"{name} is labelled {held}, but {labels} was asked for")
        return variable.values

    def thin(self, count: int) -> Posterior:
        """Return ``count`` draws spread evenly over all draws (all of them when there are fewer)."""
        if count >= self.draws:
            return self
        return self.take(np.linspace(0, self.draws - 1, count).round().astype(int).tolist())

    def take(self, places: list[int]) -> Posterior:
        """Return the draws at the given places."""
        return Posterior(
            coords=self.coords,
            chain=tuple(self.chain[place] for place in places),
            variables={
                name: Labelled(variable.dims, variable.values[places])
                for name, variable in self.variables.items()
            },
        )
