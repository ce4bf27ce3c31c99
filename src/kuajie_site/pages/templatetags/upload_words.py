"""Filters of the data pages: ``{% load upload_words %}``."""

from __future__ import annotations

from pathlib import PurePosixPath

from babel.numbers import format_decimal
from django import template

from kuajie.messages import Text
from kuajie_site.programmes.models import parties_of
from kuajie_site.uploads.history import HistoryLine
from kuajie_site.uploads.record_names import RECORD_NAMES, record_name
from kuajie_site.words import CLDR, locale_now, said

register = template.Library()
COLUMNS = Text(en="column names", zh="列名对照")
AGREEMENT = Text(en="the programme itself (programme.toml)", zh="项目设定（programme.toml）")
NOTHING = Text(en="nothing", zh="无变动")
TWO = Text(en="{party} updated: {files}", zh="{party} 更新了：{files}")
COMMON = Text(en="common files updated: {files}", zh="更新了共同文件：{files}")
FIRST = Text(en="first files of all parties", zh="各方初始文件")


@register.filter
def whole(value: int) -> str:
    """Return a whole number as the reader's language groups it."""
    return str(format_decimal(value, locale=CLDR[locale_now()]))


@register.filter
def changed_words(line: HistoryLine) -> str:
    """Return what a version changed: whose files of which kind, never what they hold."""
    if line.version.number == 1:
        return said(FIRST)
    groups: dict[str, list[str]] = {}
    for name in filter(_is_told, (*line.changed, *line.others)):
        groups.setdefault(name.split("/")[0] if "/" in name else "", []).append(_kind(name))
    called = {party.key: party.name for party in parties_of(line.version.programme)}
    told = [_told(called.get(key, key), kinds) for key, kinds in groups.items()]
    return said(Text(en="; ", zh="；")).join(told) or said(NOTHING)


def _is_told(name: str) -> bool:
    path = PurePosixPath(name)
    return path.suffix == ".toml" or path.stem in RECORD_NAMES


def _told(party: str, kinds: list[str]) -> str:
    files = said(Text(en=", ", zh="、")).join(dict.fromkeys(kinds))
    return said(TWO, party=party, files=files) if party else said(COMMON, files=files)


def _kind(name: str) -> str:
    path = PurePosixPath(name)
    if path.name == "programme.toml":
        return said(AGREEMENT)
    return said(COLUMNS) if path.suffix == ".toml" else said(record_name(path.stem))
