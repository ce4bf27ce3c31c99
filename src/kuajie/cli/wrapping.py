"""Lines of a given width for text in Chinese, English or both.

Chinese has no spaces to break at: a line may end after any character, but not so that the next begins with a
closing mark or this one ends with an opening one.
"""

from __future__ import annotations

import re

from rich.cells import cell_len

_CHINESE = "\u3000-\u303f\u4e00-\u9fff\uff00-\uffef"
_CLOSING = "，。、；：！？）》」”’"
_OPENING = "（《「“‘"
# What may not be torn apart: a Chinese character with the marks that cling to it, or a run of anything else.
_PIECE = re.compile(
    rf"[{_OPENING}]*(?:[{_CHINESE}]|[^\s{_CHINESE}{_OPENING}{_CLOSING}]+)[{_CLOSING}]*|[{_OPENING}{_CLOSING}]+|\s+"
)


def wrap(text: str, width: int) -> str:
    """Return ``text`` with line breaks so that no line is wider than ``width`` cells; a wide word may be.

    Line breaks of the text itself are kept.

    >>> print(wrap("收益在边上最大，x = 0.6。", 14))
    收益在边上最
    大，x = 0.6。
    """
    return "\n".join("\n".join(_lines(line, width)) for line in text.split("\n"))


def _lines(text: str, width: int) -> list[str]:
    lines = [""]
    for piece in _PIECE.findall(text):
        if lines[-1] and cell_len(lines[-1] + piece.rstrip()) > width:
            lines[-1] = lines[-1].rstrip()
            lines.append("")
        if lines[-1] or not piece.isspace() or len(lines) == 1:
            lines[-1] += piece
    return [line.rstrip() for line in lines]
