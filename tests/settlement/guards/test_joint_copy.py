"""Sentences as joint marketing really has them: what promises is found, what only sounds like it is not."""

from __future__ import annotations

import pytest

from kuajie.exchange.guard_rules import read_rules
from kuajie.settlement.guards.claims import claims_in

CN, ELSEWHERE = read_rules("CN"), read_rules("DE")
HONEST_ZH = """
我们不保证通过，也不承诺任何考试结果。
老师会确保过程透明，每节课后提供学习记录。
本课程不保证通过资格考试，往期通过率为62%（2025年3月至9月，样本480人）。
课程不包就业，只提供简历修改与模拟面试。
学员完成48课时并提交作业后可获得结业证书。
确保过渡期内两家平台的学习记录互通。
让平稳过渡成为可能：新老班型衔接说明
环保过滤材料工程师入门
书包过重对儿童脊柱的影响
面包过敏原标签读法
保证通过审核的内容才会上架
如何保证数据通过率指标准确
两家机构联合授课，双师直播，支持回放。
报名后7天内可全额退款，开课后按剩余课时退费。
请勿相信“保过”“内部名额”等宣传。
任何承诺包过的机构都涉嫌违法。
我校从不承诺“100%通过”。
我们不保证您一定能通过考试。
没有任何机构能保证通过。
购买课程并不代表一定能通过考试。
不能保证每位学员都就业
保证金过期未退怎么办
本班名师来自明德学院计算机系。
最佳化理论与凸优化基础
护士资格考试备考：题型与时间安排
医学统计：如何计算治愈率与有效率
民法典合同编实务，由执业律师讲授
法律职业资格考试主观题写作，不代替考试
成绩达到分数线即通过，未通过可免费重听一次。
承诺书：学员须保证通过实名认证后听课
确保过关检查项全部完成后再上线
教师将保证录播视频通过平台统一发布
社会保障就业政策解读
"""
HONEST_EN = """
We do not guarantee that you will pass the exam.
We never claim that you are sure to pass.
No pass guarantee is given; results differ from learner to learner.
This course cannot guarantee employment.
Nobody can promise a guaranteed job.
The teachers make sure that the process is transparent.
Past pass rate: 62% (March to September 2025, 480 learners).
Refunds are possible within seven days.
The job guarantee scheme of India, 2005 to 2020
Guarantee periods in sales law
Passing a test suite is guaranteed by the type checker
How to choose the best training data for a classifier
A 100% online course with live sessions.
Clinical statistics: how a cure rate is computed
Bar exam essay practice; it does not replace the examination.
"""
BOLD_ZH = [
    ("guaranteed_pass", "明德学院与知海平台联合推出，签约保过！"),
    ("guaranteed_pass", "零基础也能包过，三个月拿证。"),
    ("guaranteed_pass", "通过率100%，名额有限。"),
    ("guaranteed_pass", "百分之百通过，一次上岸。"),
    ("guaranteed_pass", "稳过班，限额二十人"),
    ("guaranteed_pass", "保证学员顺利通过考试"),
    ("guaranteed_pass", "我们保证，您一定能通过考试"),
    ("guaranteed_pass", "跟着老师学，一定能通过考试！"),
    ("guaranteed_pass", "保证升入重点高中"),
    ("guaranteed_pass", "两个月保证提30分"),
    ("guaranteed_pass", "保你考上研究生"),
    ("guaranteed_pass", "别人都不敢，我们必上岸"),
    ("guaranteed_outcome", "100%包就业"),
    ("guaranteed_outcome", "毕业即保障就业"),
    ("guaranteed_outcome", "月薪过万有保障"),
    ("guaranteed_outcome", "高考志愿保录取"),
    ("refund_if_failed", "不通过全额退款"),
    ("refund_if_failed", "协议班：考不上全额退费"),
    ("refund_if_failed", "未就业退学费"),
    ("examiners", "命题组老师亲自授课"),
    ("examiners", "内部押题，命中率99%"),
    ("superlative", "国家级名师团队"),
    ("superlative", "全国最佳数据分析课程"),
    ("state_bodies", "教育部官方推荐课程"),
    ("guaranteed_pass", "执业医师保过班"),
    ("medical_effect", "针灸速成：根治颈椎病"),
    ("medical_licence", "中医推拿，学完即可开诊所"),
    ("legal_licence", "法考包过，律师证包下来"),
    ("legal_outcome", "律师实战课：打官司稳赢"),
    ("legal_outcome", "律师人脉班：法院里有熟人"),
]
BOLD_EN = [
    ("guaranteed_pass", "Guaranteed to pass or your money back!"),
    ("guaranteed_pass", "We guarantee you will pass."),
    ("guaranteed_pass", "We guarantee that every learner passes the exam"),
    ("guaranteed_pass", "100% pass rate, three years in a row."),
    ("guaranteed_pass", "Pass guaranteed"),
    ("guaranteed_pass", "No doubt that you will definitely pass"),
    ("guaranteed_pass", "Never failed, sure to pass"),
    ("guaranteed_outcome", "Your job is guaranteed after graduation."),
    ("guaranteed_outcome", "Guaranteed job in 90 days"),
    ("guaranteed_outcome", "100% guaranteed placement: guaranteed employment"),
    ("examiners", "Taught by official examiners"),
    ("superlative_like", "The best course in the country"),
    ("legal_licence", "Law school in short: become a lawyer without the bar"),
    ("medical_effect", "Clinical acupuncture with no side effects"),
    ("legal_outcome", "Lawyer training: win every case"),
]
HONEST = [*HONEST_ZH.split("\n")[1:-1], *HONEST_EN.split("\n")[1:-1]]


@pytest.mark.parametrize("sentence", HONEST)
def test_honest_copy_is_left_alone_everywhere(sentence: str) -> None:
    assert claims_in([sentence], CN) == ()
    assert claims_in([sentence], ELSEWHERE) == ()


@pytest.mark.parametrize(("kind", "sentence"), [*BOLD_ZH, *BOLD_EN])
def test_bold_copy_is_found_for_what_it_is(kind: str, sentence: str) -> None:
    assert kind in [hit.claims.id for hit in claims_in([sentence], CN)]


def test_every_list_has_a_sentence_of_its_own() -> None:
    found = {kind for kind, _ in (*BOLD_ZH, *BOLD_EN)}
    assert {each.id for each in CN.claims} - found == {"testimonial"}


@pytest.mark.parametrize("lead", ["不", "从不", "我们不", "绝不"])
@pytest.mark.parametrize("promise", ["包过", "保过", "保证通过", "包就业", "保录取"])
def test_a_denied_promise_is_none_and_without_the_denial_it_is_one(lead: str, promise: str) -> None:
    assert claims_in([f"{lead}{promise}。"], CN) == ()
    assert len(claims_in([f"我们{promise}。"], CN)) == 1


def test_words_that_end_like_a_denial_deny_nothing() -> None:
    (hit,) = claims_in(["特别会包过"], CN)
    assert hit.words == "包过"
