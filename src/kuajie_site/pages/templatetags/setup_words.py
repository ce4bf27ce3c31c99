"""Filters of the pages that set programmes up: ``{% load setup_words %}``."""

from __future__ import annotations

from django import template

from kuajie_site.accounts.models import User
from kuajie_site.setup.create import user_may_set_up

register = template.Library()


@register.filter
def may_set_up(user: User) -> bool:
    """Say whether somebody may set up programmes."""
    return user.is_authenticated and user_may_set_up(user)
