"""The big screen. Whoever has the code may see it: it shows what the room sees."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.safestring import mark_safe
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from thorbecke.web.ateliers import joining, live, screen_parts
from thorbecke.web.ateliers.access import of_code
from thorbecke.web.ateliers.models import Atelier, Phase
from thorbecke.web.participation.roll.letters.wording import qr


@never_cache
@require_safe
def screen(request: HttpRequest, code: str) -> HttpResponse:
    """The whole page."""
    atelier = of_code(code)
    link = joining.link(atelier)
    context = {
        "atelier": atelier,
        "parts": live.whole(request, screen_parts.all_parts(atelier)),
        "tag": live.etag(request, atelier.version),
        "now": live.now(),
        "address": joining.short_address(),
        "qr": mark_safe(qr(link)),  # noqa: S308 - made by segno from our own address
    }
    return render(request, "ateliers/screen.html", context)


@require_safe
def renew(request: HttpRequest, code: str) -> HttpResponse:
    """What changed since. One query when nothing did."""
    rows = Atelier.objects.filter(code=code).exclude(phase=Phase.PREPARE)
    version = rows.values_list("version", flat=True).first()
    if version is None:
        raise Http404
    tag = live.etag(request, version)
    if live.same(request, tag):
        return live.unchanged(tag)
    atelier = of_code(code)
    tag = live.etag(request, atelier.version)
    return live.answer(request, screen_parts.all_parts(atelier), tag)
