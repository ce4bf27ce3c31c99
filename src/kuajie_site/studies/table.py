"""The table of studies: every question of the command line that has its page."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from kuajie_site.studies.asked.check import CHECK
from kuajie_site.studies.asked.fit import FIT
from kuajie_site.studies.asked.plan import PLAN
from kuajie_site.studies.study import Study

STUDIES: Final[Mapping[str, Study]] = MappingProxyType({study.name: study for study in (CHECK, FIT, PLAN)})
