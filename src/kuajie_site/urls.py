"""Every page of the site; a view says itself who may call it (access/views.py)."""

from __future__ import annotations

from django.urls import include, path

from kuajie_site.activity import views as activity
from kuajie_site.api import urls as api
from kuajie_site.disclosure import urls as disclosure
from kuajie_site.organisations import urls as people
from kuajie_site.pages import theme
from kuajie_site.pages import views as pages
from kuajie_site.plans import urls as plans
from kuajie_site.serving.health import health
from kuajie_site.settlement import urls as settlement
from kuajie_site.setup import urls as setup
from kuajie_site.studies import urls as studies
from kuajie_site.uploads import urls as uploads
from kuajie_site.webhooks import urls as webhooks

programme = [
    path("", pages.programme, name="programme"),
    path("activity", activity.activity, name="activity"),
    *people.IN_PROGRAMME,
    *disclosure.IN_PROGRAMME,
    *uploads.IN_PROGRAMME,
    *setup.IN_PROGRAMME,
    *settlement.IN_PROGRAMME,
    *studies.IN_PROGRAMME,
    *plans.IN_PROGRAMME,
    *api.IN_PROGRAMME,
    *webhooks.IN_PROGRAMME,
]
urlpatterns = [
    path("", pages.home, name="home"),
    path("language", pages.language, name="language"),
    path("theme", theme.theme, name="theme"),
    path("health", health, name="health"),
    *people.SITE,
    path("accounts/", include("allauth.urls")),
    *setup.SITE,
    *api.SITE,
    path("programmes/<uuid:programme>/", include(programme)),
]
handler400 = "kuajie_site.pages.errors.bad_request"
handler403 = "kuajie_site.pages.errors.forbidden"
handler404 = "kuajie_site.pages.errors.not_found"
handler429 = "kuajie_site.pages.errors.too_many"
handler500 = "kuajie_site.pages.errors.server_error"
