"""``kuajie partners``: whom to work with, by which weights, and how firm that is."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

from kuajie.cli.options import AsJson, Language, argument
from kuajie.messages import Text

DESCRIPTION = Text(
    en="Rank candidate partners on the five factors: brand reach, audience, content quality, willingness and "
    "synergy, mode of cooperation. docs/partners.md has the keys of the file.\n\n"
    "Example: kuajie partners partners.toml",
    zh="按五个因素为候选合作方排序：品牌影响力、受众规模与覆盖、内容质量与口碑、合作意愿与协同、合作模式与分成。"
    "文件的键见 docs/partners.md。\n\n示例：kuajie partners partners.toml",
)

Source = Annotated[
    Path,
    argument(
        Text(en="A partners file (TOML or JSON).", zh="候选方文件（TOML 或 JSON）。"),
        metavar="FILE",
    ),
]


def command(*, source: Source, lang: Language = None, as_json: AsJson = False) -> None:
    """Rank the candidates of a file and show the ranking."""
    from kuajie.cli.answers import show_answer
    from kuajie.cli.session import command_session
    from kuajie.present.partners import partners_blocks
    from kuajie.wiring.partners import partners

    with command_session(lang=lang, as_json=as_json) as session:
        answer = partners(source, progress=session.progress)
    show_answer(session, answer, partners_blocks)
