"""Voting on statements, and which statement comes next."""

from __future__ import annotations

import uuid
from dataclasses import dataclass

import numpy as np
from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils import timezone

from thorbecke.methods.opinion.routing import Choice, Exposure, RoutingRules, choose
from thorbecke.methods.opinion.votes import AGREE, DISAGREE, PASS
from thorbecke.web.instruments.conversation import rooms
from thorbecke.web.instruments.conversation.joining import Refused
from thorbecke.web.instruments.conversation.models import Participant, Room, Statement, Vote
from thorbecke.web.participation.box import storage
from thorbecke.web.participation.models import Act

RULES = RoutingRules()
COLUMN = {AGREE: "agree", PASS: "passed", DISAGREE: "disagree"}


@dataclass(frozen=True)
class Next:
    """The next statement and the receipt of its draw; ``left``: how many are still to come."""

    statement: Statement
    choice: Choice
    left: int


def cast(act: Act, who: Participant, statement: uuid.UUID, value: int, important: bool) -> None:
    """Store a vote, or another in its place. At most seven statements. Raises ``Refused``.

    The database holds one row for each participant and statement, whoever sends at the same moment.
    """
    with storage.turn(), transaction.atomic():
        _still_open(act)
        known = Statement.objects.filter(pk=statement, act=act, state=Statement.State.SHOWN)
        if value not in COLUMN or not known.exists():
            raise Refused("statement")
        before = _put(act, who, statement, value, important)
        change = _change(before, value, important)
        known.update(**{name: F(name) + step for name, step in change.items() if step})
        if before is None:
            Participant.objects.filter(pk=who.pk).update(given=F("given") + 1)


def _still_open(act: Act) -> None:
    """Refuse when the act is no longer open; it can't close before this transaction ends."""
    if storage.hold_act(act).refusal:
        raise Refused("closed")


def _put(
    act: Act, who: Participant, statement: uuid.UUID, value: int, important: bool
) -> Vote | None:
    """Store the vote; return what it replaces."""
    mine = Vote.objects.select_for_update().filter(participant=who, statement_id=statement)
    fresh = {"act": act, "value": value, "important": important, "at": timezone.now()}
    before = mine.first()
    if before is None:
        try:
            with transaction.atomic():
                Vote.objects.create(participant=who, statement_id=statement, **fresh)
                return None
        except IntegrityError:  # the same vote came twice at once
            before = mine.get()
    mine.update(**fresh)
    return before


def _change(before: Vote | None, value: int, important: bool) -> dict[str, int]:
    change = {"seen": int(before is None), COLUMN[value]: 1, "important": int(important)}
    if before is not None:
        change[COLUMN[before.value]] = change.get(COLUMN[before.value], 0) - 1
        change["important"] -= int(before.important)
    return change


def following(act: Act, who: Participant) -> Next | None:
    """Return the next statement for somebody; None when they answered all. Three queries."""
    shown = list(Statement.objects.filter(act=act, state=Statement.State.SHOWN))
    answered = set(Vote.objects.filter(participant=who).values_list("statement_id", flat=True))
    if not shown:
        return None
    done = np.array([one.pk in answered for one in shown], np.bool_)
    lots, live = rooms.lots_of(act), np.ones(len(shown), np.bool_)
    name, number = who.label, len(answered)
    choice = choose(_exposure(act, shown), live, done, RULES, lots, name, number)
    if choice is None:
        return None
    return Next(shown[choice.statement], choice, int((~done).sum()))


def _exposure(act: Act, shown: list[Statement]) -> Exposure:
    """Return what is known of the statements; how far from the middle comes from the latest map."""
    kept = Room.objects.filter(act=act).values_list("snapshot__extremity", flat=True).first()
    far = kept if isinstance(kept, dict) else {}
    rows = [(one.seen, one.agree, one.passed, far.get(str(one.number), 0)) for one in shown]
    seen, agree, passed, extremity = np.array(rows, np.int64).T
    return Exposure(seen, agree, passed, extremity)
