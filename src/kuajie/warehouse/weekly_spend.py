"""What was put into levers by week: marketing spend and training inputs."""

from __future__ import annotations

import ibis


def programme_spend(spend: ibis.Table, funded: ibis.Table, *, programme: str) -> ibis.Table:
    """Return the rows of spend.csv that belong to a programme's marketing levers."""
    return spend.filter(spend.programme == programme).semi_join(funded, ["lever", "party"])


def programme_training(training: ibis.Table, funded: ibis.Table) -> ibis.Table:
    """Return the rows of training.csv that belong to a programme's training levers."""
    return training.semi_join(funded, ["lever", "party"])


def first_day(dated: ibis.Table) -> ibis.Table:
    """Return the earliest day of a dated table, one row."""
    return dated.aggregate(first=dated.date.min())


def weekly_spend(spend: ibis.Table) -> ibis.Table:
    """Return marketing spend by lever and week, in minor units."""
    weekly = spend.mutate(week=spend.date.truncate("W"))
    return weekly.group_by("lever", "week").aggregate(spend=weekly.amount.sum())


def weekly_training(training: ibis.Table) -> ibis.Table:
    """Return training input (in each lever's unit) and its cost (in minor units) by lever and week."""
    weekly = training.mutate(week=training.date.truncate("W"))
    return weekly.group_by("lever", "week").aggregate(input=weekly.amount.sum(), spend=weekly.cost.sum())


def last_day(dated: ibis.Table) -> ibis.Table:
    """Return the latest day of a dated table, one row."""
    return dated.aggregate(last=dated.date.max())
