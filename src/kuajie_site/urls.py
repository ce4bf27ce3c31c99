"""Every page of the site; a view says itself who may call it (access/views.py)."""

from __future__ import annotations

from django.urls import include, path

from kuajie_site.activity import views as activity
from kuajie_site.pages import theme
from kuajie_site.pages import views as pages
from kuajie_site.studies import views as studies

programme = [
    path("", pages.programme, name="programme"),
    path("activity", activity.activity, name="activity"),
    path("studies/<slug:name>", studies.study, name="study"),
    path("answers/<int:answer>/drawings/<int:place>.svg", studies.drawing, name="drawing"),
    path("jobs/<uuid:job>", studies.job, name="job"),
    path("jobs/<uuid:job>/stop", studies.stop_job, name="stop_job"),
]
urlpatterns = [
    path("", pages.home, name="home"),
    path("language", pages.language, name="language"),
    path("theme", theme.theme, name="theme"),
    path("accounts/", include("allauth.urls")),
    path("programmes/<uuid:programme>/", include(programme)),
]
handler400 = "kuajie_site.pages.errors.bad_request"
handler403 = "kuajie_site.pages.errors.forbidden"
handler404 = "kuajie_site.pages.errors.not_found"
handler429 = "kuajie_site.pages.errors.too_many"
handler500 = "kuajie_site.pages.errors.server_error"
