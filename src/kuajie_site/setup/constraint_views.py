"""The page that edits budgets, limits and prices: first old beside new, then saved."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse

from kuajie.messages import BadInput, Finding, Text
from kuajie.wiring import uploads as wiring
from kuajie_site.access.roles import Action
from kuajie_site.access.views import SignedInRequest, in_programme
from kuajie_site.activity.log import note
from kuajie_site.programmes.models import Seat
from kuajie_site.setup.constraints import Entry, Stale, changes_in, edited, entries_of, merge, said_of, save
from kuajie_site.setup.forms import clean_prices, money
from kuajie_site.words import locale_now, said

SAVED = Text(en="Saved, as version {number}.", zh="已保存，版本 {number}。")
SAME = Text(en="Nothing has changed.", zh="没有变动。")
EDITED = Text(en="Limits and prices edited", zh="修改限制与价格")
TOO_LOW = Text(
    en="The budget of all parties is below what levers that cannot stay unused cost at least. Raise it.",
    zh="各方总预算低于必须启用的杠杆的最低花费。请调高。",
)


class ConstraintsForm(forms.Form):
    """A field for every entry that may be edited."""

    def __init__(self, entries: list[Entry], *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        self.entries = entries
        self.fields["base"] = forms.IntegerField(widget=forms.HiddenInput)
        for entry in entries:
            self.fields[entry.field] = _field(entry)

    def groups(self) -> list[tuple[str, list[Any]]]:
        """Return the fields under their headings."""
        found: dict[str, list[Any]] = {}
        for entry in self.entries:
            found.setdefault(said(entry.group), []).append(self[entry.field])
        return list(found.items())

    def wanted(self) -> dict[str, str]:
        """Return what every entry shall say, as text."""
        return {entry.field: _text(entry, self.cleaned_data[entry.field]) for entry in self.entries}


class _Prices(forms.CharField):
    """Amounts separated by blanks."""

    def clean(self, value: Any) -> str:
        return clean_prices(super().clean(value) or "")


def _field(entry: Entry) -> forms.Field:
    told: dict[str, Any] = {"label": said(entry.label), "required": entry.required}
    if entry.kind == "money":
        return money(**told)
    if entry.kind == "count":
        return forms.IntegerField(min_value=1, max_value=520, **told)
    if entry.kind == "day":
        return forms.DateField(widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"), **told)
    return (
        _Prices(max_length=600, **told) if entry.kind == "prices" else forms.CharField(max_length=200, **told)
    )


def _text(entry: Entry, value: Any) -> str:
    if value is None or value == "":
        return ""
    return f"{value:.2f}" if entry.kind == "money" else str(value)


@in_programme(Action.EDIT_PROGRAMME)
def constraints(request: SignedInRequest, seat: Seat) -> HttpResponse:
    """Edit what limits plans: a form, then old beside new, then saved unless changed meanwhile."""
    version = seat.programme.latest
    if version is None or seat.party is None:
        raise Http404
    values = wiring.programme_values(version.folder)
    entries = entries_of(values, seat.party)
    facts: dict[str, Any] = {"version": version, "currency": values["programme"].get("currency", "CNY")}
    if request.method != "POST":
        initial = {entry.field: said_of(values, entry) for entry in entries} | {"base": version.number}
        return _page(request, facts | {"form": ConstraintsForm(entries, initial=initial)})
    form = ConstraintsForm(entries, request.POST)
    facts["form"] = form
    if not form.is_valid():
        return _page(request, facts, status=422)
    return _sent(request, seat, form, values, facts)


def _sent(
    request: SignedInRequest,
    seat: Seat,
    form: ConstraintsForm,
    values: Mapping[str, Any],
    facts: dict[str, Any],
) -> HttpResponse:
    assert seat.party is not None  # noqa: S101 - the page asks for it
    changes = changes_in(values, seat.party, form.wanted())
    faults = wiring.programme_faults(edited(values, changes))
    if faults or request.POST.get("go") != "save":
        told = facts | {"changes": changes, "faults": _said(faults), "looked": not faults}
        return _page(request, told, status=422 if faults else 200)
    try:
        saved = save(seat, request.user, form.wanted(), base=form.cleaned_data["base"], note=said(EDITED))
    except Stale as stale:
        merged = merge(seat, form.wanted(), base=form.cleaned_data["base"], now=stale.version)
        data = {**merged, "base": str(stale.version.number)}
        told = {"stale": stale.changes, "now": stale.version.number}
        told["form"] = ConstraintsForm(entries_of(values, seat.party), data)
        return _page(request, facts | told, status=409)
    except BadInput as refused:
        return _page(request, facts | {"faults": _said(refused.findings)}, status=422)
    if saved is None:
        messages.info(request, said(SAME))
    else:
        note(seat, "limits_changed", shared=True, number=saved.number)
        messages.success(request, said(SAVED, number=saved.number))
    return HttpResponseRedirect(reverse("constraints", args=[seat.programme_id]))


def _said(faults: Any) -> list[str]:
    """Return what is wrong; of the budget of all, not what other parties' levers need."""
    return [_told(fault) for fault in faults]


def _told(fault: Finding) -> str:
    return said(TOO_LOW) if fault.place.column == "budgets.total" else fault.say(locale_now())


def _page(request: SignedInRequest, facts: dict[str, Any], status: int = 200) -> HttpResponse:
    return render(request, "setup/constraints.html", facts, status=status)
