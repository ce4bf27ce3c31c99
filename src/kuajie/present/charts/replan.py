"""What a plan made again mid-way spends in the weeks that are left."""

from __future__ import annotations

from kuajie.present.charts.spend import spend_chart
from kuajie.present.charts.style import Drawn
from kuajie.present.reader import Reader
from kuajie.usecases.replan_answer import ReplanAnswer


def rest_spend_chart(answer: ReplanAnswer, reader: Reader) -> Drawn:
    """Return weekly spend of the weeks that are left as columns, one shade per party."""
    return spend_chart(answer.rest, reader)
