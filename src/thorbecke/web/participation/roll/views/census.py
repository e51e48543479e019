"""Uploading a register: the file, what is in it, its columns, yes or no."""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from typing import Any

from django import forms
from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from thorbecke.formats.census import Field
from thorbecke.formats.tables import MAX_STREAM_BYTES, csv_lines
from thorbecke.web.participation.access import act_view
from thorbecke.web.participation.console.views import page
from thorbecke.web.participation.models import Act, CensusImport, CensusState
from thorbecke.web.participation.roll import eligibility, words
from thorbecke.web.participation.roll.census import work

TYPES = ("csv", "txt", "xlsx")
SHOWN_FAULTS = 100


class UploadForm(forms.Form):
    """Which file."""

    use_required_attribute = False
    file = forms.FileField(
        label=gettext_lazy("Bestand"),
        help_text=gettext_lazy("CSV of Excel (.xlsx), hooguit 300 MB en een miljoen rijen."),
        widget=forms.FileInput(attrs={"accept": ".csv,.txt,.xlsx"}),
    )

    def clean_file(self) -> UploadedFile[Any]:
        """Refuse a file that is too big or of another sort; what is in it is looked at later."""
        file: UploadedFile[Any] = self.cleaned_data["file"]
        if file.size is None or file.size > MAX_STREAM_BYTES:
            raise forms.ValidationError(_("Dit bestand is te groot. Maak er meer bestanden van."))
        if (file.name or "").rsplit(".", 1)[-1].lower() not in TYPES:
            raise forms.ValidationError(_("Kies een bestand dat eindigt op .csv of .xlsx."))
        return file


class ColumnsForm(forms.Form):
    """What each column of the file holds."""

    use_required_attribute = False

    def __init__(self, row: CensusImport, data: Any = None) -> None:
        super().__init__(data=data, label_suffix="")
        choices = [("", _("Niet gebruiken")), *((one.value, words.FIELDS[one]) for one in Field)]
        self._names = row.report.get("columns", [])
        for at, name in enumerate(self._names):
            self.fields[f"column-{at}"] = forms.ChoiceField(
                label=name, choices=choices, required=False, initial=row.columns.get(name, "")
            )

    def clean(self) -> dict[str, Any]:
        """Refuse two columns for one thing."""
        chosen = [value for value in self.cleaned_data.values() if value]
        if double := {value for value in chosen if chosen.count(value) > 1}:
            text = _("Deze keuze staat bij twee kolommen: %(name)s. Kies er een.")
            name = str(words.FIELDS[Field(sorted(double)[0])])
            raise forms.ValidationError(text % {"name": name})
        return self.cleaned_data

    @property
    def chosen(self) -> dict[str, str]:
        """Column -> field, for the columns that are used."""
        found = ((name, self.cleaned_data[f"column-{at}"]) for at, name in enumerate(self._names))
        return {name: value for name, value in found if value}


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@act_view("import_roll")
def upload(request: HttpRequest, act: Act) -> HttpResponse:
    """Take a file in and look at it in the background."""
    form = UploadForm(request.POST or None, request.FILES or None, label_suffix="")
    if request.method == "POST" and form.is_valid():
        row = work.upload(act, form.cleaned_data["file"], request.user)
        return redirect("participation:roll_import", act.slug, row.pk)
    rule = eligibility.in_words(eligibility.from_data(act.eligibility))
    fields = [(words.FIELDS[field], field) for field in Field]
    context = {"form": form, "rule": rule, "fields": fields}
    response = page(request, act, "participation/roll/upload.html", **context)
    response.status_code = 400 if request.method == "POST" else 200
    return response


@never_cache
@require_safe
@act_view("import_roll")
def show(request: HttpRequest, act: Act, pk: uuid.UUID) -> HttpResponse:
    """How far an upload is, and what is in it. A step whose worker died is started again."""
    row = _row(act, pk)
    if row.state in work.RUNNING and work.go_on(row):
        row.refresh_from_db()
    response = page(request, act, "participation/roll/import.html", **_context(row))
    if row.state in work.RUNNING:
        response.headers["Refresh"] = "3"
    return response


@never_cache
@require_safe
@act_view("import_roll")
def faults(request: HttpRequest, act: Act, pk: uuid.UUID) -> StreamingHttpResponse:
    """The faults as a file, to mend the register with."""
    row = _row(act, pk)
    lines = csv_lines((_("rij"), _("kolom"), _("er staat"), _("wat te doen")), _fault_rows(row))
    response = StreamingHttpResponse(
        (line.encode() for line in lines), content_type="text/csv; charset=utf-8"
    )
    response["Content-Disposition"] = 'attachment; filename="fouten.csv"'
    return response


@require_POST
@act_view("import_roll")
def columns(request: HttpRequest, act: Act, pk: uuid.UUID) -> HttpResponse:
    """Say what each column holds, and look again."""
    row = _row(act, pk)
    form = ColumnsForm(row, request.POST)
    if row.state != CensusState.CHECKED or form.is_valid():
        if row.state == CensusState.CHECKED:
            work.choose_columns(row, form.chosen)
        return redirect("participation:roll_import", act.slug, pk)
    response = page(request, act, "participation/roll/import.html", **_context(row, form))
    response.status_code = 400
    return response


@require_POST
@act_view("import_roll")
def accept(request: HttpRequest, act: Act, pk: uuid.UUID) -> HttpResponse:
    """Take everybody in, in the background."""
    try:
        work.accept(_row(act, pk), request.user)
    except work.NotNow:
        messages.error(request, _("Dit bestand kan niet worden overgenomen. Kijk het eerst na."))
    return redirect("participation:roll_import", act.slug, pk)


@require_POST
@act_view("import_roll")
def reject(request: HttpRequest, act: Act, pk: uuid.UUID) -> HttpResponse:
    """Throw the file away."""
    work.reject(_row(act, pk))
    messages.success(request, _("Het bestand is weggegooid. Er is niets veranderd."))
    return redirect("participation:roll_overview", act.slug)


def _row(act: Act, pk: uuid.UUID) -> CensusImport:
    """Return an upload of this act; those of others do not exist here."""
    found: CensusImport = get_object_or_404(CensusImport, act=act, pk=pk)
    return found


def _context(row: CensusImport, form: ColumnsForm | None = None) -> dict[str, Any]:
    report = row.report
    problem = report.get("problem")
    reasons = eligibility.reasons()
    return {
        "upload": row,
        "report": report,
        "running": row.state in work.RUNNING,
        "problem": words.problem(problem) if problem else "",
        "faults": [_worded(fault) for fault in report.get("faults", [])[:SHOWN_FAULTS]],
        "refused": [(reasons[key], count) for key, count in report.get("refused", {}).items()],
        "areas": sorted(report.get("areas", {}).items()),
        "columns_form": form or (ColumnsForm(row) if row.state == CensusState.CHECKED else None),
        "can_accept": row.state == CensusState.CHECKED
        and not problem
        and not report.get("fault_rows")
        and report.get("good", 0) > 0,
    }


def _worded(fault: dict[str, Any]) -> dict[str, Any]:
    return {**fault, "text": words.fault(fault["code"])}


def _fault_rows(row: CensusImport) -> Iterator[list[Any]]:
    for fault in row.report.get("faults", []):
        yield [fault["row"], fault["column"], fault["found"], words.fault(fault["code"])]
