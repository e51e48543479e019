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
from thorbecke.web.participation.roll import codes, entry
from thorbecke.web.participation.roll.entry import Standing

Vote = Mapping[str, Mapping[str, int]]

# No look-alikes. Capitals and groups of four: a receipt is never taken for a voting code.
SIGNS = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"
GROUPS, GROUP = 4, 4  # 16 × log2(32) = 80 bits
REFUSALS = {Standing.UNKNOWN: "unknown_code", Standing.VOID: "void_code"}


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
    act allows that, with a new receipt. Six statements; O(ballots in a drawer), whatever the number
    of ballots.
    """
    clean = checked(act, vote)
    try:
        code = codes.normalise(code)
    except codes.WrongCode as error:
        raise Refused("unknown_code") from error
    try:
        with transaction.atomic():
            return _cast(act, code, clean, how)
    except IntegrityError as error:  # marked at the desk at this very moment
        raise Refused("used") from error


def _cast(act: Act, code: str, vote: dict[str, dict[str, int]], how: str) -> Receipt:
    held = storage.hold_shared(act)
    if held.refusal:
        raise Refused(held.refusal)
    standing, credential = entry.check(act, code, lock=True)
    if credential is None:
        raise Refused(REFUSALS[standing])
    key = drawers.key_of(act, code)
    drawer = drawers.hold(act, key)
    before = drawers.read(drawer).get(key)
    if standing is Standing.USED:
        if before is None:
            raise Refused("used")  # on paper
        if before.vote == vote:
            return Receipt(before.receipt, again=True)
        if not held.may_change:
            raise Refused("used")
    else:
        Spent.objects.create(credential=credential, how=how)
    receipt = new_receipt()
    drawers.put(drawer, key, Slip(receipt, _area(act, credential), vote))
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
    signs = "".join(SIGNS[secrets.randbelow(len(SIGNS))] for _ in range(GROUPS * GROUP))
    return "-".join(signs[start : start + GROUP] for start in range(0, len(signs), GROUP))


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


def _area(act: Act, credential: Credential) -> str:
    """Return the area to write on the ballot: none where fewer than ten people have a code."""
    if not credential.area:
        return ""
    others = Credential.objects.filter(act=act, area=credential.area)[:SMALL_GROUP]
    return credential.area if others.count() >= SMALL_GROUP else ""
