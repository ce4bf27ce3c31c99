"""What entries of the activity log say, in both languages; facts are filled in when they are read."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from kuajie.messages import Text

SENTENCES: Final[Mapping[str, Text]] = MappingProxyType(
    {
        "study_asked": Text(en="asked “{study}”", zh="发起计算“{study}”"),
        "job_stopped": Text(en="stopped “{study}”", zh="停止了“{study}”的计算"),
    }
)
"""By what was done; apps add theirs here, one line each."""
