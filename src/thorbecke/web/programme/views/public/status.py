"""The page of a sender: how far it is, adding something, withdrawing, and a link that was lost."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from thorbecke.web.core import richtext
from thorbecke.web.programme import limits, mail, submitting
from thorbecke.web.programme.forms import AddForm, LostForm
from thorbecke.web.programme.models import Stage, Submission
from thorbecke.web.programme.models.submission import DONE
from thorbecke.web.programme.views.public.common import WRONG, by_link, forget
from thorbecke.web.programme.views.public.writing import GET_AND_POST, summary

WAY = (Stage.RECEIVED, Stage.TRIAGE, Stage.ASSIGNED, Stage.ANSWERED)
MOST_LINKS = 20


@require_safe
@by_link
def status(request: HttpRequest, submission: Submission, token: str) -> HttpResponse:
    """How far it is. A draft goes on with its first step."""
    if submission.stage == Stage.DRAFT:
        return redirect("programme:step", token, 1)
    return _page(request, submission, token, AddForm())


@require_POST
@by_link
def add(request: HttpRequest, submission: Submission, token: str) -> HttpResponse:
    """Take what the sender adds."""
    form = AddForm(request.POST)
    if not form.is_valid():
        return _page(request, submission, token, form, WRONG)
    if not limits.allowed(limits.ADDED, request):
        return render(request, "programme/public/too_often.html", status=429)
    try:
        submitting.add(submission, form.cleaned_data["text"])
    except submitting.NotNow:
        messages.error(request, _("Dit kan niet meer: de aanmelding is ingetrokken."))
    else:
        messages.success(request, _("Toegevoegd. Het team ziet het bij uw aanmelding."))
    return redirect("programme:status", token)


@require_http_methods(GET_AND_POST)
@by_link
def withdraw(request: HttpRequest, submission: Submission, token: str) -> HttpResponse:
    """Ask once more, then erase."""
    if request.method == "POST":
        submitting.withdraw(submission)
        messages.success(request, _("Ingetrokken. Wij hebben uw gegevens en uw tekst gewist."))
        return forget(redirect("programme:calls"))
    context = {"submission": submission, "token": token}
    return render(request, "programme/public/withdraw.html", context)


@never_cache
@require_http_methods(GET_AND_POST)
def lost(request: HttpRequest) -> HttpResponse:
    """Mail new links. The answer is the same whether the address was known or not."""
    form = LostForm(request.POST or None)
    if request.method != "POST" or not form.is_valid():
        code = WRONG if form.is_bound else 200
        return render(request, "programme/public/lost.html", {"form": form}, status=code)
    if not limits.allowed(limits.LOST, request):
        return render(request, "programme/public/too_often.html", status=429)
    _mail_links(form.cleaned_data["email"])
    text = _("Is er een aanmelding met dit adres? Dan staat de link nu in uw e-mail.")
    messages.success(request, text)
    return redirect("programme:calls")


def _mail_links(email: str) -> None:
    rows = Submission.objects.filter(email__iexact=email, stage__in=DONE, erased_at=None)
    found = list(rows.select_related("call").order_by("-made_at")[:MOST_LINKS])
    if found and limits.allowed(limits.MAILS_TO_ONE, email.lower()):
        mail.links(found[0].email, [(one, submitting.new_key(one)) for one in found])


def _page(
    request: HttpRequest, submission: Submission, token: str, form: AddForm, code: int = 200
) -> HttpResponse:
    context: dict[str, Any] = {
        "submission": submission,
        "token": token,
        "thanks": bool(request.GET.get("dank")),
        "steps": [stage.label for stage in WAY],
        "current": _current(submission),
        "rows": summary(submission),
        "talk": [(one, richtext.paragraphs(one.text)) for one in submission.messages.all()],
        "form": form,
        "link": request.build_absolute_uri(request.path),
    }
    return render(request, "programme/public/status.html", context, status=code)


def _current(submission: Submission) -> int:
    """Return the step where it is; one past the last when it is answered."""
    place = WAY.index(Stage(submission.stage)) + 1 if submission.stage in WAY else 1
    return place + 1 if submission.stage == Stage.ANSWERED else place
