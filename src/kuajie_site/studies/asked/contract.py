"""The terms as a document for people to read and sign."""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar, Final

from kuajie.messages import LOCALES, Text
from kuajie.present.contract import contract_blocks, contract_record
from kuajie.usecases.progress import Progress
from kuajie.wiring.contracts import contract_of_folder
from kuajie_site.disclosure.fields import Field
from kuajie_site.studies.forms import StudyForm
from kuajie_site.studies.groups import Group
from kuajie_site.studies.study import Attachment, Options, Study
from kuajie_site.studies.told import parts_of_blocks

if TYPE_CHECKING:
    from kuajie.usecases.contract import Contract

TITLES: Final = {
    "zh": Text(en="Contract in Chinese", zh="合作条款文本（中文）"),
    "en": Text(en="Contract in English", zh="合作条款文本（英文）"),
}


SCHEMA: Final = Text(en="JSON Schema of these parties' terms", zh="本项目条款的 JSON Schema")


class ContractOptions(StudyForm):
    """Nothing to choose: the contract says the terms as they are executed."""

    COMMAND = "contract"
    LEFT_OUT: ClassVar = {"output": "the contract can be opened, printed and downloaded"}


def _answer(folder: Path, options: Options, progress: Progress) -> Contract:
    del options
    return contract_of_folder(folder, progress=progress)


def _files(answer: Contract, folder: Path) -> Iterable[Attachment]:
    from kuajie.present.contract_files import contract_html  # noqa: PLC0415 - only jobs need it
    from kuajie.wiring.schemas import terms_schema_of  # noqa: PLC0415 - only jobs need it

    for locale in LOCALES:
        yield Attachment(
            name=f"contract-{locale}.html",
            title=TITLES[locale],
            content=contract_html(answer, locale).encode(),
            media_type="text/html; charset=utf-8",
            locale=locale,
            page=True,
        )
    yield Attachment(
        name="terms.schema.json",
        title=SCHEMA,
        content=json.dumps(terms_schema_of(folder), ensure_ascii=False, indent=1).encode(),
        media_type="application/schema+json",
    )


CONTRACT: Final = Study(
    name="contract",
    title=Text(en="Contract", zh="合作条款文本"),
    asks=Text(en="What do the terms say, to read and to sign?", zh="条款的文本是什么？可供阅读与签署。"),
    group=Group.DEAL,
    answer=_answer,
    parts=parts_of_blocks(contract_blocks),
    record=contract_record,
    files=_files,
    shows=frozenset({Field.CATALOGUE}),
    form=ContractOptions,
)
