"""Handing out a file of evidence, to a browser and to programs alike."""

from __future__ import annotations

from django.http import FileResponse, Http404

from kuajie_site.programmes.models import Seat
from kuajie_site.settlement.cases import KeptCase
from kuajie_site.settlement.filing import in_case
from kuajie_site.settlement.models import Evidence


def evidence_file(seat: Seat, kept: KeptCase, number: int) -> FileResponse:
    """Return a file of evidence to the parties of its case and to mediators, to keep and never to run.

    Raises ``Http404`` for everybody else, and for a file that is not of this case.
    """
    found = Evidence.objects.filter(programme=seat.programme, case=kept.case.id, pk=number).first()
    if found is None or not in_case(seat, kept) or not found.place.is_file():
        raise Http404
    told = FileResponse(
        found.place.open("rb"),
        as_attachment=True,
        filename=found.name,
        content_type="application/octet-stream",
    )
    told["Content-Security-Policy"] = "sandbox; default-src 'none'"
    told["X-Content-Type-Options"] = "nosniff"
    return told
