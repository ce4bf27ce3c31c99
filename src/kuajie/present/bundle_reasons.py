"""Reasons for and against bundles, in words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from kuajie.messages import Locale, Text
from kuajie.present.reader import Reader
from kuajie.usecases.bundles_answer import BundleReason, BundleRow, Reason

SENTENCES: Mapping[BundleReason, Text] = {
    BundleReason.REQUIRES: Text(en="“{second}” requires “{first}”.", zh="“{second}”要求先修“{first}”。"),
    BundleReason.NEEDS_CONCEPTS: Text(
        en="“{first}” teaches {concepts}, which “{second}” builds on.",
        zh="“{first}”教授{concepts}，正是“{second}”的基础。",
    ),
    BundleReason.NEXT_LEVEL: Text(
        en="“{second}” takes {concepts} further than “{first}”.",
        zh="“{second}”在“{first}”之上进一步讲授{concepts}。",
    ),
    BundleReason.TWO_STEPS: Text(
        en="“{first}” is two steps before “{second}” on the way of prerequisites.",
        zh="在先修路径上，“{first}”比“{second}”早两步。",
    ),
    BundleReason.ADDS: Text(
        en="Both are about {shared}; the first adds {first_adds}, the second {second_adds}.",
        zh="两门都涉及{shared}；前者另教{first_adds}，后者另教{second_adds}。",
    ),
    BundleReason.NEAR: Text(
        en="In one field: the first teaches {first_adds}, the second {second_adds}.",
        zh="同属一个领域：前者教{first_adds}，后者教{second_adds}。",
    ),
    BundleReason.TOGETHER: Text(
        en="{both} learners took both: {lift} times as many as chance would bring ({lower} to {upper}).",
        zh="{both} 位学员两门都学了，是随机情形的 {lift} 倍（{lower} 至 {upper}）。",
    ),
    BundleReason.ORDER: Text(en="{share} of them began with “{first}”.", zh="其中 {share} 先学“{first}”。"),
    BundleReason.EITHER_OR: Text(
        en="Learners tend to take one or the other: {both} took both, where chance would bring {expected}.",
        zh="学员往往二者择一：两门都学的只有 {both} 位，随机情形应为 {expected} 位。",
    ),
    BundleReason.SAME_THING: Text(
        en="as far as is known both teach {concepts}, so learners need only one.",
        zh="就已知内容，两门都教{concepts}，学员只需其一。",
    ),
    BundleReason.SHARES: Text(en="Both are about {shared}.", zh="两门都涉及{shared}。"),
    BundleReason.BY_CHANCE: Text(
        en="{both} learners took both, about as many as chance would bring.",
        zh="{both} 位学员两门都学了，与随机情形相当。",
    ),
}


PROPOSED = Text(
    en="{score} of 100 points. Expected without any offer and without levers.",
    zh="得分 {score}（满分 100）。报名数为没有优惠、没有投入时的预计值。",
)


def say_reason(reason: Reason, reader: Reader) -> str:
    """Return a reason as a sentence."""
    return reader.say(
        SENTENCES[reason.kind], **{name: _said(fact, name, reader) for name, fact in reason.facts.items()}
    )


def say_reasons(reasons: Sequence[Reason], reader: Reader) -> str:
    """Return reasons as sentences one after the other."""
    return ("" if reader.locale == "zh" else " ").join(say_reason(each, reader) for each in reasons)


def proposal_comment(bundle: BundleRow, locale: Locale) -> Iterator[str]:
    """Yield why a bundle is proposed, as comment lines of a TOML file."""
    reader = Reader(locale, "")
    yield "# " + reader.say(PROPOSED, score=reader.count(bundle.score))
    for reason in bundle.reasons:
        yield "# " + say_reason(reason, reader).replace("\n", " ")


def _said(fact: object, name: str, reader: Reader) -> str:
    if isinstance(fact, tuple):
        return reader.listing([str(each) for each in fact])
    if isinstance(fact, float):
        return reader.share(fact) if name == "share" else reader.tenth(fact)
    return reader.count(fact) if isinstance(fact, int) else str(fact)
