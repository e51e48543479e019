"""Organisations: the public list, the public page, the page for members, making and editing."""

from __future__ import annotations

import uuid
from collections import defaultdict
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Count
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from thorbecke.web.people import inviting, organisations
from thorbecke.web.people.access import organisation_view, team_view
from thorbecke.web.people.forms import FactsForm, NewForm
from thorbecke.web.people.models import Organisation, Role
from thorbecke.web.people.permissions import TABLE, is_team, may

PER_PAGE = 50
MEMBERS_SHOWN = 400  # there are fewer municipalities than that


@require_safe
def listing(request: HttpRequest) -> HttpResponse:
    """Every organisation, by kind and by name. Public: name and kind only. Four queries."""
    kind = request.GET.get("soort", "")
    text = request.GET.get("q", "").strip()[:100]
    rows = Organisation.objects.filter(closed_on=None)
    if kind in Organisation.Kind.values:
        rows = rows.filter(kind=kind)
    if text:
        rows = rows.filter(name__icontains=text)
    pages = Paginator(
        rows.only("pk", "name", "kind", "partner_kind").order_by("name", "pk"), PER_PAGE
    )
    context = {
        "page": pages.get_page(request.GET.get("page")),
        "kind": kind,
        "kinds": Organisation.Kind.choices,
        "text": text,
        "team": is_team(request.user),
    }
    return render(request, "people/organisations.html", context)


@require_safe
def public(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """What everybody may know: name, kind, and the municipalities of an alliance."""
    found = get_object_or_404(Organisation.objects.select_related("municipality"), pk=pk)
    context = {
        "organisation": found,
        "members": _places(found),
        "inside": found.closed_on is None and may(request.user, "see", found),
    }
    return render(request, "people/public.html", context)


@organisation_view("see")
def show(request: HttpRequest, found: Organisation) -> HttpResponse:
    """The organisation for who is in it: facts, people with their roles, open invitations."""
    can = {action: may(request.user, action, found) for action in TABLE}
    context: dict[str, Any] = {"organisation": found, "members": _places(found), "can": can}
    if can["see_people"]:
        people = Paginator(_people(found), PER_PAGE).get_page(request.GET.get("page"))
        context |= {"page": people, "people": _with_roles(found, people)}
    if can["invite"]:
        context["invitations"] = found.invitations.filter(**inviting.OPEN)[:PER_PAGE]
    return render(request, "people/organisation.html", context)


@organisation_view("edit")
def edit(request: HttpRequest, found: Organisation) -> HttpResponse:
    """Change what the organisation says of itself; show both texts when somebody else did so too."""
    form = FactsForm(found, request.POST or None)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            organisations.change(found, given["version"], given, given.get("places"))
        except organisations.Conflict as conflict:
            return _conflict(request, form, conflict.theirs)
        messages.success(request, _("Opgeslagen."))
        return redirect("people:organisation", found.pk)
    status = 422 if form.is_bound else 200
    context = {"form": form, "organisation": found}
    return render(request, "people/edit.html", context, status=status)


def _conflict(request: HttpRequest, form: FactsForm, theirs: Organisation) -> HttpResponse:
    """Show the writer's own text in the form, and beside it what somebody else stored."""
    data = form.data.copy()
    data["version"] = str(theirs.version)
    again = FactsForm(theirs, data)
    rows = [
        (again[name].label, getattr(theirs, name), data.get(name, ""))
        for name in organisations.FACTS
        if name in again.fields and getattr(theirs, name) != data.get(name, "")
    ]
    if theirs.has_members:
        rows.append((again["places"].label, again.initial["places"], data.get("places", "")))
    context = {"form": again, "organisation": theirs, "theirs": rows}
    return render(request, "people/edit.html", context, status=409)


@team_view
def new(request: HttpRequest) -> HttpResponse:
    """Make an organisation; then invite who leads it."""
    form = NewForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        found = organisations.create(form.facts(), form.cleaned_data["places"])
        messages.success(request, _("De organisatie is er. Nodig nu een trekker uit."))
        return redirect("people:invite", found.pk)
    status = 422 if form.is_bound else 200
    return render(request, "people/new.html", {"form": form}, status=status)


def _places(organisation: Organisation) -> list[dict[str, Any]]:
    if not organisation.has_members:
        return []
    rows = organisation.members.order_by("name").values("name", "slug")
    return list(rows[:MEMBERS_SHOWN])


def _people(organisation: Organisation) -> Any:
    rows = organisation.memberships.values("person_id", "person__name", "person__email")
    return rows.annotate(number=Count("pk")).order_by("person__name", "person_id")


def _with_roles(organisation: Organisation, page: Any) -> list[dict[str, Any]]:
    """Return the people of one page with their roles in words. One query."""
    keys = [row["person_id"] for row in page]
    words: dict[Any, list[str]] = defaultdict(list)
    rows = organisation.memberships.filter(person__in=keys).order_by("role")
    for person, role in rows.values_list("person_id", "role"):
        words[person].append(str(Role(role).label))
    return [{**row, "roles": ", ".join(words[row["person_id"]])} for row in page]
