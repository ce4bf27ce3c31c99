"""What a programme's files hold, and whether they can be fitted."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Final

from kuajie import wiring
from kuajie.messages import Text
from kuajie.usecases.progress import Progress
from kuajie_site.disclosure.fields import Field
from kuajie_site.studies.few_orders import check_without_few
from kuajie_site.studies.groups import Group
from kuajie_site.studies.study import Options, Study
from kuajie_site.studies.told import page_parts, plain_record

if TYPE_CHECKING:
    from kuajie.usecases.check import CheckAnswer


def _answer(folder: Path, options: Options, progress: Progress) -> CheckAnswer:
    del options
    return wiring.check(wiring.read(folder, progress=progress))


CHECK: Final = Study(
    name="check",
    title=Text(en="Check", zh="检查"),
    asks=Text(en="What do the files hold, and can they be fitted?", zh="文件包含什么？能否拟合？"),
    group=Group.DATA,
    answer=_answer,
    parts=page_parts,
    record=plain_record,
    few=check_without_few,
    shows=frozenset({Field.QUALITY, Field.WEEKLY_TOTALS, Field.CATALOGUE}),
    dated=True,
)
