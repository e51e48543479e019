"""Parts of a page that renew themselves, and the answer "nothing changed".

A page is made of parts. A part has a key, made of its content; a browser says which keys it has, and
gets only what differs. The form token differs at each answer, so it stands in a part as a mark that is
filled in last: a part can be drawn once for everybody and kept.
"""

from __future__ import annotations

import hashlib
import re
import secrets
from collections import OrderedDict
from collections.abc import Callable, Hashable, Iterable, Mapping
from dataclasses import dataclass
from threading import Lock
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.middleware.csrf import get_token
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

from thorbecke.web.ateliers.models import Atelier

_MARK = f"@@{secrets.token_hex(16)}@@"
TOKEN = mark_safe(f'<input type="hidden" name="csrfmiddlewaretoken" value="{_MARK}">')  # noqa: S308
MOST_KEPT = 128
_KEPT: OrderedDict[Hashable, Part] = OrderedDict()
_LOCK = Lock()
_KEYS = re.compile(r"^[\w:,-]{0,400}$")


@dataclass(frozen=True)
class Part:
    """A piece of a page: its name and its HTML with the mark of the form token."""

    name: str
    html: str

    @property
    def key(self) -> str:
        """A short hash of the content."""
        return hashlib.blake2b(self.html.encode(), digest_size=6).hexdigest()


def draw(name: str, template: str, context: Mapping[str, Any]) -> Part:
    """Draw a part from a template of this app."""
    return Part(name, render_to_string(f"ateliers/{template}", {**context, "token": TOKEN}))


def kept(key: Hashable, make: Callable[[], Part]) -> Part:
    """Return a part that is drawn once for everybody; the key holds the content version."""
    full = (key, get_language())
    with _LOCK:
        if full in _KEPT:
            _KEPT.move_to_end(full)
            return _KEPT[full]
    made = make()
    with _LOCK:
        _KEPT[full] = made
        while len(_KEPT) > MOST_KEPT:
            _KEPT.popitem(last=False)
    return made


def etag(request: HttpRequest, version: int, who: str = "") -> str:
    """Return the tag of what this browser sees at this version: its language, page and cookie count."""
    text = f"{version}|{who}|{get_language()}|{request.GET.get('p', '')}"
    return f'"{hashlib.blake2b(text.encode(), digest_size=9).hexdigest()}"'


def same(request: HttpRequest, tag: str) -> bool:
    """Tell whether the browser has this already. A proxy or gzip may have made the tag weak."""
    sent = request.headers.get("If-None-Match", "")
    return tag in [one.strip().removeprefix("W/") for one in sent.split(",")]


def unchanged(tag: str) -> HttpResponse:
    """Answer "nothing changed"."""
    response = HttpResponse(status=304)
    response["ETag"] = tag
    return stamp(response)


def answer(request: HttpRequest, parts: Iterable[Part], tag: str = "") -> HttpResponse:
    """Answer with the parts that the browser does not have yet."""
    text = request.GET.get("heeft", "")
    have = set(text.split(",")) if _KEYS.match(text) else set()
    lines = (
        (part.name, part.key, "" if f"{part.name}:{part.key}" in have else mark_safe(part.html))  # noqa: S308
        for part in parts
    )
    html = format_html_join("\n", '<section data-part="{}" data-key="{}">{}</section>', lines)
    response = HttpResponse(_filled(request, html))
    if tag:
        response["ETag"] = tag
    return stamp(response)


def whole(request: HttpRequest, parts: Iterable[Part]) -> dict[str, SafeString]:
    """Return the parts by name, each in its frame, for a page that is made whole."""
    return {
        part.name: mark_safe(  # noqa: S308 - drawn by templates that escape
            _filled(
                request,
                format_html(
                    '<div data-part="{}" data-key="{}">{}</div>',
                    part.name,
                    part.key,
                    mark_safe(part.html),  # noqa: S308
                ),
            )
        )
        for part in parts
    }


def _filled(request: HttpRequest, html: str) -> str:
    return html.replace(_MARK, get_token(request)) if _MARK in html else html


def said(text: str, status: int) -> HttpResponse:
    """Answer a script with a short text for the person."""
    return stamp(HttpResponse(text, status=status, content_type="text/plain; charset=utf-8"))


def stamp(response: HttpResponse) -> HttpResponse:
    """Say what time it is here, for the timer; and let no cache between us keep the answer."""
    response["X-Now"] = str(now())
    response["Cache-Control"] = "private, no-cache"
    return response


def now() -> int:
    """Return the time in milliseconds, as browsers count it."""
    return int(timezone.now().timestamp() * 1000)


def timer(atelier: Atelier) -> dict[str, Any]:
    """Return the timer for a template: when it ends, or how long is left while it stands."""
    ends = int(atelier.ends_at.timestamp() * 1000) if atelier.ends_at else None
    left = atelier.left if atelier.left is not None else 0
    return {"ends": ends, "ends_at": atelier.ends_at, "left": left, "minutes": -(-left // 60)}
