"""Writing a submission: step by step, kept as one goes, with or without JavaScript."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from thorbecke.web.core import municipality
from thorbecke.web.people.models import Municipality
from thorbecke.web.programme import limits, submitting
from thorbecke.web.programme.doors import BY_DOOR, BY_SLUG, Entrance, asks
from thorbecke.web.programme.forms import TRAP, StepForm, worded
from thorbecke.web.programme.models import Stage, Submission
from thorbecke.web.programme.submitting import value_of
from thorbecke.web.programme.views.public.common import (
    WRONG,
    by_link,
    forget,
    remember,
    shown_call,
)

GET_AND_POST = ["GET", "HEAD", "POST"]
CONFLICT = 409


@never_cache
@require_http_methods(GET_AND_POST)
def door(request: HttpRequest, slug: str, door: str) -> HttpResponse:
    """The first step. Looking stores nothing; the first words make a draft with its own link."""
    call = shown_call(slug)
    if door not in BY_SLUG:
        raise Http404
    entrance = BY_SLUG[door]
    if not call.accepts:
        return render(request, "programme/public/closed.html", {"call": call}, status=410)
    form = _form(request, entrance, 1, None)
    if request.method != "POST":
        return _page(request, entrance, 1, form, call=call)
    right = form.is_valid()
    if form.trapped or not any(form.kept.values()):
        return _answer(request, entrance, 1, form, call=call, code=WRONG)
    if not limits.allowed(limits.DRAFTS, request):
        return render(request, "programme/public/too_often.html", status=429)
    try:
        draft, token = submitting.begin(call, entrance.door, form.kept)
    except submitting.NotNow:
        return render(request, "programme/public/closed.html", {"call": call}, status=410)
    return remember(_kept(request, draft, token, 1, form, right), token)


@require_http_methods(GET_AND_POST)
@by_link
def step(request: HttpRequest, draft: Submission, token: str, number: int) -> HttpResponse:
    """A step of a draft."""
    entrance = BY_DOOR[draft.door]
    if not 1 <= number <= len(entrance.steps):
        raise Http404
    if draft.stage != Stage.DRAFT:
        return redirect("programme:status", token)
    form = _form(request, entrance, number, draft)
    if request.method != "POST":
        return _page(request, entrance, number, form, draft=draft, token=token)
    right = form.is_valid()
    if form.trapped:
        return _answer(request, entrance, number, form, draft=draft, token=token, code=WRONG)
    try:
        version = int(form.cleaned_data.get("version") or 0)
        now = submitting.keep(draft, version, form.kept)
    except submitting.NotNow:
        return redirect("programme:status", token)
    except submitting.Overwrites as other:
        return _both(request, entrance, number, form, other.now, token)
    return _kept(request, now, token, number, form, right)


@require_http_methods(GET_AND_POST)
@by_link
def check(request: HttpRequest, draft: Submission, token: str) -> HttpResponse:
    """The last page: everything once more, then hand it in."""
    if draft.stage != Stage.DRAFT:
        return redirect("programme:status", token)
    if request.method != "POST":
        return _check_page(request, draft, token)
    if request.POST.get(TRAP):
        return _check_page(request, draft, token, trapped=True, status=WRONG)
    if missing(draft):
        return _check_page(request, draft, token, status=WRONG)
    mailed = limits.allowed(limits.MAILS_TO_ONE, draft.email.lower())
    if not mailed or not limits.allowed(limits.SENT, request):
        return render(request, "programme/public/too_often.html", {"kept": True}, status=429)
    try:
        submitting.send(draft, token)
    except submitting.NotNow:
        return render(request, "programme/public/closed.html", {"call": draft.call}, status=410)
    return forget(redirect(reverse("programme:status", args=[token]) + "?dank=1"))


def missing(draft: Submission) -> list[tuple[Any, int]]:
    """Return label and step of each required field that is empty."""
    return [
        (ask.label, number)
        for number, step in enumerate(BY_DOOR[draft.door].steps, 1)
        for ask in step.asks
        if ask.required and not value_of(draft, ask.name)
    ]


def summary(submission: Submission) -> list[tuple[Any, str]]:
    """Return every answer that was given, in words."""
    pairs = [
        (ask.label, worded(ask, value_of(submission, ask.name))) for ask in asks(submission.door)
    ]
    return [(label, text) for label, text in pairs if text]


def _form(
    request: HttpRequest, entrance: Entrance, number: int, draft: Submission | None
) -> StepForm:
    strict = request.method != "POST" or request.POST.get("doe") == "verder"
    step = entrance.steps[number - 1]
    data = request.POST if request.method == "POST" else None
    initial = {} if data or not draft else _chosen_place(request, step, draft)
    return StepForm(step, draft, data, strict=strict, initial=initial)


def _chosen_place(request: HttpRequest, step: Any, draft: Submission) -> dict[str, Any]:
    """Return the municipality that the visitor chose for this site, where none was given yet."""
    here = municipality.chosen(request)
    asked = any(ask.name == "municipality" for ask in step.asks)
    if not asked or draft.municipality_id or here is None:
        return {}
    return {"municipality": Municipality.objects.filter(slug=here.slug).first()}


def _kept(
    request: HttpRequest, draft: Submission, token: str, number: int, form: StepForm, right: bool
) -> HttpResponse:
    """Go on, or show the step again with what is wrong and what was kept."""
    here = reverse("programme:step", args=[token, number])
    if _quiet(request):
        link = _link(request, token)
        return JsonResponse({"version": draft.version, "url": here, "link": link, "right": right})
    entrance = BY_DOOR[draft.door]
    if not right:
        return _answer(
            request, entrance, number, form, draft=draft, token=token, code=WRONG, kept=True
        )
    if request.POST.get("doe") != "verder":
        return redirect(here + "?bewaard=1")
    if number < len(entrance.steps):
        return redirect("programme:step", token, number + 1)
    return redirect("programme:check", token)


def _both(
    request: HttpRequest,
    entrance: Entrance,
    number: int,
    form: StepForm,
    stored: Submission,
    token: str,
) -> HttpResponse:
    """Show both texts; the form keeps what was typed here."""
    if _quiet(request):
        return JsonResponse({"conflict": True}, status=CONFLICT)
    data = form.data.copy()
    data["version"] = str(stored.version)
    again = StepForm(form.step, stored, data, strict=False)
    more = {"draft": stored, "token": token, "conflict": form.differences(stored)}
    return _page(request, entrance, number, again, status=CONFLICT, **more)


def _answer(
    request: HttpRequest,
    entrance: Entrance,
    number: int,
    form: StepForm,
    *,
    code: int,
    **more: Any,
) -> HttpResponse:
    if _quiet(request):
        return JsonResponse({"kept": False}, status=code)
    if not form.errors and not form.trapped:
        form.add_error(None, _("Vul eerst iets in."))
    return _page(request, entrance, number, _renewed(form, more), status=code, **more)


def _renewed(form: StepForm, more: dict[str, Any]) -> StepForm:
    """Give a form that comes back the version that is stored now."""
    draft = more.get("draft")
    if draft is None:
        return form
    data = form.data.copy()
    data["version"] = str(draft.version)
    return StepForm(form.step, draft, data, strict=form.strict)


def _page(
    request: HttpRequest, entrance: Entrance, number: int, form: StepForm, **more: Any
) -> HttpResponse:
    status = more.pop("status", 200)
    draft, token = more.get("draft"), more.get("token", "")
    call = more.pop("call", None) or draft.call
    context = {
        "call": call,
        "entrance": entrance,
        "step": form.step,
        "number": number,
        "steps": _steps(entrance, token),
        "form": form,
        "trap": TRAP,
        "back": reverse("programme:step", args=[token, number - 1]) if token and number > 1 else "",
        "link": _link(request, token) if token else "",
        "saved": bool(request.GET.get("bewaard")) or more.get("kept", False),
        **more,
    }
    return render(request, "programme/public/step.html", context, status=status)


def _check_page(
    request: HttpRequest, draft: Submission, token: str, *, trapped: bool = False, status: int = 200
) -> HttpResponse:
    entrance = BY_DOOR[draft.door]
    context = {
        "call": draft.call,
        "entrance": entrance,
        "draft": draft,
        "steps": _steps(entrance, token),
        "number": len(entrance.steps) + 1,
        "missing": [
            (label, reverse("programme:step", args=[token, place]))
            for label, place in missing(draft)
        ],
        "rows": summary(draft),
        "back": reverse("programme:step", args=[token, len(entrance.steps)]),
        "token": token,
        "link": _link(request, token),
        "trap": TRAP,
        "trapped": trapped,
    }
    return render(request, "programme/public/check.html", context, status=status)


def _steps(entrance: Entrance, token: str) -> list[Any]:
    """Return the steps with their addresses, once there is a draft."""
    labels = [step.title for step in entrance.steps]
    if not token:
        return [*labels, _("Nakijken")]
    found = [
        (label, reverse("programme:step", args=[token, n])) for n, label in enumerate(labels, 1)
    ]
    return [*found, (_("Nakijken"), reverse("programme:check", args=[token]))]


def _link(request: HttpRequest, token: str) -> str:
    return request.build_absolute_uri(reverse("programme:status", args=[token]))


def _quiet(request: HttpRequest) -> bool:
    """True for a request of the script that saves by itself."""
    return request.headers.get("X-Bewaar") == "1"
