"""From a submission to what follows: attach an organisation, invite the sender, start."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from thorbecke.web.people import inviting, organisations
from thorbecke.web.people.models import Organisation, Role
from thorbecke.web.people.permissions import GRANTABLE
from thorbecke.web.people.permissions import may as may_people
from thorbecke.web.programme import followup, handling
from thorbecke.web.programme.access import on_submission
from thorbecke.web.programme.desk_forms import AttachForm
from thorbecke.web.programme.models import FollowUp, Submission
from thorbecke.web.programme.views.desk.common import WRONG, back
from thorbecke.web.programme.views.desk.submission import page


@require_POST
@on_submission("follow_up")
def attach(request: HttpRequest, submission: Submission) -> HttpResponse:
    """Attach an organisation that is there already."""
    form = AttachForm(request.POST)
    if not form.is_valid():
        return page(request, submission, WRONG, attach_form=form)
    return _attached(request, submission, form.cleaned_data["organisation"])


@require_POST
@on_submission("follow_up")
def attach_municipality(request: HttpRequest, submission: Submission) -> HttpResponse:
    """Attach the organisation of the municipality that was named; make it when it is not there."""
    place = submission.municipality
    if place is None:
        raise Http404
    found = Organisation.objects.filter(municipality=place, closed_on=None).first()
    if found is None:
        kind = Organisation.Kind.MUNICIPALITY
        name = f"Gemeente {place.name}"
        if Organisation.objects.filter(name=name, closed_on=None).exists():
            wrong = _("Er is al een organisatie met deze naam. Kies haar uit de lijst.")
            return back(request, "submission", submission.pk, wrong=wrong)
        found = organisations.create({"kind": kind, "name": name, "municipality": place})
    return _attached(request, submission, found)


def _attached(request: HttpRequest, submission: Submission, found: Organisation) -> HttpResponse:
    try:
        handling.attach(submission, found, request.user)
    except handling.NotNow:
        return back(request, "submission", submission.pk, wrong=_("Deze aanmelding is gewist."))
    done = _("Gekoppeld aan %(name)s.") % {"name": found.name}
    return back(request, "submission", submission.pk, done=done)


@require_POST
@on_submission("follow_up")
def invite(request: HttpRequest, submission: Submission) -> HttpResponse:
    """Invite the sender to lead it for the organisation that is attached."""
    found = submission.organisation
    if found is None or not submission.email or not may_people(request.user, "invite", found):
        raise Http404
    roles = [Role.LEAD] if Role.LEAD in GRANTABLE[found.kind] else []
    try:
        inviting.invite(found, request.user, submission.email, submission.name, roles)
    except inviting.Refused as refused:
        return back(request, "submission", submission.pk, wrong=refused)
    done = _("De afzender krijgt een mail met een uitnodiging.")
    return back(request, "submission", submission.pk, done=done)


@require_POST
@on_submission("follow_up")
def start(request: HttpRequest, submission: Submission, kind: str) -> HttpResponse:
    """Start an atelier, an experiment or a design with what the sender wrote."""
    if kind not in FollowUp.Kind.values:
        raise Http404
    try:
        made = followup.start(submission, kind, request.user)
    except followup.NoOrganisation:
        wrong = _("Kies eerst welke organisatie ermee verdergaat.")
        return back(request, "submission", submission.pk, wrong=wrong)
    except handling.NotNow:
        return back(request, "submission", submission.pk, wrong=_("Deze aanmelding is gewist."))
    done = _("%(kind)s gestart. Titel, opgave en thema's staan er al in.")
    label = {"kind": made.get_kind_display()}
    return back(request, "submission", submission.pk, done=done % label)
