"""The app ``pages``."""

from __future__ import annotations

from django.apps import AppConfig


class PagesConfig(AppConfig):
    """Names the app."""

    name = "kuajie_site.pages"
    label = "pages"
