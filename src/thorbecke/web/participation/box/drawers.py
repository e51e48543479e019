"""Where ballots lie: a few drawers for each act, sorted by a key that only the code itself gives.

A ballot has no row, so it has no id, no order and no time of its own. The key of a ballot is
HMAC-SHA256 of the voting code, under a secret of this site for this act; the roll keeps another hash of
the code, and nobody gets from one to the other without the code (≥ 80 random bits). A drawer that is
full is split in two by the next bit of the keys. At closing, ``seal`` throws the keys away and writes
all ballots anew in the order of their random receipts. See docs/adr/0011.

The content of a drawer is JSON, key -> [receipt, area, vote], with one ballot on a line: a ballot is
put in its place without reading the others.
"""

from __future__ import annotations

import hashlib
import hmac
import json
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from django.conf import settings
from django.db import transaction

from thorbecke.web.participation.box import storage
from thorbecke.web.participation.models import Act, Drawer, Spent

DRAWER_SIZE = 64
DEEPEST = 20  # 2^20 drawers of 64: more ballots than there are people in the country
KEY = 32  # hex digits: 128 bits
SEALED = "="  # first sign of the prefix of a drawer after closing
SMALL_GROUP = 10  # below this number a neighbourhood is not told apart
TRIES = 50


@dataclass(frozen=True)
class Slip:
    """One ballot as it lies in a drawer. ``vote``: question -> option -> number."""

    receipt: str
    area: str
    vote: Mapping[str, Mapping[str, int]]


@dataclass
class Held:
    """A drawer that is ours until the transaction ends: its lines, sorted by key."""

    row: storage.Row
    lines: list[str]

    def find(self, key: str) -> Slip | None:
        """Return the ballot with this key. O(log ballots)."""
        place = self._place(key)
        found = self.lines[place] if place < len(self.lines) else ""
        return _slip(found) if _key(found) == key else None

    def put(self, key: str, slip: Slip) -> None:
        """Lay a ballot in its place, in place of one with the same key."""
        place = self._place(key)
        same = place < len(self.lines) and _key(self.lines[place]) == key
        self.lines[place : place + same] = [_line(key, slip.receipt, slip.area, _json(slip.vote))]

    def _place(self, key: str) -> int:
        return bisect_left(self.lines, key, key=_key)


class Contended(Exception):
    """The drawer was split again and again while we waited for it; trying once more helps."""


def key_of(act: Act, code: str) -> str:
    """Return the place of a code's ballot: 32 hex digits. ``code`` is in its normal form."""
    secret = _secret(settings.SECRET_KEY, str(act.pk))
    return hmac.new(secret, code.encode(), "sha256").hexdigest()[:KEY]


@lru_cache(maxsize=256)
def _secret(secret: str, act: str) -> bytes:
    return hmac.new(secret.encode(), f"thorbecke.box:{act}".encode(), hashlib.sha256).digest()


def bits_of(key: str) -> str:
    """Return the first bits of a key as "0110…", as many as a prefix can have."""
    return format(int(key[:8], 16), "032b")[:DEEPEST]


def look(act: Act, key: str) -> Slip | None:
    """Return the ballot with this key, without holding the drawer. One query."""
    rows = storage.hold_drawers(act, _prefixes(key), lock=False)
    return _deepest(rows).find(key) if rows else None


def hold(act: Act, key: str) -> Held:
    """Return the drawer that this key belongs in, held until the transaction ends.

    Whoever waited for a drawer may find that it was split meanwhile: then it looks again.
    """
    prefixes = _prefixes(key)
    for _ in range(TRIES):
        if rows := storage.hold_drawers(act, prefixes):
            return _deepest(rows)
        if not Drawer.objects.filter(act=act).exists():
            storage.new_drawer(act, "", _content([]), 0)
    raise Contended


def store(act: Act, held: Held) -> None:
    """Store a held drawer; one that is too full is split by the next bits of the keys."""
    (prefix, lines), *others = _fitting(held.row.prefix, held.lines)
    storage.rewrite_drawer(held.row, prefix, _content(lines), len(lines))
    for prefix, lines in others:
        storage.new_drawer(act, prefix, _content(lines), len(lines))


def slips(act: Act) -> Iterator[Slip]:
    """Give every electronic ballot, in the order of keys or, after closing, of receipts."""
    drawers = Drawer.objects.filter(act=act).order_by("prefix").values_list("content", flat=True)
    for content in drawers.iterator(chunk_size=200):
        for row in json.loads(content).values():
            yield Slip(*row)


def total(act: Act) -> int:
    """Return how many electronic ballots there are. One query that reads no ballot."""
    sizes: Iterable[int] = Drawer.objects.filter(act=act).values_list("size", flat=True)
    return sum(sizes)


def seal(act: Act) -> None:
    """Erase the keys and write ballots and marked register anew, within the transaction that closes.

    After it ballots lie in the order of their random receipts, and the marked register in the order of
    its random ids, all written by one transaction. A neighbourhood with fewer than ten ballots loses
    its name on them. What is left of old rows on the disk is cleaned after the commit. O(n log n).
    """
    rows = sorted((slip.receipt, slip.area, _json(slip.vote)) for slip in slips(act))
    told = _told_apart(Counter(area for _receipt, area, _vote in rows))
    lines = [
        _line(receipt, receipt, area if area in told else "", vote) for receipt, area, vote in rows
    ]
    parts = [lines[start : start + DRAWER_SIZE] for start in range(0, len(lines), DRAWER_SIZE)]
    _replace(act, [(f"{SEALED}{place:08d}", part) for place, part in enumerate(parts)])


@transaction.atomic
def shuffle(act: Act) -> None:
    """Write drawers and marked register anew while the box is open, in the act's own lock.

    Yesterday's ballots and yesterday's marks then share one transaction: done once a day.
    """
    storage.hold_alone(act)
    rows = Drawer.objects.filter(act=act).order_by("prefix").values_list("prefix", "content")
    if (found := list(rows)) and not found[0][0].startswith(SEALED):
        _replace(act, [(prefix, _lines(content)) for prefix, content in found])


def _replace(act: Act, drawers: list[tuple[str, list[str]]]) -> None:
    """Put these drawers in place of the act's, and write its marked register anew."""
    Drawer.objects.filter(act=act).delete()
    fresh = (
        Drawer(act=act, prefix=prefix, content=_content(lines), size=len(lines))
        for prefix, lines in drawers
    )
    Drawer.objects.bulk_create(fresh, batch_size=200)
    _rewrite_register(act)
    storage.clean_after_commit()


def _rewrite_register(act: Act) -> None:
    """Write the marks anew in the order of their random ids, so that no row tells when."""
    marks = Spent.objects.filter(credential__act=act)
    rows = list(marks.order_by("credential_id").values_list("credential_id", "how"))
    marks.delete()
    Spent.objects.bulk_create(
        (Spent(credential_id=credential, how=how) for credential, how in rows), batch_size=1000
    )


def _prefixes(key: str) -> list[str]:
    bits = bits_of(key)
    return [bits[:length] for length in range(DEEPEST + 1)]


def _deepest(rows: list[storage.Row]) -> Held:
    """Of two that both fit, the shorter is an empty one that lost a race to be the first."""
    row = max(rows, key=lambda one: len(one.prefix))
    return Held(row, _lines(row.content))


def _fitting(prefix: str, lines: list[str]) -> list[tuple[str, list[str]]]:
    """Return the lines in as many drawers as they need, each with its prefix."""
    if len(lines) <= DRAWER_SIZE or len(prefix) >= DEEPEST:
        return [(prefix, lines)]
    halves: dict[str, list[str]] = {"0": [], "1": []}
    for line in lines:
        halves[bits_of(_key(line))[len(prefix)]].append(line)
    return [drawer for bit, half in halves.items() for drawer in _fitting(prefix + bit, half)]


def _line(key: str, receipt: str, area: str, vote: str) -> str:
    return f'"{key}":[{_json(receipt)},{_json(area)},{vote}]'


def _key(line: str) -> str:
    return line[1 : KEY + 1]


def _slip(line: str) -> Slip:
    return Slip(*json.loads(line[line.index(":") + 1 :]))


def _lines(content: str) -> list[str]:
    return content[2:-2].split(",\n") if len(content) > 4 else []


def _content(lines: list[str]) -> str:
    return "{\n" + ",\n".join(lines) + "\n}"


def _told_apart(ballots: Mapping[str, int]) -> frozenset[str]:
    """Return the areas that stay named, so that the rest together are none or at least ten.

    >>> sorted(_told_apart({"Noord": 40, "Zuid": 12, "Kern": 3}))
    ['Noord']
    """
    named = sorted((count, area) for area, count in ballots.items() if area)
    rest = ballots.get("", 0)
    while named and (named[0][0] < SMALL_GROUP or 0 < rest < SMALL_GROUP):
        rest += named.pop(0)[0]
    return frozenset(area for _count, area in named)


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
