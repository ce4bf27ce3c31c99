"""``python -m kuajie_site COMMAND``: Django's own commands for this site, such as ``migrate``."""

from __future__ import annotations

import os
import sys

from django.core.management import execute_from_command_line


def main() -> None:
    """Run one of Django's commands."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kuajie_site.settings")
    execute_from_command_line(sys.argv)


if __name__ == "__main__":
    main()
