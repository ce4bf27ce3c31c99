"""The kinds of programme that can be simulated, by name."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from kuajie.simulation.blueprint import Template
from kuajie.simulation.templates import (
    academic,
    alliance,
    corporate_training,
    demo,
    online_course,
    public_interest,
)

TEMPLATES: Mapping[str, Template] = MappingProxyType(
    {
        kind.TEMPLATE.name: kind.TEMPLATE
        for kind in (demo, online_course, public_interest, corporate_training, academic, alliance)
    }
)
