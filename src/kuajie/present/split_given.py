"""Splits of given coalition values as blocks for a terminal, and as plain values for JSON."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from kuajie.domain.money import minor_digits
from kuajie.messages import Locale, Text
from kuajie.present.blocks import Block, Column, Heading, Paragraph, Table
from kuajie.present.findings import finding_blocks
from kuajie.present.record import as_record
from kuajie.sharing.coalitions import Coalition
from kuajie.usecases.split_given import GivenGame, GivenShares, GivenSplit

OPENING = Text(
    en="{title}. Parties: {parties}; coalitions: {coalitions}; all together earn {total}.",
    zh="{title}：{parties} 方，{coalitions} 个联盟；合计收益 {total}。",
)
OPENING_COSTS = Text(
    en="{title}. Parties: {parties}; coalitions: {coalitions}; all together pay {total}. Shares are what "
    "each pays.",
    zh="{title}：{parties} 方，{coalitions} 个联盟；合计费用 {total}。份额为各方应付的费用。",
)
RULE = Text(en="Rule", zh="规则")
WALKS = Text(en="Who would walk away", zh="谁会退出")
NOBODY = Text(en="nobody", zh="没有")
GAINS = Text(en="{who}\n(gains {amount})", zh="{who}\n（多得 {amount}）")
FRACTIONS = Text(en="Shapley values as fractions: {shares}.", zh="沙普利值的精确分数：{shares}。")
SHARE = Text(en="{name} {share}", zh="{name} {share}")
CORE = Text(
    en="There are splits from which nobody walks away; the joint profit may fall to {least} before there is "
    "none.",
    zh="存在没有任何一方会退出的分配；合计收益降到 {least} 之前都是如此。",
)
CORE_COSTS = Text(
    en="There are splits from which nobody walks away; the joint cost may rise to {least} before there is "
    "none.",
    zh="存在没有任何一方会退出的分配；合计费用升到 {least} 之前都是如此。",
)
CONVEX = Text(
    en="The game is convex: the larger a coalition, the more a party adds to it, so the Shapley value keeps "
    "everybody.",
    zh="这是凸博弈：联盟越大，加入者带来的增量越多，因此沙普利值能留住所有合作方。",
)
WHY = Text(en="What the rules mean", zh="各规则的含义")
MEANING = Text(en="{title}: {principle} {reason}", zh="{title}：{principle}{reason}")
EXACT = Text(
    en="In {currency} to the smallest unit, by the first rule: {shares}. Every share is rounded down; units "
    "left over go to the shares that lost most, the earlier party first among equals.",
    zh="按第一条规则、以 {currency} 最小货币单位计：{shares}。各份额先向下取整，余下的单位依次给"
    "舍去最多的一方，相同时在前的一方优先。",
)
ROUNDING = 1e-9
"""Shares smaller than this part of the largest worth are rounding of linear programmes."""
WIDE = 4
"""Parties that stand side by side in 80 columns."""


def given_blocks(answers: Sequence[GivenSplit], locale: Locale) -> Iterator[Block]:
    """Return the splits of every game of a file for an 80-column terminal."""
    for place, answer in enumerate(answers):
        yield Paragraph(_opening(answer, locale))
        yield from _tables(answer, locale)
        yield from _notes(answer, locale)
        yield from finding_blocks(answer.findings, locale)
        if place == len(answers) - 1:
            yield Heading(WHY.say(locale))
            yield from (Paragraph(_meaning(rule, locale)) for rule in answer.rules)


def _opening(answer: GivenSplit, locale: Locale) -> str:
    given = answer.given
    text = OPENING_COSTS if given.costs else OPENING
    facts = {"title": given.title, "parties": len(given.names), "coalitions": 2 ** len(given.names) - 1}
    return text.say(locale, total=_amount(answer.total, given), **facts)


def _tables(answer: GivenSplit, locale: Locale) -> Iterator[Table]:
    """Yield every rule's shares: a row for each rule, or a column where there are many parties."""
    given = answer.given
    if len(given.names) <= WIDE:
        rows = tuple(
            (
                rule.title.say(locale),
                *(_amount(share, given) for share in rule.shares.values()),
                _leaving(rule, given, locale),
            )
            for rule in answer.rules
        )
        heads = (Column(name, number=True) for name in given.names.values())
        yield Table(columns=(Column(RULE.say(locale)), *heads, Column(WALKS.say(locale))), rows=rows)
        return
    for first in range(0, len(answer.rules), WIDE):
        yield _columns(answer.rules[first : first + WIDE], given, locale)


def _columns(rules: Sequence[GivenShares], given: GivenGame, locale: Locale) -> Table:
    rows = [
        (name, *(_amount(rule.shares[party], given) for rule in rules)) for party, name in given.names.items()
    ]
    rows.append((WALKS.say(locale), *(_leaving(rule, given, locale) for rule in rules)))
    heads = (Column(rule.title.say(locale), number=True) for rule in rules)
    return Table(columns=(Column(""), *heads), rows=tuple(rows))


def _leaving(rule: GivenShares, given: GivenGame, locale: Locale) -> str:
    if rule.core.in_core:
        return NOBODY.say(locale)
    keenest = rule.core.walking_away[0]
    who = " + ".join(name for party, name in given.names.items() if party in keenest.coalition)
    return GAINS.say(locale, who=who, amount=f"{keenest.gain:,.6g}")


def _notes(answer: GivenSplit, locale: Locale) -> Iterator[Paragraph]:
    given = answer.given
    if answer.shapley_exact is not None:
        sign = -1 if given.costs else 1
        shares = {party: str(sign * share) for party, share in answer.shapley_exact.items()}
        yield Paragraph(FRACTIONS.say(locale, shares=_listed(shares, given, locale)))
    if not answer.least_core.empty_core and len(given.names) > 1:
        text = CORE_COSTS if given.costs else CORE
        yield Paragraph(text.say(locale, least=_amount(answer.least_core.needed_total, given)))
    if answer.convex and len(given.names) > 1:
        yield Paragraph(CONVEX.say(locale))
    exact = answer.rules[0].exact_money
    if exact is not None:
        sign = -1 if given.costs else 1
        shares = {party: f"{sign * share.amount:f}" for party, share in exact.items()}
        facts = {"currency": given.currency, "shares": _listed(shares, given, locale)}
        yield Paragraph(EXACT.say(locale, **facts))


def _listed(shares: dict[str, str], given: GivenGame, locale: Locale) -> str:
    comma = {"en": ", ", "zh": "，"}[locale]
    return comma.join(SHARE.say(locale, name=given.names[party], share=it) for party, it in shares.items())


def _meaning(rule: GivenShares, locale: Locale) -> str:
    facts = {"title": rule.title, "principle": rule.principle, "reason": rule.reason}
    return MEANING.say(locale, **{key: text.say(locale) for key, text in facts.items()})


def _amount(value: float, given: GivenGame) -> str:
    """Return a worth, or a cost as people pay it, to the unit of its currency where it has one."""
    shown = -value if given.costs else value
    if abs(shown) <= ROUNDING * given.game.scale:
        shown = 0.0
    if given.currency is None:
        return f"{shown:,.6g}"
    return f"{shown:,.{minor_digits(given.currency)}f}"


def given_record(answers: Sequence[GivenSplit], locale: Locale) -> object:
    """Return the splits as plain values: one object for one game, else a list."""
    records = [_record(answer, locale) for answer in answers]
    return records[0] if len(records) == 1 else records


def _record(answer: GivenSplit, locale: Locale) -> dict[str, Any]:
    """Return one split; a share stands where its party does in ``players``."""
    given, least = answer.given, answer.least_core
    rules = {rule.rule: list(rule.shares.values()) for rule in answer.rules}
    costs = {f"{rule}_cost": [-share + 0.0 for share in shares] for rule, shares in rules.items()}
    exact = answer.shapley_exact
    merger = answer.merger
    return {
        "id": given.id,
        "title": given.title,
        "players": list(given.names),
        "is_cost_game": given.costs,
        "total": answer.total,
        **rules,
        **(costs if given.costs else {}),
        "shapley_exact": None if exact is None else [str(share) for share in exact.values()],
        "exact_money": {
            rule.rule: as_record(rule.exact_money, locale) for rule in answer.rules if rule.exact_money
        },
        "core_empty": least.empty_core,
        "core_min_total": as_record(least.needed_total, locale),
        "least_core": as_record(least, locale),
        **{f"{rule.rule}_in_core": rule.core.in_core for rule in answer.rules},
        "walking_away": {rule.rule: _walking(rule, given) for rule in answer.rules},
        "superadditive": merger is None,
        "costliest_merger": merger and [_ids(merger.first, given), _ids(merger.second, given), merger.loss],
        "monotone": answer.monotone,
        "convex": answer.convex,
        "findings": [finding.as_record(locale) for finding in answer.findings],
    }


def _walking(rule: GivenShares, given: GivenGame) -> list[dict[str, object]]:
    return [{"coalition": _ids(it.coalition, given), "gain": it.gain} for it in rule.core.walking_away]


def _ids(members: Coalition, given: GivenGame) -> list[str]:
    return [party for party in given.names if party in members]
