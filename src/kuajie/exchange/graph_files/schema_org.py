"""schema.org courses as JSON-LD, in a file of its own or in the scripts of a page; no context is fetched."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from html.parser import HTMLParser

from kuajie.exchange.findings import Findings
from kuajie.exchange.graph_files.drafting import End, PartDraft, called
from kuajie.exchange.graph_files.json_ld_values import first, many, names, objects, plain, texts, types_of
from kuajie.exchange.graph_files.opened import JsonFile, JsonLinesFile, PageFile
from kuajie.exchange.graph_files.part import Part
from kuajie.exchange.graph_files.schema_org_offers import offer, seats
from kuajie.knowledge.graph.relations import NodeKind, Relation
from kuajie.messages import Place
from kuajie.messages.notices import graph as notices

_SCRIPT = "application/ld+json"
_NEEDS = "coursePrerequisites"
_COMMENT = re.compile(r"(?<![^\s])<!--(?=\s*[\[{])|-->\s*\Z")
_NAMED: tuple[tuple[str, Relation, NodeKind], ...] = (
    ("about", Relation.ABOUT, NodeKind.CONCEPT),
    ("teaches", Relation.ABOUT, NodeKind.CONCEPT),
    ("assesses", Relation.ABOUT, NodeKind.CONCEPT),
    ("competencyRequired", Relation.REQUIRES, NodeKind.CONCEPT),
    ("educationalLevel", Relation.AT_LEVEL, NodeKind.LEVEL),
    ("provider", Relation.OFFERED_BY, NodeKind.SCHOOL),
    ("instructor", Relation.TAUGHT_BY, NodeKind.TEACHER),
    ("occupationalCategory", Relation.FOR_OCCUPATION, NodeKind.OCCUPATION),
)
_ALIGNED: Mapping[str, tuple[Relation, NodeKind]] = {
    "teaches": (Relation.ABOUT, NodeKind.CONCEPT),
    "assesses": (Relation.ABOUT, NodeKind.CONCEPT),
    "requires": (Relation.REQUIRES, NodeKind.CONCEPT),
    "educationalSubject": (Relation.IN_SUBJECT, NodeKind.SUBJECT),
    "educationalLevel": (Relation.AT_LEVEL, NodeKind.LEVEL),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class _Found:
    """A course of a document: where it stands, its id, and other ids that it goes by."""

    path: str
    value: Mapping[str, object]
    id: str
    also: tuple[str, ...]


def holds_courses(opened: JsonFile | JsonLinesFile) -> bool:
    """Say whether JSON holds something that says it is a course of schema.org."""
    value = opened.value if isinstance(opened, JsonFile) else list(opened.values)
    return any("Course" in types_of(each) for _, each in objects(plain(value)))


def read_schema_org(opened: JsonFile | JsonLinesFile, findings: Findings) -> Part:
    """Return the courses of a document and what it says of them.

    A course is known by its courseCode or identifier, where no other has the same, else by its @id, url or
    name. Courses without any of these, and values that cannot be read, are told with their paths.
    """
    value = opened.value if isinstance(opened, JsonFile) else list(opened.values)
    return _read(plain(value), opened.file, findings)


def is_page(page: PageFile) -> bool:
    """Say whether a page has scripts of JSON-LD."""
    return bool(_scripts(page.text))


def read_page(page: PageFile, findings: Findings) -> Part:
    """Return the courses that the scripts of a page describe."""
    values = []
    for row, script in _scripts(page.text):
        try:
            values.append(json.loads(script))
        except RecursionError:
            findings.error(notices.NESTED_TOO_DEEPLY, Place(file=page.file, row=row))
        except json.JSONDecodeError as error:
            place = Place(file=page.file, row=row + error.lineno - 1)
            findings.error(notices.BROKEN_JSON, place, column=error.colno, reason=error.msg)
    return _read(plain(values), page.file, findings)


def _scripts(text: str) -> list[tuple[int, str]]:
    """Return the scripts of JSON-LD in a page, each with the row that it begins in."""
    parser = _Scripts()
    parser.feed(text)
    parser.close()
    return parser.found


class _Scripts(HTMLParser):
    """Collects scripts of JSON-LD; the parser hands over their texts in pieces."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.found: list[tuple[int, str]] = []
        self._pieces: list[str] | None = None
        self._row = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._end()
        kinds = (value or "" for name, value in attrs if name == "type")
        if tag == "script" and any(kind.strip().lower().startswith(_SCRIPT) for kind in kinds):
            self._pieces = []

    def handle_endtag(self, tag: str) -> None:
        if tag == "script":
            self._end()

    def handle_data(self, data: str) -> None:
        if self._pieces is not None:
            if not self._pieces:
                self._row = self.getpos()[0]
            self._pieces.append(data)

    def close(self) -> None:
        super().close()
        if self._pieces is not None and self.rawdata:  # a script that nothing ends
            self.handle_data(self.rawdata)
        self._end()

    def _end(self) -> None:
        text = "".join(self._pieces or ())
        if text.strip():
            # Old pages hide scripts from older browsers inside a comment; blanks keep the places of the rest.
            self.found.append((self._row, _COMMENT.sub(lambda found: " " * len(found[0]), text)))
        self._pieces = None


def _read(value: object, file: str, findings: Findings) -> Part:
    known = {str(each["@id"]): each for _, each in objects(value) if "@id" in each and len(each) > 1}
    courses = list(_courses(value, file, findings))
    reader = _Reader(file=file, findings=findings, known=known, courses=courses, draft=PartDraft())
    for course in courses:
        reader.read(course)
    return reader.draft.part(lists_courses=True)


def _courses(value: object, file: str, findings: Findings) -> Iterator[_Found]:
    """Yield the courses that a document describes, rather than only mentions as required by others."""
    every = [
        (path, each)
        for path, each in objects(value)
        if "Course" in types_of(each) and f".{_NEEDS}" not in path and not _is_reference(each)
    ]
    codes = Counter(_code(each) for _, each in every)
    lost = []
    for path, each in every:
        code = _code(each)
        also = tuple(
            dict.fromkeys((code, *texts(each.get("@id")), *texts(each.get("url")), *texts(each.get("name"))))
        )
        ids = [each for each in also if each and (each != code or codes[code] == 1)]
        if ids:
            yield _Found(path=path, value=each, id=ids[0], also=tuple(each for each in also if each))
        else:
            lost.append(path)
    if lost:
        facts = {"count": f"{len(lost):,}", "path": lost[0]}
        findings.warn(notices.COURSES_WITHOUT_ID, Place(file=file), **facts)


def _is_reference(value: Mapping[str, object]) -> bool:
    return value.keys() <= {"@id", "@type"}


def _code(value: Mapping[str, object]) -> str:
    """Return the code by which the provider knows a course, if the document says it."""
    for name in ("courseCode", "identifier"):
        for each in many(value.get(name)):
            found = texts(each.get("value") if isinstance(each, dict) and "value" in each else each)
            if found:
                return found[0]
    return ""


class _Reader:
    """Takes the courses of one document into a draft."""

    def __init__(
        self,
        *,
        file: str,
        findings: Findings,
        known: Mapping[str, Mapping[str, object]],
        courses: list[_Found],
        draft: PartDraft,
    ) -> None:
        self._file, self._findings, self._known, self.draft = file, findings, known, draft
        self._by_id: dict[str, str] = {}
        self._by_label: dict[str, str] = {}
        for course in reversed(courses):  # the first of several alike counts
            self._by_id.update(dict.fromkeys(course.also, course.id))
            for name in texts(course.value.get("name")):
                self._by_label[_label(name)] = course.id

    def read(self, course: _Found) -> None:
        value, end = course.value, End(kind=NodeKind.COURSE, id=course.id)
        labels = texts(value.get("name"))
        others = dict.fromkeys((*labels[1:], *texts(value.get("alternateName"))))
        price, currency = offer(value, course.path, self._file, self._findings)
        self.draft.node(
            end,
            label=first(labels),
            other_labels="\n".join(each for each in others if each not in labels[:1]),
            text=" ".join(texts(value.get("description"))),
            price=price,
            currency=currency,
            seats=seats(value),
        )
        for name, relation, kind in _NAMED:
            self._names(end, relation, kind, value.get(name))
        self._instances(end, value)
        self._keywords(end, value.get("keywords"))
        self._languages(end, value.get("inLanguage"))
        self._alignments(end, value.get("educationalAlignment"))
        for audience in many(value.get("audience")):
            if isinstance(audience, dict):
                self._names(end, Relation.FOR_OCCUPATION, NodeKind.OCCUPATION, audience.get("audienceType"))
        self._needs(end, course)

    def _names(self, end: End, relation: Relation, kind: NodeKind, value: object) -> None:
        """Add edges to what a value names; references are followed inside the document."""
        for each in many(value):
            known = self._resolved(each)
            for name in names(known) or ([known] if isinstance(known, str) else []):
                self.draft.edge(relation, end, called(kind, name))

    def _resolved(self, value: object) -> object:
        if isinstance(value, dict) and value.keys() == {"@id"}:
            return self._known.get(str(value["@id"]), str(value["@id"]))
        return value

    def _instances(self, end: End, value: Mapping[str, object]) -> None:
        for instance in many(value.get("hasCourseInstance")):
            found = self._resolved(instance)
            if isinstance(found, dict):
                self._names(end, Relation.TAUGHT_BY, NodeKind.TEACHER, found.get("instructor"))
                self._languages(end, found.get("inLanguage"))

    def _keywords(self, end: End, value: object) -> None:
        for each in many(value):
            for name in names(self._resolved(each)):
                for part in name.replace("，", ",").replace("、", ",").replace(";", ",").split(","):
                    if part.strip():
                        self.draft.edge(Relation.ABOUT, end, called(NodeKind.CONCEPT, part.strip()))

    def _languages(self, end: End, value: object) -> None:
        for each in many(value):
            found = self._resolved(each)
            said = texts(found.get("alternateName")) if isinstance(found, dict) else []
            for name in (said or names(found))[:1]:
                self.draft.edge(Relation.IN_LANGUAGE, end, called(NodeKind.LANGUAGE, name))

    def _alignments(self, end: End, value: object) -> None:
        for each in many(value):
            found = self._resolved(each)
            if isinstance(found, dict):
                relation, kind = _ALIGNED.get(
                    first(texts(found.get("alignmentType"))), (Relation.ABOUT, NodeKind.CONCEPT)
                )
                self._names(end, relation, kind, found)

    def _needs(self, end: End, course: _Found) -> None:
        """Add what a course requires: courses by id or name; other texts and competencies are concepts."""
        words: list[str] = []
        for each in many(course.value.get(_NEEDS)):
            target = self._course(each)
            if target is not None:
                self.draft.edge(Relation.REQUIRES, end, End(kind=NodeKind.COURSE, id=target))
                continue
            words += names(self._resolved(each)) or texts(
                each.get("targetUrl") if isinstance(each, dict) else None
            )
        for word in words:
            self.draft.edge(Relation.REQUIRES, end, called(NodeKind.CONCEPT, word))
        if words:
            facts = {"count": f"{len(words):,}", "example": words[0]}
            place = Place(file=self._file, column=f"{course.path}.{_NEEDS}")
            self._findings.note(notices.NEEDS_NO_COURSE, place, **facts)

    def _course(self, value: object) -> str | None:
        """Return the id of the course that is required, ``None`` if no course is meant."""
        if isinstance(value, dict):
            for each in (*texts(value.get("@id")), _code(value), *texts(value.get("url"))):
                if each in self._by_id:
                    return self._by_id[each]
            found = next(
                (self._by_label[_label(name)] for name in names(value) if _label(name) in self._by_label),
                None,
            )
            says_course = "Course" in types_of(value) or value.keys() == {"@id"}
            named = (*texts(value.get("@id")), _code(value), *names(value))
            return found or (first([each for each in named if each]) or None if says_course else None)
        for text in texts(value):
            if text in self._by_id or _label(text) in self._by_label:
                return self._by_id.get(text) or self._by_label[_label(text)]
        return None


def _label(name: str) -> str:
    return " ".join(name.casefold().split())
