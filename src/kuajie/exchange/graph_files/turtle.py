"""A graph as Turtle (RDF 1.1 Turtle, W3C Recommendation 2014), in the order of codes."""

from __future__ import annotations

import re
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from kuajie.domain.money import minor_digits
from kuajie.exchange.graph_files.exported import edges_once, uris
from kuajie.exchange.graph_files.node_uris import NAMESPACE
from kuajie.exchange.graph_files.nodes_named import URI
from kuajie.exchange.graph_files.terms import PROPERTIES, TYPES
from kuajie.knowledge.graph.course_graph import CourseGraph
from kuajie.knowledge.graph.relations import NodeKind, Relation
from kuajie.messages import BadInput

_PREFIXES = {
    "schema": "https://schema.org/",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
    "kuajie": NAMESPACE,
}
_ESCAPES = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\r": "\\r", "\t": "\\t"}
_BETWEEN = " ;\n  "
_TO_ESCAPE = re.compile(r'[\\"\x00-\x1f\x7f]')
_NOT_IN_URIS = re.compile(r'[\x00-\x20<>"{}|^`\\]')


def graph_turtle(graph: CourseGraph) -> str:
    """Return a graph as Turtle; edges that do not weigh one are also told as nodes with their weight."""
    names = [f"<{uri}>" for uri in uris(graph)]
    said = [_facts(row) for row in graph.nodes.to_pylist()]
    taught: dict[int, list[str]] = {}
    weighed: list[str] = []
    for relation, matrix in edges_once(graph):
        for head, tail, weight in zip(matrix.row.tolist(), matrix.col.tolist(), matrix.data, strict=True):
            if relation is Relation.TAUGHT_BY:
                taught.setdefault(head, []).append(names[tail])
            else:
                said[head].append(f"{_property(relation)} {names[tail]}")
            if weight != 1.0:
                weighed.append(_weighed(names[head], relation, names[tail], str(weight)))
    for head, teachers in taught.items():
        instance = f"a schema:CourseInstance ; schema:instructor {', '.join(teachers)}"
        said[head].append(f"schema:hasCourseInstance [ {instance} ]")
    prefixes = [f"@prefix {name}: <{address}> ." for name, address in _PREFIXES.items()]
    nodes = [f"{name} {_BETWEEN.join(facts)} ." for name, facts in zip(names, said, strict=True)]
    return "\n".join([*prefixes, "", *nodes, *weighed]) + "\n"


def _property(relation: Relation) -> str:
    name = PROPERTIES[relation]
    return name if ":" in name else f"schema:{name}"


def _weighed(head: str, relation: Relation, tail: str, weight: str) -> str:
    edge = f"kuajie:head {head} ; kuajie:relation {_literal(relation.value)} ; kuajie:tail {tail}"
    return f'[] a kuajie:Edge ; {edge} ; kuajie:weight "{weight}"^^xsd:float .'


def _facts(row: Mapping[str, Any]) -> list[str]:
    """Return what is said of a node itself."""
    kind = NodeKind(row["kind"])
    found = [f"a schema:{TYPES[kind]}", f"kuajie:kind {_literal(kind.value)}"]
    if row["provider"]:
        found.append(f"kuajie:provider {_literal(row['provider'])}")
    found.append(f"schema:identifier {_literal(row['id'])}")
    if re.fullmatch(URI, row["id"]):
        found.append(f"skos:exactMatch <{_NOT_IN_URIS.sub(_percent, row['id'])}>")
    if row["label"]:
        found.append(f"schema:name {_literal(row['label'])}")
    found += [f"schema:alternateName {_literal(name)}" for name in row["other_labels"].split("\n") if name]
    if row["text"]:
        found.append(f"schema:description {_literal(row['text'])}")
    if row["price"] is not None:
        found.append(_offer(row["price"], row["currency"]))
    if row["seats"] is not None:
        found.append(f"kuajie:seats {row['seats']}")
    return found


def _offer(price: int, currency: str) -> str:
    try:
        amount = f'schema:price "{Decimal(price).scaleb(-minor_digits(currency)):f}"'
    except BadInput:
        amount = f"kuajie:price {price}"
    return f"schema:offers [ a schema:Offer ; {amount} ; schema:priceCurrency {_literal(currency)} ]"


def _literal(text: str) -> str:
    """Return a text as a quoted literal."""
    return f'"{_TO_ESCAPE.sub(_escape, text)}"'


def _escape(found: re.Match[str]) -> str:
    return _ESCAPES.get(found[0], f"\\u{ord(found[0]):04X}")


def _percent(found: re.Match[str]) -> str:
    return f"%{ord(found[0]):02X}"
