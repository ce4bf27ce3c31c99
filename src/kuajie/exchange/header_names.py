"""Header names that Chinese exports commonly use, beside our own column names."""

from __future__ import annotations

import re
from collections.abc import Iterable

from kuajie.domain.records import RecordFile
from kuajie.exchange.cells.judged import narrow

# One Chinese name may stand for different columns in different files; only the file's own columns count.
_CHINESE = {
    "order_id": ("订单号", "订单编号", "订单id", "交易号"),
    "line": ("行号", "明细行", "订单行", "行"),
    "learner": ("学员", "学员编号", "学员id", "用户id", "用户编号", "买家id"),
    "buyer": ("购买方", "采购方", "购买单位"),
    "quantity": ("数量", "购买数量", "件数"),
    "course_id": ("课程编号", "课程id", "课程号", "商品编号"),
    "ordered_at": ("下单时间", "支付时间", "付款时间", "订单时间"),
    "list_price": ("原价", "标价", "单价", "课程原价"),
    "paid": ("实付金额", "实付", "支付金额", "实收金额"),
    "currency": ("币种", "货币"),
    "channel": ("渠道", "来源渠道", "推广渠道"),
    "coupon": ("优惠券", "优惠码", "优惠券码"),
    "refunded_at": ("退款时间", "退款日期"),
    "amount": ("退款金额", "金额", "投入", "投入金额", "花费", "消耗"),
    "reason": ("退款原因", "原因"),
    "date": ("日期",),
    "programme": ("合作项目", "项目"),
    "lever": ("杠杆",),
    "impressions": ("曝光", "展现量", "曝光量"),
    "clicks": ("点击", "点击量"),
    "unit": ("单位", "课时单位"),
    "cost": ("成本", "费用"),
    "title": ("课程名称", "课程标题", "标题"),
    "price": ("价格", "售价"),
    "seats": ("名额",),
    "unit_cost": ("单位成本",),
    "level": ("难度", "级别"),
    "language": ("语言", "授课语言"),
    "concepts": ("知识点", "概念"),
    "kind": ("类型", "资源类型"),
    "name": ("名称",),
    "size": ("规模",),
    "note": ("备注", "说明"),
    "started_at": ("开始时间", "开课时间"),
    "completed_at": ("完成时间", "完课时间"),
    "progress": ("进度", "学习进度"),
    "lesson_id": ("课消编号", "课消记录号", "课消流水号", "上课记录号", "消课编号"),
    "consumed_at": ("课消时间", "消课时间", "上课时间", "课消日期", "上课日期"),
    "lessons": ("课时数", "课消课时", "消耗课时", "消课课时", "课消数", "课时"),
    "of": ("总课时", "总课时数", "购买课时", "课时总数"),
    "given_at": ("评价时间", "反馈时间"),
    "about": ("评价对象",),
    "rating": ("评分",),
    "nps": ("推荐度",),
    "text": ("评价内容", "反馈内容", "内容"),
    "from": ("开始日期", "原币种"),
    "to": ("结束日期", "目标币种"),
    "rate": ("汇率",),
    "value": ("数值",),
}
# Amounts in fen must be declared in columns.toml, so only the unit of the major amount is dropped.
_MAJOR_UNIT = re.compile(r"\s*\((?:元|人民币|CNY)\)$", re.IGNORECASE)


def tidy_header(header: str) -> str:
    """Return a header as it is compared: narrow, trimmed, without its unit of yuan, in lower case.

    >>> tidy_header("实付金额（元） ")
    '实付金额'
    """
    return _MAJOR_UNIT.sub("", narrow(header.strip())).strip().casefold()


def headers_of(record_file: RecordFile) -> dict[str, str]:
    """Return the column every known (tidy) header of a file stands for."""
    ours = {column.name: column.name for column in record_file.columns}
    return {header: name for name in ours for header in (name, *_chinese(name))}


def _chinese(name: str) -> Iterable[str]:
    return _CHINESE.get(name, ())
