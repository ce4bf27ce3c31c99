"""The app ``webhooks``."""

from __future__ import annotations

from django.apps import AppConfig


class WebhooksConfig(AppConfig):
    """Names the app, and listens to what happens."""

    name = "kuajie_site.webhooks"
    label = "webhooks"

    def ready(self) -> None:
        """Write what happens into the outbox, in the transaction in which it happens."""
        from kuajie_site.webhooks.outbox import listen  # noqa: PLC0415 - models are there only now

        listen()
