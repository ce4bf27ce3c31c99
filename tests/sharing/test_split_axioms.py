"""What makes a split right, for any game: nothing lost, equals treated alike, nobody paid for nothing."""

from __future__ import annotations

from fractions import Fraction

import numpy as np
import pytest
from game_strategies import PARTIES, games, superadditive_games
from hypothesis import given, settings
from hypothesis import strategies as st

from kuajie.sharing.coalitions import Coalition, CoalitionGame, coalitions
from kuajie.sharing.core import check_core, least_core
from kuajie.sharing.notices import RuleDoesNotApply
from kuajie.sharing.rules.bargaining import Bargaining
from kuajie.sharing.rules.shapley import exact_shapley
from kuajie.sharing.rules.split_rules import SPLIT_RULES
from kuajie.sharing.split import split_game

# Worths are whole numbers below a million and rules lose at most a few units in the last place per sum.
ROUNDING = 1e-7
EVERY_RULE = pytest.mark.parametrize("rule", sorted(SPLIT_RULES))


def shares_or_skip(game: CoalitionGame, rule: str) -> dict[str, float] | None:
    try:
        return dict(split_game(game, rule=rule).shares)
    except RuleDoesNotApply:
        return None


@EVERY_RULE
@given(game=games())
def test_shares_add_up_to_the_joint_profit(rule: str, game: CoalitionGame) -> None:
    shares = shares_or_skip(game, rule)
    if shares is not None:
        assert sum(shares.values()) == pytest.approx(game.total, abs=ROUNDING)


@EVERY_RULE
@given(game=superadditive_games(least=2, most=4))
def test_interchangeable_parties_get_the_same(rule: str, game: CoalitionGame) -> None:
    first, second = game.parties[:2]
    swap = {first: second, second: first}

    def levelled(coalition: Coalition) -> float:
        mirrored = frozenset(swap.get(party, party) for party in coalition)
        return float(game.worth[coalition] + game.worth[mirrored])

    shares = shares_or_skip(CoalitionGame.from_function(game.parties, levelled), rule)
    if shares is not None:
        assert shares[first] == pytest.approx(shares[second], abs=ROUNDING)


@EVERY_RULE
@settings(max_examples=40)
@given(game=games(), data=st.data())
def test_the_order_of_parties_does_not_matter(rule: str, game: CoalitionGame, data: st.DataObject) -> None:
    shuffled = CoalitionGame(tuple(data.draw(st.permutations(game.parties))), game.worth)
    here, there = shares_or_skip(game, rule), shares_or_skip(shuffled, rule)
    if here is None or there is None:
        assert here is there
    else:
        assert here == pytest.approx(there, abs=ROUNDING)


@pytest.mark.parametrize("rule", ["shapley", "nucleolus", "prenucleolus"])
@settings(max_examples=40)
@given(game=superadditive_games(least=1, most=3), alone=st.integers(-100, 100))
def test_a_party_that_adds_only_its_own_profit_gets_just_that(
    rule: str, game: CoalitionGame, alone: int
) -> None:
    dummy = PARTIES[4]

    def worth(coalition: Coalition) -> float:
        others = coalition - {dummy}
        return (game.worth[others] if others else 0) + (alone if dummy in coalition else 0)

    shares = split_game(CoalitionGame.from_function((*game.parties, dummy), worth), rule=rule).shares
    assert shares[dummy] == pytest.approx(alone, abs=ROUNDING)


@given(first=games(least=3, most=3), second=games(least=3, most=3))
def test_shapley_of_two_programmes_is_the_sum_of_both(first: CoalitionGame, second: CoalitionGame) -> None:
    both = CoalitionGame.from_function(
        first.parties, lambda coalition: first.worth[coalition] + second.worth[coalition]
    )
    one, other = exact_shapley(first), exact_shapley(second)
    assert dict(exact_shapley(both)) == {party: one[party] + other[party] for party in both.parties}


@given(game=games(most=5))
def test_shapley_in_floats_is_shapley_in_fractions(game: CoalitionGame) -> None:
    exact = {party: float(share) for party, share in exact_shapley(game).items()}
    assert dict(split_game(game, rule="shapley").shares) == pytest.approx(exact, abs=ROUNDING)


@pytest.mark.parametrize("rule", ["nash_bargaining", "kalai_smorodinsky", "rubinstein", "nucleolus"])
@given(game=superadditive_games())
def test_nobody_gets_less_than_alone(rule: str, game: CoalitionGame) -> None:
    split = split_game(game, rule=rule)
    assert split.cooperation_pays
    assert min(split.gains.values()) >= -ROUNDING


@settings(max_examples=50)
@given(game=superadditive_games(least=2, most=2))
def test_for_two_parties_the_neutral_rules_agree(game: CoalitionGame) -> None:
    rules = set(SPLIT_RULES) - {"proportional"}
    shares = np.array([list(split_game(game, rule=rule).shares.values()) for rule in rules])
    assert np.ptp(shares, axis=0) == pytest.approx(0, abs=ROUNDING)


@settings(max_examples=60)
@given(game=games(least=2))
def test_nucleolus_lies_in_the_core_where_there_is_one(game: CoalitionGame) -> None:
    core = least_core(game)
    if core.empty_core:
        return
    for rule in ("nucleolus", "prenucleolus"):
        check = check_core(game, split_game(game, rule=rule).shares)
        assert check.in_core
        assert check.largest is not None
        assert check.largest.gain == pytest.approx(core.complaint, abs=ROUNDING)


@settings(max_examples=25)
@given(game=superadditive_games(), amount=st.integers(-500, 500), factor=st.integers(1, 9))
def test_money_earned_elsewhere_changes_only_its_owner(game: CoalitionGame, amount: int, factor: int) -> None:
    owner = game.parties[0]
    moved = CoalitionGame.from_function(
        game.parties, lambda whole: factor * game.worth[whole] + (amount if owner in whole else 0)
    )
    for rule in set(SPLIT_RULES) - {"proportional"}:
        before, after = split_game(game, rule=rule).shares, split_game(moved, rule=rule).shares
        expected = {
            party: factor * share + (amount if party == owner else 0) for party, share in before.items()
        }
        assert dict(after) == pytest.approx(expected, abs=10 * ROUNDING)


@given(
    game=superadditive_games(least=2, most=4),
    weights=st.lists(st.floats(0.1, 10), min_size=4, max_size=4),
    caution=st.lists(st.floats(0.2, 1), min_size=4, max_size=4),
)
def test_nash_bargaining_makes_the_product_of_gains_largest(
    game: CoalitionGame, weights: list[float], caution: list[float]
) -> None:
    powers = {p: w * c for p, w, c in zip(game.parties, weights, caution, strict=False)}
    bargaining = Bargaining(
        weights=dict(zip(game.parties, weights, strict=False)),
        risk_exponents=dict(zip(game.parties, caution, strict=False)),
    )
    split = split_game(game, rule="nash_bargaining", bargaining=bargaining)
    if split.surplus == 0:
        return
    # At the optimum of Σ power_i log gain_i on a fixed sum, power over gain is the same for all.
    pulls = [powers[party] / gain for party, gain in split.gains.items()]
    assert pulls == pytest.approx([pulls[0]] * len(pulls), rel=1e-9)


@given(discounts=st.lists(st.floats(0.05, 0.99), min_size=2, max_size=5), total=st.floats(1, 1e6))
def test_alternating_offers_leave_each_responder_indifferent(discounts: list[float], total: float) -> None:
    parties = PARTIES[: len(discounts)]
    everybody = frozenset(parties)
    game = CoalitionGame.from_function(parties, lambda whole: total if whole == everybody else 0.0)
    patience = dict(zip(parties, discounts, strict=True))
    gains = split_game(game, rule="rubinstein", bargaining=Bargaining(discounts=patience)).gains
    proposer = parties[0]
    for responder in parties[1:]:
        at_stake = gains[proposer] + gains[responder]
        as_proposer = (1 - patience[proposer]) / (1 - patience[proposer] * patience[responder]) * at_stake
        assert gains[responder] == pytest.approx(patience[responder] * as_proposer, rel=1e-9)


@given(patience=st.lists(st.floats(0.05, 3), min_size=3, max_size=3))
def test_quick_offers_come_near_nash_bargaining_by_patience(patience: list[float]) -> None:
    parties = PARTIES[:3]
    game = CoalitionGame.from_function(parties, lambda whole: 1.0 if len(whole) == 3 else 0.0)
    step = 1e-6
    rates = dict(zip(parties, patience, strict=True))
    quick = Bargaining(discounts={party: float(np.exp(-rate * step)) for party, rate in rates.items()})
    nash = Bargaining(weights={party: 1 / rate for party, rate in rates.items()})
    found = split_game(game, rule="rubinstein", bargaining=quick).shares
    # The first proposer's advantage is of the order of one step.
    limit = split_game(game, rule="nash_bargaining", bargaining=nash).shares
    assert dict(found) == pytest.approx(dict(limit), abs=100 * step)


@given(caution=st.lists(st.floats(0.2, 1), min_size=2, max_size=4))
def test_kalai_smorodinsky_brings_all_equally_far(caution: list[float]) -> None:
    parties = PARTIES[: len(caution)]
    game = CoalitionGame.from_function(parties, lambda whole: 80.0 if len(whole) == len(parties) else 0.0)
    exponents = dict(zip(parties, caution, strict=True))
    gains = split_game(game, rule="kalai_smorodinsky", bargaining=Bargaining(risk_exponents=exponents)).gains
    reached = [(gains[party] / 80.0) ** exponents[party] for party in parties]
    assert reached == pytest.approx([reached[0]] * len(reached), rel=1e-9)


# Worked by hand: platform P sells nothing without a course; a school E or a charity C brings one.
# v(P)=10, v(E)=4, v(C)=0, v(PE)=50, v(PC)=30, v(EC)=4, v(PEC)=60.
HAND = CoalitionGame(
    ("P", "E", "C"),
    {
        frozenset("P"): 10,
        frozenset("E"): 4,
        frozenset("C"): 0,
        frozenset("PE"): 50,
        frozenset("PC"): 30,
        frozenset("EC"): 4,
        frozenset("PEC"): 60,
    },
)


@pytest.mark.parametrize(
    ("rule", "shares"),
    [
        # Orders PEC PCE EPC ECP CPE CEP: P adds 10 10 46 56 30 56, E 40 30 4 4 30 4, C 10 20 10 0 0 0.
        ("shapley", [208 / 6, 112 / 6, 40 / 6]),
        # Surplus 60 - 14 = 46, in equal parts.
        ("equal_surplus", [10 + 46 / 3, 4 + 46 / 3, 46 / 3]),
        # 10 : 4 : 0.
        ("proportional", [60 * 10 / 14, 60 * 4 / 14, 0.0]),
        # Beyond alone: PE 36, PC 20, EC 0, all 46. C and PE meet first: c = 46 - c - 36, c = 5. Then E and
        # PC: e = 46 - e - 20, e = 13. P keeps 28.
        ("nucleolus", [38.0, 17.0, 5.0]),
        ("prenucleolus", [38.0, 17.0, 5.0]),
    ],
)
def test_three_parties_worked_by_hand(rule: str, shares: list[float]) -> None:
    assert list(split_game(HAND, rule=rule).shares.values()) == pytest.approx(shares)


def test_hand_worked_shapley_in_fractions() -> None:
    assert dict(exact_shapley(HAND)) == {"P": Fraction(104, 3), "E": Fraction(56, 3), "C": Fraction(20, 3)}


def test_weights_of_hand_worked_nash_bargaining() -> None:
    split = split_game(
        HAND, rule="nash_bargaining", bargaining=Bargaining(weights={"P": 2.0, "E": 1.0, "C": 1.0})
    )
    assert dict(split.shares) == pytest.approx({"P": 33.0, "E": 15.5, "C": 11.5})
    assert split.surplus == pytest.approx(46.0)


def test_cooperation_that_loses_money_is_said_to() -> None:
    game = CoalitionGame.from_function("PE", lambda whole: 30.0 if len(whole) == 1 else 50.0)
    split = split_game(game, rule="nash_bargaining")
    assert not split.cooperation_pays
    assert split.surplus == pytest.approx(-10.0)
    assert [finding.notice.code for finding in split.findings] == ["sharing.cooperation_does_not_pay"]
    assert sum(split.shares.values()) == pytest.approx(50.0)
    with pytest.raises(RuleDoesNotApply):
        split_game(game, rule="nucleolus")
    assert dict(split_game(game, rule="prenucleolus").shares) == pytest.approx({"P": 25.0, "E": 25.0})


@pytest.mark.parametrize("alone", [(-1.0, -1.0), (0.0, 0.0), (-1.0, 20.0)])
def test_proportions_of_nothing_are_refused(alone: tuple[float, float]) -> None:
    worth = {frozenset("P"): alone[0], frozenset("E"): alone[1], frozenset("PE"): 50.0}
    with pytest.raises(RuleDoesNotApply, match="P does not"):
        split_game(CoalitionGame(("P", "E"), worth), rule="proportional")


def test_every_rule_is_told_in_both_languages() -> None:
    for name, rule in SPLIT_RULES.items():
        assert rule.name == name
        for text in (rule.title, rule.principle, rule.reason):
            assert text.say("en") != text.say("zh")


def test_unknown_rules_and_parties_are_shown() -> None:
    with pytest.raises(ValueError, match="'fair'"):
        split_game(HAND, rule="fair")
    with pytest.raises(ValueError, match="'X'"):
        split_game(HAND, rule="nash_bargaining", bargaining=Bargaining(weights={"X": 1.0}))
    with pytest.raises(ValueError, match="bargaining weight must be positive"):
        Bargaining(weights={"P": 0.0})


def test_all_coalitions_are_listed_once_small_ones_first() -> None:
    listed = list(coalitions(PARTIES))
    assert len(listed) == len(set(listed)) == 31
    assert [len(coalition) for coalition in listed] == sorted(len(coalition) for coalition in listed)
