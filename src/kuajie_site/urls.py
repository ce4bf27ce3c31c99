"""Every page of the site; a view says itself who may call it (access/views.py)."""

from __future__ import annotations

from django.urls import include, path

from kuajie_site.activity import views as activity
from kuajie_site.pages import theme
from kuajie_site.pages import views as pages
from kuajie_site.studies import views as studies
from kuajie_site.uploads import history_views as file_history
from kuajie_site.uploads import views as uploads

programme = [
    path("", pages.programme, name="programme"),
    path("activity", activity.activity, name="activity"),
    path("data", uploads.data, name="data"),
    path("data/files", uploads.own_files, name="own_files"),
    path("data/history", file_history.history, name="history"),
    path("data/history/<int:number>", file_history.version, name="version"),
    path("data/history/<int:number>/back", file_history.go_back, name="go_back"),
    path("data/history/<int:number>/files/<str:name>", file_history.download, name="download"),
    path("data/uploads/<uuid:key>", uploads.upload, name="upload"),
    path("data/uploads/<uuid:key>/problems.csv", uploads.problems, name="problems"),
    path("data/uploads/<uuid:key>/accept", uploads.accept_upload, name="accept_upload"),
    path("data/uploads/<uuid:key>/drop", uploads.drop_upload, name="drop_upload"),
    path("data/uploads/<uuid:key>/again", uploads.check_again, name="check_again"),
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
