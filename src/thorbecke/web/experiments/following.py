"""Following an experiment by mail: asked for, confirmed from the address itself, ended in one click."""

from __future__ import annotations

from datetime import timedelta

from django.core import signing
from django.db import transaction
from django.utils import timezone

from thorbecke.web.experiments import mail, timeline
from thorbecke.web.experiments.models import Experiment, Follower

CONFIRM = "thorbecke.experiments.follow"
LEAVE = "thorbecke.experiments.leave"
DAYS = 7
AGAIN = timedelta(hours=1)


def ask(experiment: Experiment, email: str) -> None:
    """Send a mail to confirm; a second one only when the first was not answered in an hour.

    So nobody fills the letter box of somebody else with this form.
    """
    now = timezone.now()
    with transaction.atomic():
        found, made = Follower.objects.get_or_create(
            experiment=experiment, email=email.strip().lower()
        )
        waited = found.asked_at < now - AGAIN
        if made or (found.confirmed_at is None and waited):
            Follower.objects.filter(pk=found.pk).update(asked_at=now)
            mail.confirm(found, token(found, CONFIRM))


def token(follower: Follower, salt: str) -> str:
    """Return what stands in a link: the key of the row, signed. It tells no address."""
    return signing.dumps(str(follower.pk), salt=salt)


def find(text: str, salt: str) -> Follower | None:
    """Return the follower of a link; None when it is wrong, too old or gone."""
    age = timedelta(days=DAYS) if salt == CONFIRM else None
    try:
        key = signing.loads(text, salt=salt, max_age=age)
    except signing.BadSignature:
        return None
    found = Follower.objects.select_related("experiment").filter(pk=key).first()
    return found if found and found.experiment.public else None


def confirm(follower: Follower) -> None:
    """Start sending news, from now on."""
    now = timezone.now()
    Follower.objects.filter(pk=follower.pk, confirmed_at=None).update(confirmed_at=now, told_at=now)


def digest() -> int:
    """Send everybody what is new since the last mail; return how many mails."""
    keys = Follower.objects.exclude(confirmed_at=None).values("experiment").distinct()
    public = Experiment.objects.filter(pk__in=keys, public=True)
    return sum(_tell(one) for one in public.select_related("plan", "organisation").iterator())


def _tell(experiment: Experiment) -> int:
    found = timeline.items(experiment, timeline.acts_of(experiment))
    if not found:
        return 0
    now, sent = timezone.now(), 0
    followers = experiment.followers.exclude(confirmed_at=None)
    for follower in followers.filter(told_at__lt=max(one.told for one in found)).iterator():
        news = [one for one in found if one.told > (follower.told_at or now)]
        if news and mail.news(experiment, follower, news, token(follower, LEAVE)):
            Follower.objects.filter(pk=follower.pk).update(told_at=now)
            sent += 1
    return sent


def clean() -> int:
    """Erase addresses that never said yes; return how many."""
    before = timezone.now() - timedelta(days=DAYS)
    return Follower.objects.filter(confirmed_at=None, asked_at__lt=before).delete()[0]
