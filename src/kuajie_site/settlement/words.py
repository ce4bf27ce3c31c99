"""What the library refuses, as pages say it: remedies that speak of the command line have others here."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Final

from kuajie.messages import LOCALES, BadInput, Finding, Locale, Text

_REMEDIES: Final[Mapping[str, Text]] = MappingProxyType(
    {
        "books.not_kept": Text(
            en="Tell whoever runs this site, then try again.", zh="请联系站点管理员，之后重试。"
        ),
        "books.damaged": Text(
            en="Nothing can be posted or signed until whoever runs this site has brought the books back.",
            zh="在站点管理员恢复账簿之前，无法入账或签署。",
        ),
        "books.changed_by_others": Text(en="Look again and try anew.", zh="请刷新后重试。"),
        "books.in_use": Text(en="Wait a moment, then try again.", zh="请稍候重试。"),
        "books.newer": Text(en="Tell whoever runs this site.", zh="请联系站点管理员升级。"),
        "books.not_over": Text(en="It can be posted from {day} on.", zh="自 {day} 起可以入账。"),
        "books.nothing_kept": Text(en="Post the month first.", zh="请先将该月入账。"),
        "books.not_shown": Text(en="Issue the statements first.", zh="请先出具对账单。"),
        "books.stale": Text(
            en="The statements must be issued again; then look at what changed.",
            zh="须重新出具对账单，并查看有何变化。",
        ),
        "books.other_hash": Text(
            en="It was issued anew. Open the statement as it is now, and sign only what you have seen.",
            zh="对账单已重新出具。请打开现行对账单，只签署看过的版本。",
        ),
        "books.still_objected": Text(
            en="Settle the objection and let {party} sign, or let {party} raise a dispute.",
            zh="请解决异议后由 {party} 签署，或由 {party} 提起争议。",
        ),
        "books.before_books": Text(en="Choose {first} or a later month.", zh="请选择 {first} 或之后的月份。"),
        "guards.several_found": Text(
            en="The question “Compliance” tells all of them; the books go on.",
            zh="可在“合规检查”中逐条查看；不影响入账。",
        ),
        "disputes.unknown_event": Text(
            en="Write it as the statement does: party/order/line.",
            zh="请按对账单的写法填写：合作方/订单号/行号。",
        ),
        "disputes.other_case": Text(en="Give this case another name.", zh="请为本案另取名称。"),
        "disputes.no_ruling": Text(en="Rule on at least one line.", zh="请至少对一项作出裁决。"),
        "disputes.key_missing": Text(en="Fill it in.", zh="请填写该项。"),
        "files.missing_column": Text(
            en="Begin again and name the header of this column, just as the file writes it.",
            zh="请重新发起，并按文件原样填写该列的列名。",
        ),
        "reconcile.columns_not_read": Text(en="Nothing needs to be done.", zh="无需处理。"),
        "reconcile.zone_unknown": Text(en="Choose the time zone of the book.", zh="请选择该账的时区。"),
        "reconcile.currency_unsaid": Text(en="Add a column of the currency.", zh="请在文件中加入币种列。"),
    }
)


def refusal(error: BadInput, locale: Locale) -> list[str]:
    """Return every finding as a page says it."""
    return [finding_said(each, locale) for each in error.findings]


def finding_said(finding: Finding, locale: Locale) -> str:
    """Return where and what is wrong, and what can be done about it here."""
    remedy = _REMEDIES.get(finding.notice.code)
    if remedy is None:
        return finding.say(locale)
    place = finding.place.say(locale) if finding.place.row or finding.place.column else ""
    said = [finding.problem(locale), remedy.say(locale, **finding.facts)]
    told = (" " if locale == "en" else "").join(said)
    return (
        Text(en="{place}: {told}", zh="{place}：{told}").say(locale, place=place, told=told)
        if place
        else told
    )


def in_both(findings: Sequence[Finding]) -> dict[str, list[str]]:
    """Return findings in both languages, as jobs keep them."""
    return {locale: [finding_said(each, locale) for each in findings] for locale in LOCALES}
