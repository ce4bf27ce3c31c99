"""Pages for what cannot be shown: what is wrong and what to do, in the reader's language."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string

from kuajie.messages import Text
from kuajie_site.access.views import open_to_all
from kuajie_site.words import locale_now


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """What a page says that cannot be shown: its title, what is wrong, what to do."""

    title: Text
    what: Text
    remedy: Text


FAULTS: Final[Mapping[int, Fault]] = MappingProxyType(
    {
        400: Fault(
            title=Text(en="This request cannot be read", zh="无法读取该请求"),
            what=Text(
                en="What the browser sent is incomplete, too large or not what the page asks for.",
                zh="浏览器发送的内容不完整、过大，或与页面要求不符。",
            ),
            remedy=Text(
                en="Go back, reload the page and send it again. Nothing was changed.",
                zh="请返回上一页，刷新后重新提交。没有任何内容被改动。",
            ),
        ),
        403: Fault(
            title=Text(en="Your role does not allow this", zh="你的角色无权进行此操作"),
            what=Text(
                en="You take part in this programme, but not in a role that may see or do this.",
                zh="你参与了该项目，但你的角色不能查看或进行此操作。",
            ),
            remedy=Text(
                en="Ask an owner of your organisation for another role. Nothing was changed.",
                zh="如有需要，请联系本机构的负责人调整角色。没有任何内容被改动。",
            ),
        ),
        404: Fault(
            title=Text(en="There is no such page", zh="没有这个页面"),
            what=Text(
                en="The address is wrong, the thing is gone, or it belongs to a programme you take no part "
                "in.",
                zh="地址有误、内容已不存在，或属于你未参与的项目。",
            ),
            remedy=Text(
                en="Check the address, or find the page from the home page. "
                "If somebody sent you the link, ask them for a seat in the programme.",
                zh="请核对地址，或从首页进入。若链接由他人发来，请对方邀请你加入该项目。",
            ),
        ),
        429: Fault(
            title=Text(en="Too many attempts", zh="操作过于频繁"),
            what=Text(
                en="This was tried too often in a short time, so it is held back for a while.",
                zh="短时间内尝试次数过多，已暂时限制。",
            ),
            remedy=Text(
                en="Wait a few minutes and try again. Nothing is lost.",
                zh="请等待几分钟后重试，已有内容不会丢失。",
            ),
        ),
        500: Fault(
            title=Text(en="Something went wrong here", zh="站点出现错误"),
            what=Text(
                en="The page met an error that is ours, not yours. It has been logged.",
                zh="页面遇到了站点自身的错误，与你的操作无关，已记入日志。",
            ),
            remedy=Text(
                en="Try again in a moment. If it happens again, tell whoever runs this site when it "
                "happened.",
                zh="请稍后重试。若再次出现，请将发生时间告知本站管理员。",
            ),
        ),
    }
)
FORGED: Final = Fault(
    title=Text(en="This form is no longer valid", zh="该表单已失效"),
    what=Text(
        en="The page was open for too long, you signed in or out meanwhile, or cookies are blocked.",
        zh="页面打开时间过长、期间登录状态有变，或浏览器禁用了 Cookie。",
    ),
    remedy=Text(
        en="Go back, reload the page and send it again; allow cookies for this site. Nothing was changed.",
        zh="请返回上一页，刷新后重新提交，并允许本站使用 Cookie。没有任何内容被改动。",
    ),
)


@open_to_all
def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Say that a request cannot be read."""
    del exception
    return _say(request, 400)


@open_to_all
def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Say that a role does not allow something."""
    del exception
    return _say(request, 403)


@open_to_all
def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Say that there is no such page, whether or not it exists for others."""
    del exception
    return _say(request, 404)


@open_to_all
def too_many(request: HttpRequest) -> HttpResponse:
    """Say that something was tried too often."""
    return _say(request, 429)


@open_to_all
def forged(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Say that a form does not come from a page of this site that is still valid."""
    del reason
    return _say(request, 403, FORGED)


@open_to_all
def server_error(request: HttpRequest) -> HttpResponse:
    """Say that the site failed; uses nothing that may have failed with it, such as the database."""
    facts = {"fault": FAULTS[500], "status": 500, "locale": locale_now()}
    del request
    return HttpResponse(render_to_string("error_bare.html", facts), status=500)


def _say(request: HttpRequest, status: int, fault: Fault | None = None) -> HttpResponse:
    facts = {"fault": fault or FAULTS[status], "status": status}
    return render(request, "error.html", facts, status=status)
