"""What every page of the lab shows around its own part."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from thorbecke.web.lab.law import law

PAGES = (
    ("lab_system", _("Kiesstelsel")),
    ("lab_size", _("Raadsgrootte")),
    ("lab_young", _("Stemmen vanaf 16")),
    ("lab_interim", _("Tussentijdse verkiezing")),
    ("lab_mayor", _("Gekozen burgemeester")),
    ("lab_village", _("Wijk- en dorpsraden")),
)


def page(
    request: HttpRequest,
    template: str,
    name: str,
    instrument: str,
    choice: str = "",
    place: str = "",
    **context: Any,
) -> HttpResponse:
    """Render a page with the menu of the lab and its legal verdict. Two queries for the verdict.

    ``choice`` (in words) and ``place`` go along to a design.
    """
    label = dict(PAGES)[name]
    return render(
        request,
        template,
        {
            "crumbs": [(_("Home"), "/"), (_("Lab"), reverse("lab")), (label,)],
            "lab_pages": [
                {"label": text, "url": reverse(key), "here": key == name} for key, text in PAGES
            ],
            "klas": request.GET.get("klas") in {"1", "on", "True"},
            "law": law(instrument, f"{label}: {choice}" if choice else str(label), place),
            **context,
        },
    )
