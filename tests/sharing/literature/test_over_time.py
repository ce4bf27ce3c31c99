"""The Sethi game: value equations hold, E's share is the best one, and no committed share does better."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from plain_models import se, slope
from scipy.integrate import quad

from kuajie.sharing.literature.registry import MODELS, solve, values
from kuajie.sharing.literature.structures import INSTITUTION_COMMITS, INSTITUTION_LEADS, NASH

CASES = st.fixed_dictionaries(
    {
        "mP": st.floats(0.1, 5.0),
        "mE": st.floats(0.0, 8.0),
        "rho": st.floats(0.1, 2.0),
        "delta": st.floats(0.02, 0.5),
        "r": st.floats(0.02, 0.2),
        "x0": st.floats(0.0, 1.0),
    }
)


def answered(inputs: dict[str, float], structure: str) -> dict[str, Any]:
    model = MODELS["SE"]
    return values(model, solve(model, model.make(**inputs), structure))


@given(CASES)
def test_leading_by_a_rule_solves_both_value_equations(k: dict[str, float]) -> None:
    said = answered(k, INSTITUTION_LEADS)
    theta, kappa, of_p, of_e = (said[name] for name in ("theta", "kappa", "beta_P", "beta_E"))
    assert kappa == pytest.approx(k["rho"] * of_p / (2 * (1 - theta)), rel=1e-12)
    for share in (0.0, 0.3, 1.0):
        moved = k["rho"] * kappa * (1 - share) - k["delta"] * share
        for beta, total, margin, paid in (
            (of_p, said["V_P"], k["mP"], (1 - theta)),
            (of_e, said["V_E"], k["mE"], theta),
        ):
            level = total + beta * (share - k["x0"])
            flow = margin * share - paid * kappa**2 * (1 - share) + beta * moved
            scale = abs(k["r"] * level) + margin + kappa**2 + 1e-9
            assert k["r"] * level == pytest.approx(flow, rel=0, abs=1e-11 * scale)


@given(CASES)
def test_the_share_is_best_at_every_moment(k: dict[str, float]) -> None:
    said = answered(k, INSTITUTION_LEADS)

    def now(theta: float) -> float:
        kappa = k["rho"] * said["beta_P"] / (2 * (1 - theta))
        return -theta * kappa**2 + said["beta_E"] * k["rho"] * kappa

    assert all(now(said["theta"]) >= now(theta) - 1e-12 for theta in np.linspace(0.0, 0.95, 96))


@given(CASES)
def test_no_committed_share_is_better_and_committing_never_hurts(k: dict[str, float]) -> None:
    said = answered(k, INSTITUTION_COMMITS)
    at = {"kappa": said["kappa"], "theta": said["theta"]}
    assert abs(slope("SE", k, at, "kappa", party=0) * said["kappa"]) <= 1e-9 * (
        k["mP"] + said["kappa"] ** 2
    ) / (k["r"] ** 2)

    def worth(kappa: Any) -> Any:
        """Return E's account where its share is the one that makes P choose ``kappa``."""
        paid = 1 - k["rho"] * k["mP"] / (kappa * (2 * (k["r"] + k["delta"]) + k["rho"] * kappa))
        return se(k, {"kappa": kappa, "theta": paid})[1]

    pull = (worth(said["kappa"] + 1e-30j) / 1e-30).imag * said["kappa"]
    size = (k["mE"] + said["kappa"] ** 2) / k["r"]
    assert pull <= 1e-9 * size
    assert said["theta"] == 0.0 or pull >= -1e-9 * size
    for kappa in said["kappa"] * np.array([1.01, 1.1, 1.5, 4.0]):
        assert worth(kappa) <= said["V_E"] + 1e-9 * size
    for structure in (INSTITUTION_LEADS, NASH):
        assert said["V_E"] >= answered(k, structure)["V_E"] - 1e-9 * (abs(said["V_E"]) + 1)


def test_the_value_is_what_the_path_earns() -> None:
    k = {"mP": 1.3, "mE": 3.1, "rho": 0.9, "delta": 0.1, "r": 0.05, "x0": 0.2}
    said = answered(k, INSTITUTION_LEADS)
    pull = k["rho"] * said["kappa"]
    steady = pull / (pull + k["delta"])

    def flow(time: float) -> float:
        share = steady + (k["x0"] - steady) * np.exp(-(pull + k["delta"]) * time)
        cost = said["theta"] * said["kappa"] ** 2 * (1 - share)
        return float(np.exp(-k["r"] * time) * (k["mE"] * share - cost))

    found = sum(quad(flow, start, start + 20, epsabs=1e-13)[0] for start in range(0, 800, 20))
    assert said["V_E"] == pytest.approx(found, rel=1e-10)
