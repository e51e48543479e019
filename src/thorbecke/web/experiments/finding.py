"""The public register: which experiments a question asks for, and how many there are of each kind."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import urlencode

from django.http import QueryDict
from django.utils.translation import gettext as _

from thorbecke.knowledge import shipped
from thorbecke.web.experiments.models import Experiment, Phase

NAMES = ("thema", "fase", "gemeente")
MAP = "kaart"


@dataclass(frozen=True)
class Asked:
    """What an address of the register asks for. Unknown values find nothing, they are no error."""

    text: str = ""
    thema: str = ""
    fase: str = ""
    gemeente: str = ""
    view: str = ""

    def address(self, **other: str) -> str:
        """Return the query of this question, or of one that differs in a part."""
        asked = replace(self, **other)  # type: ignore[arg-type]
        pairs = [("q", asked.text), *((name, getattr(asked, name)) for name in NAMES)]
        pairs.append(("beeld", asked.view))
        return "?" + urlencode([(name, value) for name, value in pairs if value])


@dataclass(frozen=True)
class Row:
    """An experiment as far as the facets need it."""

    pk: Any
    thema: tuple[str, ...]
    fase: tuple[str, ...]
    gemeente: tuple[str, ...]
    place: str


@dataclass(frozen=True)
class Found:
    """The keys that fit, newest first, and the facets: (label, name, values)."""

    keys: list[Any]
    places: Counter[str]
    facets: list[dict[str, Any]]


def read(query: QueryDict) -> Asked:
    """Return what an address asks for."""
    view = MAP if query.get("beeld") == MAP else ""
    kept = {name: query.get(name, "").strip()[:80] for name in NAMES}
    return Asked(text=query.get("q", "").replace("\x00", "").strip()[:100], view=view, **kept)


def find(asked: Asked) -> Found:
    """Return what fits. One query, however many experiments there are; O(experiments).

    A facet counts what fits all other filters, so that its numbers tell what lies behind it.
    """
    rows = _rows(asked.text)
    keys, places = [], Counter[str]()
    counts: dict[str, Counter[str]] = {name: Counter() for name in NAMES}
    for row in rows:
        misses = [
            n for n in NAMES if getattr(asked, n) and getattr(asked, n) not in getattr(row, n)
        ]
        if not misses:
            keys.append(row.pk)
            places.update(row.gemeente)
        for name in NAMES if not misses else misses if len(misses) == 1 else ():
            counts[name].update(getattr(row, name))
    names = {slug: row.place for row in rows for slug in row.gemeente}
    return Found(keys, places, [_facet(name, counts[name], asked, names) for name in NAMES])


def _rows(text: str) -> list[Row]:
    found = Experiment.objects.filter(public=True)
    if text:
        found = found.filter(title__icontains=text)
    values = found.order_by("-changed_at", "pk").values_list(
        "pk", "themes", "phase", "municipality__slug", "municipality__name"
    )
    return [
        Row(pk, tuple(themes), (phase,), (slug,) if slug else (), place or "")
        for pk, themes, phase, slug, place in values
    ]


def _facet(name: str, counts: Counter[str], asked: Asked, places: dict[str, str]) -> dict[str, Any]:
    chosen = getattr(asked, name)
    if name == "thema":
        label, known = _("Thema"), [(one.id, one.title_nl) for one in shipped().themes]
    elif name == "fase":
        label, known = _("Fase"), [(one.value, str(one.label)) for one in Phase]
    else:
        label = _("Gemeente")
        known = sorted(((slug, places[slug]) for slug in places), key=lambda pair: pair[1])
    values = [(v, text, counts[v]) for v, text in known if counts[v] or v == chosen]
    return {"name": name, "label": label, "values": values, "chosen": chosen}
