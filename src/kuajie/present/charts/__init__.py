"""One chart for page, notebook, picture and report: Altair charts of answers, in the reader's language."""

from kuajie.present.charts.calibration import calibration_chart
from kuajie.present.charts.contributions import contributions_chart
from kuajie.present.charts.curves import response_curves_chart
from kuajie.present.charts.deals import deals_chart
from kuajie.present.charts.forecasts import forecasts_chart
from kuajie.present.charts.frontier import cost_frontier_chart, party_frontier_chart
from kuajie.present.charts.intervals import alternatives_chart, coalitions_chart, returns_chart, shares_chart
from kuajie.present.charts.profit import profit_chart
from kuajie.present.charts.render import chart_png, chart_svg
from kuajie.present.charts.spend import spend_chart
from kuajie.present.charts.style import Drawn
from kuajie.present.charts.weekly import weekly_fit_chart, weekly_plan_chart

__all__ = [
    "Drawn",
    "alternatives_chart",
    "calibration_chart",
    "chart_png",
    "chart_svg",
    "coalitions_chart",
    "contributions_chart",
    "cost_frontier_chart",
    "deals_chart",
    "forecasts_chart",
    "party_frontier_chart",
    "profit_chart",
    "response_curves_chart",
    "returns_chart",
    "shares_chart",
    "spend_chart",
    "weekly_fit_chart",
    "weekly_plan_chart",
]
