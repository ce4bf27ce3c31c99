"""What every party is due, computed plainly: no running totals, everything added up anew from what happened.

Written from the rules (docs/settle.md) and slow on purpose; amounts by party name, shares as fractions.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from fractions import Fraction

from kuajie.domain.clauses import (
    Advance,
    Cap,
    Clause,
    CostKind,
    CostShare,
    Deduction,
    FeePerEnrolment,
    FeePerLead,
    FixedFee,
    Holdback,
    MinimumGuarantee,
    Recoup,
    Referral,
    Retainer,
    RevenueShare,
    TierMode,
    Tiers,
    covers,
)
from kuajie.domain.terms import LateRefunds
from kuajie.settlement.agreement import Agreement, TimedClause
from kuajie.settlement.events import Cost, Due, Lead, Lesson, Refund, Released, Sale

EARNED, RECEIVED, CONTRIBUTED, PREPAID = "earned", "received", "contributed", "prepaid"
Balances = dict[tuple[str, str], int]


def day_of(number: int) -> date:
    return date(1970, 1, 1) + timedelta(days=number)


def rounded(exact: dict[str, Fraction], order: Sequence[str]) -> dict[str, int]:
    """Largest remainder: rounded down, what is left one by one to the largest remainder, first first."""
    down = {name: int(exact[name] // 1) for name in order}
    total = sum(exact.values())
    assert total.denominator == 1
    for name in sorted(order, key=lambda each: down[each] - exact[each])[: int(total) - sum(down.values())]:
        down[name] += 1
    return down


def split(amount: int, weights: Sequence[int]) -> list[int]:
    names = [str(place) for place in range(len(weights))]
    whole = sum(weights)
    exact = {name: Fraction(amount * weight, whole) for name, weight in zip(names, weights, strict=True)}
    return list(rounded(exact, names).values())


def months_from(day: date, per: str) -> tuple[date, date]:
    """Return the first day of the calendar period a day lies in, and of the next."""
    first = {"month": day.month, "quarter": (day.month - 1) // 3 * 3 + 1, "year": 1}[per]
    start = end = date(day.year, first, 1)
    for _ in range({"month": 1, "quarter": 3, "year": 12}[per]):
        end = (end + timedelta(days=31)).replace(day=1)
    return start, end


@dataclass
class Record:
    """A sale: the clauses of its day, and where its money is: with which clause, in which tier."""

    sale: Sale
    clauses: list[tuple[int, Clause]]
    by_lessons: bool = False
    refunded: int = 0
    lessons: list[Lesson] = field(default_factory=list)
    cash: int = 0
    contributed: int = 0
    off: dict[int, int] = field(default_factory=dict)
    repaid: dict[int, int] = field(default_factory=dict)
    money: dict[int, int] = field(default_factory=dict)
    released: set[int] = field(default_factory=set)
    late: int = 0
    refunded_whole: bool = False

    @property
    def used(self) -> Fraction:
        """How much of what was sold has been delivered."""
        if not self.by_lessons:
            return Fraction(1)
        return min(Fraction(1), sum((Fraction(row.lessons, row.of) for row in self.lessons), Fraction(0)))

    @property
    def left(self) -> int:
        """What the buyer paid and has not got back."""
        return self.sale.paid - self.refunded

    @property
    def counting(self) -> int:
        """A lesson is worth its part of what was paid, as long as money is left; cents only when whole."""
        return min(self.left, self.sale.paid * self.used.numerator // self.used.denominator)

    def of(self, kind: type | tuple[type, ...]) -> list[tuple[int, Clause]]:
        return [(place, clause) for place, clause in self.clauses if isinstance(clause, kind)]

    def about(self, place: int) -> bool:
        return any(place == own for own, _ in self.clauses)

    @property
    def sharing(self) -> tuple[int, RevenueShare | Tiers]:
        found = self.of((RevenueShare, Tiers))
        return found[0] if found else (-1, RevenueShare(shares={self.sale.seller: Fraction(1)}))  # type: ignore[return-value]

    @property
    def retroactive(self) -> bool:
        clause = self.sharing[1]
        return isinstance(clause, Tiers) and clause.mode is TierMode.RETROACTIVE


class Reference:
    """An agreement and what happened up to now."""

    def __init__(self, agreement: Agreement) -> None:
        self.agreement = agreement
        self.records: dict[str, Record] = {}
        self.costs: list[Cost] = []
        self.leads: list[Lead] = []
        self.dues: list[Due] = []
        self.changes: list[tuple[Record, dict[str, int]]] = []
        """Every change of what parties have by sharing, with a sale of its pool: caps read these."""
        self.before: dict[object, dict[str, int]] = {}

    def sell(self, sale: Sale) -> None:
        record = self.records[sale.id] = Record(sale, list(self.in_force(sale)))
        record.by_lessons = sale.course in self.agreement.consumed
        self.keep(record)

    def in_force(self, sale: Sale) -> Iterator[tuple[int, Clause]]:
        day = day_of(sale.day)
        sharing: list[tuple[bool, bool, int]] = []
        for place, timed in enumerate(self.agreement.clauses):
            clause = timed.clause
            if not timed.holds(day):
                continue
            if not self.about(clause, sale):
                continue
            bundle = clause.bundle if isinstance(clause, RevenueShare) else ()
            if isinstance(clause, RevenueShare | Tiers):
                sharing.append((not bundle, place < self.agreement.agreed, place))
            elif isinstance(clause, MinimumGuarantee | Advance):
                if self.span(place, day) is not None:
                    yield place, clause
            else:
                yield place, clause
        for _, _, place in sorted(sharing)[:1]:
            yield place, self.agreement.clauses[place].clause

    def about(self, clause: Clause, sale: Sale) -> bool:
        if isinstance(clause, RevenueShare) and clause.bundle:
            return "+".join(clause.bundle) in sale.bought.split()
        if isinstance(clause, Referral) and clause.channels and sale.channel not in clause.channels:
            return False
        return covers(clause, sale.course)

    def span(self, place: int, day: date) -> tuple[date, date] | None:
        """Return the days over which a guarantee counts, or from which on an advance is earned back."""
        timed = self.agreement.clauses[place]
        clause, horizon = timed.clause, self.agreement.horizon
        if isinstance(clause, Advance) and clause.due is not None:
            return (clause.due, date.max) if day >= clause.due else None
        if horizon.since is None or horizon.until is None or not horizon.holds(day) or not timed.holds(day):
            return None
        first, end = max(horizon.since, timed.since or date.min), min(horizon.until, timed.until or date.max)
        if isinstance(clause, MinimumGuarantee) and clause.per is not None:
            period = months_from(day, clause.per)
            first, end = max(first, period[0]), min(end, period[1])
        return first, end

    def refund(self, refund: Refund) -> None:
        record = self.records[refund.sale]
        days = self.agreement.refund_window_days
        late = days is not None and refund.at - record.sale.at > days * 24 * 3600 * 10**6
        if late and self.agreement.late_refunds is LateRefunds.SELLER:
            unearned = min(refund.amount, record.left - record.counting)
            record.refunded += unearned
            record.late += refund.amount - unearned
            return
        if refund.amount and refund.amount == record.left:
            record.refunded_whole = True
        record.refunded += refund.amount
        self.keep(record)

    def teach(self, lesson: Lesson) -> None:
        record = self.records[lesson.sale]
        record.lessons.append(lesson)
        self.keep(record)

    def release(self, released: Released) -> None:
        self.records[released.sale].released.add(released.clause)

    def keep(self, record: Record) -> None:
        """Let what is to count of a sale count."""
        sale, cash = record.sale, record.counting
        part = Fraction(cash, sale.paid) if sale.paid else record.used
        contributed = int(sale.let_off * part // 1)
        record.cash, record.contributed = cash, contributed
        held = sum(record.repaid.values()) + sum(record.money.values())
        more = self.net(record) - held
        if more >= 0:
            self.put(record, more)
        else:
            repaid, tiers = sorted(record.repaid), sorted(record.money)
            back = split(
                -more, [*(record.repaid[key] for key in repaid), *(record.money[key] for key in tiers)]
            )
            for key, size in zip(repaid, back, strict=False):
                record.repaid[key] -= size
            for key, size in zip(tiers, back[len(repaid) :], strict=True):
                record.money[key] -= size
        self.note()

    def net(self, record: Record) -> int:
        """Take deductions off what counts of a sale, and referrals off what they leave."""
        gross = record.cash + record.contributed
        rest = Fraction(1)
        rates: dict[str, Fraction] = {}
        for place, clause in record.of(Deduction):
            rates[str(place)] = clause.rate
            rest -= clause.rate
        net = rest
        for place, clause in record.of(Referral):
            rates[str(place)] = clause.rate * net
            rest -= clause.rate * net
        found = rounded(
            {**{name: rate * gross for name, rate in rates.items()}, "": rest * gross}, [*rates, ""]
        )
        record.off = {int(name): amount for name, amount in found.items() if name}
        return found[""]

    def put(self, record: Record, amount: int) -> None:
        for place, clause in record.of(Recoup):
            size = min(amount, max(0, self.due(clause, place) - self.within(place)))
            record.repaid[place] = record.repaid.get(place, 0) + size
            amount -= size
        clause = record.sharing[1]
        floors = [tier.threshold.minor for tier in clause.tiers] if isinstance(clause, Tiers) else [0]
        for tier, floor in enumerate(floors):
            top = floors[tier + 1] if tier + 1 < len(floors) else None
            size = amount if top is None else min(amount, max(0, top - max(floor, self.under(record))))
            record.money[tier] = record.money.get(tier, 0) + size
            amount -= size

    def due(self, clause: Recoup, place: int) -> int:
        if clause.amount is not None:
            return clause.amount.minor
        due = int(self.repayable(place) // 1)
        return due if clause.limit is None else min(due, clause.limit.minor)

    def spent(self) -> Iterator[tuple[set[int], int]]:
        """Yield every cost with the clauses (recoup and cost share) that it comes under."""
        for cost in self.costs:
            yield (
                {
                    place
                    for place, timed in self.about_costs(CostKind.SPEND, cost.party, day_of(cost.day))
                    if not timed.clause.levers or cost.lever in timed.clause.levers
                },
                cost.amount,
            )
        for record in self.records.values():
            sale = record.sale
            for party, costs in self.agreement.unit_costs.items():
                under = {
                    place
                    for place, timed in self.about_costs(CostKind.UNIT_COSTS, party, day_of(sale.day))
                    if covers(timed.clause, sale.course)
                }
                if not record.refunded_whole:
                    yield under, costs.get(sale.course, 0) * sale.quantity

    def about_costs(self, kind: CostKind, party: str, day: date) -> Iterator[tuple[int, TimedClause]]:
        for place, timed in enumerate(self.agreement.clauses):
            clause = timed.clause
            if not isinstance(clause, Recoup | CostShare) or kind not in clause.costs:
                continue
            whose = clause.party if isinstance(clause, Recoup) else clause.payee
            if party == whose and timed.holds(day):
                yield place, timed

    def left(self, before: int | None = None) -> list[tuple[set[int], Fraction]]:
        """Return what recoup clauses (those before a place; all without) leave of every cost."""
        left = [(under, Fraction(amount)) for under, amount in self.spent()]
        for place, timed in enumerate(self.agreement.clauses):
            if isinstance(timed.clause, Recoup) and timed.clause.costs and (before is None or place < before):
                base = sum((rest for under, rest in left if place in under), Fraction(0))
                kept = 1 - min(Fraction(1), self.within(place) / base) if base else Fraction(1)
                left = [(under, rest * kept if place in under else rest) for under, rest in left]
        return left

    def repayable(self, place: int) -> Fraction:
        return sum((rest for under, rest in self.left(place) if place in under), Fraction(0))

    def within(self, place: int) -> int:
        """Return what a recoup clause has taken."""
        return sum(record.repaid.get(place, 0) for record in self.records.values())

    def together(self, record: Record) -> object:
        """Sales whose money counts together towards tiers."""
        place, clause = record.sharing
        if isinstance(clause, Tiers) and clause.per is not None:
            return place, months_from(day_of(record.sale.day), clause.per)[0]
        return place

    def under(self, record: Record) -> int:
        """Return what stands under the sharing clause of a sale, in its period."""
        same = [each for each in self.records.values() if self.together(each) == self.together(record)]
        return sum(sum(each.money.values()) for each in same)

    def note(self) -> None:
        """Note by how much every pool's parts differ from before."""
        for each in self.records.values():
            now = self.parts(each)
            key = self.pool(each)
            if key in self.before and self.before[key] == now:
                continue
            old = self.before.get(key, dict.fromkeys(self.agreement.parties, 0))
            self.before[key] = now
            self.changes.append((each, {party: now[party] - old[party] for party in now}))

    def pool(self, record: Record) -> object:
        """Retroactive tiers share the money of all sales together that the same clauses follow on."""
        if not record.retroactive:
            return record.sale.id
        follow = [
            (place, self.period(place, record)) for place, _ in record.of((Cap, Advance, MinimumGuarantee))
        ]
        return self.together(record), tuple(sorted(follow, key=lambda each: each[0]))

    def period(self, place: int, record: Record) -> object:
        """Return the days over which a cap or guarantee counts a sale."""
        clause, day = self.agreement.clauses[place].clause, day_of(record.sale.day)
        if isinstance(clause, Cap):
            return None if clause.per is None else months_from(day, clause.per)[0]
        return self.span(place, day) if isinstance(clause, MinimumGuarantee) else None

    def parts(self, record: Record) -> dict[str, int]:
        """Return what every party has of the shared money of a sale's pool, caps aside."""
        parties = self.agreement.parties
        exact = dict.fromkeys(parties, Fraction(0))
        for each in self.records.values():
            if self.pool(each) == self.pool(record):
                for tier, size in each.money.items():
                    for party, share in self.shares(record, tier).items():
                        exact[party] += share * size
        return rounded(exact, parties)

    def shares(self, record: Record, tier: int) -> dict[str, Fraction]:
        clause = record.sharing[1]
        if isinstance(clause, RevenueShare):
            return dict(clause.shares)
        if record.retroactive:
            total = self.under(record)
            tier = max(at for at, each in enumerate(clause.tiers) if each.threshold.minor <= total)
        return dict(clause.tiers[tier].shares)

    def capped(self) -> list[tuple[Record, dict[str, int]]]:
        """Every change of what parties have by sharing, after all caps."""
        changes = [(record, dict(parts)) for record, parts in self.changes]
        for place, timed in enumerate(self.agreement.clauses):
            if isinstance(timed.clause, Cap):
                about = [(record, parts) for record, parts in changes if record.about(place)]
                for period in {self.period(place, record) for record, _ in about}:
                    some = [parts for record, parts in about if self.period(place, record) == period]
                    self.limit(timed.clause, place, some)
        return changes

    def limit(self, cap: Cap, place: int, changes: list[dict[str, int]]) -> None:
        so_far = dict.fromkeys(self.agreement.parties, 0)
        moved = dict.fromkeys(self.agreement.parties, 0)
        for parts in changes:
            for party in parts:
                so_far[party] += parts[party]
            now = self.moved(cap, place, so_far)
            for party in parts:
                parts[party] += now[party] - moved[party]
            moved = now

    def moved(self, cap: Cap, place: int, has: dict[str, int]) -> dict[str, int]:
        parties = self.agreement.parties
        above = max(0, has[cap.party] - cap.amount.minor)
        own = self.agreement.clauses[place]
        limited = {
            other.clause.party
            for other in self.agreement.clauses
            if isinstance(other.clause, Cap)
            and (own.until is None or other.since is None or other.since < own.until)
            and (other.until is None or own.since is None or own.since < other.until)
        }
        takers = cap.to or tuple(party for party in parties if party not in limited)
        weights = {party: Fraction(party in takers) for party in parties}
        if not cap.to and any(has[party] > 0 for party in takers):
            weights = {party: Fraction(max(0, has[party]) if party in takers else 0) for party in parties}
        whole = sum(weights.values())
        gets = rounded({party: above * weight / whole for party, weight in weights.items()}, parties)
        gets[cap.party] -= above
        return gets

    def balances(self) -> Balances:
        found: Balances = defaultdict(int)
        changes = self.capped()
        for _, parts in changes:
            for party, amount in parts.items():
                found[EARNED, party] += amount
        for record in self.records.values():
            self.of_sale(record, found)
        for place, timed in enumerate(self.agreement.clauses):
            clause = timed.clause
            if isinstance(clause, CostShare):
                rest = sum((rest for under, rest in self.left() if place in under), Fraction(0))
                self.pay(found, clause, int((clause.rate * rest + Fraction(1, 2)) // 1))
            elif isinstance(clause, FeePerLead):
                count = sum(
                    lead.party == clause.payee
                    and timed.holds(day_of(lead.day))
                    and (not clause.channels or lead.channel in clause.channels)
                    for lead in self.leads
                )
                self.pay(found, clause, count * clause.amount.minor)
            elif isinstance(clause, FixedFee | Retainer):
                self.pay(found, clause, sum(due.amount for due in self.dues if due.clause == place))
            elif isinstance(clause, Advance):
                paid = sum(due.amount for due in self.dues if due.clause == place)
                had = sum(parts[clause.payee] for record, parts in changes if record.about(place))
                self.pay(found, clause, paid - min(clause.amount.minor, max(0, had)))
        self.guarantees(changes, found)
        return {key: amount for key, amount in found.items() if amount}

    def of_sale(self, record: Record, found: Balances) -> None:
        sale = record.sale
        found[RECEIVED, sale.seller] += record.left - record.late
        found[PREPAID, sale.seller] -= record.left - record.counting
        found[EARNED, sale.seller] -= record.late
        if record.contributed:
            found[CONTRIBUTED, sale.bearer] += record.contributed
        for place, amount in record.off.items():
            clause = self.agreement.clauses[place].clause
            found[EARNED, getattr(clause, "party", "") or sale.seller] += amount
        for place, clause in record.of(Recoup):
            found[EARNED, clause.party] += record.repaid.get(place, 0)
        for _, fee in record.of(FeePerEnrolment):
            self.pay(found, fee, 0 if record.refunded_whole else sale.quantity * fee.amount.minor)
        for place, hold in record.of(Holdback):
            if not record.retroactive and place not in record.released:
                held = int(hold.rate * self.parts(record)[hold.party] // 1)
                found[EARNED, hold.party] -= held
                found[EARNED, sale.seller] += held

    def guarantees(self, changes: list[tuple[Record, dict[str, int]]], found: Balances) -> None:
        """Add the true-up of every promise whose span is over; it counts for wider ones after it."""
        paid: list[tuple[int, date, int]] = []
        for place, timed in enumerate(self.agreement.clauses):
            promise = timed.clause
            if not isinstance(promise, MinimumGuarantee):
                continue
            for due in self.dues:
                if due.clause != place:
                    continue
                first, end = self.span(place, day_of(due.first)) or (date.min, date.min)
                had = sum(
                    parts[promise.payee]
                    for record, parts in changes
                    if record.about(place) and first <= day_of(record.sale.day) < end
                )
                had += sum(
                    record.repaid.get(at, 0)
                    for record in self.records.values()
                    if record.about(place) and first <= day_of(record.sale.day) < end
                    for at, recoup in record.of(Recoup)
                    if recoup.party == promise.payee
                )
                had += sum(
                    amount for at, day, amount in paid if self.narrower(at, place) and first <= day < end
                )
                short = max(0, due.amount - had)
                self.pay(found, promise, short)
                paid.append((place, end - timedelta(days=1), short))

    def narrower(self, one: int, other: int) -> bool:
        first, second = self.agreement.clauses[one].clause, self.agreement.clauses[other].clause
        assert isinstance(first, MinimumGuarantee)
        assert isinstance(second, MinimumGuarantee)
        within = not second.courses or (bool(first.courses) and set(first.courses) <= set(second.courses))
        return one < other and first.payee == second.payee and within

    def pay(self, found: Balances, clause: Clause, amount: int) -> None:
        found[EARNED, clause.payee] += amount  # type: ignore[union-attr]
        found[EARNED, clause.payer] -= amount  # type: ignore[union-attr]


@dataclass
class Happened:
    """Rows of everything that happened, in any order."""

    sales: list[Sale]
    refunds: list[Refund] = field(default_factory=list)
    costs: list[Cost] = field(default_factory=list)
    leads: list[Lead] = field(default_factory=list)
    releases: list[Released] = field(default_factory=list)
    dues: list[Due] = field(default_factory=list)
    lessons: list[Lesson] = field(default_factory=list)


def moments(agreement: Agreement, happened: Happened) -> list[Balances]:
    """Balances after every event, in canonical order."""
    reference = Reference(agreement)
    kinds = (
        (happened.sales, reference.sell),
        (happened.costs, reference.costs.append),
        (happened.lessons, reference.teach),
        (happened.refunds, reference.refund),
        (happened.leads, reference.leads.append),
        (happened.releases, reference.release),
        (happened.dues, reference.dues.append),
    )
    rows = sorted(
        ((row.at, kind, row.id, row, take) for kind, (some, take) in enumerate(kinds) for row in some),
        key=lambda row: row[:3],
    )
    found = []
    for _, _, _, row, take in rows:
        take(row)
        found.append(reference.balances())
    return found
