"""The kinds of programme that can be simulated, by name."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from kuajie.simulation.blueprint import Template
from kuajie.simulation.templates import demo

TEMPLATES: Mapping[str, Template] = MappingProxyType(
    {template.name: template for template in (demo.TEMPLATE,)}
)
