"""The words of the field, one term per idea, in both languages (DESIGN section 2)."""

from __future__ import annotations

from kuajie.messages.text import Text

GLOSSARY: dict[str, Text] = {
    "party": Text(en="party", zh="合作方"),
    "programme": Text(en="programme", zh="合作项目"),
    "course": Text(en="course", zh="课程"),
    "lever": Text(en="lever", zh="杠杆"),
    "marketing lever": Text(en="marketing lever", zh="营销杠杆"),
    "training lever": Text(en="training lever", zh="培训杠杆"),
    "spend": Text(en="spend", zh="投入"),
    "carry-over": Text(en="carry-over", zh="余效"),
    "saturation": Text(en="saturation", zh="饱和"),
    "response": Text(en="response", zh="响应"),
    "enrolments": Text(en="enrolments", zh="报名数"),
    "organic enrolments": Text(en="organic enrolments", zh="自然报名"),
    "completions": Text(en="completions", zh="完课数"),
    "joint profit": Text(en="joint profit", zh="联合收益"),
    "plan": Text(en="plan", zh="方案"),
    "certificate": Text(en="certificate", zh="最优性证书"),
    "disagreement point": Text(en="disagreement point", zh="谈判破裂点"),
    "coalition value": Text(en="coalition value", zh="联盟价值"),
    "split": Text(en="split", zh="分配"),
    "terms": Text(en="terms", zh="合作条款"),
    "settlement": Text(en="settlement", zh="结算"),
    "lift": Text(en="lift", zh="增量"),
    "return on spend": Text(en="return on spend", zh="投入回报"),
    "budget": Text(en="budget", zh="预算"),
    "seats": Text(en="seats", zh="名额"),
    "price": Text(en="price", zh="价格"),
    "week": Text(en="week", zh="周"),
    "horizon": Text(en="horizon", zh="计划期"),
    "platform": Text(en="platform", zh="平台"),
    "institution": Text(en="institution", zh="培训机构"),
    "employer": Text(en="employer", zh="企业"),
    "charity": Text(en="charity", zh="公益组织"),
    "academic": Text(en="university", zh="高校"),
    "mediator": Text(en="mediator", zh="调解方"),
}
