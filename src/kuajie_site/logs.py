"""Log lines without secrets: what opens something is struck out, whoever wrote the line."""

from __future__ import annotations

import logging
import re
from typing import Final

STRUCK: Final = "[struck out]"
_NAMES: Final = (
    r"[\w.-]*(?:password|passwd|secret|token|api[-_]?key|authorization|cookie|sessionid|signature|credential)"
    r"[\w.-]*"
)
_RULES: Final = tuple(
    (re.compile(pattern, re.IGNORECASE), replaced)
    for pattern, replaced in (
        # links that open something: invitations, new passwords, confirmations
        (r"(/invitations/)[^/\s?\"'<>]+", rf"\1{STRUCK}"),
        (r"(/password/reset/key/)[^/\s?\"'<>]+", rf"\1{STRUCK}"),
        (r"(/confirm-email/)[^/\s?\"'<>]+", rf"\1{STRUCK}"),
        # a user and password in an address
        (r"(\w+://[^\s/:@]*:)[^\s/@]+@", rf"\1{STRUCK}@"),
        # what a header presents: Bearer and Basic credentials
        (r"\b(Bearer|Basic)\s+[\w.~+/=-]{6,}", rf"\1 {STRUCK}"),
        # headers and dictionaries as they are printed, quoted: 'password': 'x', "token": "x", b'Cookie', b'x'
        (rf"(['\"]{_NAMES}['\"]\s*[:=,]\s*b?)(?:'[^']*'|\"[^\"]*\")", rf"\1'{STRUCK}'"),
        # lines of headers, to their end: Cookie: a=b; c=d
        (
            r"\b((?:set-)?cookie|(?:proxy-)?authorization|x-api-key)(\s*:\s*)(?!['\"\[])[^\r\n]+",
            rf"\1\2{STRUCK}",
        ),
        # query strings, forms and assignments: ?token=x&, password=x
        (rf"\b({_NAMES}|code|otp|key)(=)(?!['\"\[])[^\s&,;)\]}}]+", rf"\1\2{STRUCK}"),
        (rf"\b({_NAMES})(=)(?:'[^']*'|\"[^\"]*\")", rf"\1\2'{STRUCK}'"),
    )
)


def without_secrets(line: str) -> str:
    """Return a line with its secrets struck out.

    >>> without_secrets("Not Found: /invitations/Zm9v?next=/")
    'Not Found: /invitations/[struck out]?next=/'
    >>> without_secrets("{'password': 'correct horse', 'name': 'Ada'}")
    "{'password': '[struck out]', 'name': 'Ada'}"
    """
    for pattern, replaced in _RULES:
        line = pattern.sub(replaced, line)
    return line


class WithoutSecrets(logging.Formatter):
    """Writes log records as lines, tracebacks included, with secrets struck out.

    A formatter and not a filter: a filter sees neither the traceback nor what arguments become as text.
    """

    def format(self, record: logging.LogRecord) -> str:
        """Return the line of a record."""
        return without_secrets(super().format(record))
