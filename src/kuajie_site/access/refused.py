"""What somebody may not do just now, said in words: a page shows it and nothing has changed."""

from __future__ import annotations

from kuajie.messages import Text


class Refused(Exception):
    """Something that is refused for a reason a person can understand; ``status`` is that of the answer."""

    def __init__(self, text: Text, *, status: int = 409, **facts: object) -> None:
        self.text, self.status, self.facts = text, status, facts
        super().__init__(text.say("en", **facts))
