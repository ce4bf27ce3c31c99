"""What counts as words for people, and what is the same in both languages."""

from __future__ import annotations

import re

CHINESE = re.compile(r"[\u3400-\u9fff\u3000-\u303f\uff01-\uff5e]")
# Names and forms that a Chinese page writes in Latin letters too.
SAME_IN_BOTH = frozenset(
    {
        "API",
        "CSV",
        "GB",
        "GMV",
        "HTML",
        "ID",
        "IP",
        "JSON",
        "KB",
        "MB",
        "PDF",
        "SVG",
        "URL",
        "UTF-8",
        "XLSX",
        "ZIP",
    }
    | {"OpenAPI", "OAuth2", "Webhook", "Excel", "KPI", "px", "toml", "SGD", "Adam", "programme.toml", "TOTP"}
)
_WORD = re.compile(r"[A-Za-z][A-Za-z0-9.&'’-]*[A-Za-z0-9]")


def words_in(text: str) -> list[str]:
    """Return the words of a text that one of the two languages would write otherwise.

    >>> words_in("Plan 12 % of CSV")
    ['Plan', 'of']
    >>> words_in("· 3 %"), words_in("方案")
    ([], ['方案'])
    """
    latin = [word for word in _WORD.findall(text) if word not in SAME_IN_BOTH]
    return latin + re.findall(r"[\u3400-\u9fff]+", text)


def why_not_both(en: str, zh: str) -> str | None:
    """Return why two texts are not one text in both languages, or ``None`` where they may be.

    >>> why_not_both("Plan", "方案"), why_not_both("CSV", "CSV"), why_not_both("Plan", "Plan")
    (None, None, "Chinese is missing: 'Plan'")
    """
    if not en.strip() or not zh.strip():
        # Chinese needs no space where English has one.
        return None if en.strip() == zh.strip() else f"one language is empty: {en!r}, {zh!r}"
    if CHINESE.search(en):
        return f"Chinese in the English: {en!r}"
    if words_in(re.sub(r"{\w*}", "", en)) and not CHINESE.search(zh):
        return f"Chinese is missing: {zh!r}"
    if set(re.findall(r"{(\w*)}", en)) != set(re.findall(r"{(\w*)}", zh)):
        return f"the languages name different facts: {en!r}, {zh!r}"
    return None
