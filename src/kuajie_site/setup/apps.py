"""The app ``setup``."""

from __future__ import annotations

from django.apps import AppConfig


class SetupConfig(AppConfig):
    """Names the app."""

    name = "kuajie_site.setup"
    label = "setup"
