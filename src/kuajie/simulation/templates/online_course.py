"""A platform and a training institution sell two courses together, for profit."""

from __future__ import annotations

from kuajie.domain.lever import LeverKind, Unit
from kuajie.domain.party import Role
from kuajie.messages import Text
from kuajie.simulation.blueprint import (
    Blueprint,
    CourseBlueprint,
    DutyBlueprint,
    ExperimentBlueprint,
    LeverBlueprint,
    PartyBlueprint,
    Template,
    Wave,
)
from kuajie.simulation.templates.entries import (
    HOURS_A_WEEK,
    LESSONS,
    PEOPLE,
    POSTS_A_WEEK,
    offered,
    resource,
)

PARTIES = (
    PartyBlueprint(
        id="xinghe",
        name=Text(zh="星河课堂", en="Galaxy Classroom"),
        role=Role.PLATFORM,
        outside_profit=60_000,
        catalogue=(
            offered("X01", "写作变现入门", "Earn by Writing", 129, "beginner", "writing", 5),
            offered("X02", "直播带货基础", "Selling Live", 199, "beginner", "livestream ecommerce", 3),
            offered("X03", "个人理财", "Personal Finance", 99, "beginner", "finance"),
            offered("X04", "市场营销通识", "Marketing for All", 149, "beginner", "marketing"),
        ),
        resources=(
            resource("audience", "内容创作者", "content creators", 90_000, PEOPLE),
            resource("channel", "信息流推荐位", "feed slots", 14, POSTS_A_WEEK),
            resource("content", "录播课程库", "recorded lessons", 640, LESSONS),
        ),
    ),
    PartyBlueprint(
        id="qihang",
        name=Text(zh="启航学堂", en="Setsail Academy"),
        role=Role.INSTITUTION,
        outside_profit=40_000,
        catalogue=(
            offered("Q01", "电商运营", "Running an Online Shop", 399, "intermediate", "ecommerce operations"),
            offered("Q02", "品牌文案", "Brand Copywriting", 259, "intermediate", "writing marketing"),
            offered("Q03", "团队管理", "Leading a Team", 459, "advanced", "management"),
        ),
        resources=(
            resource("audience", "内容创作者", "content creators", 6_000, PEOPLE),
            resource("teacher", "剪辑讲师", "editing teachers", 50, HOURS_A_WEEK),
            resource("teacher", "助教", "tutors", 80, HOURS_A_WEEK),
        ),
    ),
)

COURSES = (
    CourseBlueprint(
        id="C1",
        title=Text(zh="短视频剪辑变现营", en="Short Video Editing Camp"),
        seller="xinghe",
        taught_by="qihang",
        requires=("xinghe", "qihang"),
        price=299,
        price_choices=(239, 269, 299, 329, 369),
        weekly=58,
        trend=0.06,
        elasticity=1.6,
        unit_costs={"xinghe": 28, "qihang": 62},
        refund_rate=0.08,
        completion_rate=0.55,
        level="beginner",
        concepts=("livestream", "marketing", "project"),
    ),
    CourseBlueprint(
        id="C2",
        title=Text(zh="自媒体运营进阶", en="Growing a Channel"),
        seller="xinghe",
        taught_by="qihang",
        requires=("xinghe", "qihang"),
        price=599,
        price_choices=(479, 539, 599, 659, 739),
        weekly=30,
        elasticity=1.4,
        unit_costs={"xinghe": 50, "qihang": 130},
        refund_rate=0.06,
        completion_rate=0.63,
        level="intermediate",
        concepts=("growth", "marketing", "operations", "writing"),
        full_weeks=3,
    ),
)

LEVERS = (
    LeverBlueprint(
        id="feed_ads",
        title=Text(zh="信息流广告", en="Feed ads"),
        party="xinghe",
        kind=LeverKind.MARKETING,
        usual=3_600,
        pattern="always_on",
        strength=0.42,
        factors={"C1": 1.0, "C2": 1.0},
        retention=0.2,
        scale=1.4,
        campaign=0.3,
        confounded=0.25,
        daily=True,
    ),
    LeverBlueprint(
        id="creators",
        title=Text(zh="达人合作", en="Creator partnerships"),
        party="xinghe",
        kind=LeverKind.MARKETING,
        usual=3_000,
        pattern="pulses",
        strength=0.45,
        factors={"C1": 1.0, "C2": 1.0},
        retention=0.5,
        saturation="hill",
        scale=1.3,
        slope=2.0,
        set_up_cost=3_000,
    ),
    LeverBlueprint(
        id="tutor_hours",
        title=Text(zh="助教点评时长", en="Tutor hours"),
        party="qihang",
        kind=LeverKind.TRAINING,
        unit=Unit.HOURS,
        unit_cost=90,
        usual=2_300,
        pattern="steps",
        strength=0.40,
        factors={"C1": 1.0, "C2": 1.0},
        retention=0.6,
        scale=1.4,
    ),
    LeverBlueprint(
        id="content",
        title=Text(zh="案例更新", en="New case studies"),
        party="qihang",
        kind=LeverKind.TRAINING,
        usual=2_600,
        pattern="on_off",
        strength=0.20,
        factors={"C1": 1.0, "C2": 1.0},
        retention=0.7,
        scale=1.2,
    ),
)


def build() -> Blueprint:
    """Return a two-party programme: two courses, four levers."""
    return Blueprint(
        id="creator-courses",
        title=Text(zh="创作者联合课程", en="Courses for creators"),
        parties=PARTIES,
        courses=COURSES,
        levers=LEVERS,
        control=Wave(
            name="creator_index",
            title=Text(zh="创作者活跃指数", en="index of creators' activity"),
            effect=0.05,
            memory=0.7,
        ),
        confounder=Wave(
            name="hot_topic",
            title=Text(zh="副业热潮", en="a wave of interest in side jobs"),
            effect=0.06,
            memory=0.85,
        ),
        profit_floors={"xinghe": 0, "qihang": 0},
        revenue_shares={"xinghe": "1/2", "qihang": "1/2"},
        duties=(
            DutyBlueprint(
                owner="xinghe", task=Text(zh="提供首页推荐位", en="Provide the home page slot"), week=1
            ),
            DutyBlueprint(
                owner="qihang", task=Text(zh="交付 24 节更新课", en="Deliver 24 renewed lessons"), week=6
            ),
        ),
        experiments=(ExperimentBlueprint(lever="feed_ads", course="C1", weeks_ago=30, weeks=4, boost=1.0),),
    )


TEMPLATE = Template(
    "online-course",
    Text(zh="线上联合课程", en="Online courses"),
    Text(
        zh="平台与培训机构两方联合卖课，以联合收益最大为目标。",
        en="A platform and an institution sell courses together; the aim is joint profit.",
    ),
    build,
)
