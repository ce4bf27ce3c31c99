"""The groups in which studies are found."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType
from typing import Final

from kuajie.messages import Text


class Group(StrEnum):
    """What a study is about."""

    DATA = "data"
    RESPONSE = "response"
    PLAN = "plan"
    DEAL = "deal"
    PARTNERS = "partners"
    CATALOGUES = "catalogues"
    CALCULATORS = "calculators"


GROUP_NAMES: Final[Mapping[Group, Text]] = MappingProxyType(
    {
        Group.DATA: Text(en="Data checks", zh="数据检查"),
        Group.RESPONSE: Text(en="Response", zh="响应"),
        Group.PLAN: Text(en="Plan", zh="方案"),
        Group.DEAL: Text(en="Shares and deals", zh="分成测算"),
        Group.PARTNERS: Text(en="Partners", zh="合作方"),
        Group.CATALOGUES: Text(en="Courses and learners", zh="课程与学员"),
        Group.CALCULATORS: Text(en="Calculators", zh="计算工具"),
    }
)
GROUP_LEADS: Final[Mapping[Group, Text]] = MappingProxyType(
    {
        Group.DATA: Text(
            en="Whether the files can be relied on, and come near no rule.",
            zh="文件是否可靠，内容是否触及规则。",
        ),
        Group.RESPONSE: Text(
            en="What every lever has brought, and what is worth finding out.",
            zh="每个杠杆带来了什么，还有哪些值得弄清。",
        ),
        Group.PLAN: Text(
            en="What to do in every week, how good that is, and what more would bring.",
            zh="每周做什么，效果多好，再多投入能带来什么。",
        ),
        Group.DEAL: Text(
            en="Who gets what, on which terms, and who would keep to them.",
            zh="各方分得多少、按什么条款、谁会遵守。",
        ),
        Group.PARTNERS: Text(
            en="Whom to work with, and what the parties share and lack.",
            zh="与谁合作，各方共有什么、缺什么。",
        ),
        Group.CATALOGUES: Text(
            en="The course graph of all catalogues, and which course for whom.",
            zh="各方目录合成的课程图谱，以及哪门课适合谁。",
        ),
        Group.CALCULATORS: Text(
            en="Models worked out with numbers of your own; no files are looked at, nobody else sees them.",
            zh="用自己给出的数值计算各种模型：不读取任何文件，其他各方看不到。",
        ),
    }
)
