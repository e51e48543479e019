"""The logbook: messages with photos, private or public."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from thorbecke.web.core.paging import paged
from thorbecke.web.experiments import editing
from thorbecke.web.experiments.access import desk
from thorbecke.web.experiments.forms import NoteForm, PhotoForm
from thorbecke.web.experiments.models import Experiment, Note, Photo
from thorbecke.web.experiments.models.keeping import MOST_PHOTOS
from thorbecke.web.experiments.views.desk.common import back, page
from thorbecke.web.instruments.budget import photos


@desk("see")
def logbook(request: HttpRequest, experiment: Experiment) -> HttpResponse:
    """All messages, newest first."""
    rows = experiment.notes.select_related("person").prefetch_related("photos")
    return page(request, experiment, "logbook.html", page=paged(request, rows, 20))


@desk("write_log")
def new(request: HttpRequest, experiment: Experiment) -> HttpResponse:
    """Write a message."""
    note = Note(experiment=experiment, person=request.user, on=timezone.localdate())
    where = reverse("experiments:note", args=[experiment.slug, note.pk])
    return _form(request, experiment, note, where, new=True)


@desk("write_log")
def edit(request: HttpRequest, experiment: Experiment, pk: str) -> HttpResponse:
    """Change a message, and add photos."""
    if request.method == "POST" and not experiment.notes.filter(pk=pk).exists():
        return _deleted(request, experiment)
    where = reverse("experiments:logbook", args=[experiment.slug])
    return _form(request, experiment, _note(experiment, pk), where, photo_form=PhotoForm())


def _deleted(request: HttpRequest, experiment: Experiment) -> HttpResponse:
    """Show what was typed in a message that a colleague deleted meanwhile: it can be kept as a new one."""
    messages.warning(
        request, _("Een collega verwijderde dit bericht. Uw tekst staat hieronder nog.")
    )
    data = request.POST.copy()
    data["version"] = "1"
    context = {
        "form": NoteForm(data, instance=Note(experiment=experiment)),
        "action": reverse("experiments:new_note", args=[experiment.slug]),
        "new": True,
    }
    return page(request, experiment, "note.html", editing.CONFLICT, **context)


def _form(
    request: HttpRequest, experiment: Experiment, note: Note, where: str, **more: Any
) -> HttpResponse:
    return editing.handle(
        request,
        NoteForm(request.POST or None, instance=note),
        lambda context: page(request, experiment, "note.html", note=note, **more, **context),
        where,
    )


def _note(experiment: Experiment, pk: str) -> Note:
    found: Note = get_object_or_404(
        Note.objects.prefetch_related("photos"), pk=pk, experiment=experiment
    )
    return found


@desk("write_log")
def remove(request: HttpRequest, experiment: Experiment, pk: str) -> HttpResponse:
    """Delete a message with its photos; ask first."""
    note = _note(experiment, pk)
    if request.method != "POST":
        return page(request, experiment, "remove_note.html", note=note)
    note.delete()
    return back(request, "logbook", experiment.slug, done=_("Verwijderd."))


@desk("write_log")
@require_POST
def add_photo(request: HttpRequest, experiment: Experiment, pk: str) -> HttpResponse:
    """Add a photo: opened, drawn anew, without place or camera."""
    note = _note(experiment, pk)
    if note.photos.count() >= MOST_PHOTOS:
        wrong = _("Bij dit bericht staan al %(n)s foto's.") % {"n": MOST_PHOTOS}
        return back(request, "note", experiment.slug, pk, wrong=wrong)
    form = PhotoForm(request.POST, request.FILES)
    if not form.is_valid():
        wrong = _("Kies een foto en zeg wat erop te zien is.")
        return back(request, "note", experiment.slug, pk, wrong=wrong)
    try:
        content = photos.clean(form.cleaned_data["photo"])
    except photos.WrongPhoto as why:
        return back(request, "note", experiment.slug, pk, wrong=why)
    photo = Photo(note=note, text=form.cleaned_data["text"])
    photo.photo.save(content.name, content)
    return back(request, "note", experiment.slug, pk, done=_("De foto is bewaard."))


@desk("write_log")
@require_POST
def remove_photo(request: HttpRequest, experiment: Experiment, pk: str) -> HttpResponse:
    """Delete a photo."""
    photo = get_object_or_404(Photo, pk=pk, note__experiment=experiment)
    note = photo.note_id
    photo.delete()
    return back(request, "note", experiment.slug, note, done=_("Verwijderd."))
