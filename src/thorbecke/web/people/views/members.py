"""Who is in an organisation: the roles of a member, and leaving."""

from __future__ import annotations

import uuid
from typing import Any

from django.contrib import messages
from django.contrib.auth import update_session_auth_hash
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from thorbecke.web.people import organisations
from thorbecke.web.people.access import organisation_view
from thorbecke.web.people.forms import RolesForm
from thorbecke.web.people.inviting import Refused
from thorbecke.web.people.models import Organisation, Person
from thorbecke.web.people.permissions import grantable


@organisation_view("set_roles")
def roles(request: HttpRequest, found: Organisation, person: uuid.UUID) -> HttpResponse:
    """Change the roles of a member."""
    member = Person.objects.filter(pk=person, memberships__organisation=found).first()
    if member is None:
        raise Http404
    held = list(found.memberships.filter(person=member).values_list("role", flat=True))
    form = RolesForm(grantable(found), held, request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            organisations.set_roles(found, member, form.cleaned_data["roles"])
        except Refused as refused:
            form.add_error("roles", str(refused))
        else:
            _stay_signed_in(request, member)
            messages.success(
                request, _("De rollen van %(name)s zijn veranderd.") % {"name": member}
            )
            return _home(request, found)
    status = 422 if form.is_bound else 200
    context = {"form": form, "organisation": found, "member": member}
    return render(request, "people/roles.html", context, status=status)


@organisation_view("leave")
def leave(request: HttpRequest, found: Organisation) -> HttpResponse:
    """Ask once more, then leave."""
    person: Any = request.user
    if request.method == "POST":
        try:
            organisations.leave(found, person)
        except Refused as refused:
            messages.error(request, str(refused))
            return redirect("people:organisation", found.pk)
        _stay_signed_in(request, person)
        messages.success(request, _("U hoort niet meer bij %(name)s.") % {"name": found.name})
        return redirect("mine")
    return render(request, "people/leave.html", {"organisation": found})


def _home(request: HttpRequest, organisation: Organisation) -> HttpResponse:
    """Go back to the organisation, or home when the person took her own roles away."""
    still = Person.objects.get(pk=request.user.pk).roles_in(organisation.pk)
    mine = request.user.roles_in(organisation.pk)
    if mine and not still:
        return redirect("mine")
    return redirect("people:organisation", organisation.pk)


def _stay_signed_in(request: HttpRequest, person: Person) -> None:
    """Roles are part of a session; who changes her own roles here stays signed in here."""
    if person.pk == request.user.pk:
        update_session_auth_hash(request, Person.objects.get(pk=person.pk))
