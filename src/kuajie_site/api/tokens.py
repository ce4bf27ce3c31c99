"""Access tokens for clients: the token endpoint of OAuth2, by client credentials and nothing else."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from allauth.core import ratelimit
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils import timezone
from django.utils.crypto import constant_time_compare
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST
from oauth2_provider.oauth2_validators import OAuth2Validator
from oauth2_provider.views import TokenView

from kuajie_site.access.views import open_to_all
from kuajie_site.api.callers import digest_of
from kuajie_site.api.models import Credential

READ, WRITE = "read", "write"
SCOPES = {READ: "read", WRITE: "write"}


class ClientValidator(OAuth2Validator):  # type: ignore[misc]
    """Lets clients in by the hash of their secret, while their credential is in force, with its scopes."""

    def _check_secret(self, provided_secret: str, stored_secret: str) -> bool:
        return constant_time_compare(digest_of(provided_secret), stored_secret)

    def authenticate_client(self, request: Any, *args: Any, **more: Any) -> bool:
        """Say whether a client shows its secret, and may still use it."""
        if not super().authenticate_client(request, *args, **more):
            return False
        found = _credential_of(request.client)
        return found is not None and found.in_force(timezone.now())

    def validate_scopes(
        self, client_id: str, scopes: Iterable[str], client: Any, request: Any, *args: Any, **more: Any
    ) -> bool:
        """Say whether a client may have scopes."""
        del client_id, request, args, more
        return set(scopes) <= set(_scopes_of(client))

    def get_default_scopes(self, client_id: str, request: Any, *args: Any, **more: Any) -> list[str]:
        """Return all scopes of a client that asks for none."""
        del client_id, args, more
        return _scopes_of(request.client)


def _credential_of(application: Any) -> Credential | None:
    return Credential.objects.select_related("seat__user").filter(application=application).first()


def _scopes_of(application: Any) -> list[str]:
    found = _credential_of(application)
    return [] if found is None else [READ, WRITE] if found.write else [READ]


@open_to_all
@csrf_exempt
@require_POST
def token(request: HttpRequest) -> HttpResponse:
    """Give a client an access token, as RFC 6749 (4.4) says; errors are as it says too."""
    if not ratelimit.consume(request, action="api_token"):
        answer = JsonResponse({"error": "temporarily_unavailable"}, status=429)
        answer["Retry-After"] = "60"
        return answer
    answered: HttpResponse = TokenView.as_view()(request)
    answered["Cache-Control"] = "no-store"
    return answered
