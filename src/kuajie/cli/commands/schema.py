"""``kuajie schema``: the JSON Schema of what people write by hand."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated

from kuajie.cli.options import AsJson, Language, argument, option
from kuajie.messages import Text

DESCRIPTION = Text(
    en="Print the JSON Schema (2020-12) of the terms: every clause, every key with what it means in English "
    "and Chinese, units and usual values. Editors complete and check programme.toml and deal files with it, "
    "other programs write terms by it (docs/terms-schema.md). With a folder, only the folder's own parties, "
    "courses and levers may be named.\n\n"
    "Example: kuajie schema terms my-programme -o terms.schema.json",
    zh="输出合作条款的 JSON Schema（2020-12）：全部条款与字段、中英文含义、单位与默认值。"
    "编辑器可据此补全和检查 programme.toml 与条款文件，其他程序可据此生成条款（见 docs/terms-schema.md）。"
    "给出项目文件夹时，只能使用该项目的合作方、课程和杠杆。\n\n"
    "示例：kuajie schema terms 我的项目 -o terms.schema.json",
)


class Subject(StrEnum):
    """What there is a schema of."""

    TERMS = "terms"


What = Annotated[Subject, argument(Text(en="What to describe: terms.", zh="描述什么：terms（合作条款）。"))]
OfFolder = Annotated[
    Path | None,
    argument(
        Text(
            en="A programme folder, for its own names; without it, any names.",
            zh="合作项目文件夹，限定其中的名称；不写则不限。",
        ),
        metavar="[FOLDER]",
    ),
]
Output = Annotated[
    Path | None,
    option(
        "--output",
        Text(en="Write it into this file.", zh="写入该文件。"),
        short="-o",
        metavar="FILE",
    ),
]


def command(
    *,
    what: What,
    folder: OfFolder = None,
    output: Output = None,
    lang: Language = None,
    as_json: AsJson = False,
) -> None:
    """Print or write a schema."""
    from kuajie.cli.json_output import print_json
    from kuajie.cli.session import command_session
    from kuajie.wiring.schemas import terms_schema_of, write_schema

    del what  # the only one so far
    with command_session(lang=lang, as_json=True) as session:
        del session
        schema = terms_schema_of(folder)
        if output is not None:
            write_schema(schema, output)
    if output is None or as_json:
        print_json(schema)
