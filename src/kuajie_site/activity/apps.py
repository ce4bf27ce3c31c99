"""The app ``activity``."""

from __future__ import annotations

from django.apps import AppConfig


class ActivityConfig(AppConfig):
    """Names the app."""

    name = "kuajie_site.activity"
    label = "activity"
