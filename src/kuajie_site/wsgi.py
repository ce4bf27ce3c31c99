"""The site as any WSGI server starts it."""

from __future__ import annotations

import os

from django.conf import settings
from django.core.wsgi import get_wsgi_application

from kuajie_site.serving.alone import join_in

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kuajie_site.settings")
application = get_wsgi_application()
JOINED = join_in(settings.DATA)
