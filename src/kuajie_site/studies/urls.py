"""The addresses of studies, their answers and jobs, inside a programme."""

from __future__ import annotations

from django.urls import path

from kuajie_site.studies import answer_views, job_views, link_views, views

IN_PROGRAMME = [
    path("questions/<slug:group>", views.group, name="study_group"),
    path("studies/<slug:name>", views.study, name="study"),
    path("answers/<int:answer>", answer_views.answer, name="answer"),
    path("answers/<int:answer>.json", answer_views.answer_record, name="answer_record"),
    path("answers/<int:answer>/files/<str:name>", answer_views.answer_file, name="answer_file"),
    path("answers/<int:answer>/drawings/<int:place>.svg", answer_views.drawing, name="drawing"),
    path("answers/<int:answer>/links", link_views.review, name="link_review"),
    path("jobs/<uuid:job>", job_views.job, name="job"),
    path("jobs/<uuid:job>/stop", job_views.stop_job, name="stop_job"),
    path("jobs/<uuid:job>/retry", job_views.retry_job, name="retry_job"),
]
