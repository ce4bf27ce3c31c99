"""Strings of Python files that people read in one language only."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from itertools import pairwise

from words_for_people import why_not_both, words_in

CHINESE = re.compile(r"[\u3400-\u9fff]")
# Keywords whose value is shown to people, of forms, models and answers.
SHOWN_KEYWORDS = frozenset(
    {"label", "help_text", "empty_label", "verbose_name", "verbose_name_plural", "label_suffix"}
    | {"error_messages", "choices", "placeholder", "legend"}
)
# Calls whose texts are shown to people, and which of their arguments.
SHOWN_CALLS = {
    **dict.fromkeys(("success", "info", "warning", "error", "add_message"), slice(1, None)),
    **dict.fromkeys(("ValidationError", "HttpResponse", "HttpResponseBadRequest"), slice(0, 1)),
    **dict.fromkeys(("HttpResponseForbidden", "HttpResponseNotFound"), slice(0, 1)),
    "add_error": slice(1, 2),
    "HttpError": slice(1, 2),
    "EmailMessage": slice(0, 2),
    "send_mail": slice(0, 2),
}
# Calls that look for a text or change it.
COMPARING = frozenset({"replace", "compile", "split", "strip", "startswith", "endswith", "match", "search"})
ZH = re.compile(r"(?<![^_])zh(?![^_])")
LOGS = frozenset({"log", "logger", "logging", "LOG", "LOGGER"})


def untranslated(source: str) -> list[str]:
    """Return what a module says in one language only, each with its line."""
    tree = ast.parse(source)
    fine = {id(node) for node in (*_docstrings(tree), *_beside_english(tree), *_compared(tree))}
    found = [
        (node.lineno, f"Chinese without its English: {node.value!r}")
        for node in ast.walk(tree)
        if _is_text(node) and CHINESE.search(node.value) and id(node) not in fine
    ]
    calls = [node for node in ast.walk(tree) if isinstance(node, ast.Call)]
    found += [(line, why) for call in calls if _called(call) == "Text" for line, why in _of_text(call)]
    found += [(line, why) for call in calls for line, why in _of_call(call)]
    return [f"line {line}: {what}" for line, what in sorted(set(found))]


def _beside_english(tree: ast.Module) -> Iterator[ast.AST]:
    """Yield Chinese that stands beside its English: named so, or as the next argument."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            named = {one.arg: one.value for one in node.keywords if one.arg}
            for name, value in named.items():
                if ZH.search(name) and ZH.sub("en", name) in named:
                    yield from ast.walk(value)
            for before, after in pairwise(node.args):
                if _is_text(before) and _is_text(after) and not why_not_both(before.value, after.value):
                    yield after
        elif isinstance(node, ast.Dict):
            keys = {
                key.value: value for key, value in zip(node.keys, node.values, strict=True) if _is_text(key)
            }
            if {"en", "zh"} <= keys.keys():
                yield from ast.walk(keys["zh"])


def _compared(tree: ast.Module) -> Iterator[ast.AST]:
    """Yield texts that files and answers are compared with; nobody reads them."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Compare) or (isinstance(node, ast.Call) and _called(node) in COMPARING):
            yield from ast.walk(node)


def _is_text(node: ast.AST | None) -> bool:
    return isinstance(node, ast.Constant) and isinstance(node.value, str)


def _docstrings(tree: ast.Module) -> Iterator[ast.AST]:
    """Yield strings that stand alone: docstrings, of modules, classes, functions and names."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Expr) and _is_text(node.value):
            yield node.value


def _called(call: ast.Call) -> str:
    return getattr(call.func, "id", getattr(call.func, "attr", ""))


def _keyword(call: ast.Call, name: str) -> ast.expr | None:
    return next((one.value for one in call.keywords if one.arg == name), None)


def _of_text(call: ast.Call) -> Iterator[tuple[int, str]]:
    en, zh = _keyword(call, "en"), _keyword(call, "zh")
    if en is None or zh is None or _is_text(en) != _is_text(zh):
        yield call.lineno, "Text(en=…, zh=…) takes both languages side by side"
    elif _is_text(en) and (why := why_not_both(en.value, zh.value)):
        yield call.lineno, why


def _of_call(call: ast.Call) -> Iterator[tuple[int, str]]:
    shown = [one.value for one in call.keywords if one.arg in SHOWN_KEYWORDS]
    name, owner = _called(call), getattr(getattr(call.func, "value", None), "id", "")
    if name in SHOWN_CALLS and owner not in LOGS:
        shown += call.args[SHOWN_CALLS[name]]
    for value in shown:
        for node in _said_directly(value):
            if words_in(node.value):
                yield node.lineno, f"in one language: {node.value!r}"


def _said_directly(value: ast.expr) -> Iterator[ast.Constant]:
    """Yield the strings of a value itself: of pairs the second, of mappings the values, of f-strings all."""
    if isinstance(value, ast.Constant) and isinstance(value.value, str):
        yield value
    elif isinstance(value, ast.JoinedStr | ast.List):
        for part in value.values if isinstance(value, ast.JoinedStr) else value.elts:
            yield from _said_directly(part)
    elif isinstance(value, ast.Dict):
        for part in value.values:
            yield from _said_directly(part)
    elif isinstance(value, ast.Tuple):
        pair = len(value.elts) == 2 and _is_text(value.elts[0])
        for part in value.elts[1:] if pair else value.elts:
            yield from _said_directly(part)
