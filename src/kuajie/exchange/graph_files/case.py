"""1EdTech CASE 1.1: frameworks of competencies as JSON (CFDocument, CFItems, CFAssociations).

Names after the information model of the Competencies and Academic Standards Exchange, version 1.1 (2025).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from kuajie.exchange.findings import Findings
from kuajie.exchange.graph_files.drafting import End, PartDraft, called
from kuajie.exchange.graph_files.opened import JsonFile
from kuajie.exchange.graph_files.part import Part
from kuajie.knowledge.graph.relations import NodeKind, Relation
from kuajie.messages import Place
from kuajie.messages.notices import graph as notices

_PACKAGES = ("CFPackage", "CFItems", "CFItem", "CFAssociations", "CFAssociationSet", "CFDocument")
_ASSOCIATIONS: Mapping[str, tuple[Relation, bool]] = {
    "isChildOf": (Relation.BROADER, False),
    "isPartOf": (Relation.BROADER, False),
    "precedes": (Relation.REQUIRES, True),
    "exactMatchOf": (Relation.SAME_AS, False),
    "isTranslationOf": (Relation.SAME_AS, False),
    "isRelatedTo": (Relation.RELATED, False),
    "isPeerOf": (Relation.RELATED, False),
    "replacedBy": (Relation.RELATED, False),
    "exemplar": (Relation.RELATED, False),
    "hasSkillLevel": (Relation.RELATED, False),
}
"""The relation of every type of association, and whether it is read from destination to origin."""


def is_case(opened: JsonFile) -> bool:
    """Say whether a JSON file holds a package, items or associations of CASE."""
    return isinstance(opened.value, dict) and any(name in opened.value for name in _PACKAGES)


def read_case(opened: JsonFile, findings: Findings) -> Part:
    """Return the items of a framework as skills, and how they hang together.

    Items are known by their URI, else by their identifier. What lacks both, and associations whose ends do,
    are counted and told with the first place.
    """
    draft = PartDraft()
    value = opened.value
    assert isinstance(value, dict)  # noqa: S101 - told to the type checker; only such a file fits
    package = value.get("CFPackage", value)
    known = _uris(package)
    lost = [
        path for path, document in _objects(package, "CFDocument") if not _document(document, known, draft)
    ]
    lost += [path for path, item in _objects(package, "CFItems", "CFItem") if not _item(item, known, draft)]
    for path, each in _objects(package, "CFAssociations", "CFAssociationSet", "CFAssociation"):
        if not _association(each, known, draft, path, opened.file, findings):
            lost.append(path)
    if lost:
        facts = {"count": f"{len(lost):,}", "path": lost[0]}
        findings.warn(notices.OBJECTS_LEFT_OUT, Place(file=opened.file), **facts)
    return draft.part()


def _objects(package: object, *names: str) -> Iterator[tuple[str, object]]:
    """Yield every object that stands under one of some names, with its path."""
    if not isinstance(package, dict):
        return
    for name in names:
        found = package.get(name)
        if name == "CFAssociationSet" and isinstance(found, dict):
            yield from _objects(found, "CFAssociations")
        elif isinstance(found, list):
            yield from ((f"{name}[{place}]", each) for place, each in enumerate(found))
        elif found is not None:
            yield name, found


def _uris(package: object) -> dict[str, str]:
    """Return the URI of every identifier that has one."""
    every = (each for _, each in _objects(package, "CFDocument", "CFItems", "CFItem"))
    return {
        each["identifier"]: each["uri"]
        for each in every
        if isinstance(each, dict)
        and isinstance(each.get("identifier"), str)
        and isinstance(each.get("uri"), str)
    }


def _end(node: object, known: Mapping[str, str]) -> End | None:
    """Return the skill that an object is, or leads to."""
    named = node if isinstance(node, dict) else {"uri": node}
    identifier, uri = named.get("identifier"), named.get("uri")
    if isinstance(identifier, str) and identifier in known:
        uri = known[identifier]
    name = uri or identifier
    return End(kind=NodeKind.SKILL, id=name, provider="") if isinstance(name, str) and name else None


def _document(document: object, known: Mapping[str, str], draft: PartDraft) -> bool:
    end = _end(document, known)
    if end is None or not isinstance(document, dict):
        return False
    draft.node(end, label=_text(document.get("title")), text=_text(document.get("description")))
    return True


def _item(item: object, known: Mapping[str, str], draft: PartDraft) -> bool:
    end = _end(item, known)
    if end is None or not isinstance(item, dict):
        return False
    full, short = _text(item.get("fullStatement")), _text(item.get("abbreviatedStatement"))
    others = (_text(item.get("alternativeLabel")), _text(item.get("humanCodingScheme")))
    draft.node(end, label=short or full, other_labels="\n".join(each for each in others if each), text=full)
    keywords = item.get("conceptKeywords")
    for keyword in keywords if isinstance(keywords, list) else []:
        if isinstance(keyword, str) and keyword.strip():
            draft.edge(Relation.ABOUT, end, called(NodeKind.CONCEPT, keyword.strip()))
    return True


def _association(
    each: object, known: Mapping[str, str], draft: PartDraft, path: str, file: str, findings: Findings
) -> bool:
    if not isinstance(each, dict):
        return False
    origin, destination = (_end(each.get(name), known) for name in ("originNodeURI", "destinationNodeURI"))
    if origin is None or destination is None:
        return False
    said = str(each.get("associationType") or "-")
    relation, turned = _ASSOCIATIONS.get(said, (Relation.RELATED, False))
    if said not in _ASSOCIATIONS and not said.startswith("ext:"):
        facts = {"relation": said, "path": path}
        findings.warn(notices.UNKNOWN_ASSOCIATION, Place(file=file), **facts)
    draft.edge(relation, *((destination, origin) if turned else (origin, destination)))
    return True


def _text(value: object) -> str:
    return value.strip() if isinstance(value, str) else ""
