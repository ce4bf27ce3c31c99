"""The addresses of the API, and the page of its keys."""

from __future__ import annotations

from typing import Final

from django.urls import URLPattern, URLResolver, path

from kuajie_site.api import docs, tokens, views
from kuajie_site.api.operations import (
    activity,
    books,
    columns,
    data,
    disputes,
    grants,
    programmes,
    proposing,
    settlement,
    studies,
)
from kuajie_site.api.site_api import make_api

API: Final = make_api()
for module in (programmes, data, columns, studies, grants, settlement, books, disputes, activity, proposing):
    API.add_router("", module.router)

SITE: Final[tuple[URLPattern | URLResolver, ...]] = (
    path("api/v1/openapi.json", docs.openapi, name="openapi"),
    path("api/v1/docs", docs.docs, name="api_docs"),
    path("api/v1/oauth/token", tokens.token, name="api_token"),
    path("api/v1/", (API.urls[0][:-1], "ninja", "api")),  # without its root, which shows nothing
)
IN_PROGRAMME: Final[tuple[URLPattern, ...]] = (
    path("keys", views.keys, name="keys"),
    path("keys/new", views.new, name="key_new"),
    path("keys/<int:key>/revoke", views.revoke, name="key_revoke"),
)
