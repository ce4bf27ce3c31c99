"""The addresses of settlement, inside a programme."""

from __future__ import annotations

from typing import Final

from django.urls import URLPattern, path

from kuajie_site.settlement import act_views, compare_views, dispute_views, verify_views, views

_MONTH = "settlement/months/<str:month>"
_CASE = "settlement/disputes/<str:name>"
_COMPARISON = "settlement/reconcile/<uuid:key>"
IN_PROGRAMME: Final[tuple[URLPattern, ...]] = (
    path("settlement", views.settlement, name="settlement"),
    path("settlement/post", act_views.post, name="settlement_post"),
    path("settlement/jobs/<uuid:job>", views.job, name="settlement_job"),
    path(_MONTH, views.month, name="settlement_month"),
    path(f"{_MONTH}/issue", act_views.issue, name="settlement_issue"),
    path(f"{_MONTH}/sign", act_views.sign, name="settlement_sign"),
    path(f"{_MONTH}/object", act_views.object_to, name="settlement_object"),
    path(f"{_MONTH}/withdraw", act_views.withdraw, name="settlement_withdraw"),
    path(f"{_MONTH}/lock", act_views.lock, name="settlement_lock"),
    path(f"{_MONTH}/bundle", act_views.bundle, name="settlement_bundle"),
    path(f"{_MONTH}/evidence.zip", views.bundle_file, name="settlement_bundle_file"),
    path(f"{_MONTH}/lines.<str:kind>", views.postings, name="settlement_lines"),
    path(f"{_MONTH}/files/<str:name>", views.statement_file, name="statement_file"),
    path("settlement/verify", verify_views.verify, name="verify_bundle"),
    path("settlement/verify/<uuid:key>", verify_views.verification, name="verification"),
    path("settlement/reconcile", compare_views.reconcile, name="reconcile"),
    path("settlement/reconcile/new", compare_views.begin, name="reconcile_new"),
    path(_COMPARISON, compare_views.comparison, name="reconciliation"),
    path(f"{_COMPARISON}/join", compare_views.join, name="reconciliation_join"),
    path(f"{_COMPARISON}/decline", compare_views.decline, name="reconciliation_decline"),
    path(f"{_COMPARISON}/differences.csv", compare_views.differences, name="differences"),
    path("settlement/disputes", dispute_views.disputes, name="disputes"),
    path("settlement/disputes/new", dispute_views.new, name="dispute_new"),
    path(_CASE, dispute_views.dispute, name="dispute"),
    path(f"{_CASE}/reply", dispute_views.reply, name="dispute_reply"),
    path(f"{_CASE}/rule", dispute_views.rule, name="dispute_rule"),
    path(f"{_CASE}/withdraw", dispute_views.withdraw, name="dispute_withdraw"),
    path(f"{_CASE}/case.toml", dispute_views.case_file, name="case_file"),
    path(f"{_CASE}/evidence/<int:place>", dispute_views.evidence, name="dispute_evidence"),
)
