"""The same formulas on PyTorch tensors: equal values, and autograd agrees with the written gradients."""

from __future__ import annotations

import numpy as np
import pytest
from plain_density import OnTorch, plain_log_density
from small_models import OUTCOMES, small_model

from kuajie.response.density import log_density
from kuajie.response.expected_sales import expected_sales_lognormal
from kuajie.response.layout import parameter_names
from kuajie.response.packing import pack
from kuajie.response.registry import CARRY_OVERS, PRICE_FACTORS, SATURATIONS

pytestmark = pytest.mark.needs("torch")

AGREEMENT = 1e-10
"""Two libraries' elementary functions in double precision."""

DENSITY_AGREEMENT = 1e-6
"""Dense covariances are factorised and differentiated there; here they never arise."""

STOCKS = np.array([0.0, 0.3, 2.0, 7.5])
VALUES = {
    "retention": 0.6,
    "delay": 1.3,
    "shape": 1.8,
    "scale": 2.0,
    "slope": 0.7,
    "elasticity": 1.4,
    "reference": 3.0,
    "sensitivity": 0.5,
    "intercept": 9.0,
    "decline": 0.4,
    "root": 1.5,
}


def tensors(row):
    """Return the row's parameters as numbers and as tensors that record gradients."""
    import torch

    numbers = {name: VALUES[name] for name in row.parameter_names}
    return numbers, {
        name: torch.tensor(value, dtype=torch.float64, requires_grad=True) for name, value in numbers.items()
    }


@pytest.mark.parametrize("row", [*SATURATIONS.values(), *PRICE_FACTORS.values()], ids=lambda row: row.name)
def test_elementwise_formulas(row):
    import torch

    numbers, leaves = tensors(row)
    argument = torch.tensor(STOCKS + (row.name in PRICE_FACTORS), requires_grad=True)
    value = row.value(argument, **leaves)
    expected = row.gradient(argument.detach().numpy(), **numbers)
    np.testing.assert_allclose(value.detach().numpy(), expected.value, rtol=AGREEMENT)
    if not value.requires_grad:
        assert row.name == "absent"
        return
    value.sum().backward()
    np.testing.assert_allclose(argument.grad.numpy(), expected.by_argument, rtol=AGREEMENT)
    for name, leaf in leaves.items():
        np.testing.assert_allclose(leaf.grad.numpy(), expected.by_parameter[name].sum(), rtol=AGREEMENT)


@pytest.mark.parametrize("row", CARRY_OVERS.values(), ids=lambda row: row.name)
def test_carry_overs(row):
    import torch

    numbers, leaves = tensors(row)
    random = np.random.default_rng(2)
    spend, grad = random.uniform(size=(2, 20))
    recorded = torch.tensor(spend, requires_grad=True)
    stock = row.carry(recorded, start=0.4, **leaves)
    np.testing.assert_allclose(stock.detach().numpy(), row.carry(spend, start=0.4, **numbers), rtol=AGREEMENT)
    (stock * torch.tensor(grad)).sum().backward()
    expected = row.carry_adjoint(spend, start=0.4, grad_stock=grad, **numbers)
    np.testing.assert_allclose(recorded.grad.numpy(), expected.by_spend, rtol=AGREEMENT)
    for name, leaf in leaves.items():
        np.testing.assert_allclose(leaf.grad.numpy(), expected.by_parameter[name], rtol=AGREEMENT)


def test_expected_sales():
    import torch

    mean = torch.tensor([50.0, 100.0, 300.0], dtype=torch.float64, requires_grad=True)
    sales = expected_sales_lognormal(mean, sigma=0.5, seats=120.0)
    sales.value.sum().backward()
    np.testing.assert_allclose(mean.grad.numpy(), sales.by_mean.detach().numpy(), rtol=AGREEMENT)


@pytest.mark.parametrize("turn", range(8))
@pytest.mark.parametrize("outcome", OUTCOMES)
def test_the_compiled_density_and_its_gradient(outcome, turn):
    """Against autograd through the formulas of the registry and PyTorch's own distributions."""
    import torch

    every_other = turn % 2 == 0
    model = small_model(
        turn,
        outcome=outcome,
        turn=turn,
        price=list(PRICE_FACTORS)[turn % len(PRICE_FACTORS)],
        pooled=True,
        families=every_other,
        halo=True,
        reach=every_other,
        experiments=True,
        total_lift=not every_other,
        drift=turn != 5,
        full_weeks=3,
        hidden_weeks=2,
    )
    z = np.random.default_rng(turn).normal(0, 0.3, len(parameter_names(model)))
    gradient = np.empty_like(z)
    value = log_density(pack(model), z, gradient)
    leaf = torch.tensor(z, requires_grad=True)
    recorded = plain_log_density(model, leaf, library=OnTorch())
    recorded.backward()
    assert recorded.item() == pytest.approx(value, rel=AGREEMENT)
    allowed = DENSITY_AGREEMENT * np.abs(gradient).max()
    np.testing.assert_allclose(gradient, leaf.grad.numpy(), rtol=DENSITY_AGREEMENT, atol=allowed)
