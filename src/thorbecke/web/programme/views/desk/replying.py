"""Answering by mail: begin with a text, write, look at it as it will go, send."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from thorbecke.web.core import richtext
from thorbecke.web.programme import handling, replies
from thorbecke.web.programme.access import on_submission
from thorbecke.web.programme.desk_forms import ReplyForm
from thorbecke.web.programme.models import Submission
from thorbecke.web.programme.views.desk.common import CONFLICT, WRONG, back


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@on_submission("reply")
def reply(request: HttpRequest, submission: Submission) -> HttpResponse:
    """Write an answer; show it; send it."""
    if submission.erased_at:
        return back(request, "submission", submission.pk, wrong=_("Deze aanmelding is gewist."))
    if request.method != "POST":
        return _write(request, submission, ReplyForm(initial=_start(request, submission)))
    form = ReplyForm(request.POST)
    if not form.is_valid():
        return _write(request, submission, form, WRONG)
    if request.POST.get("doe") == "verstuur":
        return _send(request, submission, form)
    if request.POST.get("doe") == "aanpassen":
        return _write(request, submission, form)
    return _preview(request, submission, form)


def _start(request: HttpRequest, submission: Submission) -> dict[str, Any]:
    name = request.GET.get("tekst", "")
    if name not in replies.BY_NAME:
        name = replies.fitting(submission)
    subject, text = replies.begin(name, submission, request.user, settings.BASE_URL)
    final = "yes" if replies.BY_NAME[name].final else "no"
    return {"subject": subject, "text": text, "final": final, "version": submission.version}


def _write(
    request: HttpRequest, submission: Submission, form: ReplyForm, code: int = 200
) -> HttpResponse:
    context = {
        "submission": submission,
        "form": form,
        "beginnings": replies.BEGINNINGS,
        "chosen": request.GET.get("tekst") or replies.fitting(submission),
    }
    return render(request, "programme/desk/reply.html", context, status=code)


def _preview(
    request: HttpRequest, submission: Submission, form: ReplyForm, code: int = 200, **more: Any
) -> HttpResponse:
    context = {
        "submission": submission,
        "form": form,
        "subject": form.cleaned_data["subject"],
        "text": richtext.paragraphs(form.cleaned_data["text"]),
        "final": form.cleaned_data["final"] == "yes",
        "fields": [(name, form.data.get(name, "")) for name in ("final", "subject", "text")],
        "version": form.cleaned_data["version"],
        **more,
    }
    return render(request, "programme/desk/preview.html", context, status=code)


def _send(request: HttpRequest, submission: Submission, form: ReplyForm) -> HttpResponse:
    """Send it once. When a colleague did something meanwhile, show that first; the text is kept."""
    given = form.cleaned_data
    try:
        handling.reply(
            submission,
            given["version"],
            request.user,
            subject=given["subject"],
            text=given["text"],
            final=given["final"] == "yes",
        )
    except handling.Conflict as other:
        last = other.now.messages.last()
        more = {"conflict": True, "last": last, "version": other.now.version}
        return _preview(request, other.now, form, CONFLICT, **more)
    except handling.NotNow:
        messages.error(request, _("Deze aanmelding is gewist. Uw bericht is niet verstuurd."))
        return back(request, "desk")
    return back(request, "submission", submission.pk, done=_("Het bericht is verstuurd."))
