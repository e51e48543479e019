"""Invitations from the side of who got one. Looking changes nothing, so a mail scanner takes none."""

from __future__ import annotations

from typing import Any

from allauth.account.utils import perform_login
from django.contrib import messages
from django.contrib.auth import update_session_auth_hash
from django.db import IntegrityError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from thorbecke.web.people import inviting, limits
from thorbecke.web.people.forms import AccountForm
from thorbecke.web.people.models import Invitation, Person


@never_cache
@require_safe
def show(request: HttpRequest, token: str) -> HttpResponse:
    """Say who invites for what, and what to do: say yes, sign in first, or make an account."""
    invitation = _find(request, token)
    if not invitation.usable:
        return _over(request, invitation)
    return _page(request, token, invitation, AccountForm(initial={"name": invitation.name}))


@never_cache
@require_POST
def accept(request: HttpRequest, token: str) -> HttpResponse:
    """Take the invitation: with the account that is signed in, or with a new one."""
    invitation = _find(request, token)
    if not invitation.usable:
        return _over(request, invitation)
    if request.user.is_authenticated:
        return _with_account(request, token, invitation)
    return _with_new_account(request, token, invitation)


@never_cache
@require_POST
def decline(request: HttpRequest, token: str) -> HttpResponse:
    """Say no."""
    invitation = _find(request, token)
    if not inviting.decline(invitation):
        return _over(request, invitation)
    messages.success(request, _("U hebt de uitnodiging afgewezen."))
    return redirect("/")


def _with_account(request: HttpRequest, token: str, invitation: Invitation) -> HttpResponse:
    person: Any = request.user
    try:
        inviting.accept(invitation, person)
    except inviting.Refused as refused:
        messages.error(request, str(refused))
        return redirect("people:invitation", token)
    update_session_auth_hash(request, Person.objects.get(pk=person.pk))
    messages.success(request, _("Welkom bij %(name)s.") % {"name": invitation.organisation.name})
    return redirect("mine")


def _with_new_account(request: HttpRequest, token: str, invitation: Invitation) -> HttpResponse:
    who = limits.sender(request)
    if limits.spent(limits.NEW_ACCOUNTS, who):
        messages.error(request, _("Dit gaat te vaak. Probeer het later nog eens."))
        return redirect("people:invitation", token)
    limits.count(limits.NEW_ACCOUNTS, who)
    form = AccountForm(request.POST)
    if not form.is_valid():
        return _page(request, token, invitation, form)
    try:
        given = form.cleaned_data
        person = inviting.accept_new(invitation, given["name"], given["password"])
    except (inviting.Refused, IntegrityError):  # the address got an account in the meantime
        messages.error(request, _("Dat is niet gelukt. Kijk wat er nu staat."))
        return redirect("people:invitation", token)
    messages.success(request, _("Welkom bij %(name)s.") % {"name": invitation.organisation.name})
    answer: HttpResponse = perform_login(request, person)
    return answer


def _page(
    request: HttpRequest, token: str, invitation: Invitation, form: AccountForm
) -> HttpResponse:
    person: Any = request.user
    known = Person.objects.filter(email=invitation.email).exists()
    context = {
        "invitation": invitation,
        "token": token,
        "known": known,
        "signed_in": person.is_authenticated,
        "right_one": person.is_authenticated and person.email == invitation.email,
        "form": form,
    }
    status = 422 if form.is_bound else 200
    return render(request, "people/invitation.html", context, status=status)


def _over(request: HttpRequest, invitation: Invitation) -> HttpResponse:
    """Say why the link no longer works; the holder of the link may know."""
    context = {"invitation": invitation}
    return render(request, "people/invitation_over.html", context, status=410)


def _find(request: HttpRequest, token: str) -> Invitation:
    """Return the invitation of a link. Wrong links are counted, so that guessing ends."""
    who = limits.sender(request)
    if limits.spent(limits.WRONG_TOKENS, who):
        raise Http404
    found = inviting.find(token)
    if found is None:
        limits.count(limits.WRONG_TOKENS, who)
        raise Http404
    return found
