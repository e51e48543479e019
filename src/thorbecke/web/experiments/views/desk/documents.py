"""Decision documents: uploading, making public, deleting."""

from __future__ import annotations

from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from thorbecke.web.core.paging import paged
from thorbecke.web.experiments import files
from thorbecke.web.experiments.access import desk
from thorbecke.web.experiments.forms import DocumentForm
from thorbecke.web.experiments.models import Document, Experiment
from thorbecke.web.experiments.views.desk.common import WRONG, back, page

MOST = 200


@desk("see", "add_document")
def documents(request: HttpRequest, experiment: Experiment) -> HttpResponse:
    """The documents, and a form for another one."""
    form = DocumentForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid() and _store(experiment, form):
        return back(request, "documents", experiment.slug, done=_("Het stuk is bewaard."))
    rows = paged(request, experiment.documents.all())
    code = WRONG if form.is_bound else 200
    return page(request, experiment, "documents.html", code, form=form, page=rows)


def _store(experiment: Experiment, form: DocumentForm) -> bool:
    """Look into the file and keep it; on a mistake tell the form and return False."""
    if experiment.documents.count() >= MOST:
        form.add_error(None, _("Er staan al %(n)s stukken.") % {"n": MOST})
        return False
    try:
        content, extension, digest = files.clean(form.cleaned_data["upload"])
    except files.WrongFile as why:
        form.add_error("upload", str(why))
        return False
    document = form.save(commit=False)
    document.experiment = experiment
    document.extension, document.size, document.sha256 = extension, content.size, digest
    with transaction.atomic():
        document.file.save(content.name, content, save=False)
        document.save(force_insert=True)
    return True


@desk("add_document")
@require_POST
def change(request: HttpRequest, experiment: Experiment, pk: str) -> HttpResponse:
    """Make a document public or private, or delete it."""
    document = get_object_or_404(Document, pk=pk, experiment=experiment)
    what = request.POST.get("wat", "")
    if what == "weg":
        document.delete()
        return back(request, "documents", experiment.slug, done=_("Het stuk is verwijderd."))
    document.public = what == "openbaar"
    document.save(update_fields=["public"])
    return back(request, "documents", experiment.slug, done=_("Opgeslagen."))
