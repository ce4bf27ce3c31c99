"""Countries whose holidays are known."""

from __future__ import annotations

from typing import Any

from kuajie.exchange.nearest import did_you_mean, listing
from kuajie.exchange.programme_file.fields import Fault, Reader
from kuajie.exchange.programme_file.readers import text
from kuajie.messages.notices.files import UNKNOWN_WORD

_HOME = "CN"  # known without loading the library, which takes a while


def country() -> Reader:
    """Take the code of a country whose holidays the ``holidays`` library knows."""
    plain = text()

    def read(value: Any) -> str:
        code: str = plain.read(value)
        if code != _HOME:
            known = _known()
            if code not in known:
                raise Fault(UNKNOWN_WORD, hint=did_you_mean(code, known), known=listing(known))
        return code

    return Reader(plain.expected, read)


def _known() -> list[str]:
    import holidays  # noqa: PLC0415 - slow to import, and programmes at home do without

    return sorted(holidays.list_supported_countries(include_aliases=False))
