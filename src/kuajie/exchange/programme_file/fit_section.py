"""[fit] of programme.toml: the form in which the response is fitted."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from kuajie.domain.beliefs import COUPLINGS, OUTCOMES, OUTCOMES_OF_COUPLING, TRENDS, FitChoices
from kuajie.exchange.findings import Findings
from kuajie.exchange.nearest import listing
from kuajie.exchange.programme_file.fields import Fault, Field, section_of
from kuajie.exchange.programme_file.readers import belief, word, yes_or_no
from kuajie.messages.notices.programme_file import OUTCOME_OF_OTHER_COUPLING

_USUAL = FitChoices()


def read_fit(values: Mapping[str, Any], *, findings: Findings) -> dict[str, Any]:
    """Return the choices of the fit, usual ones where the file makes none."""
    section = section_of(values, "fit", required=False, findings=findings)
    read = section.read(
        {
            "coupling": Field(word(COUPLINGS), default=_USUAL.coupling),
            "outcome": Field(word(OUTCOMES), default=_USUAL.outcome),
            "pooled": Field(yes_or_no(), default=_USUAL.pooled),
            "trend": Field(word(TRENDS), default=_USUAL.trend),
            "own_sales": Field(yes_or_no(), default=_USUAL.own_sales),
            "marketing_share": Field(belief(share=True)),
        }
    )
    fitting = OUTCOMES_OF_COUPLING[read["coupling"]]
    misread = section.values.get("coupling", _USUAL.coupling) != read["coupling"]  # said already
    if read["outcome"] not in fitting and not misread:
        fault = Fault(OUTCOME_OF_OTHER_COUPLING, coupling=read["coupling"], fitting=listing(fitting))
        section.fault("outcome", fault)
    return read


def build_fit(values: Mapping[str, Any]) -> FitChoices:
    """Return the choices of values without faults."""
    return FitChoices(**values)
