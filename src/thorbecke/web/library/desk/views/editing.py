"""Write an entry: a new one, or the next version of one that is there."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.forms.utils import ErrorDict
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from thorbecke.web.library import publishing
from thorbecke.web.library.desk import differences, saving, unsaved
from thorbecke.web.library.desk.access import staff_only
from thorbecke.web.library.desk.forms import ContentForm
from thorbecke.web.library.kinds import KINDS
from thorbecke.web.library.models import Entry, Kind, Version
from thorbecke.web.library.permissions import may
from thorbecke.web.people.models import Municipality


class SaveForm(forms.Form):
    """What goes with a version: why it was made, and what the editor started from."""

    note = forms.CharField(
        label=gettext_lazy("Wat hebt u veranderd?"),
        help_text=gettext_lazy("Eén zin voor uw collega's."),
        max_length=300,
        required=False,
    )
    based_on = forms.IntegerField(min_value=0, widget=forms.HiddenInput())
    mark = forms.CharField(required=False, max_length=32, widget=forms.HiddenInput())

    @classmethod
    def at(cls, start: saving.Start, note: str = "") -> SaveForm:
        """The form for somebody who starts from here."""
        initial = {"based_on": start.based_on, "mark": start.mark, "note": note}
        return cls(prefix="save", initial=initial, label_suffix="")


@unsaved.keep
@require_http_methods(["GET", "HEAD", "POST"])
@staff_only
def new(request: HttpRequest, kind: str) -> HttpResponse:
    """Write a new entry."""
    if kind not in Kind.values:
        raise Http404
    return _write(request, kind, None)


@unsaved.keep
@require_http_methods(["GET", "HEAD", "POST"])
@staff_only
def edit(request: HttpRequest, kind: str, slug: str) -> HttpResponse:
    """Write the next version of an entry."""
    return _write(request, kind, get_object_or_404(Entry, kind=kind, slug=slug))


def _write(request: HttpRequest, kind: str, entry: Entry | None) -> HttpResponse:
    if not may(request.user, "edit" if entry else "create"):
        raise PermissionDenied
    start = _start(request, entry)
    if request.method != "POST":
        return _open(request, kind, entry, start)
    form = _form(kind, entry, start, request.POST)
    extra = SaveForm(request.POST, prefix="save", label_suffix="")
    page = {"kind": Kind(kind), "entry": entry, "form": form, "extra": extra, "start": start}
    if form.add:
        _silence(form)
        return _page(request, page)
    if not (form.is_valid() & extra.is_valid()):
        return _page(request, page, 400)
    return _save(request, page)


def _start(request: HttpRequest, entry: Entry | None) -> saving.Start:
    if entry is None:
        return saving.NOTHING
    return saving.start(entry, request.user, request.GET.get("versie", ""))


def _open(
    request: HttpRequest, kind: str, entry: Entry | None, start: saving.Start
) -> HttpResponse:
    """Show the form as it is stored, or as it was typed before the session ended."""
    typed = unsaved.take(request)
    form = _form(kind, entry, start, typed)
    extra = SaveForm.at(start)
    if typed:
        _silence(form)
        extra = SaveForm(prefix="save", initial=_typed_extra(typed), label_suffix="")
    page = {"kind": Kind(kind), "entry": entry, "form": form, "extra": extra, "start": start}
    if entry:
        page["others"] = saving.open_by_others(entry, request.user)
    return _page(request, {**page, "restored": bool(typed)})


def _typed_extra(typed: QueryDict) -> dict[str, str]:
    return {name: typed.get(f"save-{name}", "") for name in ("note", "based_on", "mark")}


def _save(request: HttpRequest, page: dict[str, Any]) -> HttpResponse:
    form, entry = page["form"], page["entry"]
    extra = page["extra"].cleaned_data
    try:
        version = saving.save(
            page["kind"],
            form.result,
            request.user,
            extra["note"],
            extra["based_on"],
            extra["mark"],
            is_new=entry is None,
        )
    except saving.AlreadyThere:
        form.add_error("id", _("Dit adres is al in gebruik. Kies een ander."))
        return _page(request, page, 400)
    except publishing.Conflict as conflict:
        return _conflict(request, page, conflict.theirs)
    messages.success(request, _("Uw concept is bewaard."))
    return redirect("desk_version", pk=version.pk)


def _conflict(request: HttpRequest, page: dict[str, Any], theirs: Version) -> HttpResponse:
    """Show both texts. Saving again then puts this editor's text on top of the newer version."""
    changes = differences.compare(page["kind"], theirs.data, page["form"].result)
    now = saving.start(page["entry"], request.user)
    again = SaveForm.at(now, page["extra"].cleaned_data["note"])
    context = {**page, "extra": again, "theirs": theirs, "conflict": True, "changes": changes}
    return _page(request, context, 409)


def _form(kind: str, entry: Entry | None, start: saving.Start, posted: Any) -> ContentForm:
    add = posted.get("add", "") if posted else ""
    slug = entry.slug if entry else ""
    return ContentForm(kind, KINDS[kind].schema, start.content, posted or None, add, slug)


def _silence(form: ContentForm) -> None:
    """Show what was typed without its mistakes: the editor is not done yet."""
    form._errors = ErrorDict()


def _page(request: HttpRequest, context: dict[str, Any], status: int = 200) -> HttpResponse:
    if context["kind"] == Kind.CASE:
        context["municipalities"] = Municipality.objects.values_list("name", flat=True)
    return render(request, "library/desk/edit.html", context, status=status)
