"""Pages of the record: announcements, how to check, receipts, the bundle, the log, and the public draw."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_GET

from thorbecke.methods.lots import WrongSeed
from thorbecke.records.bundle import verifier
from thorbecke.web.participation import access
from thorbecke.web.participation.console.views import page as console_page
from thorbecke.web.participation.models import Act, LogEntry, Phase, Result
from thorbecke.web.participation.public import summary
from thorbecke.web.participation.record import (
    counting,
    log,
    phases,
    receipts,
    sealing,
    seed,
    words,
)

PER_PAGE = 50


@require_GET
@access.public_act
def announcements(request: HttpRequest, act: Act) -> HttpResponse:
    """What was announced at opening and at closing: numbers, hashes and roots."""
    context = {
        **summary.context(request, act),
        "opened": log.last_of(act, "opened"),
        "closed": log.last_of(act, "closed"),
        "revealed": log.last_of(act, "revealed"),
        "drawn": log.last_of(act, "drawn"),
    }
    return render(request, "participation/record/announcements.html", context)


@require_GET
@access.public_act
def checking(request: HttpRequest, act: Act) -> HttpResponse:
    """How to check an outcome oneself, and whether a receipt is on the list. At most 12 queries."""
    asked = request.GET.get("code", "").strip()[:40]
    found = receipts.find(act, asked) if asked else None
    questions = (act.definition or {}).get("questions", [])
    context = {
        **summary.context(request, act),
        "closed": log.last_of(act, "closed"),
        "key": sealing.signer().public,
        "result": Result.objects.filter(act=act).first() if _published(act) else None,
        "asked": asked,
        "found": found,
        "answers": words.vote_in_words(questions, found.vote) if found and found.vote else [],
        "has_list": act.phase in receipts.AFTER_CLOSING,
    }
    return render(request, "participation/record/checking.html", context)


@require_GET
@access.public_act
def receipt_list(request: HttpRequest, act: Act) -> HttpResponse:
    """The receipts of all ballots, page by page."""
    wanted = request.GET.get("page", "1")
    number = int(wanted) if wanted.isascii() and wanted.isdecimal() and len(wanted) < 8 else 1
    found, here, pages = receipts.page(act, number)
    context = {
        **summary.context(request, act),
        "receipts": found,
        "page_number": here,
        "pages": pages,
        "has_list": act.phase in receipts.AFTER_CLOSING,
    }
    return render(request, "participation/record/receipts.html", context)


@require_GET
@access.public_act
def bundle(request: HttpRequest, act: Act) -> FileResponse:
    """The sealed bundle; there is none before publication."""
    result = Result.objects.filter(act=act).first() if _published(act) else None
    if result is None or not result.bundle:
        raise Http404
    name = f"{act.slug}.zip"
    response = FileResponse(result.bundle.open("rb"), as_attachment=True, filename=name)
    response.headers["Content-Type"] = "application/zip"
    response.headers["ETag"] = f'"{result.bundle_sha256}"'
    return response


@require_GET
@access.public_act
def public_log(request: HttpRequest, act: Act) -> HttpResponse:
    """Every step of the organiser, newest first; roles, never names."""
    context = {**summary.context(request, act), **_log_page(request, act)}
    return render(request, "participation/record/public_log.html", context)


@require_GET
@access.act_view("see_log")
def console_log(request: HttpRequest, act: Act) -> HttpResponse:
    """The same log in the console."""
    return console_page(request, act, "participation/record/log.html", **_log_page(request, act))


class DrawForm(forms.Form):
    """The number that was drawn in public."""

    drawn = forms.CharField(
        label=gettext_lazy("Getrokken getal of getallen"),
        max_length=200,
        help_text=gettext_lazy(
            "Precies zoals ze zijn getrokken, met spaties ertussen. Bijvoorbeeld: 7 12 23 31."
        ),
    )

    def clean_drawn(self) -> str:
        """Refuse what gives no seed, with a reason."""
        text: str = self.cleaned_data["drawn"]
        try:
            seed.seed_of_number(text)
        except WrongSeed:
            raise forms.ValidationError(
                _("Vul alleen cijfers in, met spaties of komma's ertussen.")
            ) from None
        return text


@access.act_view("draw_number")
def draw(request: HttpRequest, act: Act) -> HttpResponse:
    """Type in the number that was drawn in public, and count again with it."""
    form = DrawForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            seed.draw_number(act, request.user, form.cleaned_data["drawn"])
            phases.count_act(act, request.user)
        except phases.NotNow as reason:
            form.add_error("drawn", str(reason))
        else:
            messages.success(request, _("Het getal is vastgelegd. De stemmen worden geteld."))
            return redirect("participation:overview", act.slug)
    result = Result.objects.filter(act=act).first()
    context = {"form": form, "ties": _ties(act, result), "lots": seed.lots_data(act)}
    return console_page(request, act, "participation/record/draw.html", **context)


@require_GET
@cache_control(public=True, max_age=3600)
def key(_request: HttpRequest) -> JsonResponse:
    """The public key with which this site signs its bundles."""
    response = JsonResponse({"algorithm": "Ed25519", "key": sealing.signer().public})
    response.headers["Access-Control-Allow-Origin"] = "*"
    return response


@require_GET
@cache_control(public=True, max_age=3600)
def verifier_file(_request: HttpRequest) -> HttpResponse:
    """The stand-alone verifier, apart from any bundle."""
    response = HttpResponse(verifier(), content_type="text/x-python; charset=utf-8")
    response.headers["Content-Disposition"] = 'attachment; filename="verify.py"'
    return response


def _published(act: Act) -> bool:
    return bool(act.phase == Phase.PUBLISHED)


def _log_page(request: HttpRequest, act: Act) -> dict[str, Any]:
    rows: QuerySet[LogEntry] = LogEntry.objects.filter(act=act).order_by("-number")
    page = Paginator(rows, PER_PAGE).get_page(request.GET.get("page"))
    return {"page": page, "entries": [words.entry(row) for row in page]}


def _ties(act: Act, result: Result | None) -> list[dict[str, Any]]:
    """Return the open ties with the titles of question and options."""
    questions = {one["id"]: one for one in (act.definition or {}).get("questions", [])}
    found = []
    for tie in counting.open_ties(result.counts if result else []):
        question = questions[tie["question"]]
        names = {option["id"]: option["title"] for option in question["options"]}
        between = [names.get(name, name) for name in tie["between"]]
        found.append({"title": question["title"], "between": between})
    return found
