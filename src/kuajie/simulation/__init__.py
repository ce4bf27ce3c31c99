"""Worlds whose truth is known: simulated programme folders, and the oracle that scores plans on them."""

from kuajie.simulation.blueprint import Template
from kuajie.simulation.folder import simulate
from kuajie.simulation.oracle import TrueWorld
from kuajie.simulation.templates import TEMPLATES

__all__ = ["TEMPLATES", "Template", "TrueWorld", "simulate"]
