"""The formats that a graph is read from; the first that fits what a file holds reads it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from kuajie.exchange.findings import Findings
from kuajie.exchange.graph_files.course_list import is_course_list, read_course_list
from kuajie.exchange.graph_files.edge_list import is_edge_list, read_edge_list
from kuajie.exchange.graph_files.opened import Opened, SheetFile
from kuajie.exchange.graph_files.part import Part
from kuajie.messages import Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Format:
    """A format: what people call it, what kind of file it is, how it is recognised and read."""

    name: Text
    opened: type
    fits: Callable[[Any], bool]
    read: Callable[[Any, Findings], Part]


FORMATS: tuple[Format, ...] = (
    Format(
        name=Text(en="list of edges", zh="关系列表"), opened=SheetFile, fits=is_edge_list, read=read_edge_list
    ),
    Format(
        name=Text(en="catalogue of courses", zh="课程目录"),
        opened=SheetFile,
        fits=is_course_list,
        read=read_course_list,
    ),
)


def format_of(opened: Opened) -> Format | None:
    """Return the format of a file, ``None`` where none fits."""
    return next((form for form in FORMATS if isinstance(opened, form.opened) and form.fits(opened)), None)
