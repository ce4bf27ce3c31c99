"""Answers as a notebook shows them: what a terminal would say, as HTML, and one chart."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

from kuajie.messages import Locale, Text
from kuajie.present.blocks import Block, Table
from kuajie.present.bundles import bundles_blocks
from kuajie.present.charts import (
    Drawn,
    chart_svg,
    cost_frontier_chart,
    deals_chart,
    party_frontier_chart,
    response_curves_chart,
    shares_chart,
    spend_chart,
)
from kuajie.present.check import check_blocks
from kuajie.present.deal import deal_blocks
from kuajie.present.fit import fit_blocks
from kuajie.present.frontier import cost_frontier_blocks, party_frontier_blocks
from kuajie.present.graph import graph_blocks
from kuajie.present.learn import learn_blocks
from kuajie.present.needs import needs_blocks
from kuajie.present.page import Figure, PageTable, Part, with_kinds
from kuajie.present.pages import pages
from kuajie.present.partners import partners_blocks
from kuajie.present.paths import path_blocks
from kuajie.present.plan import plan_blocks
from kuajie.present.reader import Reader
from kuajie.present.recommend import recommend_blocks
from kuajie.present.replan import replan_blocks
from kuajie.present.split import split_blocks
from kuajie.present.structures import structures_blocks
from kuajie.present.terms_design import terms_blocks
from kuajie.usecases.bundles_answer import BundlesAnswer
from kuajie.usecases.check import CheckAnswer
from kuajie.usecases.course_graph import GraphAnswer
from kuajie.usecases.deal_answer import DealAnswer
from kuajie.usecases.fit_answer import FitAnswer
from kuajie.usecases.frontier_answer import CostFrontierAnswer, PartyFrontierAnswer
from kuajie.usecases.learn_answer import LearnAnswer
from kuajie.usecases.learning_path import PathAnswer
from kuajie.usecases.needs_answer import NeedsAnswer
from kuajie.usecases.partners_answer import PartnersAnswer
from kuajie.usecases.plan_answer import PlanAnswer
from kuajie.usecases.recommend import RecommendAnswer
from kuajie.usecases.replan_answer import ReplanAnswer
from kuajie.usecases.split_answer import SplitAnswer
from kuajie.usecases.structures_answer import StructuresAnswer
from kuajie.usecases.terms_answer import TermsAnswer

Answer = (
    FitAnswer
    | PlanAnswer
    | SplitAnswer
    | NeedsAnswer
    | CheckAnswer
    | CostFrontierAnswer
    | PartyFrontierAnswer
    | ReplanAnswer
    | LearnAnswer
    | StructuresAnswer
    | TermsAnswer
    | DealAnswer
    | PartnersAnswer
)
CURVES = Text(
    en="Enrolments gained in a typical week at a constant weekly spend, with a 90 % band; dashed: usual "
    "spend.",
    zh="每周投入固定时典型一周的新增报名及 90% 区间带；虚线：通常的投入。",
)
CURVES_OF_TABLE = Text(
    en="“{outcome}” gained in a typical week at a constant weekly input, with a 90 % band; dashed: usual "
    "input.",
    zh="每周投入量固定时典型一周增加的“{outcome}”及 90% 区间带；虚线：通常的投入量。",
)
SPEND = Text(en="Spend per week, by the party that pays.", zh="每周投入，按出资方区分。")
SHARES = Text(
    en="Fair share with its 90 % interval; diamond: profit without cooperation.",
    zh="公平份额及其 90% 区间；菱形：不合作时的收益。",
)

FLOOR_SHARES = Text(
    en="Fair share with its 90 % interval; diamond: the least accepted, outside profit included.",
    zh="公平份额及其 90% 区间；菱形：下限（含项目外收益）。",
)
COST_FRONTIER = Text(
    en="Best joint profit for every joint cost; the band above reaches up to what is proved impossible.",
    zh="各合计投入下的最高联合收益；上方色带以外已证明不可能达到。",
)
DEALS = Text(
    en="Each party's profit with its 90 % interval; diamond: what it has without the programme.",
    zh="各方收益及其 90% 区间；菱形：不合作时的收益。",
)
PARTY_FRONTIER = Text(
    en="What two parties can earn of one plan under today's terms; between points there may be others.",
    zh="按现有条款两方从同一方案中可得的收益；两点之间可能还有其他方案。",
)


def answer_html(answer: Answer, locale: Locale, *, outcome: str = "") -> str:
    """Return an answer as an HTML fragment with its own small style, for ``_repr_html_``.

    ``outcome`` names that of a plain table.
    """
    parts = answer_parts(answer, locale, outcome=outcome)
    return pages().get_template("answer.html").render(parts=with_kinds(parts))


def answer_parts(answer: Answer, locale: Locale, *, outcome: str = "") -> tuple[Part, ...]:
    """Return what a page shows of an answer: what a terminal would say, then its charts."""
    return (*map(_as_part, _blocks(answer, locale, outcome)), *_figures(answer, locale, outcome))


def _as_part(block: Block) -> Part:
    return PageTable(table=block) if isinstance(block, Table) else block


def _blocks(answer: Answer, locale: Locale, outcome: str) -> Iterable[Block]:
    if isinstance(answer, FitAnswer):
        return fit_blocks(answer, locale, outcome=outcome)
    return VIEWS[type(answer)](answer, locale)


VIEWS: Mapping[type, Callable[[Any, Locale], Iterable[Block]]] = {
    PlanAnswer: plan_blocks,
    SplitAnswer: split_blocks,
    NeedsAnswer: needs_blocks,
    CheckAnswer: check_blocks,
    CostFrontierAnswer: cost_frontier_blocks,
    PartyFrontierAnswer: party_frontier_blocks,
    ReplanAnswer: replan_blocks,
    LearnAnswer: learn_blocks,
    StructuresAnswer: structures_blocks,
    TermsAnswer: terms_blocks,
    DealAnswer: deal_blocks,
    PartnersAnswer: partners_blocks,
    GraphAnswer: graph_blocks,
    RecommendAnswer: recommend_blocks,
    BundlesAnswer: bundles_blocks,
    PathAnswer: path_blocks,
}


def _figures(answer: Answer, locale: Locale, outcome: str) -> Iterator[Part]:
    match answer:
        case FitAnswer():
            reader = Reader(locale, answer.spec.currency, outcome)
            said = reader.say(reader.called(CURVES, CURVES_OF_TABLE), outcome=outcome)
            yield _figure(response_curves_chart(answer, reader), said)
        case PlanAnswer():
            yield _figure(spend_chart(answer, Reader(locale, answer.programme.currency)), SPEND.say(locale))
        case ReplanAnswer():
            drawn = spend_chart(answer.rest, Reader(locale, answer.programme.currency))
            yield _figure(drawn, SPEND.say(locale))
        case SplitAnswer():
            caption = SHARES if answer.aims_at_profit else FLOOR_SHARES
            yield _figure(shares_chart(answer, Reader(locale, answer.currency)), caption.say(locale))
        case CostFrontierAnswer():
            drawn = cost_frontier_chart(answer, Reader(locale, answer.programme.currency))
            yield _figure(drawn, COST_FRONTIER.say(locale))
        case PartyFrontierAnswer():
            drawn = party_frontier_chart(answer, Reader(locale, answer.programme.currency))
            yield _figure(drawn, PARTY_FRONTIER.say(locale))
        case DealAnswer():
            drawn = deals_chart(answer, Reader(locale, answer.programme.currency))
            yield _figure(drawn, DEALS.say(locale))
        case _:
            return


def _figure(chart: Drawn, caption: str) -> Figure:
    return Figure(svg=chart_svg(chart), label=caption, caption=caption)
