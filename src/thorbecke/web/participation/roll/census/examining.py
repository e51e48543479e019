"""Looking at an uploaded register without storing anybody: what is good, double, known or refused."""

from __future__ import annotations

import hashlib
import hmac
from array import array
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from itertools import islice
from typing import Any, TypeVar

import numpy as np
from django.conf import settings
from django.utils import timezone

from thorbecke.formats import census
from thorbecke.formats.census import Fault, Field, Person
from thorbecke.formats.tables import stream_table
from thorbecke.web.participation.models import Act, CensusImport, Voter
from thorbecke.web.participation.roll import eligibility

CHUNK = 2000
MOST_FAULTS = 500  # shown; all are counted
MOST_DOUBLES = 50
MOST_AREAS = 200
SAMPLE = 5
Item = TypeVar("Item")
Progress = Callable[[int], None]


@dataclass
class Findings:
    """What a register holds. Keys are cut to 64 bits: 8 bytes a row, whatever the number of rows."""

    rows: int = 0
    fault_rows: int = 0
    faults: list[Fault] = field(default_factory=list)
    codes: Counter[str] = field(default_factory=Counter)
    refused: Counter[str] = field(default_factory=Counter)
    areas: Counter[str] = field(default_factory=Counter)
    sample: list[Person] = field(default_factory=list)
    keys: array[int] = field(default_factory=lambda: array("Q"))
    at: array[int] = field(default_factory=lambda: array("I"))
    known: array[int] = field(default_factory=lambda: array("Q"))


def read(row: CensusImport, rule: eligibility.Rule) -> Iterator[Person | list[Fault]]:
    """Yield people and faults of the stored file. Raises TableError and WrongColumns."""
    with row.file.open("rb") as file:
        stream = stream_table(file.file, row.name)
        fields = {name: Field(value) for name, value in row.columns.items()}
        today = timezone.localdate()
        yield from census.people(stream, fields, today, born_needed=bool(rule.lowest_age))


def columns(row: CensusImport) -> tuple[tuple[str, ...], dict[str, Field], list[str]]:
    """Return the columns of the stored file, the field of each known one, and the unknown ones."""
    with row.file.open("rb") as file:
        names = stream_table(file.file, row.name).columns
    fields, unread = census.match(names)
    return names, fields, unread


def examine(row: CensusImport, progress: Progress) -> dict[str, Any]:
    """Return the report of a register. O(rows) time, 16 bytes of memory a row."""
    act = row.act
    rule = eligibility.from_data(act.eligibility)
    found = Findings()
    anybody = Voter.objects.filter(act=act).exists()
    for chunk in chunks(read(row, rule), CHUNK):
        keys = _look(found, chunk, act, rule)
        if anybody and keys:
            stored = Voter.objects.filter(act=act, key__in=keys).values_list("key", flat=True)
            found.known.extend(_short(key) for key in stored)
        progress(found.rows)
    return _report(found)


def chunks(items: Iterable[Item], size: int) -> Iterator[list[Item]]:
    """Yield lists of at most ``size`` items."""
    walk = iter(items)
    while chunk := list(islice(walk, size)):
        yield chunk


def voter_key(act: Act, person: Person) -> str:
    """Return the keyed hash of somebody's identity in this act."""
    return voter_key_of(act, census.identity(person))


def voter_key_of(act: Act, identity: str) -> str:
    """Return the keyed hash of an identity as ``census.identity`` writes it."""
    key = _key(settings.SECRET_KEY, str(act.pk))
    return hmac.new(key, identity.encode("utf-8", "surrogatepass"), hashlib.sha256).hexdigest()


def allowed(rule: eligibility.Rule, person: Person, today: date) -> str:
    """Return why somebody may not take part; empty when she may."""
    good, reason = eligibility.allows(rule, person.born_on, person.area, today)
    return "" if good else reason


@lru_cache(maxsize=64)
def _key(secret: str, act: str) -> bytes:
    return hmac.new(secret.encode(), f"thorbecke.roll:voter:{act}".encode(), "sha256").digest()


def _short(key: str) -> int:
    return int(key[:16], 16)


def _look(
    found: Findings, chunk: list[Person | list[Fault]], act: Act, rule: eligibility.Rule
) -> list[str]:
    """Count a chunk; return the keys of those who may take part."""
    keys, today = [], timezone.localdate()
    for item in chunk:
        found.rows += 1
        if isinstance(item, list):
            found.fault_rows += 1
            found.codes.update(fault.code.value for fault in item)
            found.faults.extend(item[: MOST_FAULTS - len(found.faults)])
            continue
        if reason := allowed(rule, item, today):
            found.refused[reason] += 1
            continue
        keys.append(voter_key(act, item))
        found.keys.append(_short(keys[-1]))
        found.at.append(item.row)
        found.areas[item.area] += 1
        if len(found.sample) < SAMPLE:
            found.sample.append(item)
    return keys


def _report(found: Findings) -> dict[str, Any]:
    keys = np.frombuffer(found.keys, dtype=np.uint64) if found.keys else np.zeros(0, np.uint64)
    people, known = len(np.unique(keys)), len(set(found.known))
    return {
        "rows": found.rows,
        "good": len(keys),
        "fault_rows": found.fault_rows,
        "faults": [_plain(fault) for fault in found.faults],
        "codes": dict(found.codes),
        "refused": dict(found.refused),
        "double": len(keys) - people,
        "doubles": _doubles(keys, found.at),
        "known": known,
        "new": people - known,
        "areas": dict(found.areas.most_common(MOST_AREAS)),
        "sample": [_shown(person) for person in found.sample],
    }


def _doubles(keys: Any, at: array[int]) -> list[list[int]]:
    """Return pairs of rows that hold the same person: [row, earlier row]. O(n log n)."""
    order = np.argsort(keys, kind="stable")
    same = np.flatnonzero(keys[order][1:] == keys[order][:-1])[:MOST_DOUBLES]
    return sorted([at[order[place + 1]], at[order[place]]] for place in same)


def _plain(fault: Fault) -> dict[str, Any]:
    return {
        "row": fault.row,
        "column": fault.column,
        "code": fault.code.value,
        "found": fault.found,
    }


def _shown(person: Person) -> dict[str, Any]:
    number = f"{person.number} {person.addition}".strip()
    return {
        "name": person.name,
        "address": f"{person.street} {number}, {person.postcode} {person.place}",
        "born_on": person.born_on.isoformat() if person.born_on else "",
        "area": person.area,
    }
