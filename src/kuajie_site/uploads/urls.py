"""The data pages."""

from __future__ import annotations

from typing import Final

from django.urls import URLPattern, path

from kuajie_site.uploads import history_views, views

IN_PROGRAMME: Final[tuple[URLPattern, ...]] = (
    path("data", views.data, name="data"),
    path("data/files", views.own_files, name="own_files"),
    path("data/history", history_views.history, name="history"),
    path("data/history/<int:number>", history_views.version, name="version"),
    path("data/history/<int:number>/back", history_views.go_back, name="go_back"),
    path("data/history/<int:number>/files/<str:name>", history_views.download, name="download"),
    path("data/uploads/<uuid:key>", views.upload, name="upload"),
    path("data/uploads/<uuid:key>/problems.csv", views.problems, name="problems"),
    path("data/uploads/<uuid:key>/accept", views.accept_upload, name="accept_upload"),
    path("data/uploads/<uuid:key>/drop", views.drop_upload, name="drop_upload"),
    path("data/uploads/<uuid:key>/again", views.check_again, name="check_again"),
)
