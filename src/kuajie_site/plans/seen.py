"""What a seat may see of proposals: the one place that pages and the API ask."""

from __future__ import annotations

from uuid import UUID

from django.db.models import Q, QuerySet
from django.http import Http404
from django.utils import timezone

from kuajie_site.disclosure.shown import not_shown
from kuajie_site.plans.contents import KINDS
from kuajie_site.plans.models import Kind, Proposal, State
from kuajie_site.programmes.models import Seat
from kuajie_site.studies.seen import Hidden


def proposals_of(seat: Seat, kind: Kind | None = None) -> QuerySet[Proposal]:
    """Return the proposals that a seat knows of, the newest first: drafts are their own party's."""
    found = Proposal.objects.filter(programme=seat.programme)
    drafts = Q(state=State.DRAFT)
    found = found.filter(~drafts | Q(party=seat.party)) if seat.party else found.exclude(drafts)
    if kind is not None:
        found = found.filter(kind=kind)
    return found.select_related("party", "user", "version", "answers")


def proposal_of(seat: Seat, key: UUID) -> Proposal:
    """Return a proposal that a seat knows of; raises ``Http404`` for any other."""
    found = proposals_of(seat).filter(pk=key).first()
    if found is None:
        raise Http404
    found.programme = seat.programme
    return found


def hidden_of(seat: Seat, proposal: Proposal) -> Hidden:
    """Return what other parties have not disclosed to a seat's party of what a proposal gives away."""
    return not_shown(seat, KINDS[proposal.kind].shows(proposal.content), now=timezone.now())


def may_read(seat: Seat, proposal: Proposal) -> bool:
    """Say whether a seat may read what a proposal says, and not only that there is one."""
    return not hidden_of(seat, proposal)
