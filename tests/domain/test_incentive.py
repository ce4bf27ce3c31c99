"""Offers: what is paid under an incentive, and which of equal offers stays."""

from fractions import Fraction

import pytest

from kuajie.domain.incentive import Incentive, IncentiveKind, offers_of
from kuajie.domain.money import Money


def coupon(*depths, **fields):
    return Incentive(kind=IncentiveKind.COUPON, depths=tuple(map(Fraction, depths)), borne_by="p", **fields)


def test_by_hand_a_coupon_of_a_fifth_used_by_half_takes_off_a_tenth():
    offers = offers_of((Money.of(300, "CNY"),), (coupon("1/5", taken_by=Fraction(1, 2)),))
    assert [(float(each.listed), float(each.paid), float(each.discount)) for each in offers] == [
        (300.0, 270.0, 30.0),
        (300.0, 300.0, 0.0),
    ]


def test_of_offers_at_one_price_the_one_that_brings_more_stays():
    menu = (Money.of(240, "CNY"), Money.of(300, "CNY"))
    paid = {float(each.paid): each for each in offers_of(menu, (coupon("1/5"),))}
    assert sorted(paid) == [192.0, 240.0, 300.0]
    assert paid[240.0].incentive is None
    group = Incentive(
        kind=IncentiveKind.GROUP, depths=(Fraction(1, 5),), borne_by="p", brings=Fraction(1, 10)
    )
    paid = {float(each.paid): each for each in offers_of(menu, (group,))}
    assert paid[240.0].incentive is group
    assert paid[240.0].brings == pytest.approx(1.1)


@pytest.mark.parametrize("wrong", [(), ("0",), ("1",), ("1/5", "1/5")])
def test_depths_that_are_none_are_refused(wrong):
    with pytest.raises(ValueError, match="depth"):
        coupon(*wrong)


def test_shares_that_are_none_are_refused():
    with pytest.raises(ValueError, match="taken_by"):
        coupon("1/5", taken_by=Fraction(0))
