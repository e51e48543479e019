"""Statements come in, are judged, reworded and split; each step is in the public log of moderation."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import Max, QuerySet
from django.http import HttpRequest

from thorbecke.web.instruments.conversation import rooms, texts
from thorbecke.web.instruments.conversation.joining import Refused
from thorbecke.web.instruments.conversation.models import (
    LONGEST,
    Judgement,
    Participant,
    Statement,
)
from thorbecke.web.participation.models import Act, Phase
from thorbecke.web.participation.permissions import role_of
from thorbecke.web.participation.roll import limits

SHORTEST = 8  # signs
MOST = 2_000  # statements of one act that were not refused: a flood fills neither desk nor map
OF_ONE = limits.Limit("conversation-statement", 5, timedelta(hours=1))
FROM_ONE = limits.Limit("conversation-statements", 30, timedelta(hours=1))
State = Statement.State


def checked(text: str) -> str:
    """Return a text as it may be stored. Raises ``Refused``: short, long, link."""
    found = texts.clean(text)
    if len(found) < SHORTEST or " " not in found:
        raise Refused("short")
    if len(found) > LONGEST:
        raise Refused("long")
    if texts.has_link(found):
        raise Refused("link")
    return found


def suggest(request: HttpRequest, act: Act, who: Participant, text: str) -> Statement:
    """Take in a statement of a participant; it waits, or is shown at once. Raises ``Refused``."""
    if not rooms.option(act, "add"):
        raise Refused("no_adding")
    found = checked(text)
    sender = limits.sender(request)
    if limits.spent(OF_ONE, act, str(who.pk)) or limits.spent(FROM_ONE, act, sender):
        raise Refused("flood")
    limits.count(OF_ONE, act, str(who.pk))
    limits.count(FROM_ONE, act, sender)
    if not rooms.option(act, "before"):
        return put(act, found, state=State.SHOWN, author=who)
    return put(act, found, author=who)


def put(act: Act, text: str, **values: Any) -> Statement:
    """Store a statement with the next number. Raises ``Refused``: full, double, closed."""
    with transaction.atomic():
        now = Act.objects.select_for_update(of=("self",)).get(pk=act.pk)
        if now.phase != Phase.OPEN:
            raise Refused("closed")
        mine = Statement.objects.filter(act=act)
        if mine.exclude(state=State.REFUSED).count() >= MOST:
            raise Refused("full")
        if mine.filter(print=texts.fingerprint(text)).exists():
            raise Refused("double")
        last = mine.aggregate(last=Max("number"))["last"] or 0
        return Statement.objects.create(
            act=act, number=last + 1, text=text, print=texts.fingerprint(text), **values
        )


def similar(act: Act, text: str) -> list[Statement]:
    """Return shown statements that say nearly the same, at most three."""
    shown = list(Statement.objects.filter(act=act, state=State.SHOWN))
    return [shown[place] for place, _score in texts.alike(text, [one.text for one in shown])[:3]]


def judge(one: Statement, person: Any, state: str, reason: str) -> None:
    """Show or refuse a statement, and say so in the log. Raises ``Refused`` ("reason")."""
    if state == str(State.REFUSED) and not reason:
        raise Refused("reason")
    with transaction.atomic():
        Statement.objects.filter(pk=one.pk).update(state=state)
        note(one, person, state, reason)


def reword(one: Statement, person: Any, lines: list[str], reason: str) -> list[Statement]:
    """Replace a statement by one or more others that name it as where they come from.

    Votes stay with the words on which they were given: the new statements start at none.
    Raises ``Refused``, and then nothing changed.
    """
    found = [checked(line) for line in lines]
    if not found or not reason:
        raise Refused("reason" if found else "short")
    values = {"state": State.SHOWN, "by_organiser": one.by_organiser, "author": one.author}
    try:
        with transaction.atomic():
            made = [put(one.act, text, replaces=one, **values) for text in found]
            Statement.objects.filter(pk=one.pk).update(state=State.REPLACED)
            note(one, person, str(State.REPLACED), reason)
    except IntegrityError:
        raise Refused("double") from None
    return made


def note(one: Statement, person: Any, state: str, reason: str) -> None:
    """Add an entry to the log of moderation: the role, never the name."""
    by = role_of(person, one.act)
    Judgement.objects.create(statement=one, state=state, reason=reason, by=by)


def log_of(act: Act) -> QuerySet[Judgement]:
    """Return the log of moderation, latest first."""
    return Judgement.objects.filter(statement__act=act).select_related("statement")
