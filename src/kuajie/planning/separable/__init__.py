"""Exact planning when the response is known: spends of levers that meet only in budgets, seats and demand."""
