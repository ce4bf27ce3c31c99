"""Running every check across files that the tables at hand allow."""

from __future__ import annotations

from dataclasses import dataclass

from kuajie.domain.lever import Lever, LeverKind
from kuajie.exchange.checks.consents import check_consents
from kuajie.exchange.checks.course_history import check_listed, check_sold, warn_few_weeks
from kuajie.exchange.checks.dates import check_dates
from kuajie.exchange.checks.experiments import check_tests, check_told_alike
from kuajie.exchange.checks.learners import check_courses_taken, check_feedback, check_resources
from kuajie.exchange.checks.lessons import LessonBooks, check_lessons
from kuajie.exchange.checks.levers import check_levers, check_units, warn_unused
from kuajie.exchange.checks.limits import check_budgets, warn_prices
from kuajie.exchange.checks.orders import check_orders
from kuajie.exchange.checks.refunds import Books, check_refunds
from kuajie.exchange.findings import Findings
from kuajie.exchange.programme_file.draft import Draft
from kuajie.exchange.programme_file.lever_section import build_lever
from kuajie.exchange.record_files import Tables
from kuajie.exchange.record_table import RecordTable

_FILE_OF_KIND = {LeverKind.MARKETING: "spend", LeverKind.TRAINING: "training"}


def check_agreement(draft: Draft, tables: Tables, converted: Tables, *, findings: Findings) -> None:
    """Check that the files agree with each other and with a programme.toml that is sound by itself.

    ``tables`` hold amounts as written, ``converted`` in the programme's currency. A check whose files are
    missing or unsound is left out: what is wrong with them has been said.
    """
    agreement = _Agreement(draft=draft, tables=tables, converted=converted, findings=findings)
    for table in tables.values():
        check_dates(table, horizon=draft.horizon_value(), zone=agreement.zone, findings=findings)
    for party in draft.party_ids:
        agreement.check_sales(party)
        agreement.check_inputs(party)
        agreement.check_learners(party)
    if ("", "consents") in tables:
        check_consents(tables["", "consents"], draft.party_ids, findings=findings)
    agreement.check_experiments()
    agreement.check_courses()
    agreement.check_limits()


@dataclass(frozen=True, slots=True, kw_only=True)
class _Agreement:
    draft: Draft
    tables: Tables
    converted: Tables
    findings: Findings

    @property
    def zone(self) -> str:
        return str(self.draft.identity["time_zone"])

    @property
    def levers(self) -> dict[str, Lever]:
        return {lever["id"]: build_lever(lever) for lever in self.draft.levers}

    @property
    def course_ids(self) -> set[str]:
        return {course["id"] for course in self.draft.courses}

    def _catalogue(self, party: str) -> set[str] | None:
        courses = self.tables.get((party, "courses"))
        return None if courses is None else set(courses.texts("course_id"))

    def check_sales(self, party: str) -> None:
        orders, catalogue = self.tables.get((party, "orders")), self._catalogue(party)
        if orders is not None and catalogue is not None:
            check_orders(
                orders,
                catalogue=catalogue,
                catalogue_file=self.tables[party, "courses"].file,
                sellers={course["id"]: course["seller"] for course in self.draft.courses},
                findings=self.findings,
            )
        refunds = self.tables.get((party, "refunds"))
        if refunds is not None and orders is not None:
            books = Books(
                orders=orders,
                refunds=refunds,
                converted_orders=self.converted[party, "orders"],
                converted_refunds=self.converted[party, "refunds"],
                currency=self.draft.identity["currency"],
            )
            check_refunds(books, findings=self.findings)
        self._check_lessons(party)

    def _check_lessons(self, party: str) -> None:
        lessons, orders = self.tables.get((party, "lessons")), self.converted.get((party, "orders"))
        if lessons is not None and orders is not None:
            refunds = self.converted.get((party, "refunds"))
            books = LessonBooks(lessons=lessons, orders=orders, refunds=refunds, zone=self.zone)
            check_lessons(books, findings=self.findings)

    def check_inputs(self, party: str) -> None:
        levers = self.levers
        for kind, name in _FILE_OF_KIND.items():
            table = self.tables.get((party, name))
            if table is not None:
                check_levers(table, levers, kind=kind, findings=self.findings)
                if kind is LeverKind.TRAINING:
                    check_units(table, levers, findings=self.findings)
        for lever in levers.values():
            table = self.tables.get((party, _FILE_OF_KIND[lever.kind]))
            if lever.party == party and table is not None:
                warn_unused(lever, table, findings=self.findings)

    def check_experiments(self) -> None:
        every = [table for (_, name), table in self.tables.items() if name == "tests"]
        for tests in every:
            check_tests(tests, self.levers, self.course_ids, findings=self.findings)
        check_told_alike(every, findings=self.findings)

    def check_learners(self, party: str) -> None:
        known = self.course_ids | (self._catalogue(party) or set())
        for name in ("learning", "feedback"):
            table = self.tables.get((party, name))
            if table is not None:
                check_courses_taken(table, known, findings=self.findings)
        feedback, resources = self.tables.get((party, "feedback")), self.tables.get((party, "resources"))
        if feedback is not None:
            check_feedback(feedback, self.draft.party_ids, findings=self.findings)
        if resources is not None:
            check_resources(resources, findings=self.findings)

    def check_courses(self) -> None:
        sold: list[tuple[RecordTable, set[str]]] = []
        for course in self.draft.courses:
            courses = self.tables.get((course["seller"], "courses"))
            orders = self.tables.get((course["seller"], "orders"))
            if courses is not None:
                check_listed(course, courses, findings=self.findings)
            if orders is not None:
                check_sold(course, orders, courses, zone=self.zone, findings=self.findings)
                sold.append((orders, {course["id"]}))
        warn_few_weeks(sold, zone=self.zone, findings=self.findings)

    def check_limits(self) -> None:
        currency = self.draft.identity["currency"]
        check_budgets(
            list(self.levers.values()),
            self.draft.agreement.budgets_value(),
            weeks=self.draft.horizon["weeks"],
            currency=currency,
            findings=self.findings,
        )
        aim = self.draft.agreement.objective["aim"]
        warn_prices(self.draft.courses, aim, currency, findings=self.findings)
