"""What people call kinds of entries and decisions about them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from kuajie.knowledge.graph.relations import NodeKind
from kuajie.knowledge.resolution.links import Decision
from kuajie.messages import Text

KINDS: Final[Mapping[NodeKind, Text]] = {
    NodeKind.COURSE: Text(en="course", zh="课程"),
    NodeKind.CONCEPT: Text(en="concept", zh="概念"),
    NodeKind.SKILL: Text(en="skill", zh="技能"),
    NodeKind.OCCUPATION: Text(en="occupation", zh="职业"),
    NodeKind.SUBJECT: Text(en="subject", zh="类别"),
    NodeKind.TEACHER: Text(en="teacher", zh="教师"),
    NodeKind.SCHOOL: Text(en="school", zh="院校"),
    NodeKind.LANGUAGE: Text(en="language", zh="语言"),
    NodeKind.LEVEL: Text(en="level", zh="难度级别"),
    NodeKind.OTHER: Text(en="other", zh="其他"),
}
DECISIONS: Final[Mapping[Decision, Text]] = {
    Decision.PROPOSED: Text(en="proposed", zh="待定"),
    Decision.SAME: Text(en="same", zh="相同"),
    Decision.DIFFERENT: Text(en="different", zh="不同"),
}
