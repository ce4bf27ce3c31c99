"""The ways in which the planner can climb."""

from __future__ import annotations

from enum import StrEnum


class Method(StrEnum):
    """Which rule moves spend.

    ``ASCENT`` is the spectral projected gradient with its searches of levers and jumps. The others are
    first-order rules with decoupled weight decay, our own or those of PyTorch, at full gradients; prices then
    follow their menus.
    """

    ASCENT = "ascent"
    ADAM = "adam"
    SGD = "sgd"
    ADAM_TORCH = "adam-torch"
    SGD_TORCH = "sgd-torch"

    @property
    def of_torch(self) -> bool:
        """Whether the rule is PyTorch's."""
        return self in (Method.ADAM_TORCH, Method.SGD_TORCH)

    @property
    def adaptive(self) -> bool:
        """Whether steps are scaled cell by cell."""
        return self in (Method.ADAM, Method.ADAM_TORCH)
