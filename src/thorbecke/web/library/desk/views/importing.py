"""Reading a file in: upload, preview, yes or no."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import UploadedFile
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from thorbecke.web.library.desk import imports, tables
from thorbecke.web.library.desk.access import staff_only
from thorbecke.web.library.models import ImportBatch, Kind
from thorbecke.web.library.permissions import may

PER_PAGE = 50


class UploadForm(forms.Form):
    """Which file, and what is in it."""

    kind = forms.ChoiceField(label=gettext_lazy("Wat staat er in?"), choices=Kind.choices)
    file = forms.FileField(
        label=gettext_lazy("Bestand"),
        help_text=gettext_lazy("CSV, JSON of Excel (.xlsx), hooguit 10 MB."),
        widget=forms.FileInput(attrs={"accept": ".csv,.json,.xlsx"}),
    )

    def clean_file(self) -> UploadedFile[Any]:
        """Refuse a file that is too big or of another sort."""
        file: UploadedFile[Any] = self.cleaned_data["file"]
        if file.size is None or file.size > tables.MOST_BYTES:
            raise forms.ValidationError(_("Dit bestand is groter dan 10 MB. Maak er meer van."))
        if (file.name or "").rsplit(".", 1)[-1].lower() not in imports.TYPES:
            raise forms.ValidationError(_("Kies een bestand dat eindigt op .csv, .json of .xlsx."))
        return file


@require_http_methods(["GET", "HEAD", "POST"])
@staff_only
def upload(request: HttpRequest) -> HttpResponse:
    """Take a file in and make the preview."""
    if not may(request.user, "import"):
        raise PermissionDenied
    form = UploadForm(request.POST or None, request.FILES or None)
    problem = None
    if request.method == "POST" and form.is_valid():
        file = form.cleaned_data["file"]
        try:
            rows = imports.read(form.cleaned_data["kind"], file.name, file.read())
        except tables.TableError as wrong:
            problem = {"file": file.name, "wrong": wrong}
        else:
            batch = ImportBatch.objects.create(
                kind=form.cleaned_data["kind"],
                filename=file.name[:200],
                rows=rows,
                made_by=request.user,
            )
            return redirect("desk_batch", pk=batch.pk)
    waiting = ImportBatch.objects.filter(made_by=request.user).defer("rows").order_by("-made_on")
    context = {"form": form, "problem": problem, "waiting": waiting[:10]}
    status = 400 if problem or form.errors else 200
    return render(request, "library/desk/import.html", context, status=status)


@require_safe
@staff_only
def preview(request: HttpRequest, pk: UUID) -> HttpResponse:
    """What would happen, row by row; rows with errors first; unchanged rows are only counted."""
    batch = _own(request, pk)
    order = ("error", "changed", "new")
    rows = [row for row in batch.rows if row["status"] in order]
    rows.sort(key=lambda row: (order.index(row["status"]), row["row"]))
    counts = imports.counts(batch.rows)
    context = {
        "batch": batch,
        "counts": counts,
        "page": Paginator(rows, PER_PAGE).get_page(request.GET.get("page")),
        "can_accept": not counts["error"] and counts["new"] + counts["changed"] > 0,
    }
    return render(request, "library/desk/batch.html", context)


@require_POST
@staff_only
def accept(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Put every new and changed row in review, or none."""
    if not may(request.user, "accept_import"):
        raise PermissionDenied
    try:
        count = imports.accept(_own(request, pk), request.user)
    except imports.Stale:
        messages.error(
            request, _("De bibliotheek is intussen veranderd. Lees het bestand opnieuw in.")
        )
        return redirect("desk_batch", pk=pk)
    except ValueError:
        messages.error(request, _("Er zijn nog rijen met fouten. Er is niets overgenomen."))
        return redirect("desk_batch", pk=pk)
    messages.success(
        request, _("Overgenomen: %(count)s. Alles wacht op een oordeel.") % {"count": count}
    )
    return redirect("desk")


@require_POST
@staff_only
def discard(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Throw the upload away."""
    _own(request, pk).delete()
    messages.success(request, _("Het bestand is weggegooid. Er is niets veranderd."))
    return redirect("desk_import")


def _own(request: HttpRequest, pk: UUID) -> ImportBatch:
    """Return an upload of this person; those of others do not exist for her."""
    return get_object_or_404(ImportBatch, pk=pk, made_by=request.user)
