"""The order in which a page shows an answer."""

from __future__ import annotations

from kuajie.present.blocks import Heading, Paragraph, Table
from kuajie.present.page import Figure, PageTable, Part
from kuajie_site.pages.templatetags.drawings import svg_size
from kuajie_site.studies.told import charts_early, place_chart

OPENING, LATER = Paragraph("opening"), Paragraph("later")
TITLE, TABLE = Heading("Spend"), PageTable(table=Table(title="", columns=(), rows=()))
CHART = Figure(svg="<svg/>", label="bars", caption="")
OTHER = Figure(svg="<svg/>", label="lines", caption="")


def test_charts_come_before_tables_and_after_the_opening_sentences() -> None:
    parts = [OPENING, TITLE, TABLE, LATER, CHART]
    assert list(charts_early(parts)) == [OPENING, CHART, TITLE, TABLE, LATER]


def test_a_chart_stands_below_the_table_of_its_title_or_at_the_end() -> None:
    shown: list[Part] = [TITLE, TABLE, LATER]
    place_chart(CHART, TITLE, shown)
    place_chart(OTHER, Heading("Profit"), shown)
    assert shown == [TITLE, TABLE, CHART, LATER, Heading("Profit"), OTHER]


def test_the_size_of_a_drawing_is_told_where_it_has_one() -> None:
    told = svg_size('<svg class="marks" width="768" height="315.5" viewBox="0 0 768 316">')
    assert told == ' width="768" height="315"'
    assert svg_size("<svg viewBox='0 0 1 1'>") == ""
