"""The formats that a graph is read from; the first that fits what a file holds reads it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from kuajie.exchange.findings import Findings
from kuajie.exchange.graph_files.case import is_case, read_case
from kuajie.exchange.graph_files.concept_pairs import is_concept_table, read_concept_table
from kuajie.exchange.graph_files.course_list import is_course_list, read_course_list
from kuajie.exchange.graph_files.edge_list import is_edge_list, read_edge_list
from kuajie.exchange.graph_files.esco import is_esco, read_esco
from kuajie.exchange.graph_files.mooccubex import (
    is_mooccubex_lines,
    is_mooccubex_pairs,
    read_mooccubex_lines,
    read_mooccubex_pairs,
)
from kuajie.exchange.graph_files.opened import JsonFile, JsonLinesFile, Opened, PageFile, SheetFile
from kuajie.exchange.graph_files.own_csv import is_own_table, read_own_table
from kuajie.exchange.graph_files.own_json_ld import is_own_json_ld, read_own_json_ld
from kuajie.exchange.graph_files.part import Part
from kuajie.exchange.graph_files.schema_org import holds_courses, is_page, read_page, read_schema_org
from kuajie.messages import Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Format:
    """A format: what people call it, what kind of file it is, how it is recognised and read."""

    name: Text
    opened: tuple[type[Opened], ...]
    fits: Callable[[Any], bool]
    read: Callable[[Any, Findings], Part]


FORMATS: tuple[Format, ...] = (
    Format(
        name=Text(en="graph written here", zh="本软件导出的图谱"),
        opened=(SheetFile,),
        fits=is_own_table,
        read=read_own_table,
    ),
    Format(
        name=Text(en="graph written here", zh="本软件导出的图谱"),
        opened=(JsonFile,),
        fits=is_own_json_ld,
        read=read_own_json_ld,
    ),
    Format(name=Text(en="ESCO", zh="ESCO"), opened=(SheetFile,), fits=is_esco, read=read_esco),
    Format(
        name=Text(en="list of edges", zh="关系列表"),
        opened=(SheetFile,),
        fits=is_edge_list,
        read=read_edge_list,
    ),
    Format(
        name=Text(en="MOOCCubeX", zh="MOOCCubeX"),
        opened=(SheetFile,),
        fits=is_mooccubex_pairs,
        read=read_mooccubex_pairs,
    ),
    Format(
        name=Text(en="table of concepts", zh="概念表"),
        opened=(SheetFile,),
        fits=is_concept_table,
        read=read_concept_table,
    ),
    Format(
        name=Text(en="catalogue of courses", zh="课程目录"),
        opened=(SheetFile,),
        fits=is_course_list,
        read=read_course_list,
    ),
    Format(
        name=Text(en="MOOCCubeX", zh="MOOCCubeX"),
        opened=(JsonLinesFile,),
        fits=is_mooccubex_lines,
        read=read_mooccubex_lines,
    ),
    Format(name=Text(en="CASE", zh="CASE"), opened=(JsonFile,), fits=is_case, read=read_case),
    Format(
        name=Text(en="schema.org JSON-LD", zh="schema.org JSON-LD"),
        opened=(JsonFile, JsonLinesFile),
        fits=holds_courses,
        read=read_schema_org,
    ),
    Format(
        name=Text(en="page with JSON-LD", zh="含 JSON-LD 的网页"),
        opened=(PageFile,),
        fits=is_page,
        read=read_page,
    ),
)


def format_of(opened: Opened) -> Format | None:
    """Return the format of a file, ``None`` where none fits."""
    return next((form for form in FORMATS if isinstance(opened, form.opened) and form.fits(opened)), None)
