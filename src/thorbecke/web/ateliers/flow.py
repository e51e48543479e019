"""The way through the script: open, step, round, timer, writing and showing. One transaction each."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from functools import wraps
from typing import Any

from django.db import transaction
from django.utils import timezone

from thorbecke.web.ateliers import scripts
from thorbecke.web.ateliers.models import Atelier, Card, LogEntry, Phase
from thorbecke.web.ateliers.permissions import role_of
from thorbecke.web.ateliers.scripts import Step

Action = LogEntry.Action
LONGEST_TIMER = 3 * 3600  # seconds


class Refused(Exception):
    """Something that can't be done now; ``reason`` is a code, see ``words.REFUSED``."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


def step_of(atelier: Atelier) -> Step:
    """Return the step that is on."""
    return Step.model_validate(atelier.steps[min(atelier.step, len(atelier.steps) - 1)])


def step_named(atelier: Atelier, key: str) -> tuple[int, Step]:
    """Return place and step with this key. Raises ``Refused``."""
    for place, data in enumerate(atelier.steps):
        if data["key"] == key:
            return place, Step.model_validate(data)
    raise Refused("step")


def changes(content: bool = False) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """Run a function on the locked row of an atelier, store the row and raise its version.

    The function gets the fresh row in the place of what the caller had. ``content``: what is on the
    board changes too.
    """

    def around(work: Callable[..., Any]) -> Callable[..., Any]:
        @wraps(work)
        @transaction.atomic
        def changing(atelier: Atelier, *args: Any, **kwargs: Any) -> Any:
            fresh = Atelier.objects.select_for_update().get(pk=atelier.pk)
            found = work(fresh, *args, **kwargs)
            fresh.version += 1
            fresh.content += content
            fresh.save()
            return found

        return changing

    return around


def note(atelier: Atelier, person: Any, action: str, subject: str = "", reason: str = "") -> None:
    """Write in the log who did what: a role, never a name."""
    LogEntry.objects.create(
        atelier=atelier, action=action, subject=subject, reason=reason, by=role_of(person, atelier)
    )


@changes(content=True)
def open_(atelier: Atelier, person: Any) -> None:
    """Open it: from now on people can join."""
    if atelier.phase != Phase.PREPARE:
        raise Refused("phase")
    atelier.phase, atelier.opened_at = Phase.OPEN, timezone.now()
    note(atelier, person, Action.OPENED)
    _enter(atelier, 0)


@changes(content=True)
def go(atelier: Atelier, person: Any, place: int, seen: int) -> None:
    """Go to a step. ``seen``: the step that was on the page; a second press does nothing twice."""
    _guard(atelier, seen)
    if not 0 <= place < len(atelier.steps):
        raise Refused("step")
    note(atelier, person, Action.STEP, atelier.steps[place]["key"])
    _enter(atelier, place)


@changes(content=True)
def forward(atelier: Atelier, person: Any, seen: int, seen_round: int) -> None:
    """Go to the next round of this step, or to the next step."""
    from thorbecke.web.ateliers import grouping

    _guard(atelier, seen)
    if seen_round != atelier.round:
        raise Refused("moved")
    step = step_of(atelier)
    if atelier.round < step.rounds:
        atelier.round += 1
        atelier.moved_at = timezone.now()
        _set_timer(atelier, step)
        if step.in_groups and atelier.groups and not atelier.choose_group:
            grouping.deal(atelier)
        return
    if atelier.step + 1 >= len(atelier.steps):
        raise Refused("last")
    note(atelier, person, Action.STEP, atelier.steps[atelier.step + 1]["key"])
    _enter(atelier, atelier.step + 1)


def _guard(atelier: Atelier, seen: int) -> None:
    if atelier.phase != Phase.OPEN:
        raise Refused("phase")
    if atelier.step != seen:
        raise Refused("moved")


def _enter(atelier: Atelier, place: int) -> None:
    atelier.step, atelier.round = place, 1
    atelier.writing, atelier.revealed = True, False
    atelier.moved_at = timezone.now()
    step = step_of(atelier)
    _set_timer(atelier, step)
    ready = [
        Card(
            atelier=atelier,
            step=step.key,
            client=f"ready-{step.key}"[:36] + f"-{number}",
            text=text,
            value=value,
            ready=True,
        )
        for number, (value, text) in enumerate(scripts.ready_cards(step))
    ]
    Card.objects.bulk_create(ready, ignore_conflicts=True)


def _set_timer(atelier: Atelier, step: Step) -> None:
    atelier.ends_at, atelier.left = None, step.minutes * 60


@changes()
def start_timer(atelier: Atelier) -> None:
    """Let the timer run from where it stands."""
    if atelier.ends_at is None:
        atelier.ends_at = timezone.now() + timedelta(seconds=atelier.left or 0)
        atelier.left = None


@changes()
def stop_timer(atelier: Atelier) -> None:
    """Let the timer stand still."""
    if atelier.ends_at is not None:
        atelier.left, atelier.ends_at = seconds_left(atelier), None


@changes()
def add_time(atelier: Atelier, seconds: int) -> None:
    """Give more or less time; never under zero. A timer that ran out starts from now."""
    now, most = seconds_left(atelier), LONGEST_TIMER
    found = max(0, min(most, now + seconds))
    if atelier.ends_at is not None:
        atelier.ends_at = timezone.now() + timedelta(seconds=found)
    else:
        atelier.left = found


def seconds_left(atelier: Atelier) -> int:
    """Return the seconds that are left; zero when the time is over."""
    if atelier.ends_at is None:
        return atelier.left or 0
    return max(0, round((atelier.ends_at - timezone.now()).total_seconds()))


@changes()
def set_writing(atelier: Atelier, on: bool) -> None:
    """Open or close writing (and dots and scores) in this step."""
    if atelier.writing and not on:
        atelier.moved_at = timezone.now()
    atelier.writing = on


@changes(content=True)
def set_revealed(atelier: Atelier, on: bool) -> None:
    """Show what the dots and scores came to, or hide it again. Shown means: no more dots."""
    atelier.revealed = on


def bump(atelier: Atelier, content: bool = True) -> None:
    """Raise the version inside the transaction of the caller. One query."""
    from django.db.models import F

    more: dict[str, Any] = {"version": F("version") + 1}
    if content:
        more["content"] = F("content") + 1
    Atelier.objects.filter(pk=atelier.pk).update(**more)
