"""How many seats to hold when demand is random and seats are paid for before it is known."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from scipy.integrate import quad


class Demand(Protocol):
    """A distribution of demand, as SciPy's frozen ones."""

    def cdf(self, x: float) -> float:
        """Return the chance of a demand of at most ``x``."""
        ...

    def ppf(self, q: float) -> float:
        """Return the ``q`` quantile of demand."""
        ...

    def mean(self) -> float:
        """Return mean demand."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class SeatTrade:
    """What one seat brings and costs: sold at ``price``, held at ``cost``, left over at ``salvage``.

    ``penalty`` is what a learner turned away costs beyond the lost sale.
    """

    price: float
    cost: float
    salvage: float = 0.0
    penalty: float = 0.0

    def __post_init__(self) -> None:
        """Refuse a trade in which no number of seats is the best, or none is ever worth holding."""
        if not self.salvage < self.cost < self.price + self.penalty:
            raise ValueError(f"salvage < cost < price + penalty must hold, but got {self}")

    @property
    def critical_ratio(self) -> float:
        """The chance of meeting all demand at which one more seat brings as much as it costs."""
        gain = self.price + self.penalty - self.cost
        return gain / (gain + self.cost - self.salvage)


def seats_to_hold(demand: Demand, trade: SeatTrade, *, level: float = 1.0) -> float:
    """Return the seats with the largest mean profit over the worst ``level`` share of outcomes.

    At level 1 that is the ``critical_ratio`` quantile of demand (Arrow, Harris and Marschak 1951), below it,
    without a penalty, that quantile at level times the ratio (Gotoh and Takano 2007; Chen, Xu and Zhang
    2009).
    """
    if not 0.0 < level <= 1.0 or (level < 1.0 and trade.penalty != 0.0):
        raise ValueError(f"level must be in (0, 1], and 1 with a penalty, but got {level}, {trade}")
    return float(demand.ppf(level * trade.critical_ratio))


def seat_profit(demand: Demand, trade: SeatTrade, seats: float, *, level: float = 1.0) -> float:
    """Return the mean profit of ``seats`` over the worst ``level`` share of outcomes, in money.

    Below level 1 the worst outcomes are those of least demand (no penalty): profit is all margin less what
    unsold seats lose, (price - cost) · seats - (price - salvage) · E[(seats - demand)⁺] / level.

    Raises ``ValueError`` below level 1 with a penalty, or for more seats than that share of demand fills.
    """
    unsold = mean_left_over(demand, seats)
    if level < 1.0:
        if trade.penalty != 0.0 or demand.cdf(seats) > level:
            raise ValueError(f"no closed form for {seats} seats at level {level} with {trade}")
        return (trade.price - trade.cost) * seats - (trade.price - trade.salvage) * unsold / level
    turned_away = float(demand.mean()) - seats + unsold
    sold = seats - unsold
    paid = trade.cost * seats + trade.penalty * turned_away
    return trade.price * sold + trade.salvage * unsold - paid


def mean_left_over(demand: Demand, seats: float) -> float:
    """Return E[(seats - demand)⁺], the integral of the distribution function up to ``seats``."""
    low = float(demand.ppf(1e-15))
    found, _ = quad(demand.cdf, min(low, seats), seats, epsabs=1e-11, epsrel=1e-12, limit=400)
    return float(found)
