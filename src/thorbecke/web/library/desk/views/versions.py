"""One version: read it, hand it in, decide about it. And the history of an entry."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from thorbecke.web.library import publishing
from thorbecke.web.library.desk import differences, hints, mail, saving
from thorbecke.web.library.desk.access import staff_only
from thorbecke.web.library.kinds import KINDS
from thorbecke.web.library.models import Entry, Kind, State, Version
from thorbecke.web.library.permissions import may

ACTIONS = ("submit", "take_back", "publish", "reject", "withdraw")
PER_PAGE = 50


@require_safe
@staff_only
def show(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The text of a version as a preview, with what this person may do now."""
    return _page(request, _version(pk))


@require_POST
@staff_only
def act(request: HttpRequest, pk: UUID, action: str) -> HttpResponse:
    """Submit, take back, publish, reject or withdraw a version."""
    if action not in ACTIONS:
        raise Http404
    version = _version(pk)
    # Withdrawing works on the entry, so the version in the address must be checked here.
    if not may(request.user, action, version):
        raise PermissionDenied
    reason = request.POST.get("reason", "").strip()
    if action == "reject" and not reason:
        return _page(request, version, error=_("Schrijf op waarom u dit afwijst."), status=400)
    try:
        done = _DO[action](version, request.user, reason)
    except publishing.Conflict as conflict:
        return _page(request, version, newer=conflict.theirs, status=409)
    messages.success(request, done)
    return redirect("desk_version", pk=pk)


def _submit(version: Version, by: Any, reason: str) -> str:
    mail.submitted(publishing.submit(version, by))
    return _("De tekst wacht nu op een eindredacteur.")


def _take_back(version: Version, by: Any, reason: str) -> str:
    publishing.take_back(version, by)
    return _("De tekst is weer een concept.")


def _publish(version: Version, by: Any, reason: str) -> str:
    mail.decided(publishing.publish(version, by), published=True)
    return _("De tekst is gepubliceerd. Lezers zien hem nu.")


def _reject(version: Version, by: Any, reason: str) -> str:
    mail.decided(publishing.reject(version, by, reason[:300]), published=False, note=reason)
    return _("De tekst is afgewezen. De maker krijgt bericht.")


def _withdraw(version: Version, by: Any, reason: str) -> str:
    publishing.withdraw(version.entry, by, reason[:300])
    return _("De pagina is weg voor lezers. De geschiedenis blijft.")


_DO: dict[str, Callable[[Version, Any, str], str]] = {
    "submit": _submit,
    "take_back": _take_back,
    "publish": _publish,
    "reject": _reject,
    "withdraw": _withdraw,
}


@require_safe
@staff_only
def entry(request: HttpRequest, kind: str, slug: str) -> HttpResponse:
    """The history of an entry: its versions, newest first, and a form to compare two."""
    found = get_object_or_404(Entry, kind=kind, slug=slug)
    versions = found.versions.select_related("made_by", "decided_by").defer("data")
    page = Paginator(versions.order_by("-number"), PER_PAGE).get_page(request.GET.get("page"))
    context = {"entry": found, "kind": Kind(kind), "page": page, "public_url": _public_url(found)}
    return render(request, "library/desk/entry.html", context)


@require_safe
@staff_only
def compare(request: HttpRequest, kind: str, slug: str) -> HttpResponse:
    """The differences between two versions, ``van`` and ``naar`` by number."""
    found = get_object_or_404(Entry, kind=kind, slug=slug)
    numbers = [_number(request.GET.get(name, "")) for name in ("van", "naar")]
    both = found.versions.select_related("made_by").filter(number__in=numbers)
    versions = {one.number: one for one in both}
    if any(number not in versions for number in numbers):
        raise Http404
    old, new = (versions[number] for number in numbers)
    context = {
        "entry": found,
        "old": old,
        "new": new,
        "changes": differences.compare(kind, old.data, new.data),
    }
    return render(request, "library/desk/compare.html", context)


@require_POST
@staff_only
def restore(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Make a new draft with the text of an old version."""
    try:
        draft = saving.restore(_version(pk), request.user)
    except publishing.ValidationFailed:
        messages.error(request, _("Deze oude tekst past niet meer. Neem de delen zelf over."))
        return redirect("desk_version", pk=pk)
    messages.success(request, _("De oude tekst staat nu in een nieuw concept."))
    return redirect("desk_version", pk=draft.pk)


def _version(pk: UUID) -> Version:
    found = Version.objects.select_related("entry", "made_by", "decided_by")
    return get_object_or_404(found, pk=pk)


def _number(text: str) -> int:
    if not text.isdecimal() or len(text) > 9:
        raise Http404
    return int(text)


def _page(
    request: HttpRequest,
    version: Version,
    error: str = "",
    newer: Version | None = None,
    status: int = 200,
) -> HttpResponse:
    kind = version.entry.kind
    shown = version.entry.data
    is_published = version.state == State.PUBLISHED
    context = {
        "version": version,
        "entry": version.entry,
        "fields": differences.flatten(kind, version.data).values(),
        "changes": []
        if is_published or not shown
        else differences.compare(kind, shown, version.data),
        "hint": hints.check(version.data),
        "may": {action: may(request.user, action, version) for action in ACTIONS},
        "own_work": version.state == State.REVIEW and version.made_by_id == request.user.pk,
        "error": error,
        "newer": newer,
        "public_url": _public_url(version.entry),
    }
    return render(request, "library/desk/version.html", context, status=status)


def _public_url(found: Entry) -> str:
    """Return where readers find an entry; nothing when it is not published."""
    if found.data is None:
        return ""
    name = KINDS[found.kind].url_name
    return reverse(name) if name == "principles" else reverse(name, kwargs={"slug": found.slug})
