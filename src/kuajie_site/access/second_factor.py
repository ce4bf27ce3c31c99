"""Where a party requires a second factor of its people, its programme opens to those who have one."""

from __future__ import annotations

from allauth.mfa.utils import is_mfa_enabled
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from kuajie_site.programmes.models import Seat


def second_factor_missing(seat: Seat) -> bool:
    """Say whether a seat's party requires a second factor that its person has not set up.

    Whoever has one was asked for it when signing in, so nothing more needs to be checked here. Asks the
    database only where the party requires it, if ``party__second_factor_rule`` was selected with the seat.
    """
    rule = getattr(seat.party, "second_factor_rule", None)
    return rule is not None and not is_mfa_enabled(seat.user)


def set_it_up_first(request: HttpRequest, seat: Seat) -> HttpResponse:
    """Say that a second factor is to be set up first, and where."""
    facts = {"programme": seat.programme, "party": seat.party}
    return render(request, "people/second_factor_first.html", facts, status=403)
