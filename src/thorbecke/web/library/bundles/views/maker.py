"""The pages of the maker. Every act is a form that is sent and ends on the page of the bundle."""

from __future__ import annotations

import uuid
from urllib.parse import urlencode

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from thorbecke.web.library.bundles import access, collecting
from thorbecke.web.library.bundles.documents.build import live_items, path_of
from thorbecke.web.library.bundles.formats import FORMATS
from thorbecke.web.library.bundles.forms import BundleForm, ItemForm, MoveForm
from thorbecke.web.library.kinds import KINDS
from thorbecke.web.library.models import Bundle, BundleItem, Entry
from thorbecke.web.library.models.bundle import MAX_ITEMS


@never_cache
@require_http_methods(["GET", "POST"])
def bundle(request: HttpRequest) -> HttpResponse:
    """Show the own bundle, or explain how it works; POST keeps title and foreword."""
    own = access.own_bundle(request)
    if own is None:
        return render(request, "library/bundles/start.html")
    if request.method == "POST":
        form = BundleForm(request.POST)
        if form.is_valid():
            collecting.describe(own, **form.cleaned_data)
            messages.success(request, _("De titel en het voorwoord zijn bewaard."))
            return redirect("bundle")
        return _page(request, own, form)
    return _page(request, own, BundleForm(initial=_texts(own)))


@never_cache
@require_http_methods(["GET", "POST"])
def add(request: HttpRequest, kind: str, slug: str) -> HttpResponse:
    """Ask whether this must go into the bundle; POST puts it there."""
    entry = get_object_or_404(Entry, kind=kind, slug=slug, data__isnull=False)
    own = access.own_bundle(request)
    if request.method == "GET":
        inside = (
            own
            and BundleItem.objects.filter(bundle=own, entry=entry, position__isnull=False).exists()
        )
        return render(
            request,
            "library/bundles/add.html",
            {
                "entry": entry,
                "info": KINDS[kind],
                "bundle": own,
                "inside": inside,
                "back": path_of(kind, slug),
            },
        )
    token = ""
    if own is None:
        own, token = collecting.start()
    _say_added(request, collecting.add(own, entry), entry)
    response = redirect("bundle")
    if token:
        access.remember(response, token)
    return response


@require_POST
def move(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """Move an item up, down or to a number."""
    own, item = _own_item(request, pk)
    form = MoveForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("Kies een plaats tussen 1 en het aantal onderdelen."))
        return _back(item)
    place = collecting.move(own, item.pk, form.target(item.position))
    messages.success(
        request,
        _("“%(title)s” staat nu op plaats %(place)s.")
        % {"title": item.entry.title, "place": place},
    )
    return _back(item)


@require_POST
def introduce(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """Keep the maker's words with an item."""
    own, item = _own_item(request, pk)
    form = ItemForm(request.POST, auto_id=f"id_{item.pk}_%s")
    if not form.is_valid():
        return _page(request, own, BundleForm(initial=_texts(own)), {item.pk: form})
    collecting.introduce(own, item.pk, form.cleaned_data["introduction"])
    messages.success(
        request, _("Uw tekst bij “%(title)s” is bewaard.") % {"title": item.entry.title}
    )
    return _back(item)


@require_POST
def take_out(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """Take an item out, with a way back."""
    own, item = _own_item(request, pk)
    collecting.take_out(own, item.pk)
    return redirect(f"{reverse('bundle')}?{urlencode({'weg': item.pk})}")


@require_POST
def put_back(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """Undo taking out."""
    own = _own(request)
    item = get_object_or_404(BundleItem.objects.select_related("entry"), pk=pk, bundle=own)
    _say_added(request, collecting.put_back(own, item.pk), item.entry)
    return _back(item)


@never_cache
@require_http_methods(["GET", "POST"])
def open_here(request: HttpRequest, edit_token: str) -> HttpResponse:
    """Open a bundle for changing in this browser, from the link that its maker kept.

    Asks first when this browser has another bundle, because that one then needs its own link.
    """
    found = collecting.find(edit_token)
    if found is None:
        raise Http404("no bundle with this edit link")
    own = access.own_bundle(request)
    if request.method == "GET" and own is not None and own != found:
        return render(
            request,
            "library/bundles/open_here.html",
            {"found": found, "own": own, "own_link": _edit_link(access.edit_token(request))},
        )
    response = redirect("bundle")
    access.remember(response, edit_token)
    return response


@require_POST
def leave(request: HttpRequest) -> HttpResponse:
    """Start a new bundle in this browser; the old one stays, for who has its links."""
    response = redirect("bundle")
    access.forget(response)
    messages.success(
        request, _("U kunt nu een nieuwe bundel maken. De oude bundel blijft bestaan.")
    )
    return response


def _confirm(request: HttpRequest, own: Bundle | None, entry: Entry) -> HttpResponse:
    items = BundleItem.objects.filter(bundle=own, entry=entry, position__isnull=False)
    context = {
        "entry": entry,
        "info": KINDS[entry.kind],
        "bundle": own,
        "inside": own is not None and items.exists(),
        "back": path_of(entry.kind, entry.slug),
    }
    return render(request, "library/bundles/add.html", context)


def _own(request: HttpRequest) -> Bundle:
    own = access.own_bundle(request)
    if own is None:
        raise Http404("this browser has no bundle")
    return own


def _own_item(request: HttpRequest, pk: uuid.UUID) -> tuple[Bundle, BundleItem]:
    own = _own(request)
    items = BundleItem.objects.select_related("entry")
    return own, get_object_or_404(items, pk=pk, bundle=own, position__isnull=False)


def _back(item: BundleItem) -> HttpResponse:
    return redirect(f"{reverse('bundle')}#onderdeel-{item.pk}")


def _texts(own: Bundle) -> dict[str, str]:
    return {"title": own.title, "subtitle": own.subtitle, "introduction": own.introduction}


def _edit_link(token: str) -> str:
    return settings.BASE_URL.rstrip("/") + reverse("bundle_open_here", args=[token])


def _say_added(request: HttpRequest, result: collecting.Added, entry: Entry) -> None:
    values = {"title": entry.title, "most": MAX_ITEMS}
    if result == collecting.Added.ADDED:
        messages.success(request, _("“%(title)s” staat in uw bundel.") % values)
    elif result == collecting.Added.ALREADY:
        messages.info(request, _("“%(title)s” stond al in uw bundel.") % values)
    else:
        messages.error(request, _("Uw bundel is vol. Er passen %(most)s onderdelen in.") % values)


def _page(
    request: HttpRequest,
    own: Bundle,
    form: BundleForm,
    forms: dict[uuid.UUID, ItemForm] | None = None,
) -> HttpResponse:
    items = list(live_items(own))
    context = {
        "bundle": own,
        "form": form,
        "rows": [_row(item, len(items), (forms or {}).get(item.pk)) for item in items],
        "removed": _removed(request, own),
        "formats": FORMATS.values(),
        "most": MAX_ITEMS,
        "edit_link": _edit_link(access.edit_token(request)),
        "shared_link": settings.BASE_URL.rstrip("/") + reverse("bundle_shared", args=[own.token]),
    }
    invalid = form.is_bound or forms
    return render(request, "library/bundles/bundle.html", context, status=422 if invalid else 200)


def _row(item: BundleItem, total: int, form: ItemForm | None) -> dict[str, object]:
    fresh = ItemForm(initial={"introduction": item.introduction}, auto_id=f"id_{item.pk}_%s")
    return {
        "item": item,
        "entry": item.entry,
        "published": item.entry.data is not None,
        "label": KINDS[item.entry.kind].label,
        "url": path_of(item.entry.kind, item.entry.slug),
        "first": item.position == 1,
        "last": item.position == total,
        "form": form or fresh,
        "opened": form is not None,
    }


def _removed(request: HttpRequest, own: Bundle) -> BundleItem | None:
    """Return the item that was just taken out, to offer the way back."""
    try:
        pk = uuid.UUID(request.GET.get("weg", ""))
    except ValueError:
        return None
    items = BundleItem.objects.select_related("entry")
    return items.filter(pk=pk, bundle=own, position__isnull=True).first()
