"""How every party may come out under deals that are tried."""

from __future__ import annotations

from kuajie.messages import Text
from kuajie.present.charts.intervals import SHARE, Row, interval_rows
from kuajie.present.charts.style import Drawn
from kuajie.present.reader import Reader
from kuajie.present.scale import money_scale
from kuajie.usecases.deal_answer import DealAnswer

UNDER = Text(en="{party}, {deal}", zh="{party}，{deal}")


def deals_chart(answer: DealAnswer, reader: Reader) -> Drawn:
    """Return each party's profit under every deal with 90 % intervals, and what it has without (diamond)."""
    rows = [
        Row(
            name=reader.say(UNDER, party=party.name, deal=deal.name) if deal.name else party.name,
            interval=party.profit,
            middle=party.profit.mean,
            mark=party.disagreement,
        )
        for place in range(len(answer.programme.parties))
        for deal in answer.deals
        for party in (deal.parties[place],)
    ]
    scale = money_scale(max(abs(row.interval.upper) for row in rows), reader)
    return interval_rows(rows, reader.say(SHARE, unit=scale.name), size=scale.size, line=0.0)
