"""The pages that set programmes up."""

from __future__ import annotations

from typing import Final

from django.urls import URLPattern, path

from kuajie_site.setup import constraint_views, views

SITE: Final[tuple[URLPattern, ...]] = (
    path("programmes/new", views.start, name="new_programme"),
    path("programmes/new/<uuid:key>/drop", views.drop, name="drop_set_up"),
    path("programmes/new/<uuid:key>/<slug:name>", views.step, name="set_up"),
)
IN_PROGRAMME: Final[tuple[URLPattern, ...]] = (
    path("limits", constraint_views.constraints, name="constraints"),
)
