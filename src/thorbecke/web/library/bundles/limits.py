"""How many documents may be made: for one bundle and for one browser. Nothing personal is kept."""

from __future__ import annotations

import time

from django.core.cache import caches
from django.http import HttpRequest

from thorbecke.web.library.models import Bundle

HOUR = 3600
PER_BUNDLE = 20
PER_SESSION = 30
_SESSION_KEY = "bundle_makes"


def allowed(request: HttpRequest, bundle: Bundle) -> bool:
    """Count one making; return False when this bundle or this browser made too many in an hour."""
    now = int(time.time())
    recent = [moment for moment in request.session.get(_SESSION_KEY, []) if now - moment < HOUR]
    if len(recent) >= PER_SESSION or not _bundle_allowed(bundle, now):
        return False
    request.session[_SESSION_KEY] = [*recent, now]
    return True


def _bundle_allowed(bundle: Bundle, now: int) -> bool:
    store = caches["shared"]
    key = f"bundle-makes:{bundle.pk}:{now // HOUR}"
    store.add(key, 0, HOUR)
    return store.incr(key) <= PER_BUNDLE
