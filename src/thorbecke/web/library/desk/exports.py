"""The library as files: published entries only, row by row, whatever their number."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from django.http import QueryDict

from thorbecke.web.library import search
from thorbecke.web.library.desk import columns, tables
from thorbecke.web.library.kinds import KINDS
from thorbecke.web.library.models import Entry

CHUNK = 500
SCHEMA_VERSION = 1
LICENCE = "EUPL-1.2"


def contents(kind: str, query: QueryDict) -> Iterator[dict[str, Any]]:
    """Yield the content of each published entry that the filters of a list let through.

    Without filters: in the order of the addresses. With filters: in the order of the list.
    """
    wanted = _query(kind, query)
    if not (wanted.text or wanted.filters or wanted.sort):
        rows = Entry.objects.filter(kind=kind, data__isnull=False).order_by("slug")
        yield from rows.values_list("data", flat=True).iterator(chunk_size=CHUNK)
        return
    ids = search.find(wanted).ids.tolist()
    for start in range(0, len(ids), CHUNK):
        part = ids[start : start + CHUNK]
        found = dict(
            Entry.objects.filter(document__id__in=part, data__isnull=False).values_list(
                "document__id", "data"
            )
        )
        yield from (found[one] for one in part if one in found)


def _query(kind: str, query: QueryDict) -> search.Query:
    names = [info.name for info in KINDS[kind].facet_infos]
    filters = {name: query.getlist(name) for name in names if query.getlist(name)}
    text = query.get("q", "").strip()[:200]
    return search.Query(kind, text, filters, query.get("sort", ""), 1, 1)


def header(kind: str) -> list[str]:
    """Return the names of the columns."""
    return [column.name for column in columns.columns(kind, KINDS[kind].schema)]


def rows(kind: str, query: QueryDict) -> Iterator[list[Any]]:
    """Yield the cells of each entry."""
    schema = KINDS[kind].schema
    return (columns.row_of(schema, content) for content in contents(kind, query))


def as_csv(kind: str, query: QueryDict) -> Iterator[bytes]:
    """Yield a CSV file."""
    return tables.write_csv(header(kind), rows(kind, query))


def as_json(kind: str, query: QueryDict) -> Iterator[bytes]:
    """Yield one JSON object: licence, schema version, kind, entries."""
    start = {"licence": LICENCE, "schema_version": SCHEMA_VERSION, "kind": kind}
    yield json.dumps(start)[:-1].encode() + b', "entries": ['
    between = b"\n"
    for content in contents(kind, query):
        yield between + json.dumps(content, ensure_ascii=False).encode()
        between = b",\n"
    yield b"\n]}\n"
