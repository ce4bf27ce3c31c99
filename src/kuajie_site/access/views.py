"""The check that every view passes: who may call it is part of its definition, and tests walk all of them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import Any, Concatenate, ParamSpec
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponseBase

from kuajie_site.access.roles import Action
from kuajie_site.access.second_factor import second_factor_missing, set_it_up_first
from kuajie_site.accounts.models import User
from kuajie_site.programmes.models import Seat

Rest = ParamSpec("Rest")
View = Callable[..., HttpResponseBase]


@dataclass(frozen=True, slots=True, kw_only=True)
class Access:
    """Who may call a view: anybody, the signed in, or who may do ``action`` in the programme."""

    signed_in: bool = True
    action: Action | None = None


class SignedInRequest(HttpRequest):
    """A request of a person with an account."""

    user: User


def open_to_all(view: View) -> View:
    """Declare that a view needs no account."""
    view.access = Access(signed_in=False)  # type: ignore[attr-defined]
    return view


def signed_in(view: Callable[Concatenate[SignedInRequest, Rest], HttpResponseBase]) -> View:
    """Let in whoever is signed in."""
    checked = login_required(view)
    checked.access = Access()  # type: ignore[attr-defined]
    return checked


def in_programme(
    action: Action,
) -> Callable[[Callable[Concatenate[SignedInRequest, Seat, Rest], HttpResponseBase]], View]:
    """Let in whose seat in the programme allows an action; the view is given the seat.

    To everybody else the programme does not exist (404); a seat that does not allow it is told so (403), and
    so is one whose party requires a second factor that is not set up (second_factor.py).
    """

    def decorate(view: Callable[Concatenate[SignedInRequest, Seat, Rest], HttpResponseBase]) -> View:
        @login_required
        @wraps(view)
        def checked(request: Any, programme: UUID, *args: Rest.args, **rest: Rest.kwargs) -> HttpResponseBase:
            seat = seat_of(request.user, programme)
            if not seat.may(action):
                raise PermissionDenied
            if second_factor_missing(seat):
                return set_it_up_first(request, seat)
            request.seat = seat
            return view(request, seat, *args, **rest)

        checked.access = Access(action=action)  # type: ignore[attr-defined]
        return checked

    return decorate


def seat_of(user: User, programme: UUID) -> Seat:
    """Return a person's seat in a programme; raises ``Http404`` without one."""
    seats = Seat.objects.select_related("programme", "party__second_factor_rule")
    seat = seats.filter(user=user, programme=programme).first()
    if seat is None:
        raise Http404
    seat.user = user
    return seat
