"""The concepts that courses teach, by a short key; parties share some of them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from types import MappingProxyType

from kuajie.messages import Locale, Text

CONCEPTS: Mapping[str, Text] = MappingProxyType(
    {
        "excel": Text(zh="Excel", en="Excel"),
        "sql": Text(zh="SQL", en="SQL"),
        "python": Text(zh="Python", en="Python"),
        "stats": Text(zh="统计基础", en="statistics"),
        "viz": Text(zh="数据可视化", en="data visualisation"),
        "cleaning": Text(zh="数据清洗", en="data cleaning"),
        "ab_test": Text(zh="A/B 测试", en="A/B testing"),
        "ml": Text(zh="机器学习", en="machine learning"),
        "dl": Text(zh="深度学习", en="deep learning"),
        "llm": Text(zh="大模型应用", en="large language models"),
        "bi": Text(zh="BI 报表", en="BI dashboards"),
        "warehouse": Text(zh="数据仓库", en="data warehousing"),
        "metrics": Text(zh="指标体系", en="metrics design"),
        "growth": Text(zh="用户增长", en="user growth"),
        "product": Text(zh="产品思维", en="product thinking"),
        "project": Text(zh="项目实战", en="project work"),
        "interview": Text(zh="面试技巧", en="interviewing"),
        "resume": Text(zh="简历写作", en="writing a CV"),
        "career": Text(zh="职业规划", en="career planning"),
        "communication": Text(zh="职场沟通", en="communication at work"),
        "writing": Text(zh="写作表达", en="writing"),
        "management": Text(zh="团队管理", en="team management"),
        "finance": Text(zh="财务基础", en="basic finance"),
        "marketing": Text(zh="市场营销", en="marketing"),
        "operations": Text(zh="运营管理", en="operations"),
        "ecommerce": Text(zh="电商运营", en="e-commerce"),
        "ethics": Text(zh="数据合规", en="data protection"),
        "english": Text(zh="职场英语", en="English for work"),
        "farming": Text(zh="农产品上行", en="selling farm produce"),
        "livestream": Text(zh="直播带货", en="selling by live stream"),
        "phone": Text(zh="手机技能", en="smartphone skills"),
        "childcare": Text(zh="育婴护理", en="childcare"),
        "eldercare": Text(zh="养老护理", en="care for the elderly"),
        "safety": Text(zh="安全生产", en="safety at work"),
        "lean": Text(zh="精益生产", en="lean production"),
        "quality": Text(zh="质量管理", en="quality management"),
        "leadership": Text(zh="领导力", en="leadership"),
        "calculus": Text(zh="微积分", en="calculus"),
        "algebra": Text(zh="线性代数", en="linear algebra"),
        "probability": Text(zh="概率论", en="probability"),
        "economics": Text(zh="计量经济学", en="econometrics"),
        "research": Text(zh="研究方法", en="research methods"),
        "programming": Text(zh="编程入门", en="first programming"),
        "causal": Text(zh="因果推断", en="causal inference"),
    }
)

LEVELS: Mapping[str, Text] = MappingProxyType(
    {
        "beginner": Text(zh="入门", en="beginner"),
        "intermediate": Text(zh="进阶", en="intermediate"),
        "advanced": Text(zh="高级", en="advanced"),
    }
)


def say_concepts(keys: Iterable[str], locale: Locale) -> str:
    """Return concepts as one cell.

    >>> say_concepts(["sql", "stats"], "en")
    'SQL;statistics'
    """
    return ";".join(CONCEPTS[key].say(locale) for key in keys)
