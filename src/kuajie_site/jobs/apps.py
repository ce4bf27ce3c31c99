"""The app ``jobs``."""

from __future__ import annotations

from django.apps import AppConfig


class JobsConfig(AppConfig):
    """Names the app."""

    name = "kuajie_site.jobs"
    label = "jobs"
