"""A small programme folder of three parties whose files a test can change, and its books."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from kuajie.usecases.settle_books import BooksAnswer
from kuajie.wiring.settlement import BooksRequest, settle_or_look

NOW = datetime(2026, 12, 3, 4, 0, tzinfo=UTC)
PROGRAMME = """
[programme]
id = "small"
title = "小项目"
currency = "CNY"
time_zone = "Asia/Shanghai"
country = "CN"

[horizon]
start = 2026-12-07
weeks = 4

[[party]]
id = "P"
name = "平台"
role = "platform"

[[party]]
id = "E"
name = "学院"
role = "institution"

[[party]]
id = "C"
name = "企业"
role = "employer"

[[course]]
id = "J1"
title = "课程一"
seller = "P"
requires = ["P", "E", "C"]

[[course]]
id = "J2"
title = "课程二"
seller = "E"
requires = ["E", "P"]

{terms}
"""
THIRDS = """
[[terms.clause]]
kind = "share"
shares = { P = "1/3", E = "1/3", C = "1/3" }
"""
TIERS = """
[[terms.clause]]
kind = "tiers"
mode = "marginal"
tiers = [
  { from = "0.00", shares = { P = "2/3", E = "1/6", C = "1/6" } },
  { from = "12.00", shares = { P = "1/3", E = "1/3", C = "1/3" } },
]
"""

Order = tuple[str, str, str, str]
"""Order id, course, moment, paid."""
Refund = tuple[str, str, str]
"""Order id, moment, amount."""

ORDERS: tuple[Order, ...] = (
    ("A1", "J1", "2026-08-20T10:00:00+08:00", "1.00"),
    ("A2", "J1", "2026-09-01T00:00:00+08:00", "1.00"),
    ("A3", "J1", "2026-09-30T23:59:59+08:00", "9.99"),
    ("A4", "J1", "2026-10-05T12:00:00+08:00", "20.01"),
    ("A5", "J2", "2026-10-06T12:00:00+08:00", "5.00"),
    ("A6", "J1", "2026-11-06T12:00:00+08:00", "7.00"),
)
REFUNDS: tuple[Refund, ...] = (("A2", "2026-10-02T09:00:00+08:00", "0.50"),)


@dataclass
class BooksFolder:
    """A programme folder, its orders, refunds and payments."""

    folder: Path
    orders: Sequence[Order] = ORDERS
    refunds: Sequence[Refund] = REFUNDS
    payments: Sequence[tuple[str, str, str, str, str]] = ()
    terms: str = THIRDS
    extra: dict[str, str] = field(default_factory=dict)

    def write(self) -> BooksFolder:
        """Write every file."""
        files = {"programme.toml": PROGRAMME.replace("{terms}", self.terms)}
        for party, course in (("P", "J1"), ("E", "J2")):
            files[f"{party}/courses.csv"] = (
                "course_id,title,price,currency,seats,unit_cost,level,language,concepts\n"
                f"{course},{course},20.00,CNY,,,,zh,\n"
            )
            own = [order for order in self.orders if order[1] == course]
            files[f"{party}/orders.csv"] = (
                "order_id,line,learner,buyer,quantity,course_id,ordered_at,list_price,paid,currency,channel,coupon\n"
                + "".join(
                    f"{order},1,L{order},,1,{course},{at},{paid},{paid},CNY,app,\n"
                    for order, _, at, paid in own
                )
            )
            names = {order[0] for order in own}
            files[f"{party}/refunds.csv"] = "order_id,line,refunded_at,amount,currency,reason\n" + "".join(
                f"{order},1,{at},{amount},CNY,\n" for order, at, amount in self.refunds if order in names
            )
        if self.payments:
            files["payments.csv"] = "period,payer,payee,amount,currency,paid_at\n" + "".join(
                f"{period},{payer},{payee},{amount},CNY,{at}\n"
                for period, payer, payee, amount, at in self.payments
            )
        for name, text in {**files, **self.extra}.items():
            place = self.folder / name
            place.parent.mkdir(parents=True, exist_ok=True)
            place.write_text(text, encoding="utf-8")
        return self

    def settle(self, month: str, *, now: datetime = NOW, **asked: object) -> BooksAnswer:
        """Ask something of a month's books."""
        request = BooksRequest(**asked)  # type: ignore[arg-type]
        answer = settle_or_look(self.folder, request, locale="en", month=month, now=now)
        assert isinstance(answer, BooksAnswer)
        return answer

    def keep(self, month: str) -> BooksAnswer:
        return self.settle(month, keep=True)

    def close(self, month: str, parties: Iterable[str] = ("P", "E", "C")) -> BooksAnswer:
        """Keep, issue, let all sign, and lock a month."""
        self.settle(month, statements=self.folder.parent / "statements")
        for party in parties:
            self.settle(month, sign=party, by=f"{party}'s manager")
        return self.settle(month, lock=True)

    def bytes(self) -> dict[str, bytes]:
        """Return every file of the books' entries."""
        place = self.folder / "settlement"
        return {path.relative_to(place).as_posix(): path.read_bytes() for path in sorted(place.glob("0*/*"))}

    def entries(self) -> list[dict[str, object]]:
        """Return the entries as plain values."""
        return [json.loads(data) for name, data in self.bytes().items() if name.endswith("entry.json")]


def closings(answer: BooksAnswer) -> dict[str, int]:
    """Return every party's balance."""
    return {each.party: each.closing for each in answer.statements}
