"""The areas of a municipality: the tree, one area, closing and opening again."""

from __future__ import annotations

import uuid
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from thorbecke.web.people import area_files, areas
from thorbecke.web.people.access import area_view
from thorbecke.web.people.area_forms import AreaForm
from thorbecke.web.people.inviting import Refused
from thorbecke.web.people.models import Area, Municipality, Organisation
from thorbecke.web.people.organisations import Conflict
from thorbecke.web.people.permissions import may

PER_PAGE = 100


@require_safe
@area_view("see_areas")
def listing(request: HttpRequest, found: Organisation) -> HttpResponse:
    """The tree, page by page. One query for the areas, whatever their number."""
    places = areas.tree(_place(found))
    closed = [place for place in places if place.area.retired_on is not None]
    shown = closed if "gesloten" in request.GET else [p for p in places if p not in closed]
    if text := request.GET.get("q", "").strip()[:80]:
        shown = [place for place in shown if text.casefold() in place.area.name.casefold()]
    context = {
        "organisation": found,
        "page": Paginator(shown, PER_PAGE).get_page(request.GET.get("page")),
        "text": text,
        "closed": len(closed),
        "only_closed": "gesloten" in request.GET,
        "may_edit": may(request.user, "edit_areas", found),
    }
    return render(request, "people/areas.html", context)


@area_view("edit_areas")
def new(request: HttpRequest, found: Organisation) -> HttpResponse:
    """Add an area."""
    form = AreaForm(_open(found), None, request.POST or None)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            areas.add(
                _place(found), given["kind"], given["name"], given["parent"], given["inhabitants"]
            )
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, _("‘%(name)s’ is toegevoegd.") % {"name": given["name"]})
            return redirect("people:areas", found.pk)
    return _page(request, found, form, None)


@area_view("edit_areas")
def edit(request: HttpRequest, found: Organisation, one: uuid.UUID) -> HttpResponse:
    """Rename or move an area; show both versions when somebody else changed it too."""
    area = _area(found, one)
    form = AreaForm(_open(found), area, request.POST or None)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        facts = (given["name"], given["kind"], given["parent"], given["inhabitants"])
        try:
            areas.change(area, given["version"] or 0, *facts)
        except Refused as refused:
            form.add_error(None, str(refused))
        except Conflict as conflict:
            return _conflict(request, found, conflict.theirs)
        else:
            messages.success(request, _("Opgeslagen."))
            return redirect("people:areas", found.pk)
    return _page(request, found, form, area)


@require_POST
@area_view("edit_areas")
def retire(request: HttpRequest, found: Organisation, one: uuid.UUID) -> HttpResponse:
    """Close an area with all that lies in it. ``restore`` is the way back."""
    number = areas.retire(_area(found, one))
    text = ngettext("%(n)s gebied is gesloten.", "%(n)s gebieden zijn gesloten.", number)
    messages.success(request, text % {"n": number})
    return redirect("people:areas", found.pk)


@require_POST
@area_view("edit_areas")
def restore(request: HttpRequest, found: Organisation, one: uuid.UUID) -> HttpResponse:
    """Open a closed area again."""
    try:
        areas.restore(_area(found, one))
        messages.success(request, _("Het gebied is weer open."))
    except Refused as refused:
        messages.error(request, str(refused))
    return redirect("people:areas", found.pk)


@require_safe
@area_view("see_areas")
def export(request: HttpRequest, found: Organisation) -> StreamingHttpResponse:
    """The areas as CSV, in the columns that the import reads."""
    response = StreamingHttpResponse(
        area_files.lines(_place(found)), content_type="text/csv; charset=utf-8"
    )
    response["Content-Disposition"] = 'attachment; filename="gebieden.csv"'
    return response


def _page(
    request: HttpRequest, found: Organisation, form: AreaForm, area: Area | None, **more: Any
) -> HttpResponse:
    context = {"organisation": found, "form": form, "area": area, **more}
    status = 409 if more else 422 if form.is_bound else 200
    return render(request, "people/area.html", context, status=status)


def _conflict(request: HttpRequest, found: Organisation, theirs: Area) -> HttpResponse:
    data = request.POST.copy()
    data["version"] = str(theirs.version)
    form = AreaForm(_open(found), theirs, data)
    return _page(request, found, form, theirs, theirs=theirs)


def _area(found: Organisation, key: uuid.UUID) -> Area:
    rows = Area.objects.select_related("parent", "municipality")
    return get_object_or_404(rows, pk=key, municipality=found.municipality)


def _place(found: Organisation) -> Municipality:
    assert found.municipality is not None  # the guard saw to it
    return found.municipality


def _open(found: Organisation) -> list[areas.Place]:
    return [place for place in areas.tree(_place(found)) if place.area.retired_on is None]
