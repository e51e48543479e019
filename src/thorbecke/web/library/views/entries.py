"""Reading what is published, and the words in which cards and pages show it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.http import Http404
from django.urls import reverse
from django.utils.translation import gettext as _

from thorbecke.knowledge import labels
from thorbecke.web.library.kinds import KINDS
from thorbecke.web.library.models import Entry, Kind, SearchDocument
from thorbecke.web.library.search import Card

Data = dict[str, Any]
OUTCOME_TONES = {"lopend": "blue", "verankerd": "green", "gestopt": "amber"}


def one(kind: str, slug: str) -> Entry:
    """Return a published entry with its search document. Raises ``Http404``. One query."""
    found = Entry.objects.filter(kind=kind, slug=slug, data__isnull=False)
    entry = found.select_related("document").first()
    if entry is None:
        raise Http404
    return entry


def published(kind: str) -> list[tuple[str, Data]]:
    """Return slug and data of every entry of a kind that has tens of entries, not thousands."""
    found = Entry.objects.filter(kind=kind, data__isnull=False).order_by("title")
    return list(found.values_list("slug", "data"))


def some(kind: str, slugs: Iterable[str]) -> dict[str, Data]:
    """Return the data of the published entries with these slugs. One query, none for no slugs."""
    wanted = list(slugs)
    if not wanted:
        return {}
    found = Entry.objects.filter(kind=kind, slug__in=wanted, data__isnull=False)
    return dict(found.values_list("slug", "data"))


def theme_links() -> dict[int, dict[str, str]]:
    """Return number → label and url of the published themes. One query."""
    rows = SearchDocument.objects.filter(kind=Kind.THEME).values_list("slug", "title", "card")
    return {
        card["number"]: {
            "label": labels.THEMES.get(card["number"], title),
            "url": reverse("theme", args=[slug]),
        }
        for slug, title, card in rows
    }


def theme_tags(numbers: Iterable[int], links: dict[int, dict[str, str]]) -> list[dict[str, str]]:
    """Return tags for theme numbers; a theme that is not published has no link."""
    return [links.get(n) or {"label": labels.THEMES.get(n, str(n))} for n in numbers]


def years(data: Data) -> str:
    """Return ``2018–2020``, ``2021``, ``sinds 2014`` or nothing when no year is known."""
    first, last = data.get("year_start"), data.get("year_end")
    if not first:
        return str(last or "")
    if first == last:
        return str(first)
    if last:
        return f"{first}–{last}"
    return _("sinds %(year)s") % {"year": first} if data["outcome"] in _GOING else str(first)


_GOING = {"lopend", "verankerd"}


def where(data: Data) -> str:
    """Return the place, with its municipality and country where that adds something."""
    parts = [data["place"]]
    municipality = data.get("municipality")
    if municipality and municipality != data["place"]:
        parts.append(municipality)
    if data["country"] != "NL":
        parts.append(labels.COUNTRIES.get(data["country"], data["country"]))
    return ", ".join(dict.fromkeys(parts))


def outcome_tag(outcome: str) -> dict[str, str]:
    """Return the tag of how it ended."""
    return {
        "label": labels.OUTCOMES.get(outcome, outcome),
        "tone": OUTCOME_TONES.get(outcome, "neutral"),
    }


def address(kind: str, slug: str) -> str:
    """Return the path of an entry's page; principles share one page."""
    if kind == Kind.PRINCIPLE:
        return f"{reverse('principles')}#{slug}"
    return reverse(KINDS[kind].url_name, args=[slug])


def case_card(card: Card) -> Data:
    """Return what the kit's card shows of a case."""
    data = card.data
    tags = [outcome_tag(data["outcome"])]
    if data["confidence"] in {"laag", "geheugen"}:
        tags.append({"label": labels.CERTAINTY[data["confidence"]], "tone": "neutral"})
    return {
        "title": card.title,
        "url": reverse("case", args=[card.slug]),
        "kicker": where(data),
        "text": data["opgave"],
        "tags": tags,
        "meta": " · ".join(part for part in (data["method"], years(data)) if part),
    }
