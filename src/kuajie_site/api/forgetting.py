"""What the API need not remember any longer."""

from __future__ import annotations

from django.utils import timezone
from oauth2_provider.models import get_access_token_model

from kuajie_site.api.idempotency import forget_old_answers


def forget_what_is_over() -> None:
    """Forget answers kept under an Idempotency-Key for over a day, and access tokens that have expired."""
    forget_old_answers()
    get_access_token_model().objects.filter(expires__lt=timezone.now()).delete()
