"""Every model of the literature in one table: its source, its inputs, its symbols and its structures."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, Final

from kuajie.messages import Text
from kuajie.messages.notices.games import BEYOND_NUMBERS
from kuajie.sharing.literature import (
    bargains,
    discount,
    founding_effort,
    huang_li,
    moral_hazard,
    nerlove_arrow,
    price_power,
    price_root,
    revenue_sharing,
    sethi,
    weight_decay,
)
from kuajie.sharing.literature import meanings as say
from kuajie.sharing.literature.inputs import Input, Kind
from kuajie.sharing.literature.outcome import Fact, NoEquilibrium, Outcome

PROFITS: Final = {"P": "profit_P", "E": "profit_E"}
VALUES: Final = {"P": "V_P", "E": "V_E"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Model:
    """One model: how it is called, made and solved, and what its symbols mean.

    ``make`` takes the inputs by name; ``solvers`` are by structure. ``profit_symbols`` and ``participation``
    name the profits by party and the share paid as the source does. ``known_as`` are how long names of the
    model begin, in lower case; ``ignored`` are inputs that may be there but play no role.
    """

    name: str
    title: Text
    source: Text
    formula: str
    make: Callable[..., Any]
    inputs: tuple[Input, ...]
    solvers: Mapping[str, Callable[[Any], Outcome]]
    symbols: Mapping[str, Text]
    profit_symbols: Mapping[str, str] = field(default_factory=lambda: PROFITS)
    participation: str = "t"
    known_as: tuple[str, ...] = ()
    ignored: tuple[str, ...] = ()

    @property
    def structures(self) -> tuple[str, ...]:
        """The structures that the model can be solved under, in the order in which they are shown."""
        return tuple(self.solvers)


def solve(model: Model, made: object, structure: str) -> Outcome:
    """Return a model's outcome under a structure; raises ``NoEquilibrium`` where there is none."""
    try:
        return model.solvers[structure](made)
    except (ArithmeticError, ValueError) as error:  # logarithms of what is too small to hold, too
        raise NoEquilibrium.of(BEYOND_NUMBERS) from error


def values(model: Model, outcome: Outcome) -> dict[str, Fact]:
    """Return everything an outcome says, by the symbols of the model's source."""
    said: dict[str, Fact] = dict(outcome.decisions)
    if outcome.participation is not None:
        said[model.participation] = outcome.participation
    said |= {model.profit_symbols[party]: profit for party, profit in outcome.profits.items()}
    if outcome.joint is not None:
        said["joint"] = outcome.joint
    return said | dict(outcome.facts)


def _cited(works: str) -> Text:
    """Return works by their authors and years, which read the same in both languages."""
    return Text(en=works, zh=works)


def _inputs(other: Mapping[str, Text] | None = None, /, **kinds: Kind) -> tuple[Input, ...]:
    """Return inputs with their meanings; ``other`` are meanings of this model alone."""
    meanings = {**say.INPUTS, **(other or {})}
    return tuple(Input(name=name, kind=kind, meaning=meanings[name]) for name, kind in kinds.items())


def _optional(**kinds: Kind) -> tuple[Input, ...]:
    """Return inputs that may be left out."""
    return tuple(replace(wanted, needed=False) for wanted in _inputs(**kinds))


def _positive(*names: str) -> dict[str, Kind]:
    return dict.fromkeys(names, Kind.POSITIVE)


_FOUNDING = dict.fromkeys(("N", "price", "F_P", "F_E"), Kind.NOT_NEGATIVE)


HL = Model(
    name="HL",
    title=Text(en="Co-operative advertising with given margins", zh="毛利给定的合作广告"),
    source=_cited("Huang, Li 2001 (EJOR 135:527); Li, Huang, Zhu, Chau 2002 (Omega 30:347)"),
    formula="S = alpha - beta a^-gamma q^-delta",
    make=huang_li.HuangLi,
    inputs=_inputs(**_positive("alpha", "beta", "gamma", "delta", "rho_P", "rho_E")),
    solvers=huang_li.SOLVERS,
    symbols=say.symbols("a", "q", "t", "sales"),
)
PV = Model(
    name="PV",
    title=Text(en="Price and square-root advertising", zh="价格与平方根型广告"),
    source=_cited(
        "Xie, Wei 2009 (EJOR 197:785); SeyedEsfahani, Biazaran, Gharakhani 2011 (EJOR 211:263); "
        "Aust, Buscher 2012 (EJOR 223:473)"
    ),
    formula="D = (alpha - beta p)^(1/v) (k_P sqrt(a) + k_E sqrt(A))",
    make=price_root.PriceRoot,
    inputs=_inputs(say.PRICED, **_positive("alpha", "beta", "v", "k_P", "k_E")),
    solvers=price_root.SOLVERS,
    symbols=say.symbols("p", "w", "a", "A", "t", "demand"),
)
XN = Model(
    name="XN",
    title=Text(en="Price and saturating advertising", zh="价格与饱和型广告"),
    source=_cited("Xie, Neyret 2009 (Comput. Ind. Eng. 56:1375)"),
    formula="D = (alpha - beta p) (A - B a^-gamma q^-delta)",
    make=price_power.PricePower,
    inputs=_inputs(say.PRICED, **_positive("alpha", "beta", "A", "B", "gamma", "delta")),
    solvers=price_power.SOLVERS,
    symbols=say.symbols("p", "w", "a", "q", "t", "demand"),
)
YUE = Model(
    name="YUE",
    title=Text(en="Advertising with a discount that E funds", zh="由机构承担折扣的合作广告"),
    source=_cited("Yue, Austin, Wang, Huang 2006 (EJOR 168:65)"),
    formula="S = (p/P0)^-e (alpha - beta a^-gamma q^-delta)",
    make=discount.Discount,
    inputs=_inputs(
        **_positive("alpha", "beta", "gamma", "delta", "rho_P", "rho_E", "P0"), e=Kind.NOT_NEGATIVE
    ),
    solvers=discount.SOLVERS,
    symbols=say.symbols("price_factor", "a", "q", "t", "sales"),
)

BRIEF = Model(
    name="BRIEF",
    title=Text(en="The founding formula with effort costs", zh="带投入成本的最初公式"),
    source=Text(en="the project's brief, generalised", zh="本项目的最初方案，经推广"),
    formula="f = N price (1 + x)(1 + y) - k_P x^2/2 - k_E y^2/2 - N F_P - N F_E",
    make=founding_effort.FoundingEffort,
    inputs=(
        *_inputs(**_FOUNDING, k_P=Kind.NOT_NEGATIVE, k_E=Kind.NOT_NEGATIVE),
        *_optional(phi=Kind.SHARE, x_box=Kind.BOX, y_box=Kind.BOX),
    ),
    solvers=founding_effort.SOLVERS,
    symbols=say.symbols("x", "y"),
    known_as=("generalised brief model",),
)
BASE = Model(
    name="BASE",
    title=Text(en="The founding formula as written", zh="原样的最初公式"),
    source=Text(en="the project's brief", zh="本项目的最初方案"),
    formula="f = N price (1 + x)(1 + y) - N F_P - N F_E",
    make=founding_effort.without_effort_cost,
    inputs=(
        *_inputs(**_FOUNDING, x_box=Kind.BOX, y_box=Kind.BOX),
        *_optional(phi=Kind.SHARE),
    ),
    solvers=founding_effort.SOLVERS,
    symbols=say.symbols("x", "y"),
    known_as=("brief model as written", "f=n*price"),
    ignored=("k_P", "k_E"),
)
DMH = Model(
    name="DMH",
    title=Text(en="Double moral hazard under linear sharing", zh="线性分成下的双边道德风险"),
    source=_cited("Holmstrom 1982; Bhattacharyya, Lafontaine 1995 (RAND)"),
    formula="R = A + b_P x + b_E y, costs c_P x^2/2 and c_E y^2/2",
    make=moral_hazard.MoralHazard,
    inputs=(
        *_inputs(
            {"A": Text(en="revenue without effort", zh="没有投入时的收入")},
            A=Kind.NUMBER,
            b_P=Kind.NUMBER,
            b_E=Kind.NUMBER,
            c_P=Kind.POSITIVE,
            c_E=Kind.POSITIVE,
        ),
        *_optional(phi=Kind.SHARE),
    ),
    solvers=moral_hazard.SOLVERS,
    symbols=say.symbols("phi", "x", "y"),
    known_as=("double moral hazard", "r=a+b_p"),
)
NA = Model(
    name="NA",
    title=Text(en="Goodwill over time", zh="随时间积累的商誉"),
    source=_cited("Nerlove, Arrow 1962; Jorgensen, Sigue, Zaccour 2000 (J. Retailing 76:71)"),
    formula="G' = lP aP + lE aE - delta G, sales theta G",
    make=nerlove_arrow.NerloveArrow,
    inputs=(
        *_inputs(
            say.FADING,
            **dict.fromkeys(("piP", "piE", "theta", "lP", "lE"), Kind.NOT_NEGATIVE),
            **_positive("uP", "uE", "delta", "r"),
        ),
        *_optional(G0=Kind.NOT_NEGATIVE),
    ),
    solvers=nerlove_arrow.SOLVERS,
    symbols=say.symbols("aP", "aE", "s", "G_ss"),
    profit_symbols=VALUES,
    participation="s",
)
SE = Model(
    name="SE",
    title=Text(en="Advertising over time in a market to win over", zh="随时间争取市场的广告"),
    source=Text(
        en="He, Prasad, Sethi 2009 (POM 18:78), margins fixed",
        zh="He, Prasad, Sethi 2009 (POM 18:78)，毛利固定",
    ),
    formula="dx = (rho u sqrt(1-x) - delta x) dt + sigma(x) dz, cost u^2",
    make=sethi.Sethi,
    inputs=_inputs(
        say.FADING,
        mP=Kind.POSITIVE,
        mE=Kind.NOT_NEGATIVE,
        **_positive("rho", "delta", "r"),
        x0=Kind.SHARE,
    ),
    solvers=sethi.SOLVERS,
    symbols=say.symbols("kappa", "theta", "beta", "beta_P", "beta_E", "x_ss"),
    profit_symbols=VALUES,
    participation="theta",
)
RS = Model(
    name="RS",
    title=Text(en="Seats ordered before demand is known", zh="需求未知前预订名额"),
    source=_cited("Cachon, Lariviere 2005 (Management Science 51:30); Lariviere, Porteus 2001 (MSOM 3:293)"),
    formula="profit = price E[min(q, demand)] - (c_E + c_P) q",
    make=revenue_sharing.of_inputs,
    inputs=(
        *_inputs(price=Kind.POSITIVE, c_E=Kind.NOT_NEGATIVE, c_P=Kind.NOT_NEGATIVE, dist=Kind.DEMAND),
        *_optional(phi=Kind.SHARE),
    ),
    solvers=revenue_sharing.SOLVERS,
    symbols={
        "q": say.SYMBOLS["seats"],
        "w": say.SYMBOLS["w_seat"],
        "expected_sales": say.SYMBOLS["expected_sales"],
    },
    known_as=("revenue sharing newsvendor", "contract"),
)
NBS = Model(
    name="NBS",
    title=Text(en="Nash bargaining over profit that can be passed on", zh="收益可转移的纳什谈判"),
    source=_cited("Nash 1950; Kalai 1977"),
    formula="x_i = d_i + tau_i (total - sum d)",
    make=bargains.TransferableBargain,
    inputs=(*_inputs(total=Kind.NUMBER, d=Kind.NUMBERS), *_optional(tau=Kind.WEIGHTS)),
    solvers=bargains.NBS_SOLVERS,
    symbols=say.symbols("split"),
    known_as=("(asymmetric) nash bargaining",),
)
NBU = Model(
    name="NBU",
    title=Text(en="Nash bargaining with caution", zh="考虑谨慎程度的纳什谈判"),
    source=_cited("Huang, Li 2001; SeyedEsfahani, Biazaran, Gharakhani 2011"),
    formula="gain_i = surplus lam_i mu_i / sum(lam mu)",
    make=bargains.CautiousBargain,
    inputs=_inputs(surplus=Kind.NOT_NEGATIVE, lam=Kind.WEIGHTS, mu=Kind.WEIGHTS),
    solvers=bargains.NBU_SOLVERS,
    symbols=say.symbols("extra"),
    known_as=("asymmetric nash bargaining",),
)
RUB = Model(
    name="RUB",
    title=Text(en="Alternating offers, P proposes first", zh="轮流出价，平台先提"),
    source=_cited("Rubinstein 1982 (Econometrica 50:97)"),
    formula="x_P = pie (1 - delta_E) / (1 - delta_P delta_E)",
    make=bargains.AlternatingOffers,
    inputs=(
        *_inputs(delta_P=Kind.BELOW_ONE, delta_E=Kind.BELOW_ONE),
        *_optional(pie=Kind.NOT_NEGATIVE),
    ),
    solvers=bargains.RUB_SOLVERS,
    symbols=say.symbols("x_P", "x_E"),
    known_as=("rubinstein",),
)
NTU = Model(
    name="NTU",
    title=Text(en="Bargaining on a frontier", zh="前沿上的谈判"),
    source=_cited("Nash 1950; Kalai, Smorodinsky 1975; Kalai 1977"),
    formula="max (u1 - d1)^tau1 (u2 - d2)^tau2",
    make=bargains.FrontierBargain,
    inputs=(*_inputs(frontier=Kind.FRONTIER), *_optional(d=Kind.POINT, tau=Kind.SHARES)),
    solvers=bargains.NTU_SOLVERS,
    symbols=say.symbols("nash", "kalai_smorodinsky", "egalitarian"),
    known_as=("nash / kalai",),
)
WD = Model(
    name="WD",
    title=Text(en="What weight decay does to a decision", zh="权重衰减对决策的影响"),
    source=Text(
        en="the project's brief; Loshchilov, Hutter 2019", zh="本项目的最初方案；Loshchilov, Hutter 2019"
    ),
    formula="theta <- theta - eta grad - eta lam theta",
    make=weight_decay.WeightDecay,
    inputs=(
        *_inputs(
            N=Kind.NOT_NEGATIVE,
            price=Kind.NOT_NEGATIVE,
            k_P=Kind.POSITIVE,
            k_E=Kind.POSITIVE,
            eta=Kind.POSITIVE,
        ),
        *_optional(lam=Kind.NOT_NEGATIVE),
    ),
    solvers=weight_decay.SOLVERS,
    symbols=say.symbols("x", "y", "profit", "true_x", "true_y"),
    known_as=("theta<-theta",),
)

MODELS: Final[Mapping[str, Model]] = {
    model.name: model for model in (HL, PV, XN, YUE, BRIEF, BASE, DMH, NA, SE, RS, NBS, NBU, RUB, NTU, WD)
}
"""Every model by its short name."""
