"""The console: the list of acts, making one, its settings, and its way through the phases."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from thorbecke.web.participation import instruments
from thorbecke.web.participation.access import act_view, desk_view
from thorbecke.web.participation.console import making, status, steps
from thorbecke.web.participation.console.menu import menu
from thorbecke.web.participation.console.sections import PhasePassed
from thorbecke.web.participation.models import Act, Phase
from thorbecke.web.participation.permissions import DESK, ORGANISE, may
from thorbecke.web.participation.record import log
from thorbecke.web.people.models import Organisation

PER_PAGE = 30


def page(request: HttpRequest, act: Act, template: str, **context: Any) -> HttpResponse:
    """Render a page of an act's console with its menu."""
    found = {
        "act": act,
        "instrument": instruments.of(act),
        "act_menu": menu(request, act),
        **context,
    }
    return render(request, template, found)


@desk_view("see_console")
def home(request: HttpRequest) -> HttpResponse:
    """All acts of the organisations in which this person has a role."""
    text = request.GET.get("q", "").strip()[:100]
    held = request.user.organisations(DESK)
    found = Act.objects.filter(organisation__in=held).select_related("organisation")
    if text:
        found = found.filter(title__icontains=text)
    shown = Paginator(found.defer("definition").order_by("-made_at", "pk"), PER_PAGE)
    context = {
        "page": shown.get_page(request.GET.get("page")),
        "text": text,
        "may_make": bool(request.user.organisations(ORGANISE)),
    }
    return render(request, "participation/console/home.html", context)


@desk_view("edit")
def choose(request: HttpRequest) -> HttpResponse:
    """Choose what to organise."""
    context = {"instruments": instruments.all_instruments()}
    return render(request, "participation/console/choose.html", context)


class NewAct(forms.Form):
    """The first step: a title, and for which organisation."""

    use_required_attribute = False
    title = forms.CharField(
        label=gettext_lazy("Titel"),
        max_length=160,
        help_text=gettext_lazy("Bijvoorbeeld: Wat doen we met het Marktplein?"),
    )
    organisation = forms.ModelChoiceField(
        label=gettext_lazy("Organisatie"), queryset=Organisation.objects.none()
    )

    def __init__(self, request: HttpRequest, data: Any = None) -> None:
        super().__init__(data=data, label_suffix="")
        field = self.fields["organisation"]
        assert isinstance(field, forms.ModelChoiceField)
        held = Organisation.objects.filter(pk__in=request.user.organisations(ORGANISE))
        field.queryset = held.order_by("name")
        self.initial["organisation"] = held.first()


@desk_view("edit")
def create(request: HttpRequest, instrument: str) -> HttpResponse:
    """Make an act of this instrument."""
    found = instruments.get(instrument)
    if found is None:
        raise Http404
    form = NewAct(request, request.POST or None)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        act = making.create(instrument, given["title"], given["organisation"], request.user)
        messages.success(request, _("De raadpleging is gemaakt. Vul nu de onderdelen in."))
        return redirect("participation:overview", act.slug)
    context = {"form": form, "instrument": found}
    return render(request, "participation/console/create.html", context)


@act_view("see_console")
def overview(request: HttpRequest, act: Act) -> HttpResponse:
    """Where the act stands, what is still to do, and the next step."""
    context = status.context(request, act)
    return page(request, act, "participation/console/overview.html", **context)


@act_view("see_console")
def section(request: HttpRequest, act: Act, section: str) -> HttpResponse:
    """One part of the settings. In a phase that does not allow changes it is shown, not changed."""
    found = next((one for one in instruments.sections(act) if one.id == section), None)
    if found is None:
        raise Http404
    editable = may(request.user, found.action, act)
    if request.method == "POST" and not editable:
        log.refused(act, request.user, found.action)
        messages.error(request, _("Dit kan in deze fase niet meer veranderen."))
        return redirect("participation:section", act.slug, section)
    posted = (request.POST, request.FILES) if request.method == "POST" else (None, None)
    form = found.form(act, *posted)
    if request.method == "POST" and form.is_valid():
        try:
            form.save()
        except PhasePassed:
            messages.error(request, _("Dit kan in deze fase niet meer veranderen."))
            return redirect("participation:overview", act.slug)
        messages.success(request, _("Opgeslagen."))
        return redirect("participation:section", act.slug, section)
    if not editable:
        for field in form.fields.values():
            field.disabled = True
    code = 422 if form.is_bound and form.errors else 200
    context = {"section": found, "form": form, "editable": editable}
    response = page(request, act, found.template, **context)
    response.status_code = code
    return response


@act_view("see_console")
def step(request: HttpRequest, act: Act, step: str) -> HttpResponse:
    """Ask once more, with what the step does; then take it. A step can't be undone."""
    found = steps.STEPS.get(step)
    if found is None:
        raise Http404
    if not may(request.user, found.action, act):
        messages.error(request, _("Deze stap kan nu niet."))
        return redirect("participation:overview", act.slug)
    if request.method == "POST":
        problem = steps.take(found, act, request.user)
        if problem:
            messages.error(request, problem)
        else:
            messages.success(request, str(found.done))
        return redirect("participation:overview", act.slug)
    problems = instruments.of(act).problems(act) if found.action == "open" else []
    context = {"step": found, "problems": problems}
    return page(request, act, "participation/console/step.html", **context)


@act_view("rehearse")
@require_POST
def rehearse(request: HttpRequest, act: Act) -> HttpResponse:
    """Make a copy to practise with."""
    found = making.rehearse(act, request.user)
    messages.success(request, _("Dit is uw oefening. Zij heeft eigen codes en een eigen stembus."))
    return redirect("participation:overview", found.slug)


@act_view("copy")
@require_POST
def duplicate(request: HttpRequest, act: Act) -> HttpResponse:
    """Make a new act with the same settings."""
    found = making.duplicate(act, request.user)
    messages.success(request, _("Dit is de kopie. Alleen de instellingen zijn meegenomen."))
    return redirect("participation:overview", found.slug)


@act_view("delete")
def delete(request: HttpRequest, act: Act) -> HttpResponse:
    """Delete an act that never opened; ask first."""
    if request.method == "POST":
        get_object_or_404(Act, pk=act.pk, phase=Phase.PREPARE).delete()
        messages.success(request, _("Verwijderd."))
        return redirect("participation:console")
    return page(request, act, "participation/console/delete.html")
