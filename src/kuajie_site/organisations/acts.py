"""What views of people do alike: telling a refusal where it happened, holding back who tries too often."""

from __future__ import annotations

from collections.abc import Callable

from allauth.core import ratelimit
from django.contrib import messages
from django.core.exceptions import ObjectDoesNotExist
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect

from kuajie.messages import Text
from kuajie_site.access.refused import Refused
from kuajie_site.words import said


def done_or_refused(
    request: HttpRequest, act: Callable[[], object], done: Text, place: str, **facts: object
) -> HttpResponse:
    """Do something, then return to a page that says so, or says why not."""
    try:
        act()
    except Refused as error:
        messages.error(request, said(error.text, **error.facts))
    except ObjectDoesNotExist as error:  # ended by somebody else a moment ago
        raise Http404 from error
    else:
        messages.success(request, said(done, **facts))
    return HttpResponseRedirect(place)


def held_back(request: HttpRequest, action: str, key: str | None = None) -> HttpResponse | None:
    """Return the page that says "too often", where the limit of settings.ACCOUNT_RATE_LIMITS is reached."""
    if ratelimit.consume(request, action=action, key=key):
        return None
    answered: HttpResponse = ratelimit.respond_429(request)
    return answered
