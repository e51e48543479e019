"""Reading a file in: findings first, nothing stored in the library before somebody says yes."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from pydantic import BaseModel, ValidationError

from thorbecke.formats.tables import Trouble
from thorbecke.web.library import publishing
from thorbecke.web.library.desk import columns, differences, problems, references, tables
from thorbecke.web.library.kinds import KINDS
from thorbecke.web.library.models import Entry, ImportBatch, Origin, State, Version
from thorbecke.web.people.models import Person

TYPES = ("csv", "json", "xlsx")
KEPT = timedelta(days=7)

Finding = dict[str, Any]


class Stale(Exception):
    """The library changed after the preview was made; nothing was stored."""


# --- from a file to rows -----------------------------------------------------------------------------


def read(kind: str, filename: str, content: bytes) -> list[Finding]:
    """Return a finding for each row: new, changed, unchanged or error.

    Raises ``TableError`` when the file as a whole cannot be read. Three queries.
    """
    extension = filename.rsplit(".", 1)[-1].lower()
    schema = KINDS[kind].schema
    reader = _from_json if extension == "json" else _from_table
    found = [
        _checked(kind, schema, number, data, wrong)
        for number, data, wrong in reader(kind, schema, extension, content)
    ]
    if not found:
        raise tables.TableError(_("Er staan geen rijen in dit bestand."))
    _mark_double(found)
    _mark_references(kind, found)
    _compare(kind, found)
    return found


Parsed = Iterator[tuple[int, Any, dict[str, str]]]


def _from_json(kind: str, schema: type[BaseModel], extension: str, content: bytes) -> Parsed:
    try:
        whole = json.loads(content.decode("utf-8-sig"))
    except UnicodeDecodeError as wrong:
        raise tables.TableError(_("Wij verwachten UTF-8. Sla het bestand zo op.")) from wrong
    except (ValueError, RecursionError) as wrong:
        line = getattr(wrong, "lineno", None)
        raise tables.TableError(_("Dit is geen goede JSON. Kijk deze regel na."), line) from wrong
    rows = whole.get("entries") if isinstance(whole, dict) else whole
    if not isinstance(rows, list):
        raise tables.TableError(_("Wij verwachten een lijst, of een object met “entries”."))
    if len(rows) > tables.MOST_ROWS:
        raise tables.trouble(Trouble.TOO_MANY_ROWS, tables.MOST_ROWS + 1)
    for number, row in enumerate(rows, 1):
        yield number, row, {}


def _from_table(kind: str, schema: type[BaseModel], extension: str, content: bytes) -> Parsed:
    table = tables.read(content, f"file.{extension}")
    _check_header(kind, schema, table.columns)
    for row in table.rows:
        data, bad = columns.content_of(schema, row.cells)
        yield row.number, data, bad


def _check_header(kind: str, schema: type[BaseModel], header: Sequence[str]) -> None:
    known = columns.columns(kind, schema)
    for column in known:
        if column.required and column.name not in header:
            text = _("Deze kolom ontbreekt. Zet de naam in de eerste rij: “%(name)s”.")
            raise tables.TableError(text % {"name": column.name}, 1, column.name)
    names = {column.name for column in known}
    for name in header:
        if name not in names:
            text = _("Deze kolom kennen wij niet. Haal hem weg of verbeter de naam.")
            raise tables.TableError(text, 1, name[:80])


# --- what we find ------------------------------------------------------------------------------------


def _checked(
    kind: str, schema: type[BaseModel], number: int, data: Any, wrong: dict[str, str]
) -> Finding:
    slug = str(data.get("id", "")) if isinstance(data, dict) else ""
    finding: Finding = {"row": number, "slug": slug[:120], "status": "new", "data": None}
    finding |= {"title": "", "based_on": 0, "changes": [], "errors": []}
    finding["errors"] += [_error(column, text) for column, text in wrong.items()]
    try:
        finding["data"] = schema.model_validate(data).model_dump(mode="json")
        finding["title"] = KINDS[kind].title(finding["data"])
    except ValidationError as error:
        for one in error.errors():
            place, text = problems.explain(kind, one)
            name = ".".join(str(part) for part in place)
            if name.split(".")[0] not in wrong and name not in wrong:
                finding["errors"].append(_error(name, text, one.get("input")))
    return finding


def _error(column: str, text: str, found: Any = None) -> dict[str, str]:
    shown = found if isinstance(found, str | int | float) else ""
    return {"column": column, "text": str(text), "found": str(shown)[:80]}


def _mark_double(found: list[Finding]) -> None:
    first: dict[str, int] = {}
    for finding in found:
        row = first.setdefault(finding["slug"], finding["row"])
        if finding["slug"] and row != finding["row"]:
            text = _("Dit adres staat ook in rij %(row)s. Geef elke rij een eigen adres.")
            finding["errors"].append(_error("id", text % {"row": row}, finding["slug"]))


def _mark_references(kind: str, found: list[Finding]) -> None:
    good = [finding for finding in found if finding["data"]]
    for finding, wrong in zip(
        good, references.missing_in([one["data"] for one in good]), strict=True
    ):
        for place, text in wrong:
            finding["errors"].append(_error(".".join(str(part) for part in place), text))


def _compare(kind: str, found: list[Finding]) -> None:
    entries = {
        entry.slug: entry
        for entry in Entry.objects.filter(kind=kind, slug__in={one["slug"] for one in found})
    }
    numbers = _published_numbers(kind, list(entries))
    for finding in found:
        if finding["errors"]:
            finding["status"], finding["data"] = "error", None
        elif finding["slug"] in entries:
            _against(kind, finding, entries[finding["slug"]], numbers)


def _against(kind: str, finding: Finding, entry: Entry, numbers: dict[str, int]) -> None:
    old = entry.data or {}
    finding["status"] = "unchanged" if old == finding["data"] else "changed"
    finding["based_on"] = numbers.get(entry.slug, 0)
    finding["changes"] = [
        {"label": change.label, "old": change.old[:500], "new": change.new[:500]}
        for change in differences.compare(kind, old, finding["data"])
    ]


def _published_numbers(kind: str, slugs: list[str]) -> dict[str, int]:
    found = Version.objects.filter(entry__kind=kind, entry__slug__in=slugs, state=State.PUBLISHED)
    return dict(found.values_list("entry__slug", "number"))


# --- yes or no ---------------------------------------------------------------------------------------


def counts(rows: list[Finding]) -> dict[str, int]:
    """Return how many rows have each status."""
    found = Counter(row["status"] for row in rows)
    return {status: found[status] for status in ("new", "changed", "unchanged", "error")}


@transaction.atomic
def accept(batch: ImportBatch, by: Person) -> int:
    """Make a version in review of each new or changed row; return how many. All rows or none.

    Raises ``Stale`` when an entry was published after the preview, ``ValueError`` when a row has
    errors, ``ImportBatch.DoesNotExist`` when it was accepted already.
    """
    batch = ImportBatch.objects.select_for_update().get(pk=batch.pk)
    if any(row["status"] == "error" for row in batch.rows):
        raise ValueError("a batch with errors cannot be accepted")
    rows = [row for row in batch.rows if row["status"] in {"new", "changed"}]
    numbers = _published_numbers(batch.kind, [row["slug"] for row in rows])
    if any(numbers.get(row["slug"], 0) != row["based_on"] for row in rows):
        raise Stale
    for row in rows:
        _take(batch, row, by)
    batch.delete()
    return len(rows)


def _take(batch: ImportBatch, row: Finding, by: Person) -> None:
    note = _("Ingelezen uit %(file)s, rij %(row)s") % {"file": batch.filename, "row": row["row"]}
    try:
        version = publishing.save_draft(
            batch.kind, row["slug"], row["data"], by, note[:300], row["based_on"], Origin.IMPORT
        )
        publishing.submit(version, by)
    except publishing.Conflict as conflict:
        raise Stale from conflict


def erase_old() -> int:
    """Erase uploads of more than a week ago; return how many."""
    return ImportBatch.objects.filter(made_on__lt=timezone.now() - KEPT).delete()[0]
