"""Whoever says a text with gaps gives all its facts: found in the source, so that no page meets it first."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator, Mapping
from pathlib import Path

import kuajie_site

SITE = Path(kuajie_site.__file__).parent
MODULES = sorted(SITE.rglob("*.py"))
GAP = re.compile(r"(?<!{){(\w+)(?:[:!][^}]*)?}(?!})")
FILLED_LATER = {"add_number_of_each", "get"}
"""Calls that are given a text with gaps and leave it to others to fill them."""
Gaps = Mapping[str, frozenset[str]]


def gaps_of(node: ast.AST) -> frozenset[str] | None:
    """Return the gaps of ``Text(en=…, zh=…)``, or ``None`` for anything else."""
    if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "Text"):
        return None
    said = [each.value for each in node.keywords if each.arg in {"en", "zh"}]
    words = "".join(
        each.value for each in said if isinstance(each, ast.Constant) and isinstance(each.value, str)
    )
    return frozenset(GAP.findall(words))


def texts_in(tree: ast.Module) -> dict[str, frozenset[str]]:
    """Return the gaps of every text that a module gives a name."""
    found = {}
    for node in tree.body:
        targets = node.targets if isinstance(node, ast.Assign) else [getattr(node, "target", None)]
        value = getattr(node, "value", None)
        gaps = gaps_of(value) if value is not None else None
        if gaps:
            found |= {each.id: gaps for each in targets if isinstance(each, ast.Name)}
    return found


def named_in(tree: ast.Module, by_module: Mapping[str, Gaps]) -> dict[str, frozenset[str]]:
    """Return the texts with gaps that a module knows, by the names it calls them."""
    found = texts_in(tree)
    for node in ast.walk(tree):
        if not isinstance(node, ast.ImportFrom):
            continue
        for name in node.names:
            known = by_module.get(node.module or "", {})
            if name.name in known:
                found[name.asname or name.name] = known[name.name]
            inside = by_module.get(f"{node.module}.{name.name}", {})
            found |= {f"{name.asname or name.name}.{text}": gaps for text, gaps in inside.items()}
    return found


def name_of(node: ast.AST) -> str:
    """Return how a name or an attribute of a module is written; nothing for anything else."""
    if isinstance(node, ast.Name):
        return node.id
    if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name):
        return f"{node.value.id}.{node.attr}"
    return ""


def lacking(tree: ast.Module, known: Gaps) -> Iterator[str]:
    """Yield calls that say a text and leave gaps open."""
    for node in ast.walk(tree):
        if not isinstance(node, ast.Call) or any(each.arg is None for each in node.keywords):
            continue
        if name_of(node.func).rpartition(".")[2] in FILLED_LATER:
            continue
        told = [name_of(each) for each in node.args]
        if isinstance(node.func, ast.Attribute) and node.func.attr == "say":
            told.append(name_of(node.func.value))
        asked = {gap for name in told for gap in known.get(name, ())}
        given = {each.arg for each in node.keywords}
        if asked - given:
            yield f"line {node.lineno}: {', '.join(sorted(asked - given))} of {', '.join(filter(None, told))}"


def test_every_gap_of_a_text_is_filled_where_it_is_said() -> None:
    trees = {path: ast.parse(path.read_text(encoding="utf-8")) for path in MODULES}
    names = {path: ".".join(path.relative_to(SITE.parent).with_suffix("").parts) for path in MODULES}
    by_module = {names[path]: texts_in(tree) for path, tree in trees.items()}
    assert sum(map(len, by_module.values())) > 100
    found = {
        str(path.relative_to(SITE)): wrong
        for path, tree in trees.items()
        if (wrong := list(lacking(tree, named_in(tree, by_module))))
    }
    assert found == {}


def test_a_gap_left_open_is_found() -> None:
    tree = ast.parse(
        'A = Text(en="{file} of {party}", zh="{party}的 {file}")\n'
        "said(A, party=1)\nA.say('en', file=2)\nsaid(A, file=1, party=2)\nsaid(A, **facts)\n"
    )
    assert [each[:6] for each in lacking(tree, texts_in(tree))] == ["line 2", "line 3"]
