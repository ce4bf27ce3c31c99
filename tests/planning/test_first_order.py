"""Projected SGD and Adam against closed forms, hand-worked steps and PyTorch."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from kuajie.planning.first_order import Adam, Rule, Sgd, descend, onto_box
from kuajie.planning.founding import Founding

Floats = NDArray[np.float64]
REFERENCE = Path(__file__).parent.parent / "reference" / "founding_formula.json"
AT_REST = 1e-9
"""Distance to a fixed point that a contraction of 0.5 or better reaches within the steps given."""


def anywhere(point: Floats) -> Floats:
    return point


def quadratic_slope(point: Floats) -> Floats:
    """Return the gradient of k θ²/2 - m θ with k = 2 and m = 3, least at 1.5."""
    return 2.0 * point - 3.0


@given(
    m=st.floats(-10, 10),
    k=st.floats(0.5, 5),
    decay=st.floats(0, 5),
)
def test_decay_draws_sgd_to_m_over_k_plus_lambda(m: float, k: float, decay: float) -> None:
    rule = Sgd(rate=1 / (k + decay + 0.5), decay=decay)
    path = descend(lambda t: k * t - m, np.zeros(1), rule=rule, project=anywhere, steps=400)
    assert path.end[0] == pytest.approx(m / (k + decay), abs=AT_REST * 10)


def test_decay_biases_sgd_but_hardly_adam() -> None:
    sgd = descend(quadratic_slope, np.zeros(1), rule=Sgd(rate=0.1, decay=0.5), project=anywhere, steps=500)
    assert sgd.end[0] == pytest.approx(1.20, abs=AT_REST)
    adam = descend(
        quadratic_slope, np.zeros(1), rule=Adam(rate=1e-3, decay=0.5), project=anywhere, steps=40_000
    )
    # Adam's memory of early, larger gradients fades slowly, and with it the bias
    assert adam.end[0] == pytest.approx(1.4999, abs=5e-5)
    plain = descend(quadratic_slope, np.zeros(1), rule=Adam(rate=1e-3), project=anywhere, steps=40_000)
    assert plain.end[0] == pytest.approx(1.5, abs=1e-6)
    assert adam.end[0] < plain.end[0]


def test_reference_update_rule_on_the_founding_formula() -> None:
    cases = json.loads(REFERENCE.read_text(encoding="utf-8"))
    case = next(case for case in cases if case["id"] == "WD1")
    inputs, want = case["inputs"], case["expected"]
    formula = Founding(
        organic=inputs["N"],
        price=inputs["price"],
        platform_cost=0,
        institution_cost=0,
        x_cost=inputs["k_P"],
        y_cost=inputs["k_E"],
    )
    path = descend(
        lambda lifts: -formula.gradient(*lifts),
        np.zeros(2),
        rule=Sgd(rate=inputs["eta"], decay=inputs["lam"]),
        project=onto_box(np.zeros(2), np.ones(2)),
        steps=2000,
    )
    np.testing.assert_allclose(path.end, [want["x"], want["y"]], rtol=1e-8)
    assert formula.profit(*path.end) == pytest.approx(want["profit"], rel=1e-8)


def test_first_steps_by_hand() -> None:
    # SGD: 0 - 0.1 · (-3) = 0.3, then 0.3 - 0.1 · (0.6 - 3) - 0.1 · 0.5 · 0.3 = 0.525
    sgd = descend(quadratic_slope, np.zeros(1), rule=Sgd(rate=0.1, decay=0.5), project=anywhere, steps=2)
    np.testing.assert_allclose(sgd.points[:, 0], [0.0, 0.3, 0.525])
    # Adam's first step is the rate, against the sign of the gradient; its second by the two memories:
    # mean (0.9·-0.3 + 0.1·-2.8)/(1-0.81) = -2.894737, square (0.999·0.009 + 0.001·7.84)/(1-0.999²) = 8.419710
    adam = descend(quadratic_slope, np.zeros(1), rule=Adam(rate=0.1), project=anywhere, steps=2)
    np.testing.assert_allclose(
        adam.points[:, 0], [0.0, 0.1, 0.1 + 0.1 * 2.8947368 / 8.4197099**0.5], rtol=1e-7
    )


@given(
    low=st.lists(st.floats(-5, 0), min_size=3, max_size=3),
    width=st.lists(st.floats(0, 5), min_size=3, max_size=3),
    target=st.lists(st.floats(-9, 9), min_size=3, max_size=3),
    rule=st.sampled_from([Sgd(rate=0.3), Adam(rate=0.05), Sgd(rate=0.3, decay=0.2)]),
)
def test_every_point_of_a_projected_path_is_feasible(
    low: list[float], width: list[float], target: list[float], rule: Rule
) -> None:
    bottom = np.array(low)
    top = bottom + np.array(width)
    path = descend(
        lambda t: t - np.array(target), np.zeros(3), rule=rule, project=onto_box(bottom, top), steps=200
    )
    assert (path.points >= bottom).all()
    assert (path.points <= top).all()
    if isinstance(rule, Sgd):
        np.testing.assert_allclose(
            path.end, np.clip(np.array(target) / (1 + rule.decay), bottom, top), atol=1e-6
        )


def test_noisy_gradients_average_out() -> None:
    noise = np.random.default_rng(7)
    path = descend(
        lambda t: quadratic_slope(t) + noise.normal(size=1),
        np.zeros(1),
        rule=Sgd(rate=0.01),
        project=anywhere,
        steps=20_000,
    )
    # the average of the second half varies by about 1 / (k √n) = 0.005
    assert path.points[10_000:].mean() == pytest.approx(1.5, abs=0.02)


def test_a_path_ends_where_it_rests() -> None:
    path = descend(
        quadratic_slope, np.zeros(1), rule=Sgd(rate=0.5), project=onto_box(np.zeros(1), np.ones(1)), steps=99
    )
    assert path.settled
    assert path.points[:, 0].tolist() == [0.0, 1.0, 1.0]


def test_nonsense_is_refused() -> None:
    with pytest.raises(ValueError, match="rate must be positive"):
        Sgd(rate=0)
    with pytest.raises(ValueError, match="decay not negative"):
        Adam(rate=1, decay=-1)
    with pytest.raises(ValueError, match="memories"):
        Adam(rate=1, first=1.0)
    with pytest.raises(ValueError, match="steps must be positive"):
        descend(quadratic_slope, np.zeros(1), rule=Sgd(rate=1), project=anywhere, steps=0)
    with pytest.raises(ValueError, match="must be finite"):
        descend(lambda t: t * np.nan, np.zeros(1), rule=Sgd(rate=1), project=anywhere, steps=1)
    with pytest.raises(ValueError, match="low <= high"):
        onto_box(np.ones(1), np.zeros(1))


@pytest.mark.needs("torch")
@pytest.mark.parametrize("decay", [0.0, 0.5])
def test_both_rules_step_as_pytorch_does(decay: float) -> None:
    import torch

    def torch_path(optimiser: type[torch.optim.Optimizer], **settings: float) -> list[float]:
        theta = torch.zeros(1, dtype=torch.float64, requires_grad=True)
        rule = optimiser([theta], weight_decay=decay, **settings)
        points = [0.0]
        for _ in range(50):
            rule.zero_grad()
            (theta**2 - 3 * theta).sum().backward()
            rule.step()
            points.append(float(theta.detach()[0]))
        return points

    for rule, theirs in (
        (Sgd(rate=0.1, decay=decay), torch_path(torch.optim.SGD, lr=0.1)),
        (Adam(rate=0.1, decay=decay), torch_path(torch.optim.AdamW, lr=0.1)),
    ):
        mine = descend(quadratic_slope, np.zeros(1), rule=rule, project=anywhere, steps=50)
        np.testing.assert_allclose(mine.points[:, 0], theirs, rtol=1e-10)
