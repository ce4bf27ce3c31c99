"""The app ``programmes``."""

from __future__ import annotations

from django.apps import AppConfig


class ProgrammesConfig(AppConfig):
    """Names the app."""

    name = "kuajie_site.programmes"
    label = "programmes"
