"""Whom an answer is told to: a language and a currency, and with them the form of every figure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Context, Decimal
from math import isfinite

from babel.dates import format_skeleton
from babel.numbers import format_currency, format_decimal

from kuajie.domain.money import Money
from kuajie.domain.withheld import Withheld
from kuajie.messages import Locale, Text
from kuajie.present.numbers import (
    CLDR,
    MYRIAD,
    NOTHING,
    SIGNIFICANT,
    say_date,
    say_money,
    say_number,
    say_share,
)
from kuajie.usecases.fit_answer import Interval

MINUS = "−"
SURELY, HARDLY = Text(en="over 99%", zh="99% 以上"), Text(en="under 1%", zh="不到 1%")
BETWEEN = Text(en="{lower} to {upper}", zh="{lower} 至 {upper}")
COMMA = Text(en=", ", zh="、")
LAST_COMMA = Text(en=" and ", zh="、")
FEWER_THAN = Text(en="fewer than {limit}", zh="少于 {limit}")
NOT_TOLD = Text(en="not told", zh="不披露")
CURRENCY_NAMES = {"CNY": Text(en="CNY", zh="元")}
"""What tables write after amounts; other currencies go by their code."""


@dataclass(frozen=True, slots=True)
class Reader:
    """A reader's language, and the currency of what is read.

    Estimates of money keep four significant digits; nobody should read a fen into them. A plain table may
    have no currency; its amounts are then numbers. ``outcome`` is what a plain table calls its outcome; a
    programme, which has none, speaks of courses and enrolments.
    """

    locale: Locale
    currency: str
    outcome: str = ""

    def called(self, of_programme: Text, of_table: Text) -> Text:
        """Return the text that fits what is told of: a programme, or a plain table."""
        return of_table if self.outcome else of_programme

    def say(self, text: Text, **facts: object) -> str:
        """Return a text in the reader's language."""
        return text.say(self.locale, **facts)

    def money(self, amount: float) -> str:
        """Return an estimated amount of money, to about four significant digits; Chinese counts in 万 and 亿.

        >>> Reader("zh", "CNY").money(1_234_567.8), Reader("en", "CNY").money(1_234_567.8)
        ('¥123.5万', 'CN¥1,235,000')
        >>> Reader("zh", "CNY").money(-30_000.0), Reader("zh", "CNY").money(123.4)
        ('−¥3.00万', '¥123')
        """
        if not isfinite(amount) or not self.currency:
            return self.number(amount)
        if self.locale == "zh" and abs(amount) >= MYRIAD:
            return self._myriads(amount)
        kept = Context(prec=SIGNIFICANT).plus(Decimal(repr(float(amount))))
        return say_money(Money.nearest(kept, self.currency), self.locale).replace("-", MINUS)

    def _myriads(self, amount: float) -> str:
        """Return an amount in 万 or 亿, with decimals by its size, so that columns line up."""
        size, unit = (1e8, "亿") if abs(amount) >= 1e8 else (1e4, "万")
        number = amount / size
        digits = 2 if abs(number) < 100 else 1 if abs(number) < 1000 else 0
        form = f"¤#,##0{'.' + digits * '0' if digits else ''}{unit}"
        said = format_currency(
            number, self.currency, format=f"{form};{MINUS}{form}", locale="zh_CN", currency_digits=False
        )
        return str(said)

    def signed_money(self, amount: float) -> str:
        """Return a difference in money with its sign.

        >>> Reader("en", "CNY").signed_money(120_000.0)
        '+CN¥120,000'
        """
        said = self.money(amount)
        return f"+{said}" if amount > 0 and said != NOTHING else said

    def whole(self, amount: float) -> str:
        """Return an amount to the unit with thousands separators, for tables that must add up.

        >>> Reader("zh", "CNY").whole(-1234567.2)
        '−1,234,567'
        """
        if not isfinite(amount):
            return NOTHING
        return str(format_decimal(round(amount) + 0, format="#,##0", locale=CLDR[self.locale])).replace(
            "-", MINUS
        )

    def price(self, amount: float) -> str:
        """Return a price, with its minor units only where it has any.

        >>> Reader("en", "CNY").price(399.0), Reader("en", "CNY").price(19.9)
        ('CN¥399', 'CN¥19.90')
        """
        exact = say_money(Money.nearest(amount, self.currency), self.locale, exact=True)
        return exact.removesuffix(".00")

    def number(self, value: float) -> str:
        """Return a count or quantity for reading."""
        if isinstance(value, Withheld):
            return self._withheld(value)
        return say_number(round(value) if abs(value) >= 100 and isfinite(value) else value, self.locale)

    def quantity(self, value: float) -> str:
        """Return an amount of input such as hours, to two digits at least and no finer than needed.

        >>> Reader("en", "CNY").quantity(72.48), Reader("en", "CNY").quantity(3.25)
        ('72', '3.2')
        """
        return self.number(round(value) if abs(value) >= 10 else round(value, 1))

    def count(self, value: float) -> str:
        """Return a whole number of things, written out: enrolments, weeks, draws.

        >>> Reader("zh", "CNY").count(13_312.4)
        '13,312'
        >>> Reader("en", "").count(Withheld(10)), Reader("zh", "").count(Withheld(10))
        ('fewer than 10', '少于 10')
        """
        if isinstance(value, Withheld):
            return self._withheld(value)
        return say_number(round(value), self.locale, exact=True) if isfinite(value) else NOTHING

    def _withheld(self, value: Withheld) -> str:
        if value.fewer_than is None:
            return self.say(NOT_TOLD)
        return self.say(FEWER_THAN, limit=say_number(value.fewer_than, self.locale, exact=True))

    def ratio(self, value: float) -> str:
        """Return a ratio such as a return on spend, to two decimals.

        >>> Reader("en", "CNY").ratio(2.0567)
        '2.06'
        """
        if not isfinite(value):
            return NOTHING
        return str(format_decimal(round(value, 2) + 0.0, format="#,##0.00", locale=CLDR[self.locale]))

    def tenth(self, value: float) -> str:
        """Return a number to one decimal.

        >>> Reader("en", "CNY").tenth(13.8)
        '13.8'
        """
        return str(format_decimal(round(value, 1) + 0.0, format="#,##0.0", locale=CLDR[self.locale]))

    def brief(self, value: float) -> str:
        """Return a number to three significant digits, whatever its size.

        >>> Reader("en", "").brief(0.0123456), Reader("en", "").brief(12345.0)
        ('0.0123', '12,345')
        """
        kept = Context(prec=3).plus(Decimal(repr(float(value)))) if abs(value) < 1000 else round(value)
        return self.number(float(kept))

    def signed_count(self, value: float) -> str:
        """Return a difference in whole things with its sign.

        >>> Reader("en", "CNY").signed_count(-12.0)
        '−12'
        """
        said = self.count(value).replace("-", MINUS)
        return f"+{said}" if round(value) > 0 else said

    def share(self, share: float) -> str:
        """Return a share in per cent."""
        return say_share(share, self.locale).replace("-", MINUS)

    def chance(self, chance: float) -> str:
        """Return a probability that comes from some hundred draws, which cannot tell 0 from a half per cent.

        >>> Reader("en", "CNY").chance(0.0), Reader("en", "CNY").chance(0.125)
        ('under 1%', '12.5%')
        """
        if chance < 0.01 or chance > 0.99:
            return self.say(HARDLY if chance < 0.5 else SURELY)
        return self.share(chance)

    def fine_share(self, share: float) -> str:
        """Return a small share in per cent, to a hundredth: how near a proof comes.

        >>> Reader("en", "CNY").fine_share(0.00421)
        '0.42%'
        """
        return f"{self.ratio(100 * share)}%" if isfinite(share) else NOTHING

    def day(self, day: date) -> str:
        """Return a date."""
        return say_date(day, self.locale)

    def last_day(self, monday: date) -> str:
        """Return the last day of a week, given its first.

        >>> Reader("en", "CNY").last_day(date(2026, 11, 23))
        'Nov 29, 2026'
        """
        return self.day(monday + timedelta(days=6))

    def short_day(self, day: date) -> str:
        """Return a day without its year, for narrow columns and axes.

        >>> [Reader(locale, "CNY").short_day(date(2026, 11, 30)) for locale in ("zh", "en")]
        ['11/30', 'Nov 30']
        """
        return str(format_skeleton("Md" if self.locale == "zh" else "MMMd", day, locale=CLDR[self.locale]))

    def between(self, lower: str, upper: str) -> str:
        """Return a range whose ends are already said; once only where they are the same."""
        if lower == upper:
            return lower
        return self.say(BETWEEN, lower=lower, upper=upper)

    def money_range(self, interval: Interval) -> str:
        """Return the ends of an interval of money."""
        return self.between(self.money(interval.lower), self.money(interval.upper))

    def count_range(self, interval: Interval) -> str:
        """Return the ends of an interval of counts."""
        return self.between(self.count(interval.lower), self.count(interval.upper))

    def ratio_range(self, interval: Interval) -> str:
        """Return the ends of an interval of ratios."""
        return self.between(self.ratio(interval.lower), self.ratio(interval.upper))

    def listing(self, items: list[str]) -> str:
        """Return names one after the other.

        >>> Reader("en", "CNY").listing(["a", "b", "c"]), Reader("zh", "CNY").listing(["a", "b", "c"])
        ('a, b and c', 'a、b、c')
        """
        if len(items) < 2:
            return "".join(items)
        return self.say(COMMA).join(items[:-1]) + self.say(LAST_COMMA) + items[-1]

    def worth(self, value: float, *, money: bool) -> str:
        """Return what a coalition reaches: money, or a count where the programme aims at something else."""
        return self.money(value) if money else self.number(value)

    def worth_range(self, interval: Interval, *, money: bool) -> str:
        """Return the ends of an interval of what a coalition reaches."""
        ends = (self.worth(end, money=money) for end in (interval.lower, interval.upper))
        return self.between(*ends)

    @property
    def unit(self) -> str:
        """The currency's name as tables write it."""
        known = CURRENCY_NAMES.get(self.currency)
        return self.say(known) if known else self.currency
