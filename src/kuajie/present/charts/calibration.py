"""Returns before the data, by data alone, and with experiments."""

from __future__ import annotations

import altair as alt

from kuajie.present.calibration import CALIBRATED, DATA_ONLY
from kuajie.present.charts.style import (
    BLUE,
    GREY,
    INK,
    ORANGE,
    WIDTH,
    Drawn,
    label_room,
    naming,
    styled,
    values,
)
from kuajie.present.fit_tables import PRIOR
from kuajie.present.reader import Reader
from kuajie.present.return_unit import REVENUE_AXIS, return_unit
from kuajie.usecases.fit_answer import Calibration, FitAnswer

STEPS = (PRIOR, DATA_ONLY, CALIBRATED)
COLOURS = (GREY, ORANGE, BLUE)
ROW_HEIGHT = 62


def calibration_chart(fit: FitAnswer, reader: Reader) -> Drawn:
    """Return for every tested lever three intervals below one another: prior, data alone, with experiments.

    Raises ``ValueError`` for a fit that no experiment entered.
    """
    if not fit.calibration:
        raise ValueError("no experiment entered the fit, so there is nothing to compare")
    unit = return_unit(fit, reader)
    names = [each.title for each in fit.calibration]
    base = alt.Chart(values(_rows(fit.calibration, unit.size)))
    room = label_room(names)
    axis = alt.Axis(title=None, ticks=False, domain=False, minExtent=room, labelExpr=naming(names))
    y = alt.Y("place:O", axis=axis, scale=alt.Scale(paddingInner=0.35, paddingOuter=0.2))
    words = [reader.say(step) for step in STEPS]
    colour = alt.Color(
        "step:O",
        scale=alt.Scale(domain=list(range(len(STEPS))), range=list(COLOURS)),
        legend=alt.Legend(labelExpr=naming(words), symbolType="square"),
    )
    offset = alt.YOffset("step:O")
    title = reader.say(REVENUE_AXIS) if unit.even is not None else reader.say(unit.name)
    x = alt.X("lower:Q", axis=alt.Axis(title=title, tickCount=6), scale=alt.Scale(zero=True))
    even = alt.Chart(values([{"at": unit.even or 0.0}])).mark_rule(color=GREY, strokeWidth=1).encode(x="at:Q")
    bars = base.mark_bar(height=8, opacity=0.55).encode(x=x, x2="upper:Q", y=y, yOffset=offset, color=colour)
    dots = base.mark_point(filled=True, size=60, opacity=1, stroke=INK, strokeWidth=0.5).encode(
        x="middle:Q", y=y, yOffset=offset, color=colour
    )
    return styled(alt.layer(even, bars, dots, width=WIDTH - 40 - room, height=ROW_HEIGHT * len(names)))


def _rows(calibration: tuple[Calibration, ...], size: float) -> list[dict[str, object]]:
    return [
        {
            "place": place,
            "step": step,
            "lower": size * found.lower,
            "middle": size * found.median,
            "upper": size * found.upper,
        }
        for place, each in enumerate(calibration)
        for step, found in enumerate((each.prior, each.data_only, each.calibrated))
        if found is not None
    ]
