"""Whether a claim is denied or only spoken of: “不包过” promises nothing, “不得不包过” does."""

from __future__ import annotations

import re
from typing import Final

_SAID: Final = (
    r"(?:再|会|能|可|得|是|要|敢|做|作|作出|做出|给出|提供|进行|承诺|保证|宣传|宣称|使用|出现|含有|相信|轻信|存在|有|"
    r"说|代表|意味着|机构|平台|学校|老师|人|任何|所谓|的|等|广告|字样|用语|“|‘|「|『|\"|')"
)
_DENIAL_ZH: Final = re.compile(
    r"(?<!没有)(?<!无)(?<!不得)(?<!不会)(?<!不能)(?<!不可能)(?<!无不)"
    r"(?:绝不|从不|决不|并不|并非|不|非|没有|无法|未|勿|莫|(?<![特级性区类])别|禁止|严禁|拒绝|杜绝|反对|抵制|警惕|谨防|切勿|请勿|无)"
    rf"{_SAID}{{0,4}}$"
)
_DISOWNED_ZH: Final = re.compile(
    r"^[”’」』\"']?(?:的|等|类)?(?:广告|承诺|宣传|班|协议|说法|用语|字样|机构)?(?:均|都|一律|全)?(?:是|属于|属|为|涉嫌|构成)?"
    r"(?:违法|违规|骗局|骗人|虚假|假的|不可信|不存在|禁止|不允许|不可能|被禁)"
)
_DENIAL_EN: Final = re.compile(
    r"(?:\b(?:no|not|no one|nobody|none|never|cannot|without|nor|neither|beware of|prohibits?|forbids?|bans?)"
    r"|n['’]t)"
    r"(?!\s+(?:only|just|merely|simply))"
    r"(?:\s+(?:a|an|any|the|to|be|can|make|offer|offers|promise|claim|give|provide|do|does|we|it|is|are|use|"
    r"that|you|your|they|will|every|each|all|learners?|students?|using|such|as|or|words?|like|“|\"))*[\s“\"]*$"
)
_DISOWNED_EN: Final = re.compile(
    r"^[”\"]?\s*(?:claims?|promises?|ads?)?\s*(?:is|are)\s+(?:not|illegal|forbidden|banned|false|never|prohibited)"
)
_BETWEEN: Final = re.compile(r"(?:[\s、/,，“”‘’「」『』\"']|或者?|以及|和|与|及|\bor\b|\band\b|\bnor\b)*$")
_OPENING, _CLOSING = "“‘「『\"'《", "”’」』\"'》"
_SENTENCE: Final = re.compile(r"[。！？；!?;]")
_CLAUSE: Final = re.compile(r"[，,。！？；!?;:：]")


def denied(text: str, start: int, end: int, *, denied_before: int | None) -> bool:
    """Say whether what stands from ``start`` to ``end`` is denied, forbidden or called untrue there.

    ``denied_before`` is where the last denied claim of the line ended: a list goes on under its denial.
    """
    if denied_before is not None and _BETWEEN.match(text, denied_before, start):
        between = _BETWEEN.match(text[denied_before:start])
        if between is not None and between.end() == start - denied_before:
            return True
    before = _CLAUSE.split(text[:start])[-1]
    after = _SENTENCE.split(text[end:])[0]
    return bool(
        _DENIAL_ZH.search(before)
        or _DENIAL_EN.search(before)
        or _DISOWNED_ZH.search(after)
        or _DISOWNED_EN.search(after)
    )


def quoted(text: str, start: int, end: int) -> bool:
    """Say whether the words stand alone in quotation marks: cited, or meant."""
    return text[max(0, start - 1) : start] in set(_OPENING) and text[end : end + 1] in set(_CLOSING)
