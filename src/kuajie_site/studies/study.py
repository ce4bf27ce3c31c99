"""A study: a question that can be asked of a programme folder on the site."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from kuajie.messages import Locale, Text
from kuajie.present.page import Part
from kuajie.usecases.progress import Progress
from kuajie_site.disclosure.fields import Field
from kuajie_site.studies.few import Few
from kuajie_site.studies.forms import NoOptions, StudyForm
from kuajie_site.studies.groups import GROUP_NAMES, Group

Options = Mapping[str, Any]
"""What was asked, and under ``given`` what the site added: the day, the fit in force, who asks."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Attachment:
    """A file that comes with an answer; ``locale`` where it is written in one language."""

    name: str
    title: Text
    content: bytes
    media_type: str
    locale: Locale | None = None
    page: bool = False


def _no_files(answer: Any, folder: Path) -> Iterable[Attachment]:
    del answer, folder
    return ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Study:
    """One row of the table of studies.

    ``answer`` asks the use case through ``kuajie.wiring``; ``parts`` makes of the answer what a page shows,
    ``record`` what the API tells, ``files`` what can be downloaded. Before that, findings in the files of a
    party are taken out of the answer and kept for that party alone (confined.py).

    ``shows`` are the fields of every party that the answer gives away; ``less`` says which of them an answer
    to some options gives away, where that is not all. A ``private`` study is asked by a party for itself: its
    answers are for that party's seats. What the site gives with the options: ``dated`` the day, ``fitted``
    how the response was last fitted, ``agreed`` which plan is agreed on. ``few`` takes counts of too few
    learners or orders out of an answer (few.py); studies without it are named there with the reason.
    """

    name: str
    title: Text
    asks: Text
    group: Group
    answer: Callable[[Path, Options, Progress], Any]
    parts: Callable[[Any, Locale], Iterable[Part]]
    record: Callable[[Any, Locale], object]
    shows: frozenset[Field]
    less: Callable[[Options], frozenset[Field]] | None = None
    few: Callable[[Any, Few], Any] | None = None
    form: type[StudyForm] = NoOptions
    files: Callable[[Any, Path], Iterable[Attachment]] = _no_files
    private: bool = False
    dated: bool = False
    fitted: bool = False
    agreed: bool = False

    @property
    def group_title(self) -> Text:
        """What the study's group is called."""
        return GROUP_NAMES[self.group]

    def shown_with(self, options: Options) -> frozenset[Field]:
        """Return the fields of every party that an answer to some options gives away."""
        return self.shows if self.less is None else self.less(options)
