"""Every node of a graph as a URI of its own, and back."""

from __future__ import annotations

from urllib.parse import quote, unquote

from kuajie.knowledge.graph.course_graph import Key
from kuajie.knowledge.graph.relations import NodeKind

NAMESPACE = "urn:kuajie:"
_PARTS = 3


def uri_of(key: Key) -> str:
    """Return the URI of a node by kind, provider and id.

    >>> uri_of((NodeKind.COURSE, "智海", "J 1"))
    'urn:kuajie:course:%E6%99%BA%E6%B5%B7:J%201'
    """
    return NAMESPACE + ":".join(quote(part, safe="") for part in key)


def key_of(uri: object) -> Key | None:
    """Return kind, provider and id of a URI, ``None`` for any other.

    >>> key_of("urn:kuajie:course::J%201")
    (<NodeKind.COURSE: 'course'>, '', 'J 1')
    """
    if not isinstance(uri, str) or not uri.startswith(NAMESPACE):
        return None
    parts = uri.removeprefix(NAMESPACE).split(":")
    if len(parts) != _PARTS or parts[0] not in set(NodeKind):
        return None
    return NodeKind(parts[0]), unquote(parts[1]), unquote(parts[2])
