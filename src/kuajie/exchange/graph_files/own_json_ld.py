"""A graph as JSON-LD in terms of schema.org and SKOS, written and read back as it was."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Any

from kuajie.domain.money import minor_digits
from kuajie.exchange.findings import Findings
from kuajie.exchange.graph_files.drafting import End, PartDraft
from kuajie.exchange.graph_files.exported import edges_once, uris
from kuajie.exchange.graph_files.node_uris import NAMESPACE, key_of
from kuajie.exchange.graph_files.opened import JsonFile
from kuajie.exchange.graph_files.part import Part
from kuajie.exchange.graph_files.terms import PROPERTIES, TYPES
from kuajie.knowledge.graph.course_graph import CourseGraph
from kuajie.knowledge.graph.relations import NodeKind, Relation
from kuajie.messages import BadInput, Place
from kuajie.messages.notices import graph as notices

CONTEXT = {
    "@vocab": "https://schema.org/",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "kuajie": NAMESPACE,
}
_EDGE, _RELATION, _TAIL, _WEIGHT = "kuajie:edge", "kuajie:relation", "kuajie:tail", "kuajie:weight"
_PRICE, _SEATS, _INSTANCE = "kuajie:price", "kuajie:seats", "hasCourseInstance"
_RELATIONS = {name: relation for relation, name in PROPERTIES.items()}


def graph_json_ld(graph: CourseGraph) -> str:
    """Return a graph as one JSON-LD document, a node per line."""
    names = uris(graph)
    objects = [_object(row, uri) for row, uri in zip(graph.nodes.to_pylist(), names, strict=True)]
    for relation, matrix in edges_once(graph):
        for head, tail, weight in zip(matrix.row.tolist(), matrix.col.tolist(), matrix.data, strict=True):
            _add_edge(objects[head], relation, names[tail], weight=float(str(weight)))
    lines = ",\n".join(json.dumps(each, ensure_ascii=False) for each in objects)
    return f'{{"@context": {json.dumps(CONTEXT)},\n"@graph": [\n{lines}\n]}}\n'


def _object(row: Mapping[str, Any], uri: str) -> dict[str, Any]:
    found: dict[str, Any] = {"@id": uri, "@type": TYPES[NodeKind(row["kind"])]}
    if row["label"]:
        found["name"] = row["label"]
    if row["other_labels"]:
        found["alternateName"] = row["other_labels"].split("\n")
    if row["text"]:
        found["description"] = row["text"]
    return (
        found
        | _offer(row["price"], row["currency"])
        | ({} if row["seats"] is None else {_SEATS: row["seats"]})
    )


def _offer(price: int | None, currency: str) -> dict[str, Any]:
    """Return a price in minor units; as an offer where the digits of the currency are known."""
    if price is None and not currency:
        return {}
    offer: dict[str, Any] = {"@type": "Offer", "priceCurrency": currency}
    try:
        offer["price"] = None if price is None else f"{Decimal(price).scaleb(-minor_digits(currency)):f}"
    except BadInput:
        offer[_PRICE] = price
    return {"offers": {name: value for name, value in offer.items() if value is not None}}


def _add_edge(head: dict[str, Any], relation: Relation, tail: str, *, weight: float) -> None:
    holder = head
    if relation is Relation.TAUGHT_BY:
        holder = head.setdefault(_INSTANCE, {"@type": "CourseInstance"})
    holder.setdefault(PROPERTIES[relation], []).append({"@id": tail})
    if weight != 1.0:
        said = {_RELATION: relation.value, _TAIL: {"@id": tail}, _WEIGHT: weight}
        head.setdefault(_EDGE, []).append(said)


def is_own_json_ld(opened: JsonFile) -> bool:
    """Say whether a document is a graph written here."""
    context = opened.value.get("@context") if isinstance(opened.value, dict) else None
    return isinstance(context, dict) and context.get("kuajie") == NAMESPACE


def read_own_json_ld(opened: JsonFile, findings: Findings) -> Part:
    """Return a graph that was written here; objects that are none of its nodes are counted and told."""
    assert isinstance(opened.value, dict)  # noqa: S101 - told to the type checker; only such a file fits
    objects = opened.value.get("@graph")
    draft, lost = PartDraft(), []
    for place, each in enumerate(objects if isinstance(objects, list) else []):
        key = key_of(each.get("@id")) if isinstance(each, dict) else None
        if key is None or not _take(each, _end(key), draft):
            lost.append(f"@graph[{place}]")
    if not isinstance(objects, list):
        lost = ["@graph"]
    if lost:
        facts = {"count": f"{len(lost):,}", "path": lost[0]}
        findings.warn(notices.OBJECTS_LEFT_OUT, Place(file=opened.file), **facts)
    return draft.part(lists_courses=True)


def _end(key: tuple[NodeKind, str, str]) -> End:
    return End(kind=key[0], provider=key[1], id=key[2])


def _take(value: Mapping[str, Any], end: End, draft: PartDraft) -> bool:
    """Add a node and its edges; say whether all of it could be read."""
    price, currency, fine = _price(value.get("offers"))
    others = value.get("alternateName", [])
    texts = [value.get("name", ""), value.get("description", "")]
    seats = value.get(_SEATS)
    fine &= isinstance(others, list) and all(isinstance(text, str) for text in (*others, *texts))
    if not fine or not (seats is None or isinstance(seats, int)):
        return False
    draft.node(
        end,
        label=texts[0],
        text=texts[1],
        other_labels="\n".join(others),
        price=price,
        currency=currency,
        seats=seats,
    )
    weights = _weights(value.get(_EDGE, []))
    for relation, uri in _edges(value):
        tail = key_of(uri)
        if tail is None:
            return False
        draft.edge(relation, end, _end(tail), weights.get((relation.value, uri), 1.0))
    return True


def _price(offer: object) -> tuple[int | None, str, bool]:
    """Return price, currency, and whether an offer could be read."""
    if offer is None:
        return None, "", True
    if not isinstance(offer, dict) or not isinstance(offer.get("priceCurrency"), str):
        return None, "", False
    currency, price = offer["priceCurrency"], offer.get(_PRICE)
    if "price" in offer:
        try:
            price = int(Decimal(str(offer["price"])).scaleb(minor_digits(currency)))
        except (ArithmeticError, ValueError, BadInput):
            return None, "", False
    return price, currency, price is None or isinstance(price, int)


def _weights(said: object) -> dict[tuple[str, str], float]:
    found = {}
    for each in said if isinstance(said, list) else []:
        if isinstance(each, dict) and isinstance(each.get(_TAIL), dict):
            weight = each.get(_WEIGHT)
            if isinstance(weight, int | float):
                found[str(each.get(_RELATION)), str(each[_TAIL].get("@id"))] = float(weight)
    return found


def _edges(value: Mapping[str, Any]) -> Iterator[tuple[Relation, str]]:
    instance = value.get(_INSTANCE)
    for holder in (value, instance if isinstance(instance, dict) else {}):
        for name, relation in _RELATIONS.items():
            tails = holder.get(name, [])
            for each in tails if isinstance(tails, list) else [tails]:
                yield relation, str(each.get("@id")) if isinstance(each, dict) else ""
