"""A response model refuses what does not fit together, and says what it got."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from small_models import small_model

from kuajie.response import codes
from kuajie.response.model import Prior, Transform
from kuajie.response.model_checks import SHAPES

SHARE = Prior(location=0.0, spread=1.0, transform=Transform.LOGIT)


@pytest.mark.parametrize("name", SHAPES)
def test_every_array_must_fit_the_labels_and_be_finite(name):
    model = small_model()
    array = getattr(model, name)
    with pytest.raises(ValueError, match=f"{name} must have shape"):
        replace(model, **{name: np.repeat(array, 2, axis=0)})
    if array.dtype == np.float64:
        with pytest.raises(ValueError, match=f"{name} must be finite, but holds inf"):
            replace(model, **{name: np.full(array.shape, np.inf)})


@pytest.mark.parametrize("name", ["lever_priors", "pool_priors", "families", "price_priors"])
def test_every_label_has_its_priors(name):
    model = small_model(families=True)
    with pytest.raises(ValueError, match=f"{name} must have"):
        replace(model, **{name: getattr(model, name)[1:]})


@pytest.mark.parametrize(
    "change",
    [
        {"sigma_prior": SHARE},
        {"concentration_prior": SHARE},
        {"drift_prior": SHARE},
        {"total_lift_prior": SHARE},
        {"pool_priors": (None, None, SHARE, None, None)},
    ],
)
def test_what_is_positive_without_end_has_a_prior_that_says_so(change):
    with pytest.raises(ValueError, match="must be positive"):
        replace(small_model(), **change)


def test_lifts_are_positive_and_halo_effects_take_either_sign():
    model = small_model()
    lever = replace(model.lever_priors[0], usual_lift=SHARE)
    with pytest.raises(ValueError, match="must be positive"):
        replace(model, lever_priors=(lever, *model.lever_priors[1:]))
    with pytest.raises(ValueError, match="either sign"):
        replace(model, halo_prior=model.sigma_prior)


@pytest.mark.parametrize("name", ["usual", "coefficient_spread", "unit"])
def test_scales_are_positive(name):
    model = small_model()
    with pytest.raises(ValueError, match="must be positive"):
        replace(model, **{name: 0.0 * getattr(model, name)})


@pytest.mark.parametrize(
    ("outcome", "kind"),
    [("log_normal", codes.NORMAL), ("normal", codes.LOG_NORMAL), ("normal", codes.NEGATIVE_BINOMIAL)],
)
def test_an_outcome_goes_with_its_coupling(outcome, kind):
    with pytest.raises(ValueError, match="goes with outcomes"):
        replace(small_model(outcome=outcome), outcome_kinds=np.array([kind, kind]))


@pytest.mark.parametrize(
    ("outcome", "value", "said"),
    [
        ("log_normal", 0.0, "log-normal outcome must be positive"),
        ("negative_binomial", -1.0, "must not be negative"),
    ],
)
def test_an_outcome_lies_where_its_kind_can(outcome, value, said):
    model = small_model(outcome=outcome)
    wrong = model.outcome.copy()
    wrong[1, 20] = value
    with pytest.raises(ValueError, match=said):
        replace(model, outcome=wrong)


def test_a_full_week_of_counts_has_seats():
    """A log of no seats would make the density no number."""
    model = small_model(outcome="negative_binomial")
    none = np.where(model.full, 0.0, model.outcome)
    with pytest.raises(ValueError, match="must have seats"):
        replace(model, outcome=none)


def test_a_free_week_has_no_constant_elasticity():
    model = small_model(price="constant_elasticity", hidden_weeks=1)
    price = model.price.copy()
    price[0, 4] = 0.0  # not observed there, so it does no harm
    assert replace(model, price=price).price[0, 4] == 0.0
    price[0, 3] = 0.0
    with pytest.raises(ValueError, match="prices must be positive"):
        replace(model, price=price)
