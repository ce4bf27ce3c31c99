"""A university's micro-major taught beyond the campus: enrolments, completions and money together."""

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
        id="jiangcheng",
        name=Text(zh="江城大学", en="Rivertown University"),
        role=Role.ACADEMIC,
        outside_profit=0,
        catalogue=(
            offered("U01", "微积分先修", "Calculus Before College", 0, "beginner", "calculus"),
            offered("U02", "线性代数", "Linear Algebra", 0, "beginner", "algebra"),
            offered("U03", "概率论", "Probability", 0, "intermediate", "probability stats"),
            offered("U04", "计量经济学", "Econometrics", 0, "advanced", "economics stats"),
        ),
        resources=(
            resource("audience", "在校大学生", "university students", 31_000, PEOPLE),
            resource("teacher", "统计系教师", "teachers of statistics", 60, HOURS_A_WEEK),
            resource("venue", "机房", "computer rooms", 180, SEATS),
        ),
    ),
    PartyBlueprint(
        id="zhihai",
        name=Text(zh="知海平台", en="Seaknow"),
        role=Role.PLATFORM,
        outside_profit=20_000,
        catalogue=(
            offered("Z01", "编程入门", "First Programming", 49, "beginner", "programming python", 6),
            offered("Z02", "学术写作", "Academic Writing", 69, "beginner", "writing research", 3),
            offered("Z03", "Excel 高效办公", "Excel at Work", 99, "beginner", "excel"),
        ),
        resources=(
            resource("audience", "在校大学生", "university students", 180_000, PEOPLE),
            resource("channel", "校园频道", "campus channel", 9, POSTS_A_WEEK),
        ),
    ),
    PartyBlueprint(
        id="mingde",
        name=Text(zh="明德学院", en="Brightwell Institute"),
        role=Role.INSTITUTION,
        outside_profit=20_000,
        catalogue=(
            offered("M01", "统计学基础", "Statistics Basics", 299, "beginner", "stats"),
            offered(
                "M02", "机器学习导论", "Introduction to Machine Learning", 899, "intermediate", "ml python"
            ),
        ),
        resources=(
            resource("teacher", "助教", "tutors", 150, HOURS_A_WEEK),
            resource("content", "习题与自动评测", "exercises with automatic marking", 1_900, LESSONS),
        ),
    ),
)

COURSES = (
    CourseBlueprint(
        id="A1",
        title=Text(zh="统计与编程微专业", en="Micro-major in Statistics and Programming"),
        seller="zhihai",
        taught_by="jiangcheng",
        requires=("jiangcheng", "zhihai", "mingde"),
        price=129,
        price_choices=(99, 109, 129, 149, 159),
        weekly=88,
        trend=0.10,
        season=(0.04, 0.30),
        peak=60,
        elasticity=1.2,
        unit_costs={"jiangcheng": 12, "zhihai": 8, "mingde": 20},
        refund_rate=0.05,
        completion_rate=0.38,
        level="intermediate",
        concepts=("stats", "probability", "programming", "python"),
        sigma=0.11,
    ),
    CourseBlueprint(
        id="A2",
        title=Text(zh="研究方法与论文写作", en="Research Methods and Writing"),
        seller="zhihai",
        taught_by="jiangcheng",
        requires=("jiangcheng", "zhihai"),
        price=59,
        price_choices=(49, 55, 59, 65, 72),
        weekly=64,
        season=(0.02, 0.24),
        peak=75,
        elasticity=1.4,
        unit_costs={"jiangcheng": 10, "zhihai": 6},
        refund_rate=0.05,
        completion_rate=0.52,
        level="beginner",
        concepts=("research", "writing", "stats"),
        sigma=0.11,
        full_weeks=3,
    ),
)

LEVERS = (
    LeverBlueprint(
        id="campus_talks",
        title=Text(zh="校园宣讲", en="Campus talks"),
        party="jiangcheng",
        kind=LeverKind.MARKETING,
        usual=1_100,
        pattern="pulses",
        strength=0.45,
        factors={"A1": 1.0, "A2": 1.0},
        retention=0.5,
        scale=1.4,
    ),
    LeverBlueprint(
        id="student_ambassadors",
        title=Text(zh="校园大使", en="Student ambassadors"),
        party="zhihai",
        kind=LeverKind.MARKETING,
        usual=1_300,
        pattern="flights",
        strength=0.40,
        factors={"A1": 1.0, "A2": 1.0},
        retention=0.3,
        saturation="hill",
        scale=1.2,
        slope=2.0,
        confounded=0.2,
    ),
    LeverBlueprint(
        id="teaching_assistants",
        title=Text(zh="助教答疑时长", en="Teaching assistants' hours"),
        party="mingde",
        kind=LeverKind.TRAINING,
        unit=Unit.HOURS,
        unit_cost=60,
        usual=1_400,
        pattern="seasonal",
        strength=0.38,
        factors={"A1": 1.0},
        retention=0.5,
        scale=1.4,
    ),
    LeverBlueprint(
        id="lectures",
        title=Text(zh="教授直播讲座", en="Live lectures by professors"),
        party="jiangcheng",
        kind=LeverKind.TRAINING,
        unit=Unit.SESSIONS,
        unit_cost=400,
        usual=1_200,
        pattern="on_off",
        strength=0.34,
        factors={"A1": 0.8, "A2": 1.2},
        retention=0.4,
        scale=1.3,
    ),
)


def build() -> Blueprint:
    """Return a programme of two cheap courses and four levers, planned for a mix of aims."""
    return Blueprint(
        id="micro-major",
        title=Text(zh="高校微专业共建计划", en="A micro-major beyond the campus"),
        parties=PARTIES,
        courses=COURSES,
        levers=LEVERS,
        control=Wave(
            name="exam_season",
            title=Text(zh="考试季指数", en="index of exam time"),
            effect=-0.05,
            memory=0.6,
        ),
        confounder=Wave(
            name="graduate_exam",
            title=Text(zh="考研热度", en="interest in graduate school"),
            effect=0.06,
            memory=0.85,
        ),
        aim=Aim.MIX,
        weights={Aim.ENROLMENTS: 5.0, Aim.COMPLETIONS: 60.0, Aim.PROFIT: 1.0},
        profit_floors={"jiangcheng": -40_000, "zhihai": 0, "mingde": -10_000},
        revenue_shares={"jiangcheng": "3/10", "zhihai": "2/5", "mingde": "3/10"},
        duties=(
            DutyBlueprint(
                owner="jiangcheng", task=Text(zh="完成学分认定", en="Have the credits recognised"), week=5
            ),
            DutyBlueprint(
                owner="mingde", task=Text(zh="招募 20 名助教", en="Find 20 teaching assistants"), week=1
            ),
        ),
        experiments=(
            ExperimentBlueprint(lever="campus_talks", course="A1", weeks_ago=36, weeks=4, boost=1.0),
        ),
    )


TEMPLATE = Template(
    "academic",
    Text(zh="高校共建课程", en="Academic programme"),
    Text(
        zh="高校、平台与培训机构共建低价微专业，兼顾报名、完课与收益。",
        en="A university, a platform and an institution teach a cheap micro-major; the aim is a mix of"
        " enrolments, completions and profit.",
    ),
    build,
)
