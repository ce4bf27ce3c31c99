"""The fit on public weekly tables, most of them real: what came out, hold-out error included.

The tables are not part of the project; the study looks for them in ../shared/data/mmm, or in the folder named
by KUAJIE_TABLES, and says so where they are absent. Writes docs/real-data.md.
"""

from __future__ import annotations

import json
import os
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from kuajie.usecases.fit_answer import FitAnswer
from kuajie.usecases.fit_table import TableRequest
from kuajie.wiring import fit_table

ROOT = Path(__file__).parents[1]
PAGE = ROOT / "docs" / "real-data.md"
FOLDER = Path(os.environ.get("KUAJIE_TABLES", ROOT.parent / "shared" / "data" / "mmm"))
EIGHT = ("tv", "search", "social", "video", "display", "email", "radio", "ooh")


@dataclass(frozen=True)
class Study:
    """One table: what it is, how it is asked, how many weeks are hidden."""

    title: str
    about: str
    request: TableRequest
    holdout: int
    truth: str | None = None


def studies() -> list[Study]:
    return [
        Study(
            "A packaged-goods brand, 179 weeks (real)",
            "Weekly volume of one brand with its own and rival prices, television GRPs and coupons "
            "(free-standing inserts), from marketing-mix teaching data. Rival prices and retail activity are "
            "controls.",
            TableRequest(
                file=FOLDER / "mma_brandC_179weeks.csv",
                outcome="eq_volum",
                date="weekDay",
                levers=("tvgrp_c", "tvgrp_u", "trustad", "fsi_holi", "fsi_non"),
                controls=("disacv_c", "bonusacv", "price_e", "price_p", "fsi_comp", "itemstor", "walmart"),
                price="price_c",
                country="US",
            ),
            26,
        ),
        Study(
            "Simulated retailer of Robyn, 208 weeks",
            "The example data of another tool (not ours): revenue with five paid channels.",
            TableRequest(
                file=FOLDER / "dt_simulated_weekly.csv",
                outcome="revenue",
                date="DATE",
                levers=("tv_S", "ooh_S", "print_S", "facebook_S", "search_S"),
                controls=("competitor_sales_B", "newsletter"),
                country="DE",
            ),
            35,
        ),
        Study(
            "Example of PyMC-Marketing, 179 weeks",
            "Simulated by another tool (not ours): two channels and two events, whose effects add up.",
            TableRequest(
                coupling="sum",
                file=FOLDER / "mmm_example.csv",
                outcome="y",
                date="date_week",
                levers=("x1", "x2"),
                controls=("event_1", "event_2"),
                country=None,
            ),
            35,
        ),
        *(
            Study(
                f"Eight channels with known truth, {kind} saturation, 156 weeks",
                "Simulated, so that the true returns are known. Levers add to sales here, as in the fit.",
                TableRequest(
                    coupling="sum",
                    file=FOLDER / f"sim_{kind}_156x8.csv",
                    outcome="y",
                    date="date",
                    levers=EIGHT,
                    controls=("promo",),
                    price="price",
                    country=None,
                    saturation=kind,
                ),
                31,
                f"sim_{kind}_156x8_truth.json",
            )
            for kind in ("logistic", "hill")
        ),
    ]


def describe(study: Study, fit: FitAnswer) -> str:
    """Return one study as Markdown."""
    hidden, checks = fit.holdout, fit.checks
    lines = [f"## {study.title}", "", study.about, ""]
    lines += [f"`{command(study)}`", ""]
    if hidden is not None:
        told = (
            f"Hidden last {hidden.weeks} weeks: mean absolute error {hidden.mape:.1%} of sales "
            f"(the same weeks of last year as forecast: {hidden.naive_mape:.1%}), "
            f"CRPS {hidden.crps:.2%} of mean sales, "
            f"{hidden.coverage:.0%} of the weeks inside the 90 % interval. "
            f"Weeks seen: R² of log sales {checks.r_squared:.2f}, {checks.coverage:.0%} inside."
        )
        lines += [told, ""]
    sampling = (
        f"Sampling: R-hat {checks.worst_r_hat:.3f}, least effective draws {checks.least_bulk_draws:.0f}, "
        f"{checks.divergences} divergences, {checks.cpu_seconds:.1f} CPU s."
    )
    lines += [sampling, ""]
    return "\n".join([*lines, *lever_rows(study, fit), "", *warning_rows(fit), ""])


def command(study: Study) -> str:
    """Return the command line that asks the same question."""
    ask = study.request
    parts = [f"kuajie fit --panel {ask.file.name} --outcome {ask.outcome} --date {ask.date}"]
    parts += [f"--levers {','.join(ask.levers)}"]
    parts += [f"--controls {','.join(ask.controls)}"] if ask.controls else []
    parts += [f"--price {ask.price}"] if ask.price else []
    parts += [f"--country {ask.country or 'none'} --saturation {ask.saturation}"]
    parts += [f"--coupling {ask.coupling}"] if ask.coupling != "product" else []
    parts += [f"--holdout {study.holdout}"]
    return " ".join(parts)


def lever_rows(study: Study, fit: FitAnswer) -> list[str]:
    """Return the table of levers: share of outcome and return per unit, with the truth where it is known."""
    truth = json.loads((FOLDER / study.truth).read_text())["roi"] if study.truth else None
    total = float(np.nansum(fit.panel.enrolments))
    head = ["lever", "share of outcome", "return per unit, 90 %", "half-life, weeks", "learned"]
    rows = [head + (["true return"] if truth else []), ["---"] * (len(head) + bool(truth))]
    for lever in fit.levers:
        back = lever.return_on_spend
        row = [
            lever.id,
            f"{lever.enrolments.lower / total:.1%} to {lever.enrolments.upper / total:.1%}",
            f"{back.median:.3g} ({back.lower:.3g} to {back.upper:.3g})" if back else "never used",
            f"{lever.half_life.median:.1f}",
            f"{lever.learned:.0%}",
        ]
        if truth and back:
            row.append(f"{truth[lever.id]:.3g}{'' if back.holds(truth[lever.id]) else ' (outside)'}")
        rows.append(row)
    course = fit.courses[0]
    told = []
    if course.elasticity:
        interval = f"({course.elasticity.lower:.2f} to {course.elasticity.upper:.2f})"
        told = [f"Price elasticity {course.elasticity.median:.2f} {interval}."]
    return ["| " + " | ".join(row) + " |" for row in rows] + ["", *told]


def warning_rows(fit: FitAnswer) -> list[str]:
    """Return what the fit itself warns of."""
    return [f"- {finding.say('en')}" for finding in fit.warnings]


HEAD = """# Real and public weekly tables

What `kuajie fit --panel` makes of weekly tables that are not ours, as it came out, good or bad. Made by
`python -m benchmarks real_tables`; the tables are public and not part of the project. Return per unit is
outcome per unit of the lever (GRP, insert, or money where the column is money); "learned" is the share of
the prior's uncertainty about a lever that the data removed.

What to take from it. Where sales are simulated from levers, season and price, hidden weeks are predicted
two to four times better than by last year's weeks. On the one fully real brand they are not: last year's
weeks forecast it better, because its baseline bends in ways that controls do not explain, and the intervals
are wide enough to say so. Returns of single levers are known within a factor of two to ten
from the data alone, which is why experiments and priors matter.
"""


def main() -> None:
    if not FOLDER.is_dir():
        print(f"the tables are not here: {FOLDER}")
        return
    parts = [HEAD]
    for study in studies():
        text = describe(study, fit_table(study.request, holdout_weeks=study.holdout))
        print(text)
        parts.append(text)
    PAGE.write_text("\n".join(parts).rstrip() + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
