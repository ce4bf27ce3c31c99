"""Free courses for villages: a platform, a charity and a university reach as many learners as they can."""

from __future__ import annotations

from kuajie.domain.lever import LeverKind, Unit
from kuajie.domain.party import Role
from kuajie.domain.terms import Aim
from kuajie.messages import Text
from kuajie.simulation.blueprint import (
    Blueprint,
    CourseBlueprint,
    DutyBlueprint,
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
    SEATS,
    offered,
    resource,
)

PARTIES = (
    PartyBlueprint(
        id="zhihai",
        name=Text(zh="知海平台", en="Seaknow"),
        role=Role.PLATFORM,
        outside_profit=0,
        catalogue=(
            offered("Z01", "手机拍摄入门", "Taking Photos by Phone", 29, "beginner", "phone", 6),
            offered("Z02", "电商运营实战", "E-commerce in Practice", 99, "intermediate", "ecommerce", 3),
            offered("Z03", "职场沟通", "Talking at Work", 59, "beginner", "communication"),
        ),
        resources=(
            resource("audience", "县域用户", "users in small towns", 210_000, PEOPLE),
            resource("channel", "公益频道", "public-interest channel", 7, POSTS_A_WEEK),
        ),
    ),
    PartyBlueprint(
        id="qinghe",
        name=Text(zh="青禾公益", en="Green Shoots Foundation"),
        role=Role.CHARITY,
        outside_profit=0,
        catalogue=(
            offered("G01", "志愿者培训", "Training for Volunteers", 0, "beginner", "communication"),
            offered("G02", "防诈骗常识", "How Not to Be Cheated", 0, "beginner", "phone"),
        ),
        resources=(
            resource("audience", "返乡青年", "young people back in their villages", 18_000, PEOPLE),
            resource("audience", "县域用户", "users in small towns", 60_000, PEOPLE),
            resource("teacher", "志愿者", "volunteers", 300, HOURS_A_WEEK),
            resource("venue", "乡村学习点", "village learning rooms", 1_200, SEATS),
        ),
    ),
    PartyBlueprint(
        id="jiangcheng",
        name=Text(zh="江城大学", en="Rivertown University"),
        role=Role.ACADEMIC,
        outside_profit=0,
        catalogue=(
            offered("U01", "农村经济概论", "Rural Economics", 0, "intermediate", "economics farming"),
            offered("U02", "护理学基础", "Basics of Care", 0, "beginner", "eldercare childcare"),
        ),
        resources=(
            resource("teacher", "农学与护理教师", "teachers of farming and care", 40, HOURS_A_WEEK),
            resource("content", "公开课", "open lectures", 130, LESSONS),
        ),
    ),
)

COURSES = (
    CourseBlueprint(
        id="V1",
        title=Text(zh="农产品直播上行", en="Selling Farm Produce Online"),
        seller="zhihai",
        taught_by="jiangcheng",
        requires=("zhihai", "qinghe", "jiangcheng"),
        price=0,
        price_choices=(),
        price_steps=0,
        weekly=95,
        trend=0.10,
        season=(0.14, 0.06),
        peak=330,
        elasticity=0.0,
        unit_costs={"zhihai": 1, "qinghe": 16, "jiangcheng": 2},
        refund_rate=0.0,
        completion_rate=0.42,
        level="beginner",
        concepts=("farming", "livestream", "phone", "ecommerce"),
        sigma=0.12,
        full_weeks=4,
    ),
    CourseBlueprint(
        id="V2",
        title=Text(zh="养老护理员入门", en="Care for the Elderly"),
        seller="zhihai",
        taught_by="jiangcheng",
        requires=("zhihai", "qinghe", "jiangcheng"),
        price=0,
        price_choices=(),
        price_steps=0,
        weekly=52,
        season=(0.08, 0.08),
        elasticity=0.0,
        unit_costs={"zhihai": 1, "qinghe": 24, "jiangcheng": 3},
        refund_rate=0.0,
        completion_rate=0.50,
        level="beginner",
        concepts=("eldercare", "communication"),
        sigma=0.12,
    ),
    CourseBlueprint(
        id="V3",
        title=Text(zh="手机技能公益课", en="Smartphone Skills"),
        seller="zhihai",
        taught_by="zhihai",
        requires=("zhihai", "qinghe"),
        price=0,
        price_choices=(),
        price_steps=0,
        weekly=120,
        trend=0.04,
        elasticity=0.0,
        unit_costs={"zhihai": 1, "qinghe": 5},
        refund_rate=0.0,
        completion_rate=0.61,
        level="beginner",
        concepts=("phone",),
        sigma=0.12,
    ),
)

LEVERS = (
    LeverBlueprint(
        id="public_slots",
        title=Text(zh="公益推荐位", en="Public-interest slots"),
        party="zhihai",
        kind=LeverKind.MARKETING,
        usual=1_500,
        pattern="flights",
        strength=0.40,
        factors={"V1": 1.0, "V2": 1.0, "V3": 1.0},
        retention=0.25,
        scale=1.4,
        campaign=0.3,
    ),
    LeverBlueprint(
        id="village_outreach",
        title=Text(zh="进村宣讲", en="Village outreach"),
        party="qinghe",
        kind=LeverKind.MARKETING,
        usual=4_200,
        pattern="seasonal",
        strength=0.55,
        factors={"V1": 1.3, "V2": 1.0, "V3": 0.7},
        retention=0.5,
        scale=1.5,
    ),
    LeverBlueprint(
        id="volunteer_hours",
        title=Text(zh="志愿者陪学", en="Volunteer hours"),
        party="qinghe",
        kind=LeverKind.TRAINING,
        unit=Unit.HOURS,
        unit_cost=25,
        usual=2_200,
        pattern="steps",
        strength=0.36,
        factors={"V1": 1.0, "V2": 1.0, "V3": 1.0},
        retention=0.55,
        scale=1.4,
    ),
    LeverBlueprint(
        id="clinics",
        title=Text(zh="专家线上门诊", en="Expert clinics"),
        party="jiangcheng",
        kind=LeverKind.TRAINING,
        unit=Unit.SESSIONS,
        unit_cost=300,
        usual=1_500,
        pattern="pulses",
        strength=0.35,
        factors={"V1": 1.0, "V2": 1.0},
        retention=0.4,
        saturation="hill",
        scale=1.2,
        slope=2.0,
    ),
)


def build() -> Blueprint:
    """Return a programme of three free courses and four levers, planned for enrolments."""
    return Blueprint(
        id="village-learning",
        title=Text(zh="乡村公益学习计划", en="Village learning, free for all"),
        parties=PARTIES,
        courses=COURSES,
        levers=LEVERS,
        control=Wave(
            name="farm_idle_time",
            title=Text(zh="农闲指数", en="index of farm idle time"),
            effect=0.06,
            memory=0.6,
        ),
        aim=Aim.ENROLMENTS,
        profit_floors={"zhihai": -36_000, "qinghe": -190_000, "jiangcheng": -40_000},
        duties=(
            DutyBlueprint(
                owner="qinghe",
                task=Text(zh="开放 60 个乡村学习点", en="Open 60 village learning rooms"),
                week=2,
            ),
            DutyBlueprint(
                owner="jiangcheng", task=Text(zh="安排 20 场专家门诊", en="Hold 20 expert clinics"), week=8
            ),
        ),
        experiments=(),
        learning_share=0.30,
    )


TEMPLATE = Template(
    "public-interest",
    Text(zh="公益学习计划", en="Public-interest programme"),
    Text(
        zh="平台、公益组织与高校提供免费课程，以报名人数最多为目标，公益组织的支出不超过其资助额。",
        en="A platform, a charity and a university offer free courses; the aim is enrolments,"
        " within the charity's grant.",
    ),
    build,
)
