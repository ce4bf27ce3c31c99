"""What the three parties of the demo say of prerequisites, and what a data analyst needs.

Linear algebra and causal inference are needed, and no party teaches them.
"""

from __future__ import annotations

from kuajie.messages import Text
from kuajie.simulation.course_facts import course_requires, occupation_needs, topic_requires

ANALYST = Text(zh="数据分析师", en="data analyst")

ZHIHAI_FACTS = (
    *topic_requires("growth", "metrics"),
    *topic_requires("bi", "excel"),
    course_requires("Z04", "Z03"),
)
MINGDE_FACTS = (
    *topic_requires("ab_test", "stats"),
    *topic_requires("ml", "python", "stats", "algebra"),
    *topic_requires("dl", "ml"),
    *topic_requires("warehouse", "sql"),
    course_requires("M05", "M04"),
    course_requires("M06", "M03"),
)
YUANHANG_FACTS = (
    *occupation_needs(ANALYST, "sql", "stats", "viz", "metrics", "ab_test", "causal"),
    course_requires("Y07", "M03", provider="mingde"),
    course_requires("Y02", "S1", provider="zhihai"),
)
