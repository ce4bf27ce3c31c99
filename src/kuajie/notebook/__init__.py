"""Kuajie in a notebook or a script: read a folder, then ask; every answer shows itself and can be charted.

programme = kuajie.read("my-programme")
fit = programme.fit(holdout_weeks=13)
plan = fit.plan()
split = plan.split()
split.report("report.html")
"""

from kuajie.notebook.agreements import Deals, Partners, Structures, Terms
from kuajie.notebook.fits import Fit, TableFit, fit_table, load_fit
from kuajie.notebook.plans import CostFrontier, PartyFrontier, Plan
from kuajie.notebook.programmes import Programme, new, read
from kuajie.notebook.splits import Split

__all__ = [
    "CostFrontier",
    "Deals",
    "Fit",
    "Partners",
    "PartyFrontier",
    "Plan",
    "Programme",
    "Split",
    "Structures",
    "TableFit",
    "Terms",
    "fit_table",
    "load_fit",
    "new",
    "read",
]
