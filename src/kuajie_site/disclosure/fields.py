"""The fields that a party can show others; what answers need of them is declared study by study."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType
from typing import Final

from kuajie.messages import Text


class Field(StrEnum):
    """What of a party's knowledge an answer can show."""

    CATALOGUE = "catalogue"
    WEEKLY_TOTALS = "weekly_totals"
    COSTS = "costs"
    RESPONSE = "response"
    PLANS = "plans"
    PROFIT = "profit"
    QUALITY = "quality"
    RESOURCES = "resources"
    LEARNER_TOTALS = "learner_totals"
    LEARNERS = "learners"
    STATEMENTS = "statements"
    ORDER_LINES = "order_lines"


FIELD_NAMES: Final[Mapping[Field, Text]] = MappingProxyType(
    {
        Field.CATALOGUE: Text(en="Catalogue: courses, concepts, prices", zh="课程目录：课程、知识点、价格"),
        Field.WEEKLY_TOTALS: Text(
            en="Weekly totals of enrolments, revenue, spend", zh="每周报名、收入与投入合计"
        ),
        Field.COSTS: Text(en="Unit costs and outside profit", zh="单位成本与项目外收益"),
        Field.RESPONSE: Text(en="Response curves and returns of levers", zh="各杠杆的响应曲线与回报"),
        Field.PLANS: Text(en="Planned spend, prices and seats", zh="方案中的投入、价格与名额"),
        Field.PROFIT: Text(en="Profit, shares and deals", zh="收益、分成与交易结果"),
        Field.QUALITY: Text(en="Counts of problems in files", zh="文件问题的数量"),
        Field.RESOURCES: Text(en="Resources: audiences, channels, duties", zh="资源：受众、渠道与职责"),
        Field.LEARNER_TOTALS: Text(en="Numbers of learners and ratings", zh="学员人数与评分"),
        Field.LEARNERS: Text(en="Pseudonymous learners and what they took", zh="匿名学员及其所学课程"),
        Field.STATEMENTS: Text(en="Statements and payments", zh="对账单与付款"),
        Field.ORDER_LINES: Text(en="Order lines in reconciliation", zh="对账所需的订单明细"),
    }
)
