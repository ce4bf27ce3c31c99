"""Texts for people: bilingual source texts, notices, errors and the glossary."""

from kuajie.messages.errors import (
    BadInput,
    CannotFit,
    InfeasiblePlan,
    KuajieError,
    MissingTool,
)
from kuajie.messages.notice import Finding, Notice, Place, Severity
from kuajie.messages.text import LOCALES, Locale, Text

__all__ = [
    "LOCALES",
    "BadInput",
    "CannotFit",
    "Finding",
    "InfeasiblePlan",
    "KuajieError",
    "Locale",
    "MissingTool",
    "Notice",
    "Place",
    "Severity",
    "Text",
]
