"""The app ``access``."""

from __future__ import annotations

from django.apps import AppConfig


class AccessConfig(AppConfig):
    """Names the app."""

    name = "kuajie_site.access"
    label = "access"
