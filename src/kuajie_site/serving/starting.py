"""Opening a site's data folder from a command: the settings, and tables as this release has them."""

from __future__ import annotations

import os
from pathlib import Path

from kuajie.messages import MissingTool
from kuajie_site.notices import NO_SITE


def open_site(data: Path) -> None:
    """Make Django work on a data folder, its database brought up to date."""
    os.environ["KUAJIE_SITE_DATA"] = str(data)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kuajie_site.settings")
    try:
        import django
        from django.core.management import call_command
    except ImportError as error:
        raise MissingTool.of(NO_SITE) from error
    django.setup()
    # Checks read all of the library; tests run them.
    call_command("migrate", verbosity=0, interactive=False, skip_checks=True)
