"""What the tables of every kind of clause hold, what their values must keep together, and what they make."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any, NamedTuple

from kuajie.domain.clauses import (
    Advance,
    Cap,
    Clause,
    CostKind,
    CostShare,
    CouponCost,
    Deduction,
    FeePerEnrolment,
    FeePerLead,
    FixedFee,
    Holdback,
    MinimumGuarantee,
    Per,
    Recoup,
    Referral,
    Release,
    Retainer,
    RevenueShare,
    Tier,
    TierMode,
    Tiers,
)
from kuajie.domain.sale_clauses import LEVELS
from kuajie.exchange.programme_file import shapes
from kuajie.exchange.programme_file.fields import Fault, Field, Reader, Section
from kuajie.exchange.programme_file.readers import (
    day,
    days,
    fraction,
    money,
    shares,
    text,
    tiers,
    word,
    words,
)
from kuajie.exchange.programme_file.shapes import AnyName, Shape
from kuajie.messages.notices import deals as notices


@dataclass(frozen=True, slots=True, kw_only=True)
class Names:
    """What clauses may name: parties, courses, levers with who pays each; amounts are in ``currency``."""

    currency: str
    parties: tuple[str, ...] | AnyName
    courses: tuple[str, ...] | AnyName
    owners: Mapping[str, str]

    @property
    def levers(self) -> tuple[str, ...] | AnyName:
        """The levers known; any where parties are not known either."""
        return self.parties if isinstance(self.parties, AnyName) else tuple(self.owners)


class ClauseKind(NamedTuple):
    """A kind of clause: its keys, what its values must keep together, and the clause they make.

    ``together`` says in JSON Schema what of ``check`` can be said there.
    """

    fields: Callable[[Names], dict[str, Field]]
    check: Callable[[Section, Mapping[str, Any]], None]
    build: Callable[..., Clause]
    together: Shape = shapes.ANYTHING


def _nothing(section: Section, values: Mapping[str, Any]) -> None:
    del section, values


def _two_parties(section: Section, values: Mapping[str, Any]) -> None:
    if values["payer"] == values["payee"]:
        section.fault("payee", Fault(notices.PAYS_ITSELF, party=values["payee"]))


def _not_to_itself(section: Section, values: Mapping[str, Any]) -> None:
    if values["party"] in values["to"]:
        section.fault("to", Fault(notices.REST_TO_CAPPED, about=values["party"]))


def _recoups(section: Section, values: Mapping[str, Any]) -> None:
    by_costs = bool(values["costs"])
    stated = values["amount"] is not None
    if by_costs == stated or (stated and (values["limit"] is not None or values["levers"])):
        section.fault("amount" if stated else "costs", Fault(notices.RECOUP_OF_WHAT))
    elif by_costs:
        _spend_named(section, values)


def _reimburses(section: Section, values: Mapping[str, Any]) -> None:
    _two_parties(section, values)
    if values["rate"] > 1:
        section.fault("rate", Fault(notices.RATE_ABOVE_ONE))
    if not values["costs"]:
        section.fault("costs", Fault(notices.NO_COSTS))
    else:
        _spend_named(section, values)


def _spend_named(section: Section, values: Mapping[str, Any]) -> None:
    if values["levers"] and CostKind.SPEND not in values["costs"]:
        section.fault("levers", Fault(notices.LEVERS_WITHOUT_SPEND))


def _courses(names: Names) -> dict[str, Field]:
    return {"courses": Field(words(names.courses), default=())}


def _payment(names: Names) -> dict[str, Field]:
    party = word(names.parties)
    return {
        "payer": Field(party, required=True),
        "payee": Field(party, required=True),
        "amount": Field(money(names.currency), required=True),
    }


def _cost_fields(names: Names, *, usual: tuple[str, ...]) -> dict[str, Field]:
    return {
        "costs": Field(words([str(kind) for kind in CostKind]), default=usual),
        "levers": Field(words(names.levers), default=()),
    }


def _recoup_fields(names: Names) -> dict[str, Field]:
    amount = Field(money(names.currency))
    return {
        "party": Field(word(names.parties), required=True),
        **_cost_fields(names, usual=()),
        "limit": amount,
        "amount": amount,
        **_courses(names),
    }


def _cost_share_fields(names: Names) -> dict[str, Field]:
    payment = {name: field for name, field in _payment(names).items() if name != "amount"}
    spend = (str(CostKind.SPEND),)
    rate = {"rate": Field(_rate(), required=True)}
    return {**payment, **rate, **_cost_fields(names, usual=spend), **_courses(names)}


def _tiers_fields(names: Names) -> dict[str, Field]:
    modes = word([str(mode) for mode in TierMode])
    return {
        "mode": Field(modes, default=str(TierMode.MARGINAL)),
        "tiers": Field(tiers(names.parties, names.currency), required=True),
        **_per(),
        **_courses(names),
    }


def _cap_fields(names: Names) -> dict[str, Field]:
    return {
        "party": Field(word(names.parties), required=True),
        "amount": Field(money(names.currency), required=True),
        "to": Field(words(names.parties), default=()),
        **_per(),
        **_courses(names),
    }


def _of_costs(make: Callable[..., Clause]) -> Callable[..., Clause]:
    """Return a maker that takes the kinds of costs as words."""

    def build(**values: Any) -> Clause:
        return make(**{**values, "costs": tuple(CostKind(each) for each in values["costs"])})

    return build


def _build_tiers(**values: Any) -> Clause:
    rows = tuple(Tier(threshold=threshold, shares=parts) for threshold, parts in values["tiers"])
    return Tiers(**{**values, "tiers": rows, "mode": TierMode(values["mode"])})


def _payment_on_courses(names: Names) -> dict[str, Field]:
    return {**_payment(names), **_courses(names)}


def _share_fields(names: Names) -> dict[str, Field]:
    bundle = {"bundle": Field(words(names.courses), default=())}
    return {"shares": Field(shares(names.parties), required=True), **_courses(names), **bundle}


def _per() -> dict[str, Field]:
    return {"per": Field(word([str(each) for each in Per]))}


def _guarantee_fields(names: Names) -> dict[str, Field]:
    return {**_payment(names), **_per(), **_courses(names)}


def _fixed_fee_fields(names: Names) -> dict[str, Field]:
    return {**_payment(names), "due": Field(day())}


def _advance_fields(names: Names) -> dict[str, Field]:
    return {**_fixed_fee_fields(names), **_courses(names)}


def _lead_fields(names: Names) -> dict[str, Field]:
    return {**_payment(names), "channels": Field(words(AnyName()), default=())}


def _deduction_fields(names: Names) -> dict[str, Field]:
    return {
        "name": Field(text(), required=True),
        "rate": Field(_rate(), required=True),
        "party": Field(word(names.parties), default=""),
        **_courses(names),
    }


def _referral_fields(names: Names) -> dict[str, Field]:
    return {
        "party": Field(word(names.parties), required=True),
        "rate": Field(_rate(), required=True),
        "level": Field(_level(), default=1),
        "promoter": Field(text(), default=""),
        "channels": Field(words(AnyName()), default=()),
        **_courses(names),
    }


def _rate() -> Reader:
    """Take a rate, of which the schema can say of numbers alone that it is of one whole."""
    return replace(fraction(), shape=shapes.RATE)


def _level() -> Reader:
    """Take a level of referral; the law knows no third one."""
    whole = days()

    def read(value: Any) -> int:
        level: int = whole.read(value)
        if level not in LEVELS:
            raise Fault(notices.THIRD_LEVEL)
        return level

    return Reader(whole.expected, read, {"enum": list(LEVELS)})


def _coupon_fields(names: Names) -> dict[str, Field]:
    return {
        "party": Field(word(names.parties), required=True),
        "coupons": Field(words(AnyName()), default=()),
        **_courses(names),
    }


def _holdback_fields(names: Names) -> dict[str, Field]:
    return {
        "party": Field(word(names.parties), required=True),
        "rate": Field(_rate(), required=True),
        "on": Field(word([str(each) for each in Release]), required=True),
        "days": Field(days()),
        "rating": Field(fraction()),
        **_courses(names),
    }


def _share_or_bundle(section: Section, values: Mapping[str, Any]) -> None:
    if values["bundle"] and (values["courses"] or len(values["bundle"]) == 1):
        section.fault("bundle", Fault(notices.BUNDLE_OF_COURSES))


_BUNDLE_ALONE: Shape = {
    "if": {"properties": {"bundle": {"minItems": 1}}, "required": ["bundle"]},
    "then": {"properties": {"bundle": {"minItems": 2}, "courses": {"maxItems": 0}}},
}


def _a_rate(section: Section, values: Mapping[str, Any]) -> None:
    if values["rate"] > 1:
        section.fault("rate", Fault(notices.RATE_OF_ALL))


def _released(section: Section, values: Mapping[str, Any]) -> None:
    _a_rate(section, values)
    for key, on in (("days", Release.DAYS), ("rating", Release.SATISFACTION)):
        if (values[key] is not None) != (values["on"] == on):
            section.fault(key, Fault(notices.RELEASED_ON, name=key, on=str(on)))


_RECOUP_OF: Shape = {
    "oneOf": [
        {
            "properties": {"costs": {"minItems": 1}},
            "required": ["costs"],
            "not": {"required": ["amount"]},
        },
        {
            "properties": {"costs": {"maxItems": 0}, "levers": {"maxItems": 0}},
            "required": ["amount"],
            "not": {"required": ["limit"]},
        },
    ]
}
_SOME_COSTS: Shape = {"properties": {"costs": {"minItems": 1}}}
_RELEASED: Shape = {
    "allOf": [
        {
            "if": {"properties": {"on": {"const": str(on)}}, "required": ["on"]},
            "then": {"required": [key]},
            "else": {"not": {"required": [key]}},
        }
        for key, on in (("days", Release.DAYS), ("rating", Release.SATISFACTION))
    ]
}


def _with_per(make: Callable[..., Clause]) -> Callable[..., Clause]:
    """Return a maker that takes the period as a word."""

    def build(**values: Any) -> Clause:
        return make(**{**values, "per": None if values["per"] is None else Per(values["per"])})

    return build


def _build_holdback(**values: Any) -> Clause:
    return Holdback(**{**values, "on": Release(values["on"])})


KINDS: Mapping[str, ClauseKind] = {
    "share": ClauseKind(_share_fields, _share_or_bundle, RevenueShare, _BUNDLE_ALONE),
    "tiers": ClauseKind(_tiers_fields, _nothing, _with_per(_build_tiers)),
    "recoup": ClauseKind(_recoup_fields, _recoups, _of_costs(Recoup), _RECOUP_OF),
    "cap": ClauseKind(_cap_fields, _not_to_itself, _with_per(Cap)),
    "guarantee": ClauseKind(_guarantee_fields, _two_parties, _with_per(MinimumGuarantee)),
    "fixed_fee": ClauseKind(_fixed_fee_fields, _two_parties, FixedFee),
    "fee_per_enrolment": ClauseKind(_payment_on_courses, _two_parties, FeePerEnrolment),
    "cost_share": ClauseKind(_cost_share_fields, _reimburses, _of_costs(CostShare), _SOME_COSTS),
    "deduction": ClauseKind(_deduction_fields, _a_rate, Deduction),
    "referral": ClauseKind(_referral_fields, _a_rate, Referral),
    "coupon": ClauseKind(_coupon_fields, _nothing, CouponCost),
    "holdback": ClauseKind(_holdback_fields, _released, _build_holdback, _RELEASED),
    "advance": ClauseKind(_advance_fields, _two_parties, Advance),
    "retainer": ClauseKind(_payment, _two_parties, Retainer),
    "fee_per_lead": ClauseKind(_lead_fields, _two_parties, FeePerLead),
}
