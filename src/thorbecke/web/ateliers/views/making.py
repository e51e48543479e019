"""Ateliers of an organisation: the list, making one, settings, invitations and the log."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from thorbecke.web.ateliers import flow, joining, permissions, scripts, starting, words
from thorbecke.web.ateliers import forms as ours
from thorbecke.web.ateliers.access import atelier_view, desk_view
from thorbecke.web.ateliers.models import Atelier, LogEntry, Pass
from thorbecke.web.people.models import Organisation

PER_PAGE = 30


@desk_view("see")
def mine(request: HttpRequest) -> HttpResponse:
    """All ateliers of the organisations in which this person has a role."""
    held = request.user.organisations(permissions.READERS)
    text = request.GET.get("q", "").strip()[:100]
    found = Atelier.objects.filter(organisation__in=held).select_related("organisation")
    if text:
        found = found.filter(title__icontains=text)
    shown = Paginator(found.defer("steps", "report"), PER_PAGE)
    context = {
        "page": shown.get_page(request.GET.get("page")),
        "text": text,
        "may_make": permissions.may(request.user, "make"),
    }
    return render(request, "ateliers/mine.html", context)


@desk_view("make")
def new(request: HttpRequest) -> HttpResponse:
    """Make an atelier: title, challenge, themes, template and a warm-up."""
    held = Organisation.objects.filter(pk__in=request.user.organisations(permissions.LEADERS))
    form = ours.NewForm(held.order_by("name"), request.POST or None)
    if request.method == "POST" and form.is_valid():
        given = dict(form.cleaned_data)
        organisation = given.pop("organisation")
        atelier = starting.start(organisation, request.user, **given)
        messages.success(request, _("Het atelier is gemaakt. Kijk de stappen na."))
        return redirect("ateliers:settings", atelier.pk)
    context = {"form": form, "scripts": scripts.all_scripts().values()}
    return render(request, "ateliers/new.html", context, status=422 if form.errors else 200)


@atelier_view("see")
def home(request: HttpRequest, atelier: Atelier) -> HttpResponse:
    """The page that fits the phase: preparing, leading or the report."""
    from thorbecke.web.ateliers.views import console, report

    if atelier.phase == "open" and permissions.may(request.user, "lead", atelier):
        return console.console(request, atelier)
    if atelier.phase == "closed":
        return report.page(request, atelier)
    context = {
        "atelier": atelier,
        "steps": scripts.read(atelier.steps),
        "minutes": sum(one["minutes"] * one.get("rounds", 1) for one in atelier.steps),
        **_rights(request, atelier),
    }
    return render(request, "ateliers/prepare.html", context)


def _rights(request: HttpRequest, atelier: Atelier) -> dict[str, bool]:
    names = ("edit", "open", "delete", "copy", "invite")
    return {f"may_{name}": permissions.may(request.user, name, atelier) for name in names}


@atelier_view("edit")
def settings(request: HttpRequest, atelier: Atelier) -> HttpResponse:
    """Settings and steps. When somebody else saved since, both texts are shown and none is lost."""
    form = ours.SettingsForm(atelier, request.POST or None)
    context: dict[str, Any] = {"atelier": atelier, "form": form}
    if request.method != "POST":
        return render(request, "ateliers/settings.html", context)
    if not form.is_valid():
        return render(request, "ateliers/settings.html", context, status=422)
    now = ours.save(atelier, form)
    if now is None:
        messages.success(request, _("Opgeslagen."))
        return redirect("ateliers:home", atelier.pk)
    context |= {"theirs": ours.differences(form, now), "form": ours.again(now, form)}
    return render(request, "ateliers/settings.html", context, status=409)


@atelier_view("open")
@require_POST
def open_(request: HttpRequest, atelier: Atelier) -> HttpResponse:
    """Open it: the code works from now on."""
    try:
        flow.open_(atelier, request.user)
    except flow.Refused as refused:
        messages.error(request, words.refusal(refused.reason))
    return redirect("ateliers:home", atelier.pk)


@atelier_view("copy")
@require_POST
def copy(request: HttpRequest, atelier: Atelier) -> HttpResponse:
    """Make a new atelier with the same settings and steps."""
    made = starting.copy(atelier, request.user)
    messages.success(request, _("Dit is de kopie. Er zijn geen mensen en kaarten meegenomen."))
    return redirect("ateliers:settings", made.pk)


@atelier_view("delete")
def delete(request: HttpRequest, atelier: Atelier) -> HttpResponse:
    """Delete an atelier that never opened; ask first."""
    if request.method == "POST":
        Atelier.objects.filter(pk=atelier.pk, phase="prepare").delete()
        messages.success(request, _("Verwijderd."))
        return redirect("ateliers:mine")
    return render(request, "ateliers/delete.html", {"atelier": atelier})


class PassForm(forms.ModelForm):
    """An invitation link for experts or colleagues."""

    use_required_attribute = False

    class Meta:
        model = Pass
        fields = ["kind", "label", "most"]
        help_texts = {
            "label": gettext_lazy("Staat op hun kaarten. Bijvoorbeeld: staatsrecht, of Zwolle.")
        }

    def clean_most(self) -> int:
        """Return how many people may use the link: 1 to 30."""
        most: int = self.cleaned_data["most"]
        if not 1 <= most <= 30:
            raise forms.ValidationError(_("Kies 1 tot en met 30 mensen."))
        return most


@atelier_view("invite")
def passes(request: HttpRequest, atelier: Atelier) -> HttpResponse:
    """Invitation links: make one, see them, withdraw one. A link is shown once."""
    form = PassForm(request.POST or None, label_suffix="")
    context: dict[str, Any] = {"atelier": atelier, "form": form}
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        _made, context["link"] = joining.new_pass(
            atelier, given["kind"], given["label"], given["most"]
        )
        flow.note(atelier, request.user, LogEntry.Action.PASS, given["kind"])
        context["form"] = PassForm(label_suffix="")
    context["passes"] = list(atelier.passes.all()[:100])
    code = 422 if form.errors else 200
    return render(request, "ateliers/passes.html", context, status=code)


@atelier_view("invite")
@require_POST
def withdraw(request: HttpRequest, atelier: Atelier) -> HttpResponse:
    """Withdraw a link: nobody else comes in by it. Who is in stays in."""
    passed = get_object_or_404(Pass, pk=_key(request), atelier=atelier)
    if passed.withdrawn_at is None:
        passed.withdrawn_at = timezone.now()
        passed.save(update_fields=["withdrawn_at"])
        flow.note(atelier, request.user, LogEntry.Action.WITHDRAWN, passed.kind)
    messages.success(request, _("De link werkt niet meer."))
    return redirect("ateliers:passes", atelier.pk)


def _key(request: HttpRequest) -> str:
    import uuid

    try:
        return str(uuid.UUID(request.POST.get("uitnodiging", "")))
    except ValueError:
        raise Http404 from None


@atelier_view("see")
def log(request: HttpRequest, atelier: Atelier) -> HttpResponse:
    """What was done by which role, the newest first."""
    page = Paginator(atelier.log.all(), 50).get_page(request.GET.get("page"))
    return render(request, "ateliers/log.html", {"atelier": atelier, "page": page})
