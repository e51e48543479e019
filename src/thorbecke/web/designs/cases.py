"""What happened elsewhere: published cases with the method of an option."""

from __future__ import annotations

from django.urls import reverse

from thorbecke.web.library.models import Entry, Kind


def by_method() -> dict[str, list[dict[str, str]]]:
    """Return title and address of the published cases by group of method. One query."""
    found: dict[str, list[dict[str, str]]] = {}
    entries = Entry.objects.filter(kind=Kind.CASE, data__isnull=False).order_by("title")
    for title, slug, method in entries.values_list("title", "slug", "data__method_group"):
        address = reverse("case", args=[slug])
        found.setdefault(method, []).append({"title": title, "url": address, "method": method})
    return found
