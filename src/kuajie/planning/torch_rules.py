"""PyTorch's own SGD and AdamW as rules that take our compiled gradients."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from kuajie.messages import MissingTool
from kuajie.messages.notices.plan_method import TORCH_MISSING

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True, kw_only=True)
class TorchRule:
    """``torch.optim.AdamW`` where ``adaptive``, else ``torch.optim.SGD``; both decay by ``rate · decay · θ``.

    Raises ``MissingTool`` when asked to step without PyTorch installed.
    """

    adaptive: bool
    rate: float
    decay: float = 0.0

    def stepper(self) -> Callable[[Floats, Floats], Floats]:
        """Return the function from a point and its gradient to the step to be taken."""
        try:
            import torch  # noqa: PLC0415 - optional, and takes seconds to load
        except ImportError as error:
            raise MissingTool.of(TORCH_MISSING) from error
        theta = torch.zeros(0, dtype=torch.float64)
        optimiser: torch.optim.Optimizer | None = None

        def step(point: Floats, slope: Floats) -> Floats:
            nonlocal theta, optimiser
            if optimiser is None:
                theta = torch.zeros(point.shape, dtype=torch.float64)
                kind = torch.optim.AdamW if self.adaptive else torch.optim.SGD
                optimiser = kind([theta], lr=self.rate, weight_decay=self.decay)
            # Projection moves the point between steps: the optimiser goes on from where it was put.
            theta.copy_(torch.from_numpy(np.array(point)))
            theta.grad = torch.from_numpy(np.array(slope))
            optimiser.step()
            moved: Floats = theta.numpy() - point
            return moved

        return step
