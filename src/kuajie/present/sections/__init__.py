"""The sections of a report, in the order in which a partnership manager reads."""

from kuajie.present.sections.actions import actions_section
from kuajie.present.sections.alone import alone_section
from kuajie.present.sections.checks import checks_section
from kuajie.present.sections.keeping import keeping_section
from kuajie.present.sections.needs import needs_section
from kuajie.present.sections.outcome import outcome_section
from kuajie.present.sections.reading import reading_section
from kuajie.present.sections.response import response_section
from kuajie.present.sections.shares import shares_section
from kuajie.present.sections.summary import summary_section
from kuajie.present.sections.truth import truth_section

SECTIONS = (
    summary_section,
    actions_section,
    outcome_section,
    shares_section,
    keeping_section,
    alone_section,
    response_section,
    checks_section,
    truth_section,
    needs_section,
    reading_section,
)
"""Each returns its section, or ``None`` where the content has nothing for it."""

__all__ = ["SECTIONS"]
