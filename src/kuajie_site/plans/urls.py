"""The addresses of plans and the deal, inside a programme."""

from __future__ import annotations

from typing import Final

from django.urls import URLPattern, path

from kuajie_site.plans import (
    act_views,
    comment_views,
    deal_views,
    draft_views,
    propose_views,
    views,
)

IN_PROGRAMME: Final[tuple[URLPattern, ...]] = (
    path("plans", views.plans, name="plans"),
    path("plans/new", propose_views.new_plan, name="new_plan"),
    path("plans/compare", views.compared, name="compare_plans"),
    path("plans/comments/<uuid:key>/edit", comment_views.edit_comment, name="edit_comment"),
    path("plans/comments/<uuid:key>/delete", comment_views.delete_comment, name="delete_comment"),
    path("plans/<uuid:key>", views.proposal, name="proposal"),
    path("plans/<uuid:key>/edit", draft_views.edit, name="edit_proposal"),
    path("plans/<uuid:key>/propose", act_views.put, name="put_forward"),
    path("plans/<uuid:key>/withdraw", act_views.take_back, name="withdraw_proposal"),
    path("plans/<uuid:key>/approve", act_views.approve_proposal, name="approve_proposal"),
    path("plans/<uuid:key>/decline", act_views.decline_proposal, name="decline_proposal"),
    path("plans/<uuid:key>/comments", comment_views.say, name="comment"),
    path("deal", deal_views.deal, name="deal"),
    path("deal/new", propose_views.new_terms, name="new_terms"),
)
