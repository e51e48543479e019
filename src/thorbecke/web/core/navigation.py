"""The main navigation. Apps add their own items, so that core knows none of them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from django.conf import settings
from django.urls import NoReverseMatch, get_urlconf, reverse
from django.utils.functional import Promise


@dataclass(frozen=True)
class Item:
    """One entry: its label, the name of its address and its place in the row.

    ``roles``: for an entry of somebody's own page ("desk"), the roles that see it; none means all.
    """

    label: str | Promise
    url_name: str
    order: int
    place: str = "main"  # main, footer or desk
    roles: frozenset[str] = frozenset()
    help: str | Promise = ""


_ITEMS: dict[str, Item] = {}
_FOUND: dict[tuple[str, str], list[dict[str, str | Promise]]] = {}


def register(*items: Item) -> None:
    """Add items; an item with the same address name replaces the earlier one."""
    for item in items:
        _ITEMS[item.url_name] = item
    _FOUND.clear()


def items(place: str) -> list[dict[str, str | Promise]]:
    """Return label and url of the items of one place, in order; leaves out unknown addresses.

    Every page asks for this, so the addresses are looked up once for each address list.
    """
    key = (place, get_urlconf() or settings.ROOT_URLCONF)
    if key not in _FOUND:
        _FOUND[key] = list(_look_up(place))
    return _FOUND[key]


def _look_up(place: str) -> Iterator[dict[str, str | Promise]]:
    for item in sorted(_ITEMS.values(), key=lambda item: item.order):
        if item.place != place:
            continue
        try:
            yield {"label": item.label, "url": reverse(item.url_name)}
        except NoReverseMatch:
            continue


def desks(roles: frozenset[str]) -> list[dict[str, str | Promise]]:
    """Return label, url and help of the places where somebody with these roles works."""
    found = []
    for item in sorted(_ITEMS.values(), key=lambda item: item.order):
        if item.place != "desk" or (item.roles and not item.roles & roles):
            continue
        try:
            found.append({"label": item.label, "url": reverse(item.url_name), "help": item.help})
        except NoReverseMatch:
            continue
    return found


def menu(place: str, path: str) -> list[dict[str, str | Promise | bool]]:
    """Return the items of one place; ``current`` is true for the part of the site that we are in."""
    found: list[dict[str, str | Promise | bool]] = []
    for item in items(place):
        url = str(item["url"])
        inside = path.startswith(url) if url != "/" else path == "/"
        found.append({**item, "current": inside, "page": path == url})
    return found
