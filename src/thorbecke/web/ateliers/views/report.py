"""Closing, the report on the web and as files, and what comes after: a design or an experiment."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from thorbecke.web.ateliers import closing, flow, forms, results, words
from thorbecke.web.ateliers import paper as papers
from thorbecke.web.ateliers.access import atelier_view, of_code
from thorbecke.web.ateliers.models import Atelier
from thorbecke.web.ateliers.permissions import may
from thorbecke.web.experiments import starting
from thorbecke.web.experiments.models import Experiment
from thorbecke.web.library.bundles.documents.paper import tagged_pdf, word

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
Make = Callable[[dict[str, Any]], bytes]


def _paper(report: dict[str, Any]) -> Any:
    return papers.paper(report, timezone.localdate())


# name -> (file name, media type, label, what makes it)
FILES: dict[str, tuple[str, str, Any, Make]] = {
    "word": (
        "verslag-atelier.docx",
        WORD,
        gettext_lazy("Verslag (Word)"),
        lambda report: word(_paper(report)),
    ),
    "pdf": (
        "verslag-atelier.pdf",
        "application/pdf",
        gettext_lazy("Verslag (PDF)"),
        lambda report: tagged_pdf(_paper(report)),
    ),
    "gegevens": (
        "verslag-atelier.json",
        "application/json",
        gettext_lazy("Verslag als gegevens (JSON)"),
        lambda report: json.dumps(report, ensure_ascii=False, indent=2).encode(),
    ),
}


@atelier_view("close")
def close(request: HttpRequest, atelier: Atelier) -> HttpResponse:
    """Choose what comes in the report, and close. Everything is filled in beforehand."""
    found = results.outcomes(atelier)
    winners = results.choices(found)
    form = forms.CloseForm(atelier, found, winners, request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            closing.close(atelier, request.user, form.given(request.POST.getlist("kies")))
        except flow.Refused as refused:
            messages.error(request, words.refusal(refused.reason))
        else:
            messages.success(request, _("Het atelier is afgesloten. Hier is het verslag."))
        return redirect("ateliers:home", atelier.pk)
    posted = set(request.POST.getlist("kies")) if request.method == "POST" else None
    context = {
        "atelier": atelier,
        "form": form,
        "outcomes": [(one, one.proposed if posted is None else posted) for one in found],
        "together": closing.together(winners) if winners else True,
    }
    return render(request, "ateliers/close.html", context, status=422 if form.errors else 200)


@atelier_view("reopen")
@require_POST
def reopen(request: HttpRequest, atelier: Atelier) -> HttpResponse:
    """Undo the closing, as long as the cards are there."""
    try:
        closing.reopen(atelier, request.user)
    except flow.Refused as refused:
        messages.error(request, words.refusal(refused.reason))
    return redirect("ateliers:home", atelier.pk)


def page(request: HttpRequest, atelier: Atelier) -> HttpResponse:
    """The report for members; ``making.home`` shows it after closing."""
    context = _context(atelier) | {
        "member": True,
        "may_follow": may(request.user, "follow_up", atelier),
        "may_reopen": may(request.user, "reopen", atelier) and not atelier.erased_at,
        "may_copy": may(request.user, "copy", atelier),
        "files": [
            {"url": reverse("ateliers:file", args=[atelier.pk, name]), "label": row[2]}
            for name, row in FILES.items()
        ],
        "experiments": list(_experiments(atelier)),
    }
    return render(request, "ateliers/report.html", context)


def _context(atelier: Atelier) -> dict[str, Any]:
    report = atelier.report
    if report is None:
        return {"atelier": atelier, "report": None}
    steps = [
        {**one, "lines": [papers.item_text(item, one) for item in one["items"]]}
        for one in report["steps"]
    ]
    made = _paper(report)
    return {
        "atelier": atelier,
        "report": report,
        "paper": made,
        "steps": steps,
        "options": papers.chosen_options(report),
        "address": reverse("ateliers:home", args=[atelier.pk]),
    }


@never_cache
@require_safe
def public(request: HttpRequest, code: str) -> HttpResponse:
    """The report for who was there: by the code, if the facilitator shares it."""
    atelier = of_code(code)
    if not atelier.share_report or atelier.report is None:
        raise Http404
    return render(request, "ateliers/report.html", _context(atelier))


@atelier_view("see_report")
@require_safe
def file(request: HttpRequest, atelier: Atelier, name: str) -> HttpResponse:
    """The report as a file."""
    if name not in FILES or atelier.report is None:
        raise Http404
    file_name, media_type, _label, make = FILES[name]
    response = HttpResponse(make(atelier.report), content_type=media_type)
    response["Content-Disposition"] = f'attachment; filename="{file_name}"'
    return response


def _experiments(atelier: Atelier) -> Any:
    same = {"origin__kind": "atelier", "origin__id": str(atelier.pk)}
    return Experiment.objects.filter(organisation=atelier.organisation_id, **same)[:20]


@atelier_view("follow_up")
@require_POST
def experiment(request: HttpRequest, atelier: Atelier) -> HttpResponse:
    """Make an experiment of the report: nothing is asked again, and a second press makes no second one."""
    if atelier.report is None:
        raise Http404
    made = _experiments(atelier).first() or starting.start(
        atelier.organisation,
        request.user,
        title=atelier.title,
        challenge=atelier.challenge,
        themes=atelier.themes,
        design={"choices": atelier.report["choices"]} if atelier.report["choices"] else None,
        origin={
            "kind": "atelier",
            "id": str(atelier.pk),
            "url": reverse("ateliers:home", args=[atelier.pk]),
        },
    )
    messages.success(request, _("Het experiment is gemaakt. Titel, opgave en keuzes staan erin."))
    return redirect("experiments:overview", made.slug)
