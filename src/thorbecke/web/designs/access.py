"""Who may see and change a kept design. What somebody may not see does not exist for them."""

from __future__ import annotations

import hmac

from django.conf import settings
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse

from thorbecke.web.designs.models import Design, digest_of
from thorbecke.web.people.models import Organisation, Role

SALT = "thorbecke.design"
YEAR = 365 * 24 * 3600
READERS = frozenset(Role.values) - {Role.RESIDENT, Role.JOURNALIST}
MAKERS = READERS - {Role.CLERK}


def find(request: HttpRequest, token: str) -> Design:
    """Return a design that this visitor may see, or raise ``Http404``. At most two queries."""
    found = Design.objects.filter(token=token).select_related("organisation").first()
    if found is None or not _may_read(request, found):
        raise Http404
    return found


def _may_read(request: HttpRequest, design: Design) -> bool:
    return design.organisation_id is None or bool(_roles(request, design) & READERS)


def may_change(request: HttpRequest, design: Design) -> bool:
    """True for a maker of its organisation, or for the browser that holds the edit key."""
    if design.organisation_id is not None:
        return bool(_roles(request, design) & MAKERS)
    key = request.get_signed_cookie(_cookie(design), default="", salt=SALT, max_age=YEAR)
    return fits(design, str(key))


def find_to_change(request: HttpRequest, token: str) -> Design:
    """Return a design that this visitor may change, or raise ``Http404``."""
    found = find(request, token)
    if not may_change(request, found):
        raise Http404
    return found


def fits(design: Design, key: str) -> bool:
    """True when this is the edit key of the design."""
    digest = design.edit_digest
    return bool(digest and key) and hmac.compare_digest(digest, digest_of(key))


def remember(response: HttpResponse, design: Design, key: str) -> None:
    """Keep the edit key in this browser, out of reach of scripts, for a year."""
    response.set_signed_cookie(
        _cookie(design),
        key,
        salt=SALT,
        max_age=YEAR,
        httponly=True,
        samesite="Lax",
        secure=settings.SESSION_COOKIE_SECURE,
    )


def organisations(request: HttpRequest) -> QuerySet[Organisation]:
    """Return the organisations for which this visitor may keep a design."""
    if not request.user.is_authenticated:
        return Organisation.objects.none()
    return Organisation.objects.filter(pk__in=request.user.organisations(MAKERS)).order_by("name")


def organisation_of(request: HttpRequest, key: str) -> Organisation | None:
    """Return the organisation with this key if this visitor may keep designs for it."""
    return {str(one.pk): one for one in organisations(request)}.get(key)


def of_mine(request: HttpRequest) -> QuerySet[Design]:
    """Return the designs of the organisations of this visitor."""
    if not request.user.is_authenticated:
        return Design.objects.none()
    mine = request.user.organisations(READERS)
    return Design.objects.filter(organisation__in=mine).select_related("organisation")


def _roles(request: HttpRequest, design: Design) -> frozenset[str]:
    if not request.user.is_authenticated:
        return frozenset()
    return frozenset(request.user.roles_in(design.organisation_id))


def _cookie(design: Design) -> str:
    return f"ontwerp-{design.token}"
