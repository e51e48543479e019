"""The list of rules and the page of one rule."""

from __future__ import annotations

from itertools import groupby

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from thorbecke.knowledge import labels
from thorbecke.knowledge.schema import Rule
from thorbecke.web.library.law import deadline, examples, narrowing, register
from thorbecke.web.library.law.words import crumbs

LONGEST_QUERY = 200
FACETS = (
    narrowing.Facet("wet", _("Wet"), lambda rule: [rule.law_nl]),
    narrowing.Facet(
        "zekerheid", _("Zekerheid"), lambda rule: [rule.confidence.value], labels.CERTAINTY
    ),
)


def _text(rule: Rule) -> str:
    return f"{rule.subject_nl} {rule.law_nl} {rule.article} {rule.rule_nl}"


def _groups(rules: list[Rule]) -> list[tuple[str, list[Rule]]]:
    return [(law, list(rows)) for law, rows in groupby(rules, key=lambda rule: rule.law_nl)]


@require_safe
def rules(request: HttpRequest) -> HttpResponse:
    """Show all rules by law; ``q`` (words), ``wet`` and ``zekerheid`` narrow the list."""
    query = request.GET.get("q", "")[:LONGEST_QUERY].strip()
    chosen = {facet.name: request.GET.get(facet.name, "") for facet in FACETS}
    everything = register.rules()
    by_text = [rule for rule in everything if narrowing.matches(_text(rule), query)]
    found = narrowing.narrow(by_text, FACETS, chosen)
    context = {
        "groups": _groups(found),
        "found": len(found),
        "total": len(everything),
        "query": query,
        "facets": narrowing.menus(by_text, FACETS, chosen),
        "narrowed": bool(query or any(chosen.values())),
        "deadline": deadline.notice(),
    }
    return render(request, "library/law/rules.html", context)


@require_safe
def rule(request: HttpRequest, slug: str) -> HttpResponse:
    """Show one rule and what hangs on it: instruments, bills and cases."""
    found = register.rule(slug)
    context = {
        "crumbs": crumbs((found.subject_nl,)),
        "rule": found,
        "pending": register.is_pending(found),
        "instruments": [i for i in register.instruments() if slug in i.articles],
        "bills": [b for b in register.bills() if slug in b.rules],
        "examples": examples.of_rule(slug),
        "deadline": deadline.notice() if slug in deadline.RULES else None,
    }
    return render(request, "library/law/rule.html", context)
