"""A page in two halves: the inside, the same for all readers and kept, and the house around it."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.urls import NoReverseMatch, reverse
from django.utils.cache import patch_vary_headers
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from thorbecke.web.library.views import fragments

Crumbs = tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Page:
    """The inside of a page. ``wide``: it brings its own containers; ``head``: extra head elements."""

    title: str
    description: str
    body: SafeString
    crumbs: Crumbs = ()
    head: str = ""
    wide: bool = False


def body(template: str, context: dict[str, Any], request: HttpRequest) -> SafeString:
    """Render the inside. Only the address of the request may be used, never who asks."""
    return render_to_string(template, {**context, "request": request})


def respond(request: HttpRequest, page: Page) -> HttpResponse:
    """Put the house around the page."""
    return render(request, "library/page.html", {"page": page})


def serve(
    request: HttpRequest, key: tuple[Hashable, ...], build: Callable[[], Page]
) -> HttpResponse:
    """Answer with the kept page under ``key``; ``build`` may raise ``Http404``.

    Without any cookie nothing on the page depends on who asks, so then the house is kept as well.
    """
    if request.COOKIES:
        response = respond(request, fragments.kept(key, build))
    else:
        whole = (*key, "whole", request.get_full_path())
        response = HttpResponse(fragments.kept(whole, lambda: _document(request, key, build)))
    patch_vary_headers(response, ["Cookie"])
    return response


def _document(request: HttpRequest, key: tuple[Hashable, ...], build: Callable[[], Page]) -> bytes:
    return respond(request, fragments.kept(key, build)).content


def crumbs(*parts: tuple[Any, str]) -> Crumbs:
    """Return the road to a page, from home on; texts are fixed in the reader's language."""
    return ((_("Home"), reverse("home")), *((str(label), url) for label, url in parts))


def maybe(name: str, *args: str) -> str:
    """Return the address with this name, or nothing when no part of the site has it."""
    try:
        return reverse(name, args=args)
    except NoReverseMatch:
        return ""


def permanent(path: str) -> str:
    """Return the full public address of a path."""
    return f"{settings.BASE_URL}{path}"
