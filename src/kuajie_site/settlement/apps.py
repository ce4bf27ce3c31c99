"""The app ``settlement``."""

from __future__ import annotations

from django.apps import AppConfig


class SettlementConfig(AppConfig):
    """Names the app."""

    name = "kuajie_site.settlement"
    label = "settlement"
