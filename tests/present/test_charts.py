"""Charts are valid Vega-Lite, speak one language, and can share a page."""

from __future__ import annotations

import html
import io
import re
from collections.abc import Callable
from typing import Any

import altair as alt
import pytest
from answers import Answers, answers
from PIL import Image

from kuajie.messages import LOCALES, Locale
from kuajie.present import charts
from kuajie.present.reader import Reader

TRUE = {"video": 2.0, "search": 3.4}
CHARTS: dict[str, Callable[[Answers, Reader], Any]] = {
    "spend": lambda made, reader: charts.spend_chart(made.plan, reader),
    "weekly fit": lambda made, reader: charts.weekly_fit_chart(made.fit, reader),
    "weekly plan": lambda made, reader: charts.weekly_plan_chart(made.plan, reader),
    "curves": lambda made, reader: charts.response_curves_chart(made.fit, reader),
    "contributions": lambda made, reader: charts.contributions_chart(made.fit, reader),
    "forecasts": lambda made, reader: charts.forecasts_chart(made.fit, reader),
    "calibration": lambda made, reader: charts.calibration_chart(made.fit, reader),
    "returns": lambda made, reader: charts.returns_chart(made.fit, reader),
    "truth": lambda made, reader: charts.returns_chart(made.fit, reader, truth=TRUE),
    "alternatives": lambda made, reader: charts.alternatives_chart(made.plan, reader),
    "coalitions": lambda made, reader: charts.coalitions_chart(made.split, reader),
    "shares": lambda made, reader: charts.shares_chart(made.split, reader),
    "profit": lambda made, reader: charts.profit_chart(made.plan, reader),
}
HAN = re.compile(r"[\u3400-\u9fff]")


@pytest.fixture(scope="module", params=LOCALES)
def locale(request: pytest.FixtureRequest) -> Locale:
    found: Locale = request.param
    return found


@pytest.fixture(scope="module")
def draw(locale: Locale) -> Callable[[str], Any]:
    made = answers(locale)
    return lambda name: CHARTS[name](made, Reader(locale, "CNY"))


def texts(svg: str) -> list[str]:
    return re.findall(r"<text[^>]*>([^<]+)</text>", svg)


@pytest.mark.parametrize("name", CHARTS)
def test_a_chart_keeps_to_the_schema(draw: Callable[[str], Any], name: str) -> None:
    assert draw(name).to_dict(validate=True)["$schema"].startswith("https://vega.github.io/schema/vega-lite")


@pytest.mark.parametrize("name", CHARTS)
def test_a_drawing_is_plain_text_in_one_language(
    draw: Callable[[str], Any], locale: Locale, name: str
) -> None:
    svg = charts.chart_svg(draw(name))
    assert svg.startswith("<svg")
    assert not re.search(r"aria-|role=|xmlns|http", svg)
    said = texts(svg)
    assert said
    if locale == "en":
        assert not any(map(HAN.search, said))
    else:
        assert not [text for text in said if re.search(r"[A-Za-z]{3,}", text)]
    assert not {"NaN", "null", "undefined"} & set(said)


def clipped(height: int) -> Any:
    rows = alt.Data(values=[{"at": 1}, {"at": height}])
    return alt.Chart(rows, height=height).mark_line(clip=True).encode(x="at:Q", y="at:Q")


def test_drawings_on_one_page_do_not_share_ids() -> None:
    svgs = [charts.chart_svg(clipped(height)) for height in (100, 200)]
    ids = [set(re.findall(r'id="([^"]+)"', svg)) for svg in svgs]
    assert all(ids)
    assert ids[0] & ids[1] == set()
    assert charts.chart_svg(clipped(100)) == svgs[0], "the same chart is the same drawing"
    for svg, own in zip(svgs, ids, strict=True):
        assert set(re.findall(r"url\(#([^)]+)\)", svg)) <= own


def test_a_picture_is_a_png_with_something_on_it(draw: Callable[[str], Any]) -> None:
    with Image.open(io.BytesIO(charts.chart_png(draw("shares")))) as picture:
        assert picture.format == "PNG"
        assert picture.width > 1000
        assert len(picture.convert("RGB").getcolors(1 << 24) or []) > 50


def test_weekly_dates_do_not_depend_on_the_machine(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TZ", "America/Los_Angeles")
    said = texts(charts.chart_svg(CHARTS["weekly plan"](answers("en"), Reader("en", "CNY"))))
    assert "Nov 30" in said
    assert "Nov 29" not in said


def test_points_are_drawn_where_the_numbers_are() -> None:
    # The curve of every lever reaches 40 · (1 - exp(-20000 / 8000)) at the end of its panel.
    spec = CHARTS["curves"](answers("en"), Reader("en", "CNY")).to_dict()
    rows = re.findall(r'"mean": ([\d.]+)', spec["concat"][0]["layer"][0]["data"]["values"])
    assert float(rows[-1]) == pytest.approx(40 * (1 - 2.718281828459045 ** (-2.5)))


def test_namesakes_stay_apart() -> None:
    made = answers("en", p="Same name", e="Same name", video="Twin", search="Twin")
    reader = Reader("en", "CNY")
    spend = charts.chart_svg(charts.spend_chart(made.plan, reader))
    assert texts(spend).count("Same name") == 2
    returns = charts.chart_svg(charts.returns_chart(made.fit, reader))
    assert texts(returns).count("Twin") == 2


def test_names_with_quotes_are_written_as_they_are() -> None:
    name = """a "b" 'c' \\ d"""
    said = texts(charts.chart_svg(charts.spend_chart(answers("en", p=name).plan, Reader("en", "CNY"))))
    assert html.unescape("".join(text for text in said if text.startswith("a "))) == name
