"""Links between catalogues are decided by people, kept in the files, and never over each other."""

from __future__ import annotations

from collections.abc import Callable

from django.test import Client
from django.urls import reverse

from kuajie_site.activity.models import Entry
from kuajie_site.programmes.models import Programme
from kuajie_site.studies.link_review import decided_links
from kuajie_site.studies.models import Answer

Ask = Callable[..., Answer]
SignIn = Callable[[str], Client]


def number_of(programme: Programme) -> int:
    assert programme.latest is not None
    return programme.latest.number


def test_decisions_are_kept_and_hold_for_the_course_graph(
    programme: Programme, ask: Ask, as_: SignIn
) -> None:
    answer, apart = ask("link"), ask("graph").record["edges"]
    page = reverse("link_review", args=[programme.pk, answer.pk])
    seen = number_of(programme)
    shown = as_("manager").get(page, headers={"accept-language": "en"})
    assert answer.record["links"][0]["left"]["label"] in shown.content.decode()
    kept = as_("manager").post(page, {"seen": seen, "link-0": "same"})
    assert kept.status_code == 302
    assert [str(link.decision) for link in decided_links(programme.latest)] == ["same"]
    assert number_of(programme) == seen + 1
    assert Entry.objects.filter(programme=programme, what="links_decided", shared=True).count() == 1
    joined = ask("graph").record["edges"]
    assert [joined[relation] for relation in set(joined) - set(apart)] == [2]  # it holds both ways
    assert as_("manager").post(page, {"seen": seen + 1, "link-0": "same"}).status_code == 302
    assert number_of(programme) == seen + 1


def test_whoever_comes_later_is_told_what_changed(programme: Programme, ask: Ask, as_: SignIn) -> None:
    answer = ask("link")
    page = reverse("link_review", args=[programme.pk, answer.pk])
    seen = number_of(programme)
    as_("manager").post(page, {"seen": seen, "link-0": "same"})
    other = {"link-0": "different"}
    late = as_("mingde").post(page, {"seen": seen, **other}, headers={"accept-language": "en"})
    assert late.status_code == 409
    assert "Somebody else has decided" in late.content.decode()
    assert [str(link.decision) for link in decided_links(programme.latest)] == ["same"]
    again = as_("mingde").post(page, {"seen": seen + 1, **other})
    assert again.status_code == 302
    assert [str(link.decision) for link in decided_links(programme.latest)] == ["different"]


def test_who_may_not_edit_the_programme_does_not_decide(programme: Programme, ask: Ask, as_: SignIn) -> None:
    answer = ask("link")
    page = reverse("link_review", args=[programme.pk, answer.pk])
    for who in ("viewer", "analyst", "finance", "mediator"):
        assert as_(who).get(page).status_code == 403
        assert as_(who).post(page, {"seen": 1, "link-0": "same"}).status_code == 403
    other = reverse("link_review", args=[programme.pk, ask("contract").pk])
    assert as_("manager").get(other).status_code == 404
