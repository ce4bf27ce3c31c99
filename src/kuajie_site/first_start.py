"""What a site without people begins with."""

from __future__ import annotations

from pathlib import Path

from kuajie.messages import Locale
from kuajie_site.accounts.models import User
from kuajie_site.programmes.demo import DemoLogin, load_demo


def first_start(folder: Path | None, locale: Locale) -> DemoLogin | None:
    """Load the demo (or a folder) into a site without people; nothing where there are any."""
    if User.objects.exists():
        return None
    return load_demo(locale, folder)
