"""Taking everything along, and deleting an organisation."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth import update_session_auth_hash
from django.core import signing
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import redirect, render
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from thorbecke.web.people import keeping, owning, zipping
from thorbecke.web.people.access import organisation_view
from thorbecke.web.people.forms import EndForm
from thorbecke.web.people.inviting import Refused
from thorbecke.web.people.models import Organisation, Person

SALT = "thorbecke.people.end"
MINUTES = 10


@require_safe
@organisation_view("export")
def everything(request: HttpRequest, found: Organisation) -> HttpResponse:
    """Say what the file holds."""
    return render(request, "people/everything.html", {"organisation": found})


@require_safe
@organisation_view("export")
def download(request: HttpRequest, found: Organisation) -> StreamingHttpResponse:
    """All that the organisation owns, as a zip that is made while it is sent."""

    def files() -> Any:
        yield keeping.readme(found)
        yield from owning.files(found)

    response = StreamingHttpResponse(zipping.stream(files()), content_type="application/zip")
    name = slugify(found.name)[:60] or "organisatie"
    response["Content-Disposition"] = f'attachment; filename="{name}.zip"'
    return response


@organisation_view("delete")
def end(request: HttpRequest, found: Organisation) -> HttpResponse:
    """List what goes and what stays, and ask for the name."""
    form = EndForm(found, request.POST if request.method == "POST" else None)
    blocks = owning.blocking(found)
    if request.method == "POST" and form.is_valid() and not blocks:
        return _page(request, "people/end_sure.html", found, proof=_proof(request, found))
    status = 422 if form.is_bound else 200
    return _page(request, "people/end.html", found, status, form=form, blocks=blocks)


@organisation_view("delete")
def sure(request: HttpRequest, found: Organisation) -> HttpResponse:
    """Delete it, when the name was typed in a moment ago."""
    if request.method != "POST" or not _proved(request, found):
        return redirect("people:end", found.pk)
    try:
        stays = keeping.delete_all(found)
    except Refused as refused:
        messages.error(request, str(refused))
        return redirect("people:end", found.pk)
    update_session_auth_hash(request, Person.objects.get(pk=request.user.pk))
    text = _("%(name)s is opgeheven.") % {"name": found.name}
    if stays:
        text += " " + _("Alleen wat al openbaar was, staat er nog.")
    messages.success(request, text)
    return redirect("mine")


def _page(
    request: HttpRequest, template: str, found: Organisation, status: int = 200, **more: Any
) -> HttpResponse:
    context = {"organisation": found, "stays": owning.staying(found), "minutes": MINUTES, **more}
    return render(request, template, context, status=status)


def _proof(request: HttpRequest, found: Organisation) -> str:
    return signing.dumps([str(found.pk), str(request.user.pk)], salt=SALT)


def _proved(request: HttpRequest, found: Organisation) -> bool:
    try:
        said = signing.loads(request.POST.get("proof", ""), salt=SALT, max_age=MINUTES * 60)
    except signing.BadSignature:
        return False
    return bool(said == [str(found.pk), str(request.user.pk)])
