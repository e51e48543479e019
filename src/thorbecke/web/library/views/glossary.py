"""Difficult words, each explained in plain Dutch."""

from __future__ import annotations

from itertools import groupby

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from thorbecke.knowledge import shipped
from thorbecke.knowledge.schema import Term
from thorbecke.web.library.search.words import fold
from thorbecke.web.library.views import pages

Letter = tuple[str, list[Term]]


@require_safe
def glossary(request: HttpRequest) -> HttpResponse:
    """Show the words by letter."""
    return pages.serve(request, ("glossary",), lambda: _page(request))


def letters(terms: tuple[Term, ...]) -> list[Letter]:
    """Return the words by first letter, both in the order of the alphabet."""
    ordered = sorted(terms, key=lambda term: fold(term.term))
    grouped = groupby(ordered, key=lambda term: fold(term.term)[:1].upper())
    return [(letter, list(rows)) for letter, rows in grouped]


def _page(request: HttpRequest) -> pages.Page:
    context = {"letters": letters(shipped().glossary)}
    return pages.Page(
        title=_("Woorden"),
        description=_("Lastige woorden over lokale democratie, kort uitgelegd."),
        body=pages.body("library/glossary/glossary.html", context, request),
        crumbs=pages.crumbs((_("Woorden"), reverse("words"))),
    )
