"""A file with areas: upload, look, take over or throw away."""

from __future__ import annotations

import uuid

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from thorbecke.web.people import area_files
from thorbecke.web.people.access import area_view
from thorbecke.web.people.area_forms import UploadForm
from thorbecke.web.people.models import AreaImport, Municipality, Organisation

PER_PAGE = 100


@area_view("edit_areas")
def upload(request: HttpRequest, found: Organisation) -> HttpResponse:
    """Read a file; nothing of it is stored in the tree yet."""
    form = UploadForm(*((request.POST, request.FILES) if request.method == "POST" else ()))
    problem = None
    if request.method == "POST" and form.is_valid():
        file = form.cleaned_data["file"]
        try:
            rows = area_files.read(file, file.name)
        except area_files.Unreadable as error:
            problem = error.problem
        else:
            area_files.erase_old()
            kept = AreaImport.objects.create(
                municipality=_place(found), file=file.name[:200], rows=rows
            )
            return redirect("people:areas_import", found.pk, kept.pk)
    context = {
        "organisation": found,
        "form": form,
        "problem": problem,
        "columns": area_files.COLUMNS,
    }
    status = 422 if form.is_bound else 200
    return render(request, "people/areas_upload.html", context, status=status)


@require_safe
@area_view("edit_areas")
def show(request: HttpRequest, found: Organisation, one: uuid.UUID) -> HttpResponse:
    """What the file would do: what is new, what changes, and each problem with its place."""
    kept = _kept(found, one)
    plan = area_files.plan(_place(found), kept.rows)
    rows = plan.problems or [node for node in plan.nodes if node.state != "same"]
    context = {
        "organisation": found,
        "kept": kept,
        "plan": plan,
        "page": Paginator(rows, PER_PAGE).get_page(request.GET.get("page")),
    }
    return render(request, "people/areas_import.html", context)


@require_POST
@area_view("edit_areas")
def accept(request: HttpRequest, found: Organisation, one: uuid.UUID) -> HttpResponse:
    """Take the whole file over, or nothing when something is wrong with it by now."""
    kept = _kept(found, one)
    plan = area_files.take_over(_place(found), kept.rows)
    if plan.problems:
        messages.error(request, _("Er is niets overgenomen. Kijk de fouten na."))
        return redirect("people:areas_import", found.pk, kept.pk)
    kept.delete()
    text = _("Overgenomen: %(new)s nieuw, %(changed)s veranderd.")
    messages.success(request, text % {"new": plan.new, "changed": plan.changed})
    return redirect("people:areas", found.pk)


@require_POST
@area_view("edit_areas")
def reject(request: HttpRequest, found: Organisation, one: uuid.UUID) -> HttpResponse:
    """Throw the file away."""
    _kept(found, one).delete()
    messages.success(request, _("Het bestand is weggegooid. Er is niets veranderd."))
    return redirect("people:areas", found.pk)


def _kept(found: Organisation, key: uuid.UUID) -> AreaImport:
    return get_object_or_404(AreaImport, pk=key, municipality=found.municipality)


def _place(found: Organisation) -> Municipality:
    assert found.municipality is not None  # the guard saw to it
    return found.municipality
