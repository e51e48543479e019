"""Invitations from the side of the organisation: make, send again, withdraw."""

from __future__ import annotations

import uuid

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from thorbecke.web.people import inviting
from thorbecke.web.people.access import organisation_view
from thorbecke.web.people.forms import InviteForm
from thorbecke.web.people.models import Organisation
from thorbecke.web.people.permissions import grantable


@organisation_view("invite")
def invite(request: HttpRequest, found: Organisation) -> HttpResponse:
    """Invite somebody by e-mail. An address that has an open invitation gets a new one in its place."""
    form = InviteForm(grantable(found), request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            inviting.invite(found, request.user, given["email"], given["name"], given["roles"])
        except inviting.Refused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, _("De uitnodiging is verstuurd."))
            return redirect("people:organisation", found.pk)
    status = 422 if form.is_bound else 200
    context = {"form": form, "organisation": found, "days": inviting.LIFETIME.days}
    return render(request, "people/invite.html", context, status=status)


@require_POST
@organisation_view("invite")
def resend(request: HttpRequest, found: Organisation, one: uuid.UUID) -> HttpResponse:
    """Send a new link."""
    try:
        inviting.resend(get_object_or_404(found.invitations, pk=one))
        messages.success(request, _("Er is een nieuwe link verstuurd. De oude werkt niet meer."))
    except inviting.Refused as refused:
        messages.error(request, str(refused))
    return redirect("people:organisation", found.pk)


@require_POST
@organisation_view("invite")
def withdraw(request: HttpRequest, found: Organisation, one: uuid.UUID) -> HttpResponse:
    """End an invitation."""
    if inviting.withdraw(get_object_or_404(found.invitations, pk=one)):
        messages.success(request, _("De uitnodiging is ingetrokken."))
    else:
        messages.error(request, _("Deze uitnodiging is al klaar."))
    return redirect("people:organisation", found.pk)
