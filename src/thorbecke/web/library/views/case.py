"""The page of one case, and the same as data."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from thorbecke.knowledge import labels
from thorbecke.knowledge.schema import Rule
from thorbecke.web.library.models import Entry, Kind, State, Version
from thorbecke.web.library.templatetags.law import place_in_law
from thorbecke.web.library.views import cite, entries, fragments, pages, schema_org, similar
from thorbecke.web.library.views.figures import figures

LICENCE = {"name": "EUPL-1.2", "url": "https://eupl.eu/1.2/nl/"}


@require_safe
def case(request: HttpRequest, slug: str) -> HttpResponse:
    """Show a published case; 404 for any other."""
    return pages.serve(request, ("case", slug), lambda: _page(request, slug))


@require_safe
def case_json(request: HttpRequest, slug: str) -> HttpResponse:
    """Give the case as JSON that any site may read: data, address, licence and version."""
    return json_of(slug, Kind.CASE)


def json_of(slug: str, kind: str) -> HttpResponse:
    """Return an entry as JSON. Raises ``Http404``."""
    response = JsonResponse(
        fragments.kept(("json", kind, slug), lambda: _as_data(entries.one(kind, slug))),
        json_dumps_params={"ensure_ascii": False, "indent": 2},
    )
    response["Access-Control-Allow-Origin"] = "*"
    response["Cross-Origin-Resource-Policy"] = "cross-origin"
    return response


def _as_data(entry: Entry) -> dict[str, Any]:
    published = Version.objects.filter(entry=entry, state=State.PUBLISHED)
    return {
        "kind": entry.kind,
        "id": entry.slug,
        "url": pages.permanent(entries.address(entry.kind, entry.slug)),
        "licence": LICENCE,
        "version": published.values_list("number", flat=True).first(),
        "published_on": entry.published_on.isoformat() if entry.published_on else None,
        "data": entry.data,
    }


def reference(entry: Entry) -> cite.Reference:
    """Return what a citation needs: the day is the one on which these words were published."""
    day = entry.published_on
    return cite.Reference(
        key=entry.slug,
        title=entry.title,
        kind=str(entry.get_kind_display()),
        url=pages.permanent(entries.address(entry.kind, entry.slug)),
        day=day.date() if day else date.fromisoformat(entry.data["checked_on"]),
    )


def actions(entry: Entry) -> dict[str, Any]:
    """Return what the buttons under an entry need: bundle, citation, JSON, error report."""
    found = reference(entry)
    return {
        "url": found.url,
        "apa": cite.apa(found),
        "bibtex": cite.bibtex(found),
        "bundle": pages.maybe("bundle_add", entry.kind, entry.slug),
        "json": pages.maybe(f"{entry.kind}_json", entry.slug),
        "report": pages.maybe("report_error", entry.kind, entry.slug),
    }


def _page(request: HttpRequest, slug: str) -> pages.Page:
    entry = entries.one(Kind.CASE, slug)
    data = entry.data
    links = entries.theme_links()
    names = [labels.THEMES.get(number, str(number)) for number in data["themes"]]
    where = pages.permanent(reverse("case", args=[slug]))
    return pages.Page(
        title=data["title_nl"],
        description=data["opgave"],
        body=pages.body("library/cases/case.html", _context(entry, links), request),
        crumbs=pages.crumbs(
            (_("Praktijkvoorbeelden"), reverse("cases")), (data["title_nl"], request.path)
        ),
        head=schema_org.script(schema_org.case(data, where, names)),
    )


def _context(entry: Entry, links: dict[int, dict[str, str]]) -> dict[str, Any]:
    data = entry.data
    facets = entry.document.facets
    return {
        "case": data,
        "where": _where(entry),
        "country": labels.COUNTRIES.get(data["country"], data["country"]),
        "years": entries.years(data),
        "tags": _tags(data, links),
        "opgave_url": f"{reverse('cases')}?opgave={data['opgave_group']}",
        "opgave_group": labels.OPGAVE_GROUPS.get(data["opgave_group"], ""),
        "figures": figures(data),
        "decided_by": labels.DECIDED_BY.get(data["decided_by"] or ""),
        "binding": labels.BINDING.get(data["binding"] or ""),
        "rules": _rules(data["law_refs"]),
        "similar": [
            (entries.case_card(one.card) | {"tags": []}, one.reasons)
            for one in similar.of(entry.slug, facets, data)
        ],
        "scenarios": _scenarios(entry.slug),
        "actions": actions(entry),
        "report_url": pages.maybe("report_error", entry.kind, entry.slug),
    }


def _where(entry: Entry) -> list[dict[str, str]]:
    """Return the place, and the municipality with the address of its page."""
    data, card = entry.data, entry.document.card
    url = pages.maybe("municipality", card["gm"]) if card.get("gm") else ""
    municipality = data["municipality"]
    if municipality == data["place"]:
        return [{"label": municipality, "url": url}]
    rows = [{"label": data["place"], "url": ""}]
    return [*rows, {"label": municipality, "url": url}] if municipality else rows


def _tags(data: dict[str, Any], links: dict[int, dict[str, str]]) -> list[dict[str, str]]:
    cases = reverse("cases")
    groups = (
        ("method", data["method_group"], labels.METHOD_GROUPS),
        ("scale", data["scale"], labels.SCALES),
    )
    found = [entries.outcome_tag(data["outcome"])]
    found[0]["url"] = f"{cases}?outcome={data['outcome']}"
    for name, value, words in groups:
        found.append({"label": words.get(value, value), "url": f"{cases}?{name}={value}"})
    return found + entries.theme_tags(data["themes"], links)


def _rules(slugs: list[str]) -> list[dict[str, str]]:
    """Return label and address of the rules that the case names, in its own order. One query."""
    known = entries.some(Kind.RULE, slugs)
    return [
        {
            "label": place_in_law(Rule.model_validate(known[slug])),
            "subject": known[slug]["subject_nl"],
            "url": pages.maybe("rule", slug),
        }
        for slug in slugs
        if slug in known
    ]


def _scenarios(slug: str) -> list[dict[str, Any]]:
    """Return the scenarios with a signal that names this case, and what that signal says."""
    return [
        {
            "title": data["title_nl"],
            "url": reverse("scenario", args=[key]),
            "signals": [s["text_nl"] for s in data["signals"] if slug in s["cases"]],
        }
        for key, data in entries.published(Kind.SCENARIO)
        if any(slug in signal["cases"] for signal in data["signals"])
    ]
