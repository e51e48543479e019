"""What becomes of the projects that won: reports, the money spent, and who stays silent."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone

from thorbecke.web.instruments.budget import mail
from thorbecke.web.instruments.budget.models import FINISHED, Idea, Progress
from thorbecke.web.participation.models import Act, Phase, Result

REMIND_AFTER = 60  # days


def funded_numbers(result: Result) -> list[int]:
    """Return the numbers of the ideas that won, in the order of the count."""
    names = [name for one in result.counts for name in one["outcome"].get("funded", ())]
    return [int(name[1:]) for name in names]


def funded(act: Act) -> list[Idea]:
    """Return the ideas that won, in the order of the count, each with its reports. Three queries."""
    result = Result.objects.filter(act=act).first()
    if result is None or act.phase != Phase.PUBLISHED:
        return []
    numbers = funded_numbers(result)
    ideas = of_act(act).filter(number__in=numbers).prefetch_related("progress")
    found = {idea.number: idea for idea in ideas}
    return [found[number] for number in numbers if number in found]


def of_act(act: Act) -> Any:
    """Return the ideas of an act; a rehearsal uses those of its original."""
    return Idea.objects.filter(act=act.rehearsal_of_id or act.pk)


def latest(idea: Idea) -> Progress | None:
    """Return the last report, of reports that were read already."""
    return next(iter(idea.progress.all()), None)


def report(progress: Progress) -> None:
    """Store a report and tell who brought the idea in."""
    with transaction.atomic():
        progress.save(force_insert=True)
        Idea.objects.filter(pk=progress.idea_id).update(reminded_on=None)
        mail.progress(progress)


def remind() -> int:
    """Ask organisers for news on projects about which nothing was said for long; return how many mails.

    Once for each period of silence: an organiser is not mailed every day.
    """
    acts = Act.objects.filter(instrument="budget", phase=Phase.PUBLISHED, rehearsal_of=None)
    return sum(_remind(act) for act in acts.select_related("organisation"))


def _remind(act: Act) -> int:
    days = int(act.settings.get("remind_days") or REMIND_AFTER)
    before = timezone.localdate() - timedelta(days=days)
    silent = list(_silent(act, funded(act), before))
    if not silent:
        return 0
    with transaction.atomic():
        Idea.objects.filter(pk__in=[idea.pk for idea in silent]).update(
            reminded_on=timezone.localdate()
        )
        return mail.reminder(act, silent, days)


def _silent(act: Act, ideas: Iterable[Idea], before: Any) -> Iterable[Idea]:
    for idea in ideas:
        last = latest(idea)
        if last is not None and last.state in FINISHED:
            continue
        published = timezone.localdate(act.published_at) if act.published_at else before
        since = last.day if last else published
        if since <= before and (idea.reminded_on is None or idea.reminded_on <= before):
            yield idea
