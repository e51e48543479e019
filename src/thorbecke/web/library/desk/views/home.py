"""The front page of the desk and the lists of entries."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from thorbecke.web.library.desk import overview
from thorbecke.web.library.desk.access import staff_only
from thorbecke.web.library.kinds import KINDS
from thorbecke.web.library.models import Entry, Kind

PER_PAGE = 50


@staff_only
def home(request: HttpRequest) -> HttpResponse:
    """What waits for this person, and where to start."""
    context = {**overview.lists(request.user), "kinds": KINDS.values()}
    return render(request, "library/desk/home.html", context)


@staff_only
def entry_list(request: HttpRequest, kind: str) -> HttpResponse:
    """All entries of a kind, published or not; ``q`` searches in the title."""
    if kind not in Kind.values:
        raise Http404
    text = request.GET.get("q", "").strip()[:100]
    found = Entry.objects.filter(kind=kind).defer("data").order_by("title", "pk")
    if text:
        found = found.filter(title__icontains=text)
    page = Paginator(found, PER_PAGE).get_page(request.GET.get("page"))
    context = {"kind": KINDS[kind], "page": page, "text": text, "total": page.paginator.count}
    return render(request, "library/desk/list.html", context)
