"""One submission at the desk: read it, choose a track and a person, note, attach, start what follows."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from thorbecke.web.core import richtext
from thorbecke.web.experiments.editing import handle as versioned
from thorbecke.web.programme import doors, finding, handling, submitting
from thorbecke.web.programme.access import on_submission
from thorbecke.web.programme.desk_forms import AttachForm, HandleForm, NoteForm
from thorbecke.web.programme.models import Event, FollowUp, Message, Note, Submission, Track
from thorbecke.web.programme.views.desk.common import CONFLICT, WRONG, back
from thorbecke.web.programme.views.desk.listing import doubt, term
from thorbecke.web.programme.views.public.writing import summary


@never_cache
@require_safe
@on_submission("see")
def show(request: HttpRequest, submission: Submission) -> HttpResponse:
    """Everything about one submission."""
    return page(request, submission)


def page(
    request: HttpRequest, submission: Submission, code: int = 200, **more: Any
) -> HttpResponse:
    """Render the page of a submission; ``more`` replaces a form that came back wrong."""
    gone = submission.erased_at is not None
    context = {
        "submission": submission,
        "gone": gone,
        "tags": [
            tag
            for tag in (term(finding.left(submission, timezone.localdate())), doubt(submission))
            if tag
        ],
        "rows": summary(submission),
        "suggestion": None if gone else suggestion(submission),
        "handle_form": None if gone else handle_form(submission),
        "notes": list(submission.notes.select_related("made_by")),
        "note_form": NoteForm(instance=Note(submission=submission)),
        "talk": talk(submission),
        "events": list(Event.objects.filter(submission=submission).select_related("by")),
        "started": started(request, submission),
        "attach_form": AttachForm(),
        **more,
    }
    return render(request, "programme/desk/submission.html", context, status=code)


def suggestion(submission: Submission) -> dict[str, Any]:
    """Return the track of the rules in words, with the answers that led to it."""
    found = submitting.suggestion(submission)
    asked = {ask.name: ask for ask in doors.asks(submission.door)}
    because = [
        (
            asked[name].label,
            doors.in_words(asked[name], [value] if asked[name].kind == "choices" else value),
        )
        for name, value in found.because
        if name in asked
    ]
    return {
        "track": Track(found.track).label,
        "reason": found.rule.reason,
        "because": because,
        "other": Track(found.otherwise.track).label if found.otherwise else "",
        "other_reason": found.otherwise.reason if found.otherwise else "",
    }


def handle_form(submission: Submission, data: Any = None) -> HandleForm:
    """Return the form of track, person and day; it proposes the track of the rules."""
    people = handling.team_of(submission.call.organisation_id)
    initial = {} if submission.track else {"track": submission.suggested}
    return HandleForm(data, instance=submission, people=people, initial=initial)


def talk(submission: Submission) -> list[tuple[Message, Any]]:
    """Return the messages to and fro as safe paragraphs."""
    rows = submission.messages.select_related("made_by")
    return [(one, richtext.paragraphs(one.text)) for one in rows]


def started(request: HttpRequest, submission: Submission) -> list[dict[str, Any]]:
    """Return for each kind of follow-up what was started, and whether this person can open it."""
    known = {one.kind: one for one in submission.followups.all()}
    person: Any = request.user
    inside = bool(person.roles_in(submission.organisation_id))
    texts = {
        FollowUp.Kind.ATELIER: _("Start een atelier"),
        FollowUp.Kind.EXPERIMENT: _("Start een experiment"),
        FollowUp.Kind.DESIGN: _("Begin een ontwerp"),
    }
    return [
        {
            "kind": kind.value,
            "label": kind.label,
            "button": text,
            "made": known.get(kind.value),
            "inside": inside,
        }
        for kind, text in texts.items()
    ]


@require_POST
@on_submission("handle")
def handle(request: HttpRequest, submission: Submission) -> HttpResponse:
    """Store track, person and day; show both when a colleague did so too."""
    stored = Submission.objects.get(pk=submission.pk)
    form = handle_form(submission, request.POST)
    if not form.is_valid():
        return page(request, stored, WRONG, handle_form=form)
    given = form.cleaned_data
    try:
        handling.handle(
            stored,
            given["version"],
            request.user,
            track=given["track"],
            person=given["assigned_to"],
            due_on=given["due_on"],
        )
    except handling.Conflict as other:
        data = request.POST.copy()
        data["version"] = str(other.now.version)
        again = handle_form(other.now, data)
        both = form.differences(other.now)
        return page(request, other.now, CONFLICT, handle_form=again, conflict=both)
    except handling.NotNow:
        return back(request, "submission", submission.pk, wrong=_("Deze aanmelding is gewist."))
    return back(request, "submission", submission.pk, done=_("Opgeslagen."))


@require_POST
@on_submission("note")
def add_note(request: HttpRequest, submission: Submission) -> HttpResponse:
    """Add an internal note."""
    made_by: Any = request.user
    form = NoteForm(request.POST, instance=Note(submission=submission, made_by=made_by))
    if submission.erased_at:
        return back(request, "submission", submission.pk, wrong=_("Deze aanmelding is gewist."))
    if not form.is_valid():
        return page(request, submission, WRONG, note_form=form)
    form.save()
    return back(request, "submission", submission.pk, done=_("De notitie staat erbij."))


@never_cache
@on_submission("note")
def note(request: HttpRequest, submission: Submission, note: str) -> HttpResponse:
    """Change a note; nobody overwrites a colleague."""
    found = get_object_or_404(Note, pk=note, submission=submission)
    form = NoteForm(request.POST or None, instance=found)

    def show(context: dict[str, Any]) -> HttpResponse:
        more = {"submission": submission, "note": found, **context}
        return render(request, "programme/desk/note.html", more)

    there = reverse("programme:submission", args=[submission.pk])
    return versioned(request, form, show, there + "#notities")


@require_POST
@on_submission("note")
def drop_note(request: HttpRequest, submission: Submission, note: str) -> HttpResponse:
    """Take a note away."""
    get_object_or_404(Note, pk=note, submission=submission).delete()
    return back(request, "submission", submission.pk, done=_("De notitie is weg."))


@require_POST
@on_submission("reply")
def mail_again(request: HttpRequest, submission: Submission, message: str) -> HttpResponse:
    """Send a mail once more that did not go."""
    found = get_object_or_404(
        Message.objects.select_related("submission"),
        pk=message,
        submission=submission,
        mailed=False,
    )
    if submission.erased_at:
        raise Http404
    handling.mail_again(found)
    return back(request, "submission", submission.pk, done=_("Opnieuw verstuurd."))


@require_POST
@on_submission("handle")
def no_doubt(request: HttpRequest, submission: Submission) -> HttpResponse:
    """Say that it is no advertising."""
    Submission.objects.filter(pk=submission.pk).update(doubt=False)
    return back(request, "submission", submission.pk, done=_("Dit is geen reclame."))
