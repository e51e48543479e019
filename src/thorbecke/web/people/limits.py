"""How often one sender or one address may do something, without keeping who that is."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import F
from django.http import HttpRequest
from django.utils import timezone
from django.utils.crypto import salted_hmac

from thorbecke.web.people.models import Mark

KEPT = timedelta(days=1)


@dataclass(frozen=True)
class Limit:
    """At most ``most`` times in ``period``, which starts at the first."""

    name: str
    most: int
    period: timedelta


MAILS_TO_ONE = Limit("invite-to", 3, timedelta(hours=1))
MAILS_FROM_ONE = Limit("invite-from", 100, timedelta(days=1))
WRONG_TOKENS = Limit("invite-token", 30, timedelta(hours=1))
NEW_ACCOUNTS = Limit("invite-account", 20, timedelta(hours=1))


def sender(request: HttpRequest) -> str:
    """Return the sender's address; the last one that our own proxy wrote, if there is a proxy.

    Of IPv6 the first 64 bits, which one household has whole.
    """
    address = str(request.META.get("REMOTE_ADDR", ""))
    if settings.SECURE_PROXY_SSL_HEADER:
        forwarded = request.META.get("HTTP_X_FORWARDED_FOR", "")
        address = forwarded.rsplit(",", 1)[-1].strip() or address
    if "." not in address and address.count(":") > 3:
        return ":".join(address.split(":")[:4])
    return address


def spent(limit: Limit, who: str) -> bool:
    """Tell whether this one may do nothing more for now. One query."""
    since = timezone.now() - limit.period
    key = _key(limit, who)
    return Mark.objects.filter(pk=key, since__gt=since, count__gte=limit.most).exists()


@transaction.atomic
def count(limit: Limit, who: str) -> None:
    """Count one try."""
    key, now = _key(limit, who), timezone.now()
    row, new = Mark.objects.select_for_update().get_or_create(
        pk=key, defaults={"count": 1, "since": now}
    )
    if new:
        return
    if row.since <= now - limit.period:
        Mark.objects.filter(pk=key).update(count=1, since=now)
    else:
        Mark.objects.filter(pk=key).update(count=F("count") + 1)


def erase_old() -> int:
    """Erase counters of more than a day ago; return how many."""
    return Mark.objects.filter(since__lt=timezone.now() - KEPT).delete()[0]


def _key(limit: Limit, who: str) -> str:
    text = f"{limit.name}|{who}"
    return salted_hmac("thorbecke.people.mark", text, algorithm="sha256").hexdigest()
