"""The app ``plans``."""

from __future__ import annotations

from django.apps import AppConfig


class PlansConfig(AppConfig):
    """Names the app."""

    name = "kuajie_site.plans"
    label = "plans"
