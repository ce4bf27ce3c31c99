"""One answer: its page, which can be printed; its values, files and drawings."""

from __future__ import annotations

import json

from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import render

from kuajie_site.access.roles import Action
from kuajie_site.access.views import SignedInRequest, in_programme
from kuajie_site.programmes.models import Seat
from kuajie_site.studies.keeping import file_of
from kuajie_site.studies.models import Answer
from kuajie_site.studies.seen import may_read, parts_for, record_for
from kuajie_site.studies.shown_form import form_for
from kuajie_site.studies.table import STUDIES
from kuajie_site.studies.views import about_answer
from kuajie_site.words import locale_now

OWN_STYLE = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; sandbox"
"""Of drawings and whole reports: their own styles, nothing else."""


def readable(seat: Seat, number: int, *, without: tuple[str, ...] = ()) -> Answer:
    """Return an answer that a seat may read; raises ``Http404`` for any other.

    ``without`` names what of it is not read: an answer with its charts is large.
    """
    known = Answer.objects.select_related("version", "asked_by", "party").defer(*without)
    found = known.filter(pk=number).first()
    if found is None or not may_read(seat, found):
        raise Http404
    return found


@in_programme(Action.SEE)
def answer(request: SignedInRequest, seat: Seat, answer: int) -> HttpResponse:
    """Show one answer on a page of its own, to keep, send on or print."""
    found = readable(seat, answer, without=("record",))
    study = STUDIES[found.study]
    page = about_answer(seat, found, form_for(study, seat.programme))
    return render(request, "studies/answer.html", {"study": study, **page})


@in_programme(Action.SEE)
def answer_record(request: SignedInRequest, seat: Seat, answer: int) -> HttpResponse:
    """Return an answer as JSON."""
    del request
    found = readable(seat, answer, without=("parts",))
    told = json.dumps(record_for(seat, found), ensure_ascii=False, indent=2)
    response = HttpResponse(told, content_type="application/json; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{found.study}-{found.pk}.json"'
    response["Cache-Control"] = "private, no-store"
    return response


@in_programme(Action.SEE)
def answer_file(request: SignedInRequest, seat: Seat, answer: int, name: str) -> FileResponse:
    """Return a file of an answer: a page to open in the browser, anything else (or ``?save``) to keep."""
    found = readable(seat, answer, without=("parts", "record", "own"))
    told = next((each for each in found.files if each["name"] == name), None)
    place = file_of(seat.programme, found.key, name)
    if told is None or not place.is_file():
        raise Http404
    to_keep = not told["page"] or "save" in request.GET
    response = FileResponse(
        place.open("rb"), as_attachment=to_keep, filename=name, content_type=told["media_type"]
    )
    response["Cache-Control"] = "private, no-store"
    response["Content-Security-Policy"] = OWN_STYLE
    return response


@in_programme(Action.SEE)
def drawing(request: SignedInRequest, seat: Seat, answer: int, place: int) -> HttpResponse:
    """Return a chart of an answer as SVG, in the reader's language."""
    del request
    parts = parts_for(seat, readable(seat, answer, without=("record",)), locale_now())
    svg = parts[place].get("svg") if place < len(parts) else None
    if svg is None:
        raise Http404
    told = svg.replace(
        "<svg", '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink"', 1
    )
    response = HttpResponse(told, content_type="image/svg+xml")
    response["Cache-Control"] = "private, no-store"
    response["Content-Security-Policy"] = OWN_STYLE
    return response
