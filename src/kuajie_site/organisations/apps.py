"""The app ``organisations``."""

from __future__ import annotations

from django.apps import AppConfig


class OrganisationsConfig(AppConfig):
    """Names the app."""

    name = "kuajie_site.organisations"
    label = "organisations"
