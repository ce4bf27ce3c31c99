"""What a listener heard, and what it answers."""

from __future__ import annotations

from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler
from typing import Any


@dataclass
class Request:
    """One request that came in."""

    path: str
    headers: dict[str, str]
    body: bytes


@dataclass
class Heard:
    """Requests in order; ``answers`` are given one after the other, the last one for ever."""

    url: str = ""
    requests: list[Request] = field(default_factory=list)
    answers: list[tuple[int, bytes, dict[str, str]]] = field(default_factory=lambda: [(200, b"", {})])


def answering(heard: Heard) -> type[BaseHTTPRequestHandler]:
    """Return what answers requests and keeps them."""

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            told = {name.casefold(): value for name, value in self.headers.items()}
            heard.requests.append(Request(self.path, told, body))
            place = min(len(heard.requests), len(heard.answers)) - 1
            status, answer, headers = heard.answers[place]
            self.send_response(status)
            for name, value in headers.items():
                self.send_header(name, value)
            self.send_header("Content-Length", str(len(answer)))
            self.end_headers()
            self.wfile.write(answer)

        def log_message(self, *parts: Any) -> None:
            """Say nothing."""

    return Handler
