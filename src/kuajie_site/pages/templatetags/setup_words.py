"""Filters of the pages that set programmes up: ``{% load setup_words %}``."""

from __future__ import annotations

from django import template
from django.contrib.auth.models import AnonymousUser

from kuajie.messages import Text
from kuajie_site.accounts.models import User
from kuajie_site.setup.create import user_may_set_up
from kuajie_site.words import said

register = template.Library()


@register.filter
def numbered(text: Text, number: int) -> str:
    """Say a text with its ``n``."""
    return said(text, n=number)


@register.filter
def may_set_up(user: User | AnonymousUser) -> bool:
    """Say whether somebody may set up programmes."""
    return isinstance(user, User) and user_may_set_up(user)
