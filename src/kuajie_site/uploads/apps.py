"""The app ``uploads``."""

from __future__ import annotations

from django.apps import AppConfig


class UploadsConfig(AppConfig):
    """Names the app."""

    name = "kuajie_site.uploads"
    label = "uploads"
