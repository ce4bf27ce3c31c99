"""The app ``studies``."""

from __future__ import annotations

from django.apps import AppConfig


class StudiesConfig(AppConfig):
    """Names the app."""

    name = "kuajie_site.studies"
    label = "studies"
