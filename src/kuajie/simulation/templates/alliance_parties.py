"""The six parties of the alliance, what each teaches beside it, and what it brings."""

from __future__ import annotations

from kuajie.domain.party import Role
from kuajie.messages import Text
from kuajie.simulation.blueprint import PartyBlueprint
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
        outside_profit=150_000,
        bargaining_weight=1.2,
        catalogue=(
            offered("Z01", "Excel 高效办公", "Excel at Work", 99, "beginner", "excel cleaning", 8),
            offered("Z02", "产品经理入门", "First Steps as Product Manager", 299, "beginner", "product", 4),
            offered("Z03", "职场写作课", "Writing at Work", 129, "beginner", "writing communication", 5),
        ),
        resources=(
            resource("audience", "职场学习者", "learners at work", 380_000, PEOPLE),
            resource("channel", "首页推荐位", "places on the home page", 14, POSTS_A_WEEK),
        ),
    ),
    PartyBlueprint(
        id="mingde",
        name=Text(zh="明德学院", en="Brightwell Institute"),
        role=Role.INSTITUTION,
        outside_profit=90_000,
        catalogue=(
            offered("M02", "统计学基础", "Statistics Basics", 299, "beginner", "stats", 5),
            offered("M03", "SQL 训练营", "SQL Camp", 399, "beginner", "sql cleaning", 4),
        ),
        resources=(
            resource("audience", "职场学习者", "learners at work", 46_000, PEOPLE),
            resource("teacher", "数据讲师", "data teachers", 120, HOURS_A_WEEK),
        ),
    ),
    PartyBlueprint(
        id="boya",
        name=Text(zh="博雅管理学院", en="Liberal Management School"),
        role=Role.INSTITUTION,
        outside_profit=80_000,
        catalogue=(
            offered("B01", "团队管理基础", "Managing a Team", 399, "intermediate", "management", 4),
            offered("B02", "财务报表入门", "Reading Accounts", 259, "beginner", "finance", 4),
        ),
        resources=(resource("teacher", "管理教练", "management coaches", 90, HOURS_A_WEEK),),
    ),
    PartyBlueprint(
        id="yuanhang",
        name=Text(zh="远航科技", en="Farsail Technologies"),
        role=Role.EMPLOYER,
        outside_profit=40_000,
        bargaining_weight=0.8,
        catalogue=(offered("Y01", "企业开放日", "Open Day", 0, "beginner", "career"),),
        resources=(resource("venue", "面试与工位", "desks for interviews", 40, SEATS),),
    ),
    PartyBlueprint(
        id="jiangcheng",
        name=Text(zh="江城大学", en="Rivertown University"),
        role=Role.ACADEMIC,
        outside_profit=30_000,
        catalogue=(offered("U01", "计量经济学", "Econometrics", 0, "advanced", "economics"),),
        resources=(resource("content", "公开课", "open lectures", 160, LESSONS),),
    ),
    PartyBlueprint(
        id="qinghe",
        name=Text(zh="青禾公益", en="Green Shoots Foundation"),
        role=Role.CHARITY,
        outside_profit=0,
        bargaining_weight=0.5,
        catalogue=(offered("G01", "志愿者培训", "Training for Volunteers", 0, "beginner", "communication"),),
        resources=(resource("audience", "返乡青年", "young people back in their villages", 24_000, PEOPLE),),
    ),
)
