"""What residents do besides voting: bring in an argument, and read the information."""

from __future__ import annotations

from django.contrib import messages
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from thorbecke.web.instruments.consultation.forms import ArgumentForm
from thorbecke.web.instruments.consultation.models import Document
from thorbecke.web.library.desk.limits import allowed
from thorbecke.web.participation.access import public_act
from thorbecke.web.participation.models import Act
from thorbecke.web.participation.public import summary

A_DAY = 10  # arguments of one sender
MOST_WAITING = 2000  # of one act: a flood does not fill the desk


@public_act
def argue(request: HttpRequest, act: Act, question: str) -> HttpResponse:
    """Bring in an argument; it waits for the organiser."""
    found = next((one for one in act.settings.get("questions", []) if one["id"] == question), None)
    if found is None or not summary.accepts(act):
        raise Http404
    form = ArgumentForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        if not _room(request, act):
            form.add_error(None, _("Dat zijn er genoeg voor vandaag. Probeer het morgen weer."))
        else:
            argument = form.save(commit=False)
            argument.act, argument.question = act, question
            argument.save()
            messages.success(
                request, _("Dank u wel. Uw argument komt op de pagina na een controle.")
            )
            return redirect("participation:act", act.slug)
    context = {**summary.context(request, act), "form": form, "question": found}
    status = 422 if form.errors else 200
    return render(request, "consultation/argue.html", context, status=status)


def _room(request: HttpRequest, act: Act) -> bool:
    waiting = act.arguments.filter(state="waiting").count()
    return waiting < MOST_WAITING and allowed(request, f"argument|{act.pk}", A_DAY)


@public_act
def document(request: HttpRequest, act: Act, pk: str) -> HttpResponseBase:
    """Give a PDF of the information pack, as a download."""
    found = get_object_or_404(Document, act=act, pk=pk)
    if not found.file:
        raise Http404
    return FileResponse(
        found.file.open("rb"),
        as_attachment=True,
        filename=f"{act.slug}-{found.place}.pdf",
        content_type="application/pdf",
    )
