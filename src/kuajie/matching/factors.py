"""The five factors by which a partner is judged; people may add factors of their own."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from kuajie.messages import Text

FACTORS: Mapping[str, Text] = MappingProxyType(
    {
        "brand": Text(en="Brand reach", zh="品牌影响力"),
        "audience": Text(en="Audience size and coverage", zh="受众规模与覆盖"),
        "quality": Text(en="Content quality and feedback", zh="内容质量与口碑"),
        "synergy": Text(en="Willingness and synergy", zh="合作意愿与协同"),
        "terms": Text(en="Mode of cooperation and split", zh="合作模式与分成"),
    }
)
