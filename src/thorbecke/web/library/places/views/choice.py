"""Choosing a municipality, kept in a cookie, and forgetting it."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from thorbecke.web.core import municipality as choice
from thorbecke.web.core.redirects import safe_next
from thorbecke.web.library.places import naming
from thorbecke.web.people.models import Municipality


class ChoiceForm(forms.Form):
    """One municipality of the list."""

    gemeente = forms.ChoiceField(
        label=gettext_lazy("Uw gemeente"),
        error_messages={
            "required": gettext_lazy("Kies een gemeente."),
            "invalid_choice": gettext_lazy("Kies een gemeente uit de lijst."),
        },
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.names = dict(Municipality.objects.values_list("slug", "name"))
        ordered = sorted(self.names.items(), key=lambda item: naming.order(item[1]))
        field = self.fields["gemeente"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [("", _("Kies een gemeente")), *ordered]


@require_http_methods(["GET", "HEAD", "POST"])
def choose_municipality(request: HttpRequest) -> HttpResponse:
    """Show the form; POST keeps the choice and goes to ``next`` or the municipality's page."""
    if request.method == "POST":
        form = ChoiceForm(request.POST)
        if form.is_valid():
            return _keep(request, form.cleaned_data["gemeente"], form.names)
    else:
        now = choice.chosen(request)
        form = ChoiceForm(initial={"gemeente": now.slug if now else ""})
    context = {
        "crumbs": [(_("Home"), "/"), (_("Gemeenten"), reverse("municipalities")), (_("Kies"),)],
        "form": form,
        "next": safe_next(request, ""),
    }
    return render(request, "library/places/choose.html", context)


def _keep(request: HttpRequest, slug: str, names: dict[str, str]) -> HttpResponse:
    response = HttpResponseRedirect(safe_next(request, reverse("municipality", args=[slug])))
    choice.remember(response, slug, names[slug])
    text = _("Uw gemeente is nu %(name)s. Wij bewaren dat een jaar in een cookie.")
    messages.success(request, text % {"name": names[slug]})
    return response


@require_POST
def forget_municipality(request: HttpRequest) -> HttpResponse:
    """Take the choice away and go to ``next`` or the list."""
    response = HttpResponseRedirect(safe_next(request, reverse("municipalities")))
    choice.forget(response)
    messages.success(request, _("Wij zijn uw gemeente vergeten."))
    return response
