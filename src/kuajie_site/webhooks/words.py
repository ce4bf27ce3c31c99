"""What kinds of webhooks and failed attempts are called."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from kuajie.messages import Text
from kuajie_site.webhooks.models import Kind, State

KIND_NAMES: Final[Mapping[str, Text]] = MappingProxyType(
    {
        Kind.JSON: Text(en="Program (signed JSON)", zh="程序（签名 JSON）"),
        Kind.WECOM: Text(en="WeCom group robot", zh="企业微信群机器人"),
        Kind.DINGTALK: Text(en="DingTalk group robot", zh="钉钉群机器人"),
        Kind.FEISHU: Text(en="Feishu group robot", zh="飞书群机器人"),
    }
)
STATE_NAMES: Final[Mapping[str, Text]] = MappingProxyType(
    {
        State.WAITING: Text(en="waiting", zh="待发送"),
        State.DONE: Text(en="delivered", zh="已送达"),
        State.FAILED: Text(en="given up", zh="已放弃"),
    }
)
REFUSED_NAMES: Final[Mapping[str, Text]] = MappingProxyType(
    {
        "malformed": Text(
            en="Give a plain address such as https://example.org/hook, without a user, password or fragment.",
            zh="请填写完整地址，例如 https://example.org/hook，不含用户名、密码或片段。",
        ),
        "not_encrypted": Text(
            en="Use an address that begins with https://.", zh="请使用以 https:// 开头的地址。"
        ),
        "private_network": Text(
            en="This address is in a private network. Whoever runs the site can allow it "
            "(KUAJIE_WEBHOOK_PRIVATE).",
            zh="该地址属于内部网络。如有需要，请站点管理员放行（KUAJIE_WEBHOOK_PRIVATE）。",
        ),
        "unknown_host": Text(en="There is no such host.", zh="找不到该主机。"),
        "timeout": Text(en="no answer in time", zh="超时未应答"),
        "tls": Text(en="no valid certificate", zh="证书无效"),
        "connection": Text(en="no connection", zh="无法连接"),
        "refused": Text(en="not taken", zh="未被接收"),
    }
)
"""Why nothing was sent, or an attempt failed."""
