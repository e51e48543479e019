"""What a reader without an account can do: report a mistake."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from thorbecke.web.library.desk import limits
from thorbecke.web.library.desk.reports import ReportForm
from thorbecke.web.library.models import Entry

MOST_A_DAY = 10


@require_http_methods(["GET", "HEAD", "POST"])
def report_error(request: HttpRequest, kind: str, slug: str) -> HttpResponse:
    """Show the form; a good report goes in the queue."""
    entry = get_object_or_404(Entry.objects.filter(data__isnull=False), kind=kind, slug=slug)
    form = ReportForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        if form.is_bait_taken:
            return redirect("report_thanks")  # a machine learns nothing from this answer
        if limits.allowed(request, "report", MOST_A_DAY):
            form.save(entry)
            return redirect("report_thanks")
        form.add_error(None, _("U stuurde vandaag al veel meldingen. Probeer het morgen weer."))
        return _page(request, entry, form, 429)
    return _page(request, entry, form, 400 if form.errors else 200)


@require_safe
def report_thanks(request: HttpRequest) -> HttpResponse:
    """Say that the report has arrived."""
    return render(request, "library/desk/report_thanks.html")


def _page(request: HttpRequest, entry: Entry, form: ReportForm, status: int) -> HttpResponse:
    context = {"entry": entry, "form": form}
    return render(request, "library/desk/report_form.html", context, status=status)
