"""The words of a reconciliation: reasons, who must act, ages, how two lines were found to be the same."""

from __future__ import annotations

from kuajie.messages import Text
from kuajie.settlement.reconciliation.matching import How
from kuajie.settlement.reconciliation.reasons import Actor, Reason
from kuajie.settlement.reconciliation.summary import BUCKETS, LATER, NO_DATE

REASONS = {
    Reason.MATCHED: Text(en="Matched", zh="一致"),
    Reason.WITHIN_TOLERANCE: Text(en="Matched within tolerance", zh="容差内一致"),
    Reason.AMOUNT_DIFFERS: Text(en="Amount differs", zh="金额不符"),
    Reason.REFUND_ONLY_IN_A: Text(en="Refund only in A", zh="仅 A 有退款"),
    Reason.REFUND_ONLY_IN_B: Text(en="Refund only in B", zh="仅 B 有退款"),
    Reason.MISSING_IN_A: Text(en="Missing in A", zh="A 缺少"),
    Reason.MISSING_IN_B: Text(en="Missing in B", zh="B 缺少"),
    Reason.REPEATED_IN_A: Text(en="Repeated in A", zh="A 重复"),
    Reason.REPEATED_IN_B: Text(en="Repeated in B", zh="B 重复"),
    Reason.CURRENCY_DIFFERS: Text(en="Currency differs", zh="币种不符"),
    Reason.UNIT_DIFFERS: Text(en="Unit differs", zh="单位不符"),
    Reason.CUT_OFF: Text(en="In another month", zh="跨月入账"),
    Reason.DATE_DIFFERS: Text(en="Date differs", zh="日期不符"),
    Reason.FEE_DEDUCTED_IN_A: Text(en="Fee deducted in A", zh="A 已扣费"),
    Reason.FEE_DEDUCTED_IN_B: Text(en="Fee deducted in B", zh="B 已扣费"),
    Reason.CANCELLED_IN_A: Text(en="Cancelled in A", zh="A 已取消"),
    Reason.CANCELLED_IN_B: Text(en="Cancelled in B", zh="B 已取消"),
    Reason.CANCELLED: Text(en="Cancelled, not in the other", zh="已取消且对方无记录"),
    Reason.UNKNOWN: Text(en="Cannot be told apart", zh="无法确定对应"),
}
ACTORS = {
    Actor.NOBODY: Text(en="nobody", zh="无需处理"),
    Actor.A: Text(en="A", zh="A"),
    Actor.B: Text(en="B", zh="B"),
    Actor.BOTH: Text(en="both", zh="双方"),
}
HOWS = {
    How.NOT: Text(en="not matched", zh="未匹配"),
    How.SAME_ID: Text(en="same id", zh="编号相同"),
    How.MENDED_ID: Text(en="id mended", zh="编号修复后相同"),
}
BY_KEY = Text(en="further key {number}", zh="备用键 {number}")
_RANGE = Text(en="{first} to {last} days", zh="{first} 至 {last} 天")
_MORE = Text(en="{first} days and more", zh="{first} 天及以上")
AGES = {
    **{
        place: Text(
            **{
                locale: (_MORE if last is None else _RANGE).say(locale, first=first, last=last)
                for locale in ("en", "zh")
            }
        )
        for place, (first, last) in enumerate(BUCKETS)
    },
    LATER: Text(en="after the day", zh="晚于统计日"),
    NO_DATE: Text(en="no date", zh="无日期"),
}


def how_matched(how: int) -> Text:
    """Return how two lines were found to be the same."""
    if how < How.FALLBACK:
        return HOWS[How(how)]
    number = how - How.FALLBACK + 1
    return Text(en=BY_KEY.say("en", number=number), zh=BY_KEY.say("zh", number=number))
