"""How often one sender may do something, without keeping who the sender is."""

from __future__ import annotations

from datetime import timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import F
from django.http import HttpRequest
from django.utils import timezone
from django.utils.crypto import salted_hmac

from thorbecke.web.library.models import RateMark

KEPT = timedelta(days=1)


def allowed(request: HttpRequest, action: str, most: int) -> bool:
    """Count one try; return False when this sender did ``action`` ``most`` times today.

    Old rows are erased at every call, so nothing stays longer than a day while the site is used;
    ``clean_reports`` erases the rest.
    """
    now = timezone.now()
    key = _key(request, action, f"{now:%Y-%m-%d}")
    with transaction.atomic():
        erase_old()
        RateMark.objects.get_or_create(key=key)
        RateMark.objects.filter(key=key).update(count=F("count") + 1)
        return RateMark.objects.filter(key=key, count__lte=most).exists()


def erase_old() -> int:
    """Erase counters of more than a day ago; return how many."""
    return RateMark.objects.filter(since__lt=timezone.now() - KEPT).delete()[0]


def _key(request: HttpRequest, action: str, day: str) -> str:
    text = f"{action}|{day}|{_address(request)}"
    return salted_hmac("thorbecke.rate", text, algorithm="sha256").hexdigest()


def _address(request: HttpRequest) -> str:
    """Return the sender's address; the last one that our own proxy wrote, if there is a proxy."""
    if settings.SECURE_PROXY_SSL_HEADER:
        forwarded = request.META.get("HTTP_X_FORWARDED_FOR", "")
        if last := forwarded.rsplit(",", 1)[-1].strip():
            return last
    return str(request.META.get("REMOTE_ADDR", ""))
