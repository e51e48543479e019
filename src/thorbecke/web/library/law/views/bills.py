"""Bills that were pending when we last looked."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from thorbecke.web.library.law import register
from thorbecke.web.library.law.words import crumbs


@require_safe
def bills(request: HttpRequest) -> HttpResponse:
    """Show all bills with what they would change."""
    context = {"crumbs": crumbs((_("Wetsvoorstellen"),)), "bills": register.bills()}
    return render(request, "library/law/bills.html", context)


@require_safe
def bill(request: HttpRequest, slug: str) -> HttpResponse:
    """Show one bill, with the rules and instruments that it would change."""
    found = register.bill(slug)
    context = {
        "crumbs": crumbs((_("Wetsvoorstellen"), reverse("bills")), (found.title_nl,)),
        "bill": found,
        "rules": register.rules_named(found.rules),
        "instruments": [i for i in register.instruments() if i.id in found.instruments],
    }
    return render(request, "library/law/bill.html", context)
