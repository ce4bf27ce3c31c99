"""How each kind of listener is told: what is sent where, signed how, and what answer means it was taken.

Programs: the headers and signature of Standard Webhooks, github.com/standard-webhooks/standard-webhooks
WeCom: developer.work.weixin.qq.com/document/path/91770
DingTalk (加签): open.dingtalk.com/document/robots/customize-robot-security-settings
Feishu (签名校验): open.feishu.cn/document/client-docs/bot-v3/add-custom-bot
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from types import MappingProxyType
from typing import Any, Final
from urllib.parse import quote_plus

from kuajie_site.webhooks.models import Delivery, Kind
from kuajie_site.webhooks.sealing import Target
from kuajie_site.webhooks.sending import Sent

PREFIX: Final = "whsec_"
WECOM_MOST: Final = 4096  # bytes of a markdown message


@dataclass(frozen=True, slots=True, kw_only=True)
class Message:
    """A request to send."""

    url: str
    body: bytes
    headers: Mapping[str, str]


def message_for(delivery: Delivery, target: Target, now: datetime) -> Message:
    """Return what is sent to a listener, signed at a moment."""
    return _MESSAGES[Kind(delivery.webhook.kind)](delivery, target, now)


def was_taken(kind: Kind, sent: Sent) -> bool:
    """Say whether a listener took a message; robots answer 200 and say in the body what went wrong."""
    if sent.status is None or not 200 <= sent.status < 300:
        return False
    if kind is Kind.JSON:
        return True
    try:
        told = json.loads(sent.body)
    except ValueError:
        return False
    codes = [told[name] for name in ("errcode", "code", "StatusCode") if name in told]
    return bool(codes) and all(code == 0 for code in codes)


def signature(secret: str, key: str, timestamp: int, body: bytes) -> str:
    """Return the signature of a message to a program, over its id, the moment and the body.

    >>> secret = PREFIX + base64.b64encode(b"x" * 24).decode()
    >>> signature(secret, "id", 1, b"{}").startswith("v1,")
    True
    """
    signed = b".".join((key.encode(), str(timestamp).encode(), body))
    found = hmac.new(base64.b64decode(secret.removeprefix(PREFIX)), signed, hashlib.sha256)
    return "v1," + base64.b64encode(found.digest()).decode("ascii")


def _json(delivery: Delivery, target: Target, now: datetime) -> Message:
    body = _bytes(delivery.payload)
    timestamp = int(now.timestamp())
    return Message(
        url=target.url,
        body=body,
        headers={
            **_plain(),
            "webhook-id": str(delivery.pk),
            "webhook-timestamp": str(timestamp),
            "webhook-signature": signature(target.secret, str(delivery.pk), timestamp, body),
        },
    )


def _wecom(delivery: Delivery, target: Target, now: datetime) -> Message:
    del now  # WeCom's robots are not signed: the key is in the address
    told = _markdown(delivery.payload)
    while len(told.encode()) > WECOM_MOST:
        told = told[: len(told) * 9 // 10]
    body = {"msgtype": "markdown", "markdown": {"content": told}}
    return Message(url=target.url, body=_bytes(body), headers=_plain())


def _dingtalk(delivery: Delivery, target: Target, now: datetime) -> Message:
    title = delivery.payload["programme"]["name"]
    body = {"msgtype": "markdown", "markdown": {"title": title, "text": _markdown(delivery.payload)}}
    url = target.url
    if target.secret:
        timestamp = str(int(now.timestamp() * 1000))
        told = f"{timestamp}\n{target.secret}"
        found = hmac.new(target.secret.encode(), told.encode(), hashlib.sha256).digest()
        sign = quote_plus(base64.b64encode(found))
        url += f"{'&' if '?' in url else '?'}timestamp={timestamp}&sign={sign}"
    return Message(url=url, body=_bytes(body), headers=_plain())


def _feishu(delivery: Delivery, target: Target, now: datetime) -> Message:
    payload = delivery.payload
    told = "\n".join(
        each for each in (payload["programme"]["name"], payload["text"], payload["link"]) if each
    )
    body: dict[str, Any] = {"msg_type": "text", "content": {"text": told}}
    if target.secret:
        timestamp = str(int(now.timestamp()))
        key = f"{timestamp}\n{target.secret}".encode()  # the key, and nothing is signed with it
        found = hmac.new(key, b"", hashlib.sha256).digest()
        body |= {"timestamp": timestamp, "sign": base64.b64encode(found).decode("ascii")}
    return Message(url=target.url, body=_bytes(body), headers=_plain())


def _markdown(payload: Mapping[str, Any]) -> str:
    lines = [f"**{_bare(payload['programme']['name'])}**", _bare(payload["text"])]
    if payload["link"]:
        lines.append(f"[{payload['link']}]({payload['link']})")
    return "\n\n".join(lines)


def _bare(text: str) -> str:
    """Return a text without what markdown reads as more than text: links, pictures, mentions."""
    return "".join("\\" + letter if letter in "\\`*_[]<>#" else letter for letter in text).replace("@", "＠")


def _bytes(value: object) -> bytes:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()


def _plain() -> dict[str, str]:
    return {"Content-Type": "application/json; charset=utf-8", "User-Agent": "Kuajie-Webhooks/1"}


_MESSAGES: Final[Mapping[Kind, Callable[[Delivery, Target, datetime], Message]]] = MappingProxyType(
    {Kind.JSON: _json, Kind.WECOM: _wecom, Kind.DINGTALK: _dingtalk, Kind.FEISHU: _feishu}
)
