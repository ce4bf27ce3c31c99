"""The models written out as accounts of two parties, with nothing solved: what the tests check answers by.

Accounts take decisions by name, real or complex, so that derivatives are exact by an imaginary step. Prices
are said by both margins, m of P and w of E, with the price m + w.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from scipy.optimize import brentq

Decisions = dict[str, Any]
STEP = 1e-30


@dataclass(frozen=True)
class Plain:
    """Both parties' accounts, who decides what, and which decision of a follower is settled first."""

    accounts: Callable[[Mapping[str, float], Decisions], tuple[Any, Any]]
    of_p: tuple[str, ...]
    of_e: tuple[str, ...]
    paid: str


def hl(k: Mapping[str, float], d: Decisions) -> tuple[Any, Any]:
    sales = k["alpha"] - k["beta"] * d["a"] ** -k["gamma"] * d["q"] ** -k["delta"]
    return k["rho_P"] * sales - (1 - d["t"]) * d["a"], k["rho_E"] * sales - d["t"] * d["a"] - d["q"]


def pv(k: Mapping[str, float], d: Decisions) -> tuple[Any, Any]:
    ads = k["k_P"] * d["a"] ** 0.5 + k["k_E"] * d["A"] ** 0.5
    demand = (k["alpha"] - k["beta"] * (d["m"] + d["w"])) ** (1 / k["v"]) * ads
    return d["m"] * demand - (1 - d["t"]) * d["a"], d["w"] * demand - d["A"] - d["t"] * d["a"]


def xn(k: Mapping[str, float], d: Decisions) -> tuple[Any, Any]:
    effect = k["A"] - k["B"] * d["a"] ** -k["gamma"] * d["q"] ** -k["delta"]
    demand = (k["alpha"] - k["beta"] * (d["m"] + d["w"])) * effect
    return d["m"] * demand - (1 - d["t"]) * d["a"], d["w"] * demand - d["q"] - d["t"] * d["a"]


def yue(k: Mapping[str, float], d: Decisions) -> tuple[Any, Any]:
    sales = k["alpha"] - k["beta"] * d["a"] ** -k["gamma"] * d["q"] ** -k["delta"]
    sales *= d["price_factor"] ** -k["e"]
    unit_e = k["rho_E"] - k["P0"] * (1 - d["price_factor"])
    return k["rho_P"] * sales - (1 - d["t"]) * d["a"], unit_e * sales - d["t"] * d["a"] - d["q"]


def brief(k: Mapping[str, float], d: Decisions) -> tuple[Any, Any]:
    revenue = k["N"] * k["price"] * (1 + d["x"]) * (1 + d["y"])
    of_p = k["phi"] * revenue - k["k_P"] * d["x"] ** 2 / 2 - k["N"] * k["F_P"]
    return of_p, (1 - k["phi"]) * revenue - k["k_E"] * d["y"] ** 2 / 2 - k["N"] * k["F_E"]


def dmh(k: Mapping[str, float], d: Decisions) -> tuple[Any, Any]:
    revenue = k["A"] + k["b_P"] * d["x"] + k["b_E"] * d["y"]
    of_p = k["phi"] * revenue - k["c_P"] * d["x"] ** 2 / 2
    return of_p, (1 - k["phi"]) * revenue - k["c_E"] * d["y"] ** 2 / 2


def na(k: Mapping[str, float], d: Decisions) -> tuple[Any, Any]:
    """Discount goodwill under constant efforts, G* + (G0 - G*) e^(-δ t), term by term."""
    steady = (k["lP"] * d["aP"] + k["lE"] * d["aE"]) / k["delta"]
    goodwill = steady / k["r"] + (k["G0"] - steady) / (k["r"] + k["delta"])
    cost_p, cost_e = k["uP"] * d["aP"] ** 2 / 2 / k["r"], k["uE"] * d["aE"] ** 2 / 2 / k["r"]
    of_p = k["piP"] * k["theta"] * goodwill - (1 - d["s"]) * cost_p
    return of_p, k["piE"] * k["theta"] * goodwill - d["s"] * cost_p - cost_e


def se(k: Mapping[str, float], d: Decisions) -> tuple[Any, Any]:
    """Discount the market share, which under u = κ √(1 - x) tends to its end at the rate ρ κ + δ."""
    pull = k["rho"] * d["kappa"]
    steady = pull / (pull + k["delta"])
    share = steady / k["r"] + (k["x0"] - steady) / (k["r"] + k["delta"] + pull)
    cost = d["kappa"] ** 2 * (1 / k["r"] - share)
    return k["mP"] * share - (1 - d["theta"]) * cost, k["mE"] * share - d["theta"] * cost


PLAIN: dict[str, Plain] = {
    "HL": Plain(hl, ("a",), ("q",), "t"),
    "PV": Plain(pv, ("m", "a"), ("w", "A"), "t"),
    "XN": Plain(xn, ("m", "a"), ("w", "q"), "t"),
    "YUE": Plain(yue, ("a",), ("price_factor", "q"), "t"),
    "BRIEF": Plain(brief, ("x",), ("y",), "-"),
    "DMH": Plain(dmh, ("x",), ("y",), "-"),
    "NA": Plain(na, ("aP",), ("aE",), "s"),
    "SE": Plain(se, ("kappa",), (), "theta"),
}


def decided(name: str, values: Mapping[str, Any]) -> Decisions:
    """Return an answer's values as decisions of the accounts."""
    plain = PLAIN[name]
    found = dict(values)
    if "p" in found:
        found["m"] = found["p"] - found.get("w", 0.0)
        found.setdefault("w", 0.0)
    found.setdefault(plain.paid, 0.0)
    return {key: found[key] for key in (*plain.of_p, *plain.of_e, plain.paid) if key in found}


def slope(
    name: str, inputs: Mapping[str, float], decisions: Decisions, variable: str, *, party: int
) -> float:
    """Return a party's exact marginal profit in one decision; party 2 is both together."""
    moved = {**decisions, variable: decisions[variable] + 1j * STEP}
    accounts = PLAIN[name].accounts(inputs, moved)
    account = accounts[0] + accounts[1] if party == 2 else accounts[party]
    return float(complex(account).imag / STEP)


def earned(name: str, inputs: Mapping[str, float], decisions: Decisions) -> tuple[float, float]:
    """Return what both earn; where a decision is out of range, less than anything."""
    accounts = PLAIN[name].accounts(inputs, decisions)
    if any(isinstance(account, complex) for account in accounts):
        return -float("inf"), -float("inf")
    return float(accounts[0]), float(accounts[1])


def replied(
    name: str, inputs: Mapping[str, float], decisions: Decisions, *, party: int, most: Mapping[str, float]
) -> Decisions:
    """Return decisions with one party's replaced by its reply, by roots of its marginal profits in turn.

    ``most`` are upper ends of decisions that have one. A party's own decisions are settled in their order,
    price first, which the effort does not change.
    """
    found = dict(decisions)
    for variable in PLAIN[name].of_p if party == 0 else PLAIN[name].of_e:
        low, high = found[variable] * 1e-9, found[variable] * 1e4
        high = min(high, most.get(variable, high))

        def at(value: float, variable: str = variable) -> float:
            return slope(name, inputs, {**found, variable: value}, variable, party=party)

        found[variable] = (
            brentq(at, low, high, xtol=1e-300, rtol=1e-14, maxiter=500) if at(high) < 0 else high
        )
    return found
