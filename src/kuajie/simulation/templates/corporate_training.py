"""Training bought by companies: seat licences in bulk, planned for completions."""

from __future__ import annotations

from kuajie.domain.lever import LeverKind, Unit
from kuajie.domain.party import Role
from kuajie.domain.terms import Aim
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
    SEATS,
    offered,
    resource,
)

PARTIES = (
    PartyBlueprint(
        id="mingde",
        name=Text(zh="明德学院", en="Brightwell Institute"),
        role=Role.INSTITUTION,
        outside_profit=90_000,
        catalogue=(
            offered("M01", "班组长管理", "Leading a Shift", 299, "beginner", "management", 3),
            offered("M02", "质量工具箱", "Quality Toolbox", 359, "intermediate", "quality stats", 2),
            offered("M03", "数据合规必修", "Data Protection Essentials", 199, "beginner", "ethics"),
        ),
        resources=(
            resource("teacher", "精益顾问", "lean coaches", 70, HOURS_A_WEEK),
            resource("content", "制造业案例库", "cases from manufacturing", 160, LESSONS),
            resource("audience", "制造业中层", "middle managers in manufacturing", 7_500, PEOPLE),
        ),
    ),
    PartyBlueprint(
        id="hengtong",
        name=Text(zh="恒通制造", en="Hengtong Works"),
        role=Role.EMPLOYER,
        outside_profit=40_000,
        catalogue=(
            offered("H01", "产线参观", "Tour of the Line", 0, "beginner", "lean"),
            offered("H02", "安全月课程", "Safety Month", 0, "beginner", "safety"),
        ),
        resources=(
            resource("audience", "制造业中层", "middle managers in manufacturing", 1_100, PEOPLE),
            resource("venue", "示范产线", "model production line", 80, SEATS),
            resource("teacher", "现场专家", "experts from the line", 24, HOURS_A_WEEK),
        ),
    ),
    PartyBlueprint(
        id="zhihai",
        name=Text(zh="知海企业版", en="Seaknow for Business"),
        role=Role.PLATFORM,
        outside_profit=70_000,
        catalogue=(
            offered("Z01", "企业通识课包", "General Courses for Staff", 69, "beginner", "communication", 5),
            offered("Z02", "管理者领导力", "Leadership", 459, "advanced", "leadership management"),
        ),
        resources=(
            resource("audience", "企业培训负责人", "heads of training", 3_800, PEOPLE),
            resource("channel", "企业直销团队", "field sales", 30, POSTS_A_WEEK),
        ),
    ),
)

COURSES = (
    CourseBlueprint(
        id="B1",
        title=Text(zh="精益生产与安全", en="Lean and Safe Production"),
        seller="zhihai",
        taught_by="mingde",
        requires=("mingde", "zhihai"),
        price=260,
        price_choices=(209, 229, 260, 289, 319),
        weekly=130,
        trend=0.05,
        elasticity=1.3,
        unit_costs={"mingde": 48, "zhihai": 16},
        refund_rate=0.05,
        completion_rate=0.68,
        level="beginner",
        concepts=("lean", "safety", "quality"),
        sigma=0.14,
        quantity=11,
    ),
    CourseBlueprint(
        id="B2",
        title=Text(zh="一线数据素养", en="Data Literacy on the Line"),
        seller="zhihai",
        taught_by="mingde",
        requires=("mingde", "hengtong", "zhihai"),
        price=480,
        price_choices=(389, 429, 480, 529, 589),
        weekly=64,
        trend=0.12,
        elasticity=1.5,
        unit_costs={"mingde": 96, "hengtong": 20, "zhihai": 24},
        refund_rate=0.06,
        completion_rate=0.57,
        level="intermediate",
        concepts=("excel", "metrics", "quality", "stats"),
        sigma=0.14,
        quantity=7,
        full_weeks=4,
    ),
)

LEVERS = (
    LeverBlueprint(
        id="field_sales",
        title=Text(zh="企业直销拜访", en="Field sales visits"),
        party="zhihai",
        kind=LeverKind.MARKETING,
        usual=6_500,
        pattern="steps",
        strength=0.45,
        factors={"B1": 1.0, "B2": 1.0},
        retention=0.6,
        scale=1.4,
        campaign=0.2,
    ),
    LeverBlueprint(
        id="open_days",
        title=Text(zh="示范产线开放日", en="Open days on the line"),
        party="hengtong",
        kind=LeverKind.MARKETING,
        usual=3_000,
        pattern="pulses",
        strength=0.42,
        factors={"B1": 0.6, "B2": 1.2},
        retention=0.5,
        scale=1.4,
        set_up_cost=4_000,
    ),
    LeverBlueprint(
        id="coach_hours",
        title=Text(zh="驻厂辅导时长", en="Coaching hours on site"),
        party="mingde",
        kind=LeverKind.TRAINING,
        unit=Unit.HOURS,
        unit_cost=220,
        usual=4_800,
        pattern="steps",
        strength=0.42,
        factors={"B1": 1.0, "B2": 1.0},
        retention=0.5,
        scale=1.5,
    ),
    LeverBlueprint(
        id="webinars",
        title=Text(zh="线上研讨会", en="Webinars"),
        party="mingde",
        kind=LeverKind.TRAINING,
        unit=Unit.SESSIONS,
        unit_cost=450,
        usual=2_000,
        pattern="seasonal",
        strength=0.28,
        factors={"B1": 1.0, "B2": 1.0},
        retention=0.3,
        saturation="hill",
        scale=1.1,
        slope=2.2,
    ),
)

BUYERS = (
    Text(zh="恒通制造", en="Hengtong Works"),
    Text(zh="东岭汽配", en="Eastridge Auto Parts"),
    Text(zh="华信电子", en="Huaxin Electronics"),
    Text(zh="江南纺织", en="Southbank Textiles"),
    Text(zh="北辰装备", en="Northstar Equipment"),
    Text(zh="清源食品", en="Clearspring Foods"),
    Text(zh="安达物流", en="Anda Logistics"),
    Text(zh="金石建材", en="Goldstone Materials"),
    Text(zh="瑞康医疗", en="Ruikang Medical"),
    Text(zh="云杉家具", en="Spruce Furniture"),
    Text(zh="博能电池", en="Boneng Batteries"),
    Text(zh="天工机床", en="Tiangong Machine Tools"),
)


def build() -> Blueprint:
    """Return a programme of two courses sold in seats and four levers, planned for completions."""
    return Blueprint(
        id="factory-skills",
        title=Text(zh="制造业技能提升计划", en="Skills for factories"),
        parties=PARTIES,
        courses=COURSES,
        levers=LEVERS,
        control=Wave(
            name="pmi",
            title=Text(zh="采购经理指数", en="purchasing managers' index"),
            effect=0.05,
            memory=0.9,
        ),
        aim=Aim.COMPLETIONS,
        profit_floors={"mingde": 20_000, "hengtong": -20_000, "zhihai": 20_000},
        revenue_shares={"mingde": "1/2", "hengtong": "1/10", "zhihai": "2/5"},
        duties=(
            DutyBlueprint(
                owner="hengtong",
                task=Text(zh="开放示范产线 6 次", en="Open the model line six times"),
                week=6,
            ),
            DutyBlueprint(
                owner="mingde", task=Text(zh="提交学习成效报告", en="Report on what was learned"), week=11
            ),
        ),
        experiments=(
            ExperimentBlueprint(lever="field_sales", course="B1", weeks_ago=45, weeks=5, boost=0.8),
        ),
        buyers=BUYERS,
        holidays={"spring_festival": -1.2, "national_day": -0.6, "other_holidays": -0.3},
    )


TEMPLATE = Template(
    "corporate-training",
    Text(zh="企业培训", en="Corporate training"),
    Text(
        zh="企业批量购买学习名额，以完课人数最多为目标，并保证各方最低收益。",
        en="Companies buy seats in bulk; the aim is completions, with a least profit for each party.",
    ),
    build,
)
