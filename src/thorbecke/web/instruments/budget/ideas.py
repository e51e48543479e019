"""The road of an idea to the ballot. Every step locks the act, checks the phase, and renews the ballot."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from thorbecke.web.instruments.budget import ballot, mail
from thorbecke.web.instruments.budget.models import ON_ITS_WAY, Author, Idea, Like
from thorbecke.web.participation.models import Act, Phase

State = Idea.State
# From which states a step may be taken. A refused or accepted idea can be looked at again.
STEPS: dict[str, tuple[str, ...]] = {
    "show": (State.NEW,),
    "vet": (*ON_ITS_WAY[:2], State.REFUSED, State.BALLOT),
    "accept": (State.VETTING, State.BALLOT),
    "refuse": (State.NEW, *ON_ITS_WAY, State.BALLOT),
    "merge": (State.NEW, *ON_ITS_WAY, State.BALLOT),
}


class NotNow(Exception):
    """The act went on, or the idea is in another state than the page showed."""


@contextmanager
def held(idea: Idea, step: str) -> Iterator[Idea]:
    """Hold the act and the idea for one step; afterwards make the ballot anew. Raises ``NotNow``."""
    with transaction.atomic():
        act = hold(idea.act)
        now = Idea.objects.select_for_update().get(pk=idea.pk)
        if now.state not in STEPS[step]:
            raise NotNow
        now.act = act
        yield now
        now.save()
        ballot.refresh(act)
        act.save(update_fields=["settings"])


def hold(act: Act) -> Act:
    """Lock an act that is still prepared. Raises ``NotNow``."""
    now = Act.objects.select_for_update().select_related("organisation").get(pk=act.pk)
    if now.phase != Phase.PREPARE:
        raise NotNow
    return now


def open_for(act: Act) -> bool:
    """True while residents may bring in ideas and support them."""
    return act.phase == Phase.PREPARE and bool(act.settings.get("ideas_open")) and not act.rehearsal


def bring_in(idea: Idea, name: str, email: str, *, by_organiser: bool = False) -> Idea:
    """Store a new idea with who brought it in. That of an organiser is shown at once. Raises ``NotNow``."""
    with transaction.atomic():
        act = hold(idea.act)
        if not by_organiser and not open_for(act):
            raise NotNow
        last = (
            Idea.objects.filter(act=act)
            .order_by("-number")
            .values_list("number", flat=True)
            .first()
        )
        idea.act, idea.number = act, (last or 0) + 1
        if by_organiser:
            _show(idea)
        idea.save(force_insert=True)
        if name or email:
            Author.objects.create(idea=idea, name=name, email=email)
        if not by_organiser:
            mail.step(idea, "received")
    return idea


def join(idea: Idea, name: str, email: str) -> None:
    """Add somebody who wants to help with an idea."""
    Author.objects.create(idea=idea, name=name, email=email, joined=True)


def show(idea: Idea) -> None:
    """Let residents see an idea."""
    with held(idea, "show") as now:
        _show(now)
        mail.step(now, "shown")


def _show(idea: Idea) -> None:
    idea.state, idea.shown_on = State.SUPPORT, timezone.localdate()
    if idea.likes >= threshold(idea.act):
        idea.state = State.ENOUGH


def threshold(act: Act) -> int:
    """Return how many must support an idea before it is looked into."""
    return int(act.settings.get("threshold") or 0)


def vet(idea: Idea) -> None:
    """Start to look into an idea, or look again."""
    with held(idea, "vet") as now:
        now.state, now.reason = State.VETTING, ""
        mail.step(now, "vetting")


def accept(idea: Idea, cost: int, reason: str = "") -> None:
    """Put an idea on the ballot at its cost in cents."""
    with held(idea, "accept") as now:
        now.state, now.cost, now.reason = State.BALLOT, cost, reason
        now.shown_on = now.shown_on or timezone.localdate()
        mail.step(now, "ballot")


def refuse(idea: Idea, reason: str) -> None:
    """Take an idea off the road; who brought it in reads why."""
    with held(idea, "refuse") as now:
        now.state, now.reason = State.REFUSED, reason
        mail.step(now, "refused")


def merge(idea: Idea, into: Idea) -> None:
    """Let an idea go on in another: its authors become co-authors, who supported both counts once."""
    with held(idea, "merge") as now:
        target = Idea.objects.select_for_update().get(pk=into.pk, act=now.act)
        if target.pk == now.pk or target.state in {State.REFUSED, State.MERGED}:
            raise NotNow
        now.state, now.merged_into = State.MERGED, target
        Idea.objects.filter(merged_into=now).update(merged_into=target)
        mail.step(now, "merged")
        known = set(target.authors.values_list("email", flat=True))
        Author.objects.bulk_create(
            Author(idea=target, name=one.name, email=one.email, joined=True)
            for one in now.authors.all()
            if not one.email or one.email not in known
        )
        keys = now.supporters.values_list("key", flat=True)
        Like.objects.bulk_create(
            (Like(idea=target, key=key) for key in keys), ignore_conflicts=True
        )
        target.likes = target.supporters.count()
        _reached(target, now.act)
        target.save(update_fields=["likes", "state"])


def like(idea: Idea, key: str) -> bool:
    """Support an idea, or take the support back when it was given; return whether it stands now.

    Raises ``NotNow`` when the idea does not look for support. One visitor counts once, however often
    and from however many windows it is sent.
    """
    with transaction.atomic():
        now = Idea.objects.select_for_update().select_related("act__organisation").get(pk=idea.pk)
        if not open_for(now.act) or now.state not in ON_ITS_WAY:
            raise NotNow
        gone, _rows = Like.objects.filter(idea=now, key=key).delete()
        if not gone:
            Like.objects.create(idea=now, key=key)
        Idea.objects.filter(pk=now.pk).update(likes=F("likes") + (-1 if gone else 1))
        now.refresh_from_db(fields=["likes"])
        _reached(now, now.act)
        now.save(update_fields=["state"])
    return not gone


def _reached(idea: Idea, act: Act) -> None:
    if idea.state == State.SUPPORT and idea.likes >= threshold(act):
        idea.act = act
        idea.state = State.ENOUGH
        mail.step(idea, "enough")


def drop_photo(holder: Any) -> None:
    """Take a photo away, with its file."""
    if holder.photo:
        file, holder.photo, holder.photo_text = holder.photo, "", ""
        holder.save(update_fields=["photo", "photo_text"])
        transaction.on_commit(lambda: file.storage.delete(file.name))


def erase_due() -> int:
    """Erase names and addresses of authors of acts whose date has come; return how many."""
    due = Author.objects.filter(idea__act__erase_on__lte=timezone.localdate())
    return due.exclude(idea__act__phase=Phase.OPEN).delete()[0]
