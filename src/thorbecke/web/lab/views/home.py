"""The front page of the lab."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from thorbecke.web.lab.page import PAGES

TEXTS = {
    "lab_system": _(
        "Neem een echte uitslag. Verander de regels. Zie welke zetel verschuift en waarom."
    ),
    "lab_size": _("Meer of minder raadsleden? Zie de zetels en het werk per raadslid."),
    "lab_young": _("Wat als inwoners van 16 en 17 ook stemmen? U kiest zelf de aannames."),
    "lab_interim": _("Een deel van de raad opnieuw kiezen, of de hele raad eerder."),
    "lab_mayor": _("Tel dezelfde stemmen op vijf manieren. Wint steeds dezelfde kandidaat?"),
    "lab_village": _("Hoeveel zetels krijgt elke kern in een wijkraad of dorpsraad?"),
}


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """Show the six experiments. No queries of its own."""
    cards = [{"title": text, "url": reverse(name), "text": TEXTS[name]} for name, text in PAGES]
    return render(
        request, "lab/home.html", {"cards": cards, "crumbs": [(_("Home"), "/"), (_("Lab"),)]}
    )
