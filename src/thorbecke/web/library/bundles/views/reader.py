"""The pages of who has the link: the web version and the documents."""

from __future__ import annotations

import uuid

from django.contrib import messages
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from thorbecke.web.library.bundles import access, limits, making
from thorbecke.web.library.bundles.documents.build import build
from thorbecke.web.library.bundles.formats import FORMATS
from thorbecke.web.library.models import Bundle, BundleDocument


@never_cache
@require_GET
def shared(request: HttpRequest, token: str) -> HttpResponse:
    """Show a bundle as one page to read. Not for search engines: the link is the key."""
    bundle = get_object_or_404(Bundle, token=token)
    own = access.own_bundle(request)
    context = {
        "bundle": bundle,
        "document": build(bundle),
        "formats": FORMATS.values(),
        "is_maker": own == bundle,
    }
    return _hidden(render(request, "library/bundles/shared.html", context))


@require_POST
def make(request: HttpRequest, token: str, format: str) -> HttpResponse:
    """Start making a document, or show the one that is already there."""
    bundle = get_object_or_404(Bundle, token=token)
    if format not in FORMATS:
        raise Http404("no such format")
    document = build(bundle)
    if not document.chapters:
        messages.error(request, _("De bundel is leeg. Voeg eerst een onderdeel toe."))
        return redirect("bundle_shared", token=token)
    row = making.existing(bundle, document, format)
    if _must_start(row):
        if not limits.allowed(request, bundle):
            return _too_many(request, bundle)
        row = making.ask(bundle, document, format)
    return redirect("bundle_document", token=token, pk=row.pk)


@never_cache
@require_GET
def status(request: HttpRequest, token: str, pk: uuid.UUID) -> HttpResponse:
    """Show how far a document is. With htmx only the part that changes."""
    row = _document(token, pk)
    context = {
        "row": row,
        "bundle": row.bundle,
        "info": FORMATS[row.format],
        "stuck": making.is_stuck(row),
        "size": _size(row),
    }
    part = "library/bundles/_progress.html" if request.headers.get("HX-Request") else None
    return _hidden(render(request, part or "library/bundles/document.html", context))


@never_cache
@require_GET
def download(request: HttpRequest, token: str, pk: uuid.UUID) -> HttpResponse:
    """Send the file under a readable name."""
    row = _document(token, pk)
    if row.state != BundleDocument.State.DONE:
        return redirect("bundle_document", token=token, pk=pk)
    try:
        file = row.file.open("rb")
    except FileNotFoundError:
        BundleDocument.objects.filter(pk=row.pk).update(state=BundleDocument.State.FAILED, file="")
        return redirect("bundle_document", token=token, pk=pk)
    name = slugify(row.bundle.title)[:60] or "bundel"
    response = FileResponse(
        file,
        as_attachment=True,
        filename=f"{name}.{row.format}",
        content_type=FORMATS[row.format].media_type,
    )
    return _hidden(response)


def _must_start(row: BundleDocument | None) -> bool:
    return row is None or row.state == BundleDocument.State.FAILED or making.is_stuck(row)


def _too_many(request: HttpRequest, bundle: Bundle) -> HttpResponse:
    context = {"bundle": bundle}
    return _hidden(render(request, "library/bundles/too_many.html", context, status=429))


def _document(token: str, pk: uuid.UUID) -> BundleDocument:
    rows = BundleDocument.objects.select_related("bundle")
    return get_object_or_404(rows, pk=pk, bundle__token=token)


def _size(row: BundleDocument) -> int | None:
    """Return the size in bytes, or None when there is no file."""
    try:
        return row.file.size if row.file else None
    except FileNotFoundError:
        return None


def _hidden(response: HttpResponse) -> HttpResponse:
    response["X-Robots-Tag"] = "noindex"
    return response
