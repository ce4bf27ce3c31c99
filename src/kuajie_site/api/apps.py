"""The app ``api``."""

from __future__ import annotations

from django.apps import AppConfig


class ApiConfig(AppConfig):
    """Names the app."""

    name = "kuajie_site.api"
    label = "api"
