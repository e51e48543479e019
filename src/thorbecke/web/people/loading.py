"""Takes the shipped facts about municipalities into the database; keeps loaded outlines."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.text import slugify

from thorbecke.knowledge.schema import MunicipalityFacts
from thorbecke.web.people.models import Municipality

FIELDS = [
    "slug",
    "name",
    "aliases",
    "province",
    "council_seats",
    "seats_election",
    "inhabitants",
    "inhabitants_year",
    "inhabitants_recent",
    "lat",
    "lon",
    "area_km2",
    "places",
    "predecessors",
    "merged_on",
    "note",
]


def load(facts: Iterable[MunicipalityFacts]) -> int:
    """Store all municipalities in one statement; return how many. The caller holds the transaction."""
    rows = [_row(item) for item in facts]
    Municipality.objects.bulk_create(
        rows, update_conflicts=True, unique_fields=["code"], update_fields=FIELDS, batch_size=200
    )
    return len(rows)


def _row(facts: MunicipalityFacts) -> Municipality:
    values = facts.model_dump()
    values["aliases"] = ", ".join(facts.aliases)
    return Municipality(slug=slugify(facts.name), **values)
