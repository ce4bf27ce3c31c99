"""From what a file calls something to a node: which id it has, whose the id is, and what people read."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache

import pyarrow as pa
import pyarrow.compute as pc
from babel import Locale

from kuajie.knowledge.graph.catalogue import NODE_SCHEMA, completed, plain_label
from kuajie.knowledge.graph.relations import NodeKind

OWN_ID = r"^\d+$|^[A-Z]{1,3}_\S+$"
"""Bare numbers and codes such as K_12: they mean something only within their own source."""

URI = r"^(?:[Uu][Rr][Nn]:|[Hh][Tt][Tt][Pp][Ss]?://)\S+$"

_LEVELS: Mapping[str, tuple[str, ...]] = {
    "beginner": ("beginner", "introductory", "elementary", "basic", "初级", "入门", "基础", "零基础"),
    "intermediate": ("intermediate", "medium", "中级", "进阶"),
    "advanced": ("advanced", "expert", "高级", "高阶"),
    "all": ("all", "all levels", "mixed", "any", "不限", "全部", "各级"),
}


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class NamedNodes:
    """Ids and providers (null: the source's own) for every text, and the nodes they name, each once."""

    ids: pa.Array
    providers: pa.Array
    nodes: pa.Table


def named(kind: NodeKind, texts: pa.Array) -> NamedNodes:
    """Return the nodes of a kind that texts name.

    A bare number or a code is an id of the source itself, a URI one that everybody shares. Any other text is
    a name: equal names are one node for all sources, except teachers', whom only their own source knows.
    """
    coded = _dictionary(texts)
    names = coded.dictionary
    is_uri = pc.match_substring_regex(names, URI)
    is_own = pc.match_substring_regex(names, OWN_ID)
    if kind is NodeKind.COURSE:
        own = pa.repeat(pa.scalar(True), len(names))  # noqa: FBT003 - Arrow has no keyword
        ids = names
    else:
        own = pc.or_(is_own, pa.scalar(kind is NodeKind.TEACHER))
        ids = pc.if_else(pc.or_(is_own, is_uri), names, _shared_ids(kind, names))
    providers = pc.if_else(own, pa.scalar(None, pa.string()), pa.scalar(""))
    nodes = {"kind": kind.value, "provider": providers, "id": ids, "label": names}
    return NamedNodes(
        ids=ids.take(coded.indices),
        providers=providers.take(coded.indices),
        nodes=completed(nodes, NODE_SCHEMA),
    )


def _dictionary(texts: pa.Array) -> pa.DictionaryArray:
    coded = texts if isinstance(texts, pa.DictionaryArray) else texts.dictionary_encode()
    return coded.combine_chunks() if isinstance(coded, pa.ChunkedArray) else coded


def _shared_ids(kind: NodeKind, names: pa.Array) -> pa.Array:
    plain = plain_label(names)
    known: Callable[[], Mapping[str, str]] | None = _KNOWN.get(kind)
    if known is None:
        return plain
    table = known()
    return pa.array([table.get(name, name) for name in plain.to_pylist()], pa.string())


@cache
def _level_names() -> Mapping[str, str]:
    return {name: level for level, names in _LEVELS.items() for name in names}


@cache
def _language_names() -> Mapping[str, str]:
    """Return the code of every language by its names in English and Chinese and by its code."""
    known: dict[str, str] = {}
    for locale in (Locale("en"), Locale("zh")):
        for code, name in locale.languages.items():
            short = code.partition("_")[0]
            known.setdefault(code.replace("_", "-").casefold(), short)
            known.setdefault(name.casefold(), short)
    return known | dict.fromkeys(
        ("中文", "汉语", "普通话", "国语", "华语", "mandarin", "zh-cn", "zh-hans"), "zh"
    )


_KNOWN: Mapping[NodeKind, Callable[[], Mapping[str, str]]] = {
    NodeKind.LEVEL: _level_names,
    NodeKind.LANGUAGE: _language_names,
}
