"""How accounts come about: nobody signs up without an invitation."""

from __future__ import annotations

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]
    """Closes sign-up; invitations make accounts (organisations/invitations.py)."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Say no: an account comes with an invitation."""
        del request
        return False
