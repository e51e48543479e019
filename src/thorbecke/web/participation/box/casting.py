"""Casting a ballot: one code, one ballot, one receipt, in one transaction.

The order of locks is the same everywhere: the act (shared), the code, the drawer.
"""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db import IntegrityError, transaction

from thorbecke.methods import ballots
from thorbecke.methods.facts import Fact, fact
from thorbecke.web.participation import instruments
from thorbecke.web.participation.box import drawers, storage
from thorbecke.web.participation.box.drawers import SMALL_GROUP, Slip
from thorbecke.web.participation.models import Act, Credential, Spent
from thorbecke.web.participation.roll import codes

Vote = Mapping[str, Mapping[str, int]]

# No look-alikes. Capitals and groups of four: a receipt is never taken for a voting code.
SIGNS = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"
RECEIPT_BITS = 80  # 16 signs of 5 bits
MOST_AREAS = 10_000


@dataclass(frozen=True)
class Receipt:
    """What the voter gets. ``changed``: in place of an earlier ballot. ``again``: it was cast before."""

    text: str
    changed: bool = False
    again: bool = False


class Refused(Exception):
    """A ballot that was not taken; nothing was stored.

    ``reason``: closed, not_open, unknown_code, void_code, used, or faults. ``faults``: for the last,
    what is wrong, by question ("" for the vote as a whole).
    """

    def __init__(self, reason: str, faults: Mapping[str, tuple[Fact, ...]] | None = None) -> None:
        super().__init__(reason)
        self.reason = reason
        self.faults: Mapping[str, tuple[Fact, ...]] = faults or {}


def cast(act: Act, code: str, vote: Any, *, how: str = Spent.How.ELECTRONIC) -> Receipt:
    """Lay a ballot in the box and mark its code as used. Raises ``Refused``.

    ``vote``: question -> option -> number, as anybody may have sent it. The same vote with the same
    code gives the same receipt, however often it is sent; another vote replaces the first where the
    act allows that, with a new receipt. Five statements; O(one drawer), however many ballots there are.
    """
    clean = checked(act, vote)
    try:
        code = codes.normalise(code)
    except codes.WrongCode as error:
        raise Refused("unknown_code") from error
    try:
        with storage.turn(), transaction.atomic():
            return _cast(act, code, clean, how)
    except IntegrityError as error:  # marked as used without a ballot here: on paper
        raise Refused("used") from error


def _cast(act: Act, code: str, vote: dict[str, dict[str, int]], how: str) -> Receipt:
    held = storage.hold_act(act)
    if held.refusal:
        raise Refused(held.refusal)
    given = storage.hold_code(act, codes.code_hash(act, code))
    if given is None or given.void:
        raise Refused("void_code" if given else "unknown_code")
    key = drawers.key_of(act, code)
    drawer = drawers.hold(act, key)
    # Read after the locks: a ballot with the same code that came a moment ago is seen here.
    before = drawer.find(key)
    if before and before.vote == vote:
        return Receipt(before.receipt, again=True)
    if before and not held.may_change:
        raise Refused("used")
    if not before:
        storage.mark(given, how)
    receipt = new_receipt()
    drawer.put(key, Slip(receipt, _area(act, given.area), vote))
    drawers.store(act, drawer)
    return Receipt(receipt, changed=before is not None)


def receipt_of(act: Act, code: str) -> str | None:
    """Return the receipt of the ballot that this code cast; None without one, or after closing."""
    try:
        slip = drawers.look(act, drawers.key_of(act, codes.normalise(code)))
    except codes.WrongCode:
        return None
    return slip.receipt if slip else None


def new_receipt() -> str:
    """Return a receipt of 80 random bits from the system's source: "7K4M-9QXP-…"."""
    number = secrets.randbits(RECEIPT_BITS)
    signs = [SIGNS[number >> shift & 31] for shift in range(0, RECEIPT_BITS, 5)]
    return "-".join("".join(signs[start : start + 4]) for start in range(0, len(signs), 4))


def checked(act: Act, vote: Any) -> dict[str, dict[str, int]]:
    """Return a vote in its one form, with every question in it. Raises ``Refused`` with the faults."""
    specs = instruments.of(act).specs(act)
    if not isinstance(vote, Mapping):
        raise Refused("faults", {"": (fact("not_a_vote"),)})
    known = {spec.id for spec in specs}
    if strange := sorted(str(name)[:80] for name in vote if name not in known):
        raise Refused("faults", {"": (fact("unknown_question", questions=tuple(strange[:5])),)})
    found = {spec.id: ballots.faults(spec, vote.get(spec.id, {})) for spec in specs}
    if wrong := {question: faults for question, faults in found.items() if faults}:
        raise Refused("faults", wrong)
    return {spec.id: ballots.canonical(spec, vote.get(spec.id, {})) for spec in specs}


def _area(act: Act, area: str) -> str:
    """Return the area to write on the ballot: none where fewer than ten people have a code."""
    if not area or (act.pk, area) in _big_areas:
        return area
    if Credential.objects.filter(act=act, area=area)[:SMALL_GROUP].count() < SMALL_GROUP:
        return ""
    if len(_big_areas) < MOST_AREAS:
        _big_areas.add((act.pk, area))
    return area


# Areas in which ten codes were given out; a code that was given is never taken out of this count.
_big_areas: set[tuple[Any, str]] = set()
