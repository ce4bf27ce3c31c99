"""What the founding formula says, in sentences and tables."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from math import inf

from kuajie.domain.money import Money
from kuajie.messages import Locale, Text
from kuajie.present.blocks import Block, Column, Heading, Paragraph, Table
from kuajie.present.numbers import say_money, say_number
from kuajie.usecases.brief import BriefAnswer

X = Text(en="marketing lift x", zh="营销增量 x")
Y = Text(en="training lift y", zh="培训增量 y")
PROFIT = Text(en="joint profit", zh="联合收益")
COST = Text(en="joint cost", zh="联合成本")
EFFORT = Text(en="effort cost", zh="投入成本")
MARGINAL = Text(en="cost of one more yuan of profit", zh="再多一元收益的成本")
MARGINAL_OTHER = Text(en="cost of one more unit of profit", zh="再多一单位收益的成本")
STEP = Text(en="step", zh="步")
BOX = Text(en="the box", zh="取值范围")
REACH = {
    "already": Text(en="earns throughout", zh="始终盈利"),
    "within": Text(en="reaches it", zh="可以达到"),
    "beyond": Text(en="loses throughout", zh="始终亏损"),
}

CORNERS = Text(en="The printed formula at the corners", zh="原公式在各顶点的取值")
BREAK_EVEN = Text(
    en="Break-even: training lift needed at each marketing lift", zh="盈亏平衡：各营销增量所需的培训增量"
)
FRONTIER = Text(
    en="Frontier: least joint cost for each joint profit", zh="前沿：各联合收益对应的最低联合成本"
)
OPTIMUM = Text(en="Optimum with effort costs", zh="计入投入成本的最优解")
PATHS = {
    "sgd": Text(
        en="Path of projected SGD (rate {rate}, decay {decay})",
        zh="投影 SGD 的路径（学习率 {rate}，衰减 {decay}）",
    ),
    "adam": Text(
        en="Path of projected Adam (rate {rate}, decay {decay})",
        zh="投影 Adam 的路径（学习率 {rate}，衰减 {decay}）",
    ),
}

BILINEAR = Text(
    en="The printed formula is bilinear: hold one lift and it is a straight line in the other. So its "
    "greatest profit is at a corner of the box: x = {x}, y = {y}, with a joint profit of {profit}.",
    zh="原公式是双线性的：固定一个增量，它就是另一个增量的线性函数。因此最大收益必在取值范围的顶点："
    "x = {x}，y = {y}，联合收益为 {profit}。",
)
COST_ONLY = Text(
    en="Its twin, “minimise joint cost”, has nothing to choose: the cost is {cost} whatever x and y are. "
    "Cost against profit is therefore no curve but a single point.",
    zh="与之相伴的“联合成本最小化”无从选择：无论 x、y 取何值，成本都是 {cost}。"
    "因此成本与收益之间没有曲线，只有一个点。",
)
NO_REVENUE = Text(
    en="Enrolments bring no revenue here, so that no lift earns anything.",
    zh="此处报名不带来收入，任何增量都不产生收益。",
)
LOSES = Text(
    en="The programme loses money everywhere on the box: it breaks even where (1 + x)(1 + y) is {needed}, "
    "and the box reaches {reached} at most.",
    zh="在整个取值范围内该项目都亏损：(1 + x)(1 + y) 达到 {needed} 才能盈亏平衡，"
    "而取值范围内最大只有 {reached}。",
)
EARNS = Text(
    en="Without effort costs the programme breaks even where (1 + x)(1 + y) is {needed} (with equal lifts: "
    "{together} each); the box reaches {reached}.",
    zh="不计投入成本时，(1 + x)(1 + y) 达到 {needed} 即盈亏平衡（两个增量相等时各为 {together}）；"
    "取值范围内最大为 {reached}。",
)
EARNS_EVERYWHERE = Text(
    en="Without effort costs the programme earns everywhere on the box: it needs a (1 + x)(1 + y) of only "
    "{needed}.",
    zh="不计投入成本时，该项目在整个取值范围内都盈利：(1 + x)(1 + y) 只需达到 {needed}。",
)
LOSES_WITH_EFFORT = Text(
    en="With effort costs it loses money everywhere on the box.",
    zh="计入投入成本后，在整个取值范围内都亏损。",
)
NEVER_LOSES = Text(en="The programme has no set-up cost to earn back.", zh="该项目没有需要收回的启动成本。")
EFFORT_MAKES_IT_REAL = Text(
    en="With effort costs of {a}·x²/2 and {b}·y²/2 (money for the whole programme) there is something "
    "to choose: profit is greatest {where}, at x = {x}, y = {y}: {profit}, for an effort of {effort}.",
    zh="计入投入成本 {a}·x²/2 与 {b}·y²/2（按整个项目计）后才有取舍：收益在{where}最大，x = {x}，y = {y}，"
    "收益为 {profit}，投入为 {effort}。",
)
WHERE = {
    "corner": Text(en="at a corner of the box", zh="取值范围的顶点"),
    "edge": Text(en="on an edge of the box", zh="取值范围的边上"),
    "inside": Text(en="inside the box", zh="取值范围的内部"),
}
NOT_CONCAVE = Text(
    en="Profit is not concave here, so a gradient method may stop short; the optimum above was found by "
    "trying every place where it can be.",
    zh="此处收益不是凹函数，梯度方法可能提前停下；上面的最优解是逐一检查所有可能位置得到的。",
)
CHEAPEST = Text(
    en="The least effort that breaks even costs {effort}: x = {x}, y = {y}.",
    zh="实现盈亏平衡的最低投入为 {effort}：x = {x}，y = {y}。",
)
WARNING = Text(en="Note: {said}", zh="注意：{said}")


def brief_blocks(answer: BriefAnswer, locale: Locale) -> Iterator[Block]:
    """Return the sentences and tables of an answer."""
    yield from (Paragraph(said) for said in _sentences(answer, locale))
    yield Heading(CORNERS.say(locale))
    yield _corners(answer, locale)
    if 0 < answer.break_even.product < inf:
        yield Heading(BREAK_EVEN.say(locale))
        yield _curve(answer, locale)
    if answer.has_effort and answer.frontier:
        yield Heading(FRONTIER.say(locale))
        yield _frontier(answer, locale)
    path = answer.path
    yield Heading(PATHS[path.method].say(locale, rate=f"{path.rate:.3g}", decay=f"{path.decay:.3g}"))
    yield _path(answer, locale)
    for finding in answer.findings:
        yield Paragraph(WARNING.say(locale, said=finding.say(locale)))


def _sentences(answer: BriefAnswer, locale: Locale) -> Iterator[str]:
    yield BILINEAR.say(
        locale, **_lifts(answer, answer.printed.x, answer.printed.y, answer.printed.profit, locale)
    )
    yield COST_ONLY.say(locale, cost=_money(answer, answer.set_up, locale))
    yield from _break_even(answer, locale)
    if not answer.has_effort:
        return
    best = answer.optimum
    yield EFFORT_MAKES_IT_REAL.say(
        locale,
        a=_money(answer, answer.question.x_cost, locale),
        b=_money(answer, answer.question.y_cost, locale),
        where=WHERE[answer.where],
        effort=_money(answer, best.effort, locale),
        **_lifts(answer, best.x, best.y, best.profit, locale),
    )
    if not answer.concave:
        yield NOT_CONCAVE.say(locale)
    if answer.loses_everywhere:
        yield LOSES_WITH_EFFORT.say(locale)
    point = answer.cheapest_break_even
    if point is not None and answer.frontier[0].profit < 0:
        effort = _money(answer, point.cost - answer.set_up, locale)
        yield CHEAPEST.say(locale, effort=effort, x=_lift(point.x, locale), y=_lift(point.y, locale))


def _break_even(answer: BriefAnswer, locale: Locale) -> Iterator[str]:
    even = answer.break_even
    if answer.revenue == 0:
        yield NO_REVENUE.say(locale)
        return
    if even.product == 0:
        yield NEVER_LOSES.say(locale)
        return
    needed, reached = say_number(even.product, locale), say_number(even.box_reaches, locale)
    if answer.printed.profit < 0:
        yield LOSES.say(locale, needed=needed, reached=reached)
    elif answer.corners[-1].profit > 0:
        yield EARNS_EVERYWHERE.say(locale, needed=needed)
    else:
        yield EARNS.say(locale, needed=needed, reached=reached, together=_lift(even.together, locale))


def _corners(answer: BriefAnswer, locale: Locale) -> Table:
    rows = [
        (_lift(c.x, locale), _lift(c.y, locale), _money(answer, c.profit, locale)) for c in answer.corners
    ]
    return _table((X, Y, PROFIT), rows, locale)


def _curve(answer: BriefAnswer, locale: Locale) -> Table:
    rows = [
        (_lift(point.x, locale), _lift(point.y, locale), REACH[point.reach].say(locale))
        for point in answer.break_even.curve
    ]
    return _table((X, Y, BOX), rows, locale)


def _frontier(answer: BriefAnswer, locale: Locale) -> Table:
    marginal = MARGINAL if answer.question.currency == "CNY" else MARGINAL_OTHER
    rows = [
        (
            _money(answer, point.profit, locale),
            _money(answer, point.cost, locale),
            _lift(point.x, locale),
            _lift(point.y, locale),
            say_number(point.marginal, locale),
        )
        for point in answer.frontier
    ]
    return _table((PROFIT, COST, X, Y, marginal), rows, locale)


def _path(answer: BriefAnswer, locale: Locale) -> Table:
    rows = [
        (
            str(stop.step),
            _lift(stop.lifts.x, locale),
            _lift(stop.lifts.y, locale),
            _money(answer, stop.lifts.profit, locale),
        )
        for stop in answer.path.stops
    ]
    return _table((STEP, X, Y, PROFIT), rows, locale)


def _table(names: tuple[Text, ...], rows: Sequence[tuple[str, ...]], locale: Locale) -> Table:
    return Table(columns=tuple(Column(name.say(locale), number=True) for name in names), rows=tuple(rows))


def _lifts(answer: BriefAnswer, x: float, y: float, profit: float, locale: Locale) -> dict[str, str]:
    return {"x": _lift(x, locale), "y": _lift(y, locale), "profit": _money(answer, profit, locale)}


def _lift(lift: float, locale: Locale) -> str:
    return say_number(lift, locale)


def _money(answer: BriefAnswer, amount: float, locale: Locale) -> str:
    return say_money(Money.nearest(amount, answer.question.currency), locale)
