"""The [[incentive]] tables of programme.toml: coupons and group prices of a course."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from fractions import Fraction
from typing import Any

from kuajie.domain.incentive import Incentive, IncentiveKind
from kuajie.exchange.findings import Findings
from kuajie.exchange.programme_file.fields import Fault, Field, Section, sections_of
from kuajie.exchange.programme_file.readers import fraction, list_of, word
from kuajie.messages.notices.programme_file import DEPTH_OUT_OF_RANGE, TAKEN_BY_OUT_OF_RANGE


def read_incentives(
    values: Mapping[str, Any],
    party_ids: Collection[str],
    course_ids: Collection[str],
    *,
    findings: Findings,
) -> tuple[Mapping[str, Any], ...]:
    """Return the values of every incentive, its course among them."""
    return tuple(
        _read(section, party_ids, course_ids)
        for section in sections_of(values, "incentive", required=False, findings=findings)
    )


def _read(section: Section, party_ids: Collection[str], course_ids: Collection[str]) -> Mapping[str, Any]:
    read = section.read(
        {
            "course": Field(word(course_ids), required=True),
            "kind": Field(word([str(kind) for kind in IncentiveKind]), required=True),
            "depths": Field(list_of(fraction()), required=True),
            "taken_by": Field(fraction(), default=Fraction(1)),
            "brings": Field(fraction(), default=Fraction(0)),
            "borne_by": Field(word(party_ids), required=True),
        }
    )
    depths = read["depths"]
    if depths is not None and (
        not depths or len(set(depths)) < len(depths) or not all(0 < depth < 1 for depth in depths)
    ):
        section.fault("depths", Fault(DEPTH_OUT_OF_RANGE))
    if read["taken_by"] is not None and not 0 < read["taken_by"] <= 1:
        section.fault("taken_by", Fault(TAKEN_BY_OUT_OF_RANGE))
    return read


def build_incentives(read: Collection[Mapping[str, Any]], course: str) -> tuple[Incentive, ...]:
    """Return the incentives of one course, from values without faults."""
    return tuple(
        Incentive(
            kind=IncentiveKind(each["kind"]),
            **{name: each[name] for name in ("depths", "taken_by", "brings", "borne_by")},
        )
        for each in read
        if each["course"] == course
    )
