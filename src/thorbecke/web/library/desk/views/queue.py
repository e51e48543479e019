"""The queue of error reports."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from thorbecke.web.library.desk import reports
from thorbecke.web.library.desk.access import staff_only
from thorbecke.web.library.models import ErrorReport, ReportState

PER_PAGE = 30


@require_safe
@staff_only
def report_list(request: HttpRequest) -> HttpResponse:
    """Reports of one state, the oldest first; new ones when no state is asked."""
    state = request.GET.get("stand", ReportState.NEW)
    state = state if state in ReportState.values else ReportState.NEW
    found = ErrorReport.objects.filter(state=state).select_related("entry", "assigned_to")
    found = found.defer("entry__data").order_by("made_on", "pk")
    counts = reports.counts()
    context = {
        "page": Paginator(found, PER_PAGE).get_page(request.GET.get("page")),
        "state": ReportState(state),
        "states": [(value, label, counts[value]) for value, label in ReportState.choices],
    }
    return render(request, "library/desk/report_list.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@staff_only
def report_detail(request: HttpRequest, pk: UUID) -> HttpResponse:
    """One report: read it, take it up, close it."""
    report = get_object_or_404(ErrorReport.objects.select_related("entry", "handled_by"), pk=pk)
    form = reports.HandleForm(request.POST or None, instance=report)
    if request.method == "POST" and form.is_valid():
        if reports.handle(report, request.user, form.cleaned_data):
            messages.success(request, _("De melding is bijgewerkt."))
            return redirect("desk_reports")
        form.add_error(None, _("Iemand anders sloot deze melding al af. Laad de pagina opnieuw."))
    status = 409 if form.non_field_errors() else 400 if form.errors else 200
    context = {"report": report, "form": form}
    return render(request, "library/desk/report_detail.html", context, status=status)
