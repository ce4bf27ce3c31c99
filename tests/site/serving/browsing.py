"""Somebody who uses a running site: signs in, opens pages, sends forms; by the standard library alone."""

from __future__ import annotations

import re
import socket
from http.client import HTTPConnection, HTTPResponse
from http.cookiejar import CookieJar
from urllib.error import HTTPError
from urllib.parse import urlencode
from urllib.request import HTTPCookieProcessor, Request, build_opener

PATIENCE = 60.0


class Browser:
    """One person's cookies on one site."""

    def __init__(self, port: int, language: str = "en") -> None:
        self.port, self.language = port, language
        self.jar = CookieJar()
        self._opener = build_opener(HTTPCookieProcessor(self.jar))

    def see(self, path: str, form: dict[str, str] | None = None) -> tuple[int, str]:
        """Open a page, or send a form to it; return status and text."""
        data = None if form is None else urlencode(form).encode()
        headers = {"Accept-Language": self.language, "Referer": f"http://127.0.0.1:{self.port}/"}
        asked = Request(f"http://127.0.0.1:{self.port}{path}", data, headers)
        try:
            with self._opener.open(asked, timeout=PATIENCE) as answer:
                return answer.status, answer.read().decode()
        except HTTPError as error:
            with error:
                return error.code, error.read().decode()

    def token(self, path: str = "/accounts/login/") -> str:
        """Return what a form of a page proves itself by."""
        found = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', self.see(path)[1])
        assert found is not None
        return found[1]

    def send(self, path: str, form: dict[str, str], page: str = "") -> tuple[int, str]:
        """Send a form as its page would."""
        return self.see(path, {**form, "csrfmiddlewaretoken": self.token(page or path)})

    def sign_in(self, address: str, password: str) -> Browser:
        """Sign in, and see one's programmes."""
        status, page = self.send("/accounts/login/", {"login": address, "password": password})
        assert status == 200
        assert "/accounts/logout/" in page, page
        return self

    @property
    def cookies(self) -> str:
        """The cookies as a header."""
        return "; ".join(f"{one.name}={one.value}" for one in self.jar)

    def begin(self, path: str, *, size: int, first: bytes) -> socket.socket:
        """Begin to send a body of a size, and return the open connection after its first piece."""
        kept = socket.create_connection(("127.0.0.1", self.port), timeout=PATIENCE)
        head = (
            f"POST {path} HTTP/1.1\r\nHost: 127.0.0.1:{self.port}\r\nCookie: {self.cookies}\r\n"
            f"Accept-Language: {self.language}\r\nContent-Length: {size}\r\n"
            "Content-Type: multipart/form-data; boundary=b\r\n\r\n"
        )
        kept.sendall(head.encode() + first)
        return kept


def answer_on(kept: socket.socket) -> tuple[int, str]:
    """Read what a site answers on an open connection."""
    answer = HTTPResponse(kept)
    answer.begin()
    return answer.status, answer.read().decode()


def answers(port: int) -> bool:
    """Say whether a site can do its work."""
    asked = HTTPConnection("127.0.0.1", port, timeout=PATIENCE)
    try:
        asked.request("GET", "/health")
        return asked.getresponse().status == 200
    except OSError:
        return False
    finally:
        asked.close()
