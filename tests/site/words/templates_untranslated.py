"""Words of templates that stand in one language only."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html.parser import HTMLParser

from django.template.base import Lexer, Token, TokenType
from django.utils.text import smart_split
from words_for_people import why_not_both, words_in

# What assistive technology or a person reads of a tag.
SAID_ATTRIBUTES = frozenset(
    {"title", "alt", "placeholder", "label", "summary", "aria-label", "aria-description", "aria-valuetext"}
    | {"aria-roledescription", "hx-confirm", "data-confirm"}
)
NOT_SAID = frozenset({"script", "style"})
BOTH = {"t": 0, "place": 1}  # tags that say a text, and how many arguments stand before it
GETTEXT = frozenset({"trans", "translate", "blocktrans", "blocktranslate"})
WITH_TEXTS = frozenset({"include", "with", "firstof"})
# Filters whose argument is shown.
SHOWN_ARGUMENT = re.compile(r"\|(?:default|default_if_none|yesno|pluralize|add):(\"[^\"]*\"|'[^']*')")


def untranslated(source: str) -> list[str]:
    """Return what a template says in one language only, each with its line."""
    tokens = Lexer(source).tokenize()
    found = [(token.lineno, what) for token in tokens for what in _of_token(token)]
    found += _of_text(tokens)
    return [f"line {line}: {what}" for line, what in sorted(found)]


def _of_token(token: Token) -> Iterator[str]:
    if token.token_type is TokenType.VAR:
        yield from _of_filters(token.contents)
    elif token.token_type is TokenType.BLOCK:
        name, *arguments = list(smart_split(token.contents))
        if name in BOTH:
            yield from _of_pair(arguments[BOTH[name] :])
        elif name in GETTEXT:
            yield f"gettext knows no text of ours: {token.contents!r}"
        elif name in WITH_TEXTS:
            yield from _of_literals(name, arguments)
        yield from _of_filters(token.contents)


def _of_pair(arguments: list[str]) -> Iterator[str]:
    texts = [_literal(argument) for argument in arguments[:2]]
    if len(texts) < 2 or texts[0] is None or texts[1] is None:
        yield f"both languages stand in the tag itself: {' '.join(arguments)}"
    elif why := why_not_both(texts[0], texts[1]):
        yield why


def _of_literals(name: str, arguments: list[str]) -> Iterator[str]:
    """Find sentences handed on; the name of a template or of a state is no sentence."""
    for argument in arguments[1:] if name == "include" else arguments:
        text = _literal(argument.rpartition("=")[2])
        if text is not None and re.search(r"[A-Z][a-z]|[\u3400-\u9fff]|[a-z] [a-z]", text):
            yield f"in one language: {argument}"


def _of_filters(contents: str) -> Iterator[str]:
    for shown in SHOWN_ARGUMENT.findall(contents):
        if words_in(shown):
            yield f"in one language: {shown}"


def _literal(argument: str) -> str | None:
    quoted = len(argument) >= 2 and argument[0] == argument[-1] and argument[0] in "\"'"
    return argument[1:-1] if quoted else None


def _of_text(tokens: list[Token]) -> list[tuple[int, str]]:
    reader = _Reader()
    for token in tokens:
        # Tags of the template leave their lines, so that what is found has its own.
        contents = token.contents if token.token_type is TokenType.TEXT else " "
        reader.feed(contents)
        reader.feed("\n" * (token.contents.count("\n") if token.token_type is not TokenType.TEXT else 0))
    reader.close()
    return reader.found


class _Reader(HTMLParser):
    """Reads what people read: text, and attributes that are said.

    What stands in an element with its own ``lang`` is meant for readers of that language.
    """

    def __init__(self) -> None:
        super().__init__()
        self.found: list[tuple[int, str]] = []
        self._silent: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        own_language = tag != "html" and "lang" in dict(attrs)
        if tag in NOT_SAID or own_language or tag in self._silent:
            self._silent.append(tag)
        button = tag == "input" and ("type", "submit") in attrs
        for name, value in attrs:
            if (name in SAID_ATTRIBUTES or (button and name == "value")) and value and words_in(value):
                self._note(f"{name}={value!r}")

    def handle_endtag(self, tag: str) -> None:
        if tag in self._silent:
            self._silent.remove(tag)

    def handle_data(self, data: str) -> None:
        if not self._silent and words_in(data):
            self._note(repr(" ".join(data.split())))

    def _note(self, what: str) -> None:
        self.found.append((self.getpos()[0], f"in one language: {what}"))
