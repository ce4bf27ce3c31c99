"""The sampler's settings as a person gave them."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:  # the ports load the engines, which a command's help does without
    from kuajie.usecases.ports import SamplerSettings


def settings_of(
    *, draws: int | None, warm_up: int | None, chains: int | None, seed: int | None
) -> SamplerSettings | None:
    """Return the settings asked for, the usual ones where not given; ``None`` when nothing was given."""
    from kuajie.usecases.ports import SamplerSettings  # noqa: PLC0415 - loads the engines

    asked = {"draws": draws, "warm_up": warm_up, "chains": chains, "seed": seed}
    given = {name: value for name, value in asked.items() if value is not None}
    return SamplerSettings(**given) if given else None
