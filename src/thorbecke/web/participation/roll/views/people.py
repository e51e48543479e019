"""The roll at a glance, the list of people, and erasing them."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from thorbecke.web.participation.access import act_view
from thorbecke.web.participation.console.views import page
from thorbecke.web.participation.models import Act, CensusImport, Phase
from thorbecke.web.participation.permissions import may
from thorbecke.web.participation.roll import eligibility, erasing, voters

PER_PAGE = 50
STANDINGS = (
    ("", gettext_lazy("Iedereen")),
    ("zonder", gettext_lazy("Zonder code")),
    ("met", gettext_lazy("Met een code")),
)


@never_cache
@require_safe
@act_view("see_roll")
def overview(request: HttpRequest, act: Act) -> HttpResponse:
    """How many people and codes there are, and what can be done. At most seven queries of its own."""
    found = voters.counts(act)
    uploads = CensusImport.objects.filter(act=act).defer("report", "columns")
    context: dict[str, Any] = {
        "counts": found,
        "figures": [
            (_("Mensen op de lijst"), found["people"]),
            (_("Nog zonder code"), found["without"]),
            (_("Codes"), found["codes"]),
            (_("Codes gebruikt"), found["spent"]),
            (_("Codes ongeldig gemaakt"), found["void"]),
        ],
        "rule": eligibility.in_words(eligibility.from_data(act.eligibility)),
        "areas": voters.areas(act)[:200],
        "overdue": erasing.overdue(act),
        "uploads": list(uploads.order_by("-made_at")[:10]),
        "may": {name: may(request.user, name, act) for name in ("import_roll", "erase_roll")},
    }
    return page(request, act, "participation/roll/overview.html", **context)


@never_cache
@require_safe
@act_view("see_roll")
def listing(request: HttpRequest, act: Act) -> HttpResponse:
    """The people on the roll, by name or address, with how each one's code stands."""
    text = request.GET.get("q", "").strip()[:100]
    area = request.GET.get("gebied", "")[:80]
    standing = request.GET.get("code", "")
    found = voters.search(act, text)
    if area:
        found = found.filter(area=area)
    found = voters.with_standing(found, standing)
    context = {
        "page": Paginator(found, PER_PAGE).get_page(request.GET.get("page")),
        "text": text,
        "area": area,
        "standing": standing,
        "standings": STANDINGS,
        "areas": [name for name, _count in voters.areas(act) if name][:200],
        "may_desk": may(request.user, "reissue", act),
    }
    return page(request, act, "participation/roll/list.html", **context)


class EraseForm(forms.Form):
    """A second yes, for what can't be undone."""

    use_required_attribute = False
    sure = forms.BooleanField(
        label=gettext_lazy("Ik weet het zeker. Dit kan niet terug."),
        error_messages={"required": gettext_lazy("Zet een vinkje als u het zeker weet.")},
    )


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@act_view("erase_roll")
def erase(request: HttpRequest, act: Act) -> HttpResponse:
    """Erase the personal data of this act."""
    form = EraseForm(request.POST or None, label_suffix="")
    if request.method == "POST" and form.is_valid():
        try:
            people = erasing.erase(act, request.user)
        except erasing.NotNow:
            messages.error(request, _("Zolang de stembus open is, is de lijst nodig."))
        else:
            text = _("Gewist: de gegevens van %(people)s mensen.")
            messages.success(request, text % {"people": people})
        return redirect("participation:roll_overview", act.slug)
    status = 400 if request.method == "POST" else 200
    context = {"form": form, "counts": voters.counts(act), "open": act.phase == Phase.OPEN}
    response = page(request, act, "participation/roll/erase.html", **context)
    response.status_code = status
    return response
