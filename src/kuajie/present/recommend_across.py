"""What recommendations across providers rest on, in words and as plain values."""

from __future__ import annotations

from typing import Any

from kuajie.knowledge.cross_provider.model import Rung
from kuajie.messages import Text
from kuajie.present.reader import Reader
from kuajie.usecases.recommend_across import AcrossProviders

SERVED = Text(
    en="Learners known only at other providers: {learners}. {rung}",
    zh="仅在其他合作方有学习记录的学员：{learners} 位。{rung}",
)
RUNGS = {
    Rung.LINKED: Text(
        en="Their courses are ranked by what {linked} learners known on both sides took, by what courses are "
        "about, and by what each side’s learners take together.",
        zh="排序依据：两边都有记录的 {linked} 位学员所学、课程内容，以及各方学员常同学的课程。",
    ),
    Rung.FEATURES: Text(
        en="Too few learners are known on both sides ({linked}), so courses are ranked by what they are "
        "about and by what each side’s learners take together.",
        zh="两边都有记录的学员太少（{linked} 位），因此按课程内容以及各方学员常同学的课程排序。",
    ),
    Rung.NEW_PARTNER: Text(
        en="Nobody has taken any of this provider’s courses yet, so they are ranked by what they are about.",
        zh="还没有人学过该合作方的课程，因此只按课程内容排序。",
    ),
    Rung.POPULARITY: Text(
        en="Too few learners are known on both sides ({linked}), and nothing says what the courses have in "
        "common, so what is popular is recommended; describe the courses (--kg, titles).",
        zh="两边都有记录的学员太少（{linked} 位），又不知课程有何共同之处，因此推荐热门课程；"
        "请说明课程内容（--kg 或课程标题）。",
    ),
    Rung.NOTHING: Text(
        en="Nobody has taken this provider’s courses, and nothing says what they have in common with others: "
        "their order means nothing; describe the courses (--kg, titles).",
        zh="没有人学过该合作方的课程，也不知其与其他课程有何共同之处：排列次序没有意义；"
        "请说明课程内容（--kg 或课程标题）。",
    ),
}
TESTED = Text(
    en="On {judges} of them, whose courses here were hidden: NDCG@10 {mean} (90 % interval "
    "{lower} – {upper}).",
    zh="隐去其中 {judges} 位在该方所学的课程来检验：NDCG@10 为 {mean}（90% 区间 {lower} – {upper}）。",
)


def across_sentences(across: AcrossProviders | None, reader: Reader) -> list[str]:
    """Return whom other providers' histories serve, what that rests on, and how well it is tested."""
    if across is None:
        return []
    rung = reader.say(RUNGS[across.rung], linked=reader.count(across.linked))
    said = reader.say(SERVED, learners=reader.count(across.learners), rung=rung)
    if across.ndcg_at_10 is None:
        return [said]
    figures = {name: f"{getattr(across.ndcg_at_10, name):.3f}" for name in ("mean", "lower", "upper")}
    return [said, reader.say(TESTED, judges=reader.count(across.judges), **figures)]


def across_record(across: AcrossProviders | None) -> dict[str, Any] | None:
    """Return the same as plain values."""
    if across is None:
        return None
    measured = across.ndcg_at_10
    return {
        "rests_on": across.rung.value,
        "learners": across.learners,
        "linked": across.linked,
        "judges": across.judges,
        "ndcg_at_10": None
        if measured is None
        else {"mean": measured.mean, "lower": measured.lower, "upper": measured.upper},
    }
