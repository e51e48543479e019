"""The register as it is published: rules, instruments and bills, and how they hang together.

A register holds hundreds of entries, not hundreds of thousands, so a page reads one kind whole in
one query and narrows it in memory.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import TypeVar

from django.http import Http404

from thorbecke.knowledge.schema import Bill, Content, Instrument, Rule, Theme
from thorbecke.web.library.models import Entry, Kind

FIRST_LAWS = ("Grondwet", "Gemeentewet", "Kieswet")
PENDING = "Wetsvoorstel"
VERDICT_ORDER = (
    "binnen de wet",
    "raadsbesluit nodig",
    "verordening nodig",
    "experimentwet nodig",
    "niet mogelijk",
)

Item = TypeVar("Item", bound=Content)


def _published(kind: Kind, schema: type[Item]) -> list[Item]:
    entries = Entry.objects.filter(kind=kind, data__isnull=False)
    return [schema.model_validate(data) for data in entries.values_list("data", flat=True)]


def _one(kind: Kind, schema: type[Item], slug: str) -> Item:
    entries = Entry.objects.filter(kind=kind, slug=slug, data__isnull=False)
    data = entries.values_list("data", flat=True).first()
    if data is None:
        raise Http404
    return schema.model_validate(data)


def natural(text: str) -> list[tuple[int, int, str]]:
    """Return a sort key in which article 9 stands before article 81a."""
    parts = re.findall(r"\d+|\D+", text.casefold())
    return [(0, int(p), "") if p.isdecimal() else (1, 0, p.strip()) for p in parts]


def is_pending(rule: Rule) -> bool:
    """True for an entry about a bill: it is not law yet."""
    return rule.law_nl.startswith(PENDING)


def law_order(law: str) -> tuple[int, str]:
    """Return a sort key: the three main laws, the others by name, bills last."""
    if law in FIRST_LAWS:
        return FIRST_LAWS.index(law), ""
    return (len(FIRST_LAWS) + law.startswith(PENDING), law.casefold())


def rules() -> list[Rule]:
    """Return every published rule, by law and article. One query."""
    found = _published(Kind.RULE, Rule)
    return sorted(found, key=lambda r: (law_order(r.law_nl), natural(r.article)))


def rule(slug: str) -> Rule:
    """Return one published rule, or raise ``Http404``."""
    return _one(Kind.RULE, Rule, slug)


def instruments() -> list[Instrument]:
    """Return every published instrument, by name. One query."""
    found = _published(Kind.INSTRUMENT, Instrument)
    return sorted(found, key=lambda i: i.name_nl.casefold())


def instrument(slug: str) -> Instrument:
    """Return one published instrument, or raise ``Http404``."""
    return _one(Kind.INSTRUMENT, Instrument, slug)


def bills() -> list[Bill]:
    """Return every published bill, by number. One query."""
    return sorted(_published(Kind.BILL, Bill), key=lambda b: natural(b.number))


def bill(slug: str) -> Bill:
    """Return one published bill, or raise ``Http404``."""
    return _one(Kind.BILL, Bill, slug)


def themes() -> list[Theme]:
    """Return the published themes by number. One query."""
    return sorted(_published(Kind.THEME, Theme), key=lambda t: t.number)


def rules_named(slugs: Iterable[str]) -> list[Rule]:
    """Return the published rules with these ids, in the order of the ids. One query."""
    wanted = list(dict.fromkeys(slugs))
    entries = Entry.objects.filter(kind=Kind.RULE, slug__in=wanted, data__isnull=False)
    found = {r.id: r for r in map(Rule.model_validate, entries.values_list("data", flat=True))}
    return [found[slug] for slug in wanted if slug in found]
