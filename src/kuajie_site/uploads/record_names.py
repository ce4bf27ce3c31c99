"""What record files are called, what each is for, and what would be possible with it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from kuajie.messages import Text


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordName:
    """A kind of file as people call it, and what it allows."""

    name: Text
    allows: Text


def _named(en: str, zh: str, *, en_allows: str, zh_allows: str) -> RecordName:
    return RecordName(name=Text(en=en, zh=zh), allows=Text(en=en_allows, zh=zh_allows))


RECORD_NAMES: Final[Mapping[str, RecordName]] = MappingProxyType(
    {
        "courses": _named(
            "Courses",
            "课程",
            en_allows="prices, seats and concepts; needed with orders",
            zh_allows="提供价格、名额与知识点；有订单时必需",
        ),
        "orders": _named(
            "Orders",
            "订单",
            en_allows="response, plan and settlement; needed from whoever sells a joint course",
            zh_allows="响应、方案与结算的依据；销售合作课程的一方必需",
        ),
        "refunds": _named(
            "Refunds", "退款", en_allows="net revenue and refund rates", zh_allows="计算净收入与退款率"
        ),
        "spend": _named(
            "Marketing spend",
            "营销投入",
            en_allows="the response to marketing levers; needed with such a lever",
            zh_allows="估计营销杠杆的响应；有营销杠杆时必需",
        ),
        "training": _named(
            "Training input",
            "培训投入",
            en_allows="the response to training levers; needed with such a lever",
            zh_allows="估计培训杠杆的响应；有培训杠杆时必需",
        ),
        "resources": _named(
            "Resources",
            "资源",
            en_allows="which needs and resources of the parties fit together",
            zh_allows="分析各方需求与资源的匹配",
        ),
        "learning": _named(
            "Learning records",
            "学习记录",
            en_allows="completion rates, recommendation and learning paths",
            zh_allows="计算完课率，并用于推荐与学习路径",
        ),
        "feedback": _named(
            "Feedback",
            "学员反馈",
            en_allows="satisfaction as a partner criterion",
            zh_allows="以满意度评估合作方",
        ),
        "leads": _named("Leads", "线索", en_allows="fees per lead in settlement", zh_allows="按线索结算费用"),
        "lessons": _named(
            "Lessons consumed",
            "课消记录",
            en_allows="revenue that counts as lessons are consumed",
            zh_allows="按课消确认收入",
        ),
        "tests": _named(
            "Experiments",
            "实验结果",
            en_allows="a response calibrated by experiments",
            zh_allows="用实验结果校准响应",
        ),
        "graph": _named(
            "Course graph",
            "课程图谱",
            en_allows="relations between courses, for paths and bundles",
            zh_allows="课程之间的关系，用于路径与组合课",
        ),
        "rates": _named(
            "Exchange rates", "汇率", en_allows="amounts in other currencies", zh_allows="折算其他币种的金额"
        ),
        "controls": _named(
            "Weekly controls",
            "每周外部因素",
            en_allows="facts nobody decides, such as exam weeks",
            zh_allows="各方无法决定的外部因素，例如考试周",
        ),
        "consents": _named(
            "Consents",
            "授权记录",
            en_allows="use of learning records between parties",
            zh_allows="在合作方之间使用学习记录",
        ),
    }
)
COLUMN_NAMES: Final[Mapping[str, Text]] = MappingProxyType(
    {
        "order_id": Text(en="order", zh="订单号"),
        "line": Text(en="line of the order", zh="订单行"),
        "learner": Text(en="learner", zh="学员"),
        "buyer": Text(en="buyer", zh="购买方"),
        "quantity": Text(en="quantity", zh="数量"),
        "course_id": Text(en="course id", zh="课程编号"),
        "ordered_at": Text(en="time of order", zh="下单时间"),
        "list_price": Text(en="list price", zh="原价"),
        "paid": Text(en="paid", zh="实付金额"),
        "currency": Text(en="currency", zh="币种"),
        "channel": Text(en="channel", zh="渠道"),
        "coupon": Text(en="coupon", zh="优惠券"),
        "refunded_at": Text(en="time of refund", zh="退款时间"),
        "amount": Text(en="amount", zh="金额"),
        "reason": Text(en="reason", zh="原因"),
        "date": Text(en="day", zh="日期"),
        "programme": Text(en="programme", zh="合作项目"),
        "lever": Text(en="lever", zh="杠杆"),
        "impressions": Text(en="impressions", zh="曝光量"),
        "clicks": Text(en="clicks", zh="点击量"),
        "unit": Text(en="unit", zh="单位"),
        "cost": Text(en="cost", zh="费用"),
        "title": Text(en="title", zh="课程名称"),
        "price": Text(en="price", zh="价格"),
        "seats": Text(en="seats per week", zh="每周名额"),
        "unit_cost": Text(en="unit cost", zh="单位成本"),
        "level": Text(en="level", zh="级别"),
        "language": Text(en="language", zh="语言"),
        "concepts": Text(en="concepts", zh="知识点"),
        "kind": Text(en="kind", zh="类型"),
        "name": Text(en="name", zh="名称"),
        "size": Text(en="size", zh="规模"),
        "note": Text(en="note", zh="备注"),
        "started_at": Text(en="time of start", zh="开始时间"),
        "completed_at": Text(en="time of completion", zh="完成时间"),
        "progress": Text(en="progress", zh="进度"),
        "given_at": Text(en="time given", zh="给出时间"),
        "about": Text(en="about which party", zh="评价对象"),
        "rating": Text(en="rating", zh="评分"),
        "nps": Text(en="likelihood to recommend (NPS)", zh="推荐度 (NPS)"),
        "text": Text(en="text", zh="内容"),
        "lead_id": Text(en="lead", zh="线索编号"),
        "at": Text(en="time", zh="时间"),
        "lesson_id": Text(en="lesson record", zh="课消编号"),
        "consumed_at": Text(en="time consumed", zh="课消时间"),
        "lessons": Text(en="lessons consumed", zh="课消课时"),
        "of": Text(en="lessons of the whole order line", zh="总课时"),
        "from": Text(en="from", zh="开始"),
        "to": Text(en="to", zh="结束"),
        "spend_change": Text(en="change of spend", zh="投入变化"),
        "lift": Text(en="lift", zh="增量"),
        "lower": Text(en="lower end", zh="下限"),
        "upper": Text(en="upper end", zh="上限"),
        "rate": Text(en="rate", zh="汇率"),
        "value": Text(en="value", zh="数值"),
        "party": Text(en="party", zh="合作方"),
        "recipient": Text(en="recipient", zh="接收方"),
        "field": Text(en="field", zh="字段"),
        "purpose": Text(en="purpose", zh="用途"),
        "expires_at": Text(en="expiry", zh="到期时间"),
        "withdrawn_at": Text(en="time of withdrawal", zh="撤回时间"),
    }
)


_OTHER_FILES: Final[Mapping[tuple[str, str], Text]] = MappingProxyType(
    {
        ("columns", "toml"): Text(en="Column names", zh="列名对照"),
        ("programme", "toml"): Text(en="Programme", zh="项目设定"),
    }
)


def record_name(record: str) -> Text:
    """Return what a record file is called; its own name where it has no other."""
    name, _, form = record.partition(".")
    if (name, form) in _OTHER_FILES:
        return _OTHER_FILES[name, form]
    known = RECORD_NAMES.get(name)
    return (
        known.name
        if known
        else Text(en=record.replace("{", "").replace("}", ""), zh=record.replace("{", "").replace("}", ""))
    )
