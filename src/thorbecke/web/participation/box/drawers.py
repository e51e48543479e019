"""Where ballots lie: a few drawers for each act, sorted by a key that only the code itself gives.

A ballot has no row, so it has no id, no order and no time of its own. The key of a ballot is
HMAC-SHA256 of the voting code, under a secret of this site for this act; the roll keeps another hash of
the code, and nobody gets from one to the other without the code (≥ 80 random bits). A drawer that is
full is split in two by the next bit of the keys. At closing, ``seal`` throws the keys away and writes
all ballots anew in the order of their random receipts. See docs/adr/0011.
"""

from __future__ import annotations

import hashlib
import hmac
import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from django.conf import settings

from thorbecke.web.participation.box import storage
from thorbecke.web.participation.models import Act, Drawer, Spent

DRAWER_SIZE = 64
DEEPEST = 24  # 2^24 drawers: far more ballots than there are people
SEALED = "="  # first sign of the prefix of a drawer after closing
SMALL_GROUP = 10  # below this number a neighbourhood is not told apart
TRIES = 50


@dataclass(frozen=True)
class Slip:
    """One ballot as it lies in a drawer. ``vote``: question -> option -> number."""

    receipt: str
    area: str
    vote: Mapping[str, Mapping[str, int]]


class Contended(Exception):
    """The drawer was split again and again while we waited for it; trying once more helps."""


def key_of(act: Act, code: str) -> str:
    """Return the place of a code's ballot: 64 hex digits. ``code`` is in its normal form."""
    return hmac.new(_secret(settings.SECRET_KEY, str(act.pk)), code.encode(), "sha256").hexdigest()


@lru_cache(maxsize=256)
def _secret(secret: str, act: str) -> bytes:
    return hmac.new(secret.encode(), f"thorbecke.box:{act}".encode(), hashlib.sha256).digest()


def bits_of(key: str) -> str:
    """Return the first bits of a key as "0110…", as many as a prefix can have."""
    return format(int(key[:16], 16), "064b")[:DEEPEST]


def read(drawer: Drawer) -> dict[str, Slip]:
    """Return what lies in a drawer, by key. O(ballots in it)."""
    return {key: Slip(*row) for key, row in json.loads(drawer.content).items()}


def look(act: Act, key: str) -> Slip | None:
    """Return the ballot with this key, without holding the drawer. One query."""
    rows = list(_candidates(act, key))
    return read(_deepest(rows)).get(key) if rows else None


def hold(act: Act, key: str) -> Drawer:
    """Return the drawer that this key belongs in, held until the transaction ends.

    Whoever waited for a drawer may find that it was split meanwhile: then it looks again.
    """
    for _ in range(TRIES):
        if rows := list(_candidates(act, key).select_for_update()):
            return _deepest(rows)
        if not Drawer.objects.filter(act=act).exists():
            Drawer.objects.bulk_create([Drawer(act=act)], ignore_conflicts=True)
    raise Contended


def put(drawer: Drawer, key: str, slip: Slip) -> None:
    """Lay a ballot in a held drawer, in place of one with the same key; split a full drawer."""
    content = json.loads(drawer.content)
    content[key] = [slip.receipt, slip.area, slip.vote]
    first, *others = _fitting(drawer.prefix, content)
    Drawer.objects.filter(pk=drawer.pk).update(**_columns(*first))
    if others:
        Drawer.objects.bulk_create(
            [Drawer(act_id=drawer.act_id, **_columns(*one)) for one in others]
        )


def slips(act: Act) -> Iterator[Slip]:
    """Give every electronic ballot, in the order of keys or, after closing, of receipts."""
    drawers = Drawer.objects.filter(act=act).order_by("prefix")
    for drawer in drawers.iterator(chunk_size=200):
        yield from read(drawer).values()


def seal(act: Act) -> None:
    """Erase the keys and write ballots and marked register anew, within the transaction that closes.

    After it ballots lie in the order of their random receipts, and the marked register in the order of
    its random ids, all written by one transaction. A neighbourhood with fewer than ten ballots loses
    its name on them. What is left of old rows on the disk is cleaned after the commit. O(n log n).
    """
    rows = sorted((slip.receipt, slip.area, _json(slip.vote)) for slip in slips(act))
    told = _told_apart(Counter(area for _receipt, area, _vote in rows))
    Drawer.objects.filter(act=act).delete()
    Drawer.objects.bulk_create(_sealed(act, rows, told), batch_size=200)
    rewrite_register(act)
    storage.clean_after_commit()


def shuffle(act: Act) -> None:
    """Write drawers and marked register anew while the box is open, in the act's own lock.

    Yesterday's ballots and yesterday's marks then share one transaction: done once a day.
    """
    storage.hold_alone(act)
    rows = list(Drawer.objects.filter(act=act).order_by("prefix"))
    if rows and not rows[0].prefix.startswith(SEALED):
        fresh = [Drawer(act=act, prefix=r.prefix, content=r.content, size=r.size) for r in rows]
        Drawer.objects.filter(act=act).delete()
        Drawer.objects.bulk_create(fresh, batch_size=200)
        rewrite_register(act)
        storage.clean_after_commit()


def rewrite_register(act: Act) -> None:
    """Write the marked register anew in the order of its random ids, so that no row tells when."""
    marks = Spent.objects.filter(credential__act=act)
    rows = list(marks.order_by("credential_id").values_list("credential_id", "how"))
    marks.delete()
    Spent.objects.bulk_create(
        (Spent(credential_id=credential, how=how) for credential, how in rows), batch_size=1000
    )


def _candidates(act: Act, key: str) -> Any:
    bits = bits_of(key)
    return Drawer.objects.filter(
        act=act, prefix__in=[bits[:length] for length in range(DEEPEST + 1)]
    )


def _deepest(rows: list[Drawer]) -> Drawer:
    """Of two that both fit, the shorter is an empty one that lost a race to be the first."""
    return max(rows, key=lambda drawer: len(drawer.prefix))


def _fitting(prefix: str, content: dict[str, Any]) -> list[tuple[str, dict[str, Any]]]:
    """Return the content in as many drawers as it needs, each with its prefix."""
    if len(content) <= DRAWER_SIZE or len(prefix) >= DEEPEST:
        return [(prefix, content)]
    halves: dict[str, dict[str, Any]] = {"0": {}, "1": {}}
    for key, row in content.items():
        halves[bits_of(key)[len(prefix)]][key] = row
    return [drawer for bit, half in halves.items() for drawer in _fitting(prefix + bit, half)]


def _columns(prefix: str, content: Mapping[str, Any]) -> dict[str, Any]:
    ordered = {key: content[key] for key in sorted(content)}
    return {"prefix": prefix, "content": _json(ordered), "size": len(ordered)}


def _sealed(act: Act, rows: list[tuple[str, str, str]], told: frozenset[str]) -> Iterator[Drawer]:
    for number, start in enumerate(range(0, len(rows), DRAWER_SIZE)):
        some = rows[start : start + DRAWER_SIZE]
        lines = (
            f"{_json(receipt)}:[{_json(receipt)},{_json(area if area in told else '')},{vote}]"
            for receipt, area, vote in some
        )
        content = "{" + ",".join(lines) + "}"
        yield Drawer(act=act, prefix=f"{SEALED}{number:08d}", content=content, size=len(some))


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


def total(act: Act) -> int:
    """Return how many electronic ballots there are. One query that reads no ballot."""
    sizes: Iterable[int] = Drawer.objects.filter(act=act).values_list("size", flat=True)
    return sum(sizes)
