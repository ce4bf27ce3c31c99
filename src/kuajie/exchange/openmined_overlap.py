"""Private set intersection by OpenMined's library, which is an extra: nothing else imports it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from importlib import import_module
from importlib.util import find_spec
from typing import Any

from kuajie.messages import MissingTool
from kuajie.messages.notices.reconcile import PSI_NOT_INSTALLED

_PACKAGE = "private_set_intersection"
_FALSE_POSITIVES = 1e-9  # asked for by the library; it keeps raw elements here, so that there are none


@dataclass(frozen=True, slots=True)
class OpenMinedOverlap:
    """The port on openmined.psi: elliptic curve P-256, every element sent as a point."""

    engine: Any

    def new_key(self) -> bytes:
        """Return a fresh key of the asker."""
        return bytes(self.engine.client.CreateWithNewKey(reveal_intersection=True).GetPrivateKeyBytes())

    def request(self, items: Sequence[str], *, key: bytes) -> bytes:
        """Return the asker's message."""
        return bytes(self._client(key).CreateRequest(list(items)).SerializeToString())

    def answer(self, items: Sequence[str], request: bytes) -> bytes:
        """Return the other's message: its own items and the asker's, all under a key made for this answer."""
        asked = self._parsed(self.engine.Request, request)
        if not asked.reveal_intersection:
            raise ValueError("the request wants the size alone")
        server = self.engine.server.CreateWithNewKey(reveal_intersection=True)
        raw = self.engine.DataStructure.RAW
        count = max(1, len(asked.encrypted_elements))
        setup = server.CreateSetupMessage(_FALSE_POSITIVES, count, list(items), raw)
        reply = server.ProcessRequest(asked).SerializeToString()
        own = setup.SerializeToString()
        return len(own).to_bytes(8, "big") + bytes(own) + bytes(reply)

    def common(self, answer: bytes, *, key: bytes) -> Sequence[int]:
        """Return places among the asker's items that the other has."""
        size = int.from_bytes(answer[:8], "big")
        if size + 8 > len(answer):
            raise ValueError("the answer is cut off")
        setup = self._parsed(self.engine.ServerSetup, answer[8 : 8 + size])
        reply = self._parsed(self.engine.Response, answer[8 + size :])
        try:
            return [int(place) for place in self._client(key).GetIntersection(setup, reply)]
        except RuntimeError as error:
            raise ValueError(str(error)) from error

    def _client(self, key: bytes) -> Any:
        try:
            return self.engine.client.CreateFromKey(key, reveal_intersection=True)
        except RuntimeError as error:
            raise ValueError(str(error)) from error

    def _parsed(self, kind: Any, message: bytes) -> Any:
        parsed = kind()
        try:
            parsed.ParseFromString(message)
        except Exception as error:  # its DecodeError comes from protobuf, which is part of the extra
            raise ValueError(str(error)) from error
        return parsed


def open_overlap() -> OpenMinedOverlap:
    """Return the engine; raises ``MissingTool`` where the extra ``psi`` is not installed."""
    if find_spec(_PACKAGE) is None:
        raise MissingTool.of(PSI_NOT_INSTALLED)
    return OpenMinedOverlap(import_module(f"{_PACKAGE}.python"))
