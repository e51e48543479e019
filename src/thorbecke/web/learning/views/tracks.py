"""Tracks: see, join, ask, answer; and for who hosts one: make it and its sessions."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db.models import Count, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from thorbecke.web.core import addresses
from thorbecke.web.experiments.editing import handle
from thorbecke.web.learning import calendar
from thorbecke.web.learning.access import member, track_page
from thorbecke.web.learning.forms import AnswerForm, QuestionForm, SessionForm, TrackForm
from thorbecke.web.learning.models import Participant, Question, Session, Track
from thorbecke.web.learning.permissions import HOST, may_answer, may_host
from thorbecke.web.people.models import Organisation

PER_PAGE, MOST_QUESTIONS = 24, 20


@require_safe
def tracks(request: HttpRequest) -> HttpResponse:
    """All tracks that are open, and those of one's own organisations."""
    shown = Q(open=True)
    if request.user.is_authenticated:
        shown |= Q(organisation__in=request.user.organisations(HOST))
    found = Track.objects.filter(shown).select_related("organisation")
    found = found.annotate(number=Count("sessions")).order_by("-made_at", "pk")
    page = Paginator(found, PER_PAGE).get_page(request.GET.get("page"))
    may_make = request.user.is_authenticated and bool(request.user.roles & HOST)
    return render(request, "learning/tracks.html", {"page": page, "may_make": may_make})


@require_safe
@track_page("read")
def track(request: HttpRequest, found: Track) -> HttpResponse:
    """A track with its sessions; participants see the material and the questions too."""
    inside = joined(request, found)
    answers = may_answer(request.user, found)
    context: dict[str, Any] = {
        "track": found,
        "sessions": list(found.sessions.all()),
        "now": timezone.now(),
        "joined": inside,
        "number": found.participants.count(),
        "may_host": may_host(request.user, found.organisation_id),
        "may_answer": answers,
    }
    if inside or answers:
        context["questions"] = found.questions.all()[:100]
        context["form"] = QuestionForm(label_suffix="")
    return render(request, "learning/track.html", context)


def joined(request: HttpRequest, found: Track) -> bool:
    """Tell whether this reader takes part."""
    if not request.user.is_authenticated:
        return False
    return Participant.objects.filter(track=found, person=request.user).exists()


@require_safe
@track_page("read")
def ical(request: HttpRequest, found: Track) -> HttpResponse:
    """The sessions as a calendar file."""
    response = HttpResponse(calendar.file_of(found), content_type="text/calendar; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{found.slug}.ics"'
    return response


@require_POST
@track_page("join")
def join(request: HttpRequest, found: Track) -> HttpResponse:
    """Join, or leave."""
    if request.POST.get("weg"):
        Participant.objects.filter(track=found, person=request.user).delete()
        messages.success(request, _("U doet niet meer mee."))
    else:
        Participant.objects.get_or_create(track=found, person=request.user)
        messages.success(request, _("U doet mee."))
    return redirect("learning:track", found.slug)


@require_POST
@track_page("join")
def ask(request: HttpRequest, found: Track) -> HttpResponse:
    """Ask the experts something; only participants may."""
    if not joined(request, found) and not may_answer(request.user, found):
        raise PermissionDenied
    form = QuestionForm(request.POST, label_suffix="")
    mine = Question.objects.filter(track=found, person=request.user).count()
    if mine >= MOST_QUESTIONS:
        messages.error(request, _("U stelde al veel vragen. Wacht op antwoord."))
    elif form.is_valid():
        form.instance.track, form.instance.person = found, request.user
        form.save()
        messages.success(request, _("Uw vraag is verstuurd."))
    else:
        messages.error(request, _("Typ eerst uw vraag."))
    return redirect(reverse("learning:track", args=[found.slug]) + "#vragen")


@require_POST
@track_page("answer")
def answer(request: HttpRequest, found: Track, pk: Any) -> HttpResponse:
    """Answer a question. An answer that a colleague gave meanwhile is not replaced."""
    question = get_object_or_404(Question, pk=pk, track=found)
    form = AnswerForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("Typ eerst een antwoord."))
    else:
        done = Question.objects.filter(pk=question.pk, answer="").update(
            answer=form.cleaned_data["answer"],
            answered_by=request.user,
            answered_at=timezone.now(),
        )
        if done:
            messages.success(request, _("Uw antwoord is opgeslagen."))
        else:
            text = _("Een collega gaf intussen antwoord. Uw tekst was: %(text)s")
            messages.warning(request, text % {"text": form.cleaned_data["answer"]})
    return redirect(reverse("learning:track", args=[found.slug]) + "#vragen")


@member
def new(request: HttpRequest) -> HttpResponse:
    """Make a track."""
    hosts = Organisation.objects.filter(pk__in=request.user.organisations(HOST)).order_by("name")
    if not request.user.roles & HOST:
        raise PermissionDenied
    form = TrackForm(request.POST or None, instance=Track(), hosts=hosts)
    if request.method == "POST" and form.is_valid():
        made = addresses.store(form.instance, form.instance.title, "traject")
        return redirect("learning:track", made.slug)
    return render(
        request, "learning/track_form.html", {"form": form}, status=422 if form.is_bound else 200
    )


@track_page("host")
def change(request: HttpRequest, found: Track) -> HttpResponse:
    """Change a track."""
    hosts = Organisation.objects.filter(pk__in=request.user.organisations(HOST)).order_by("name")
    form = TrackForm(request.POST or None, instance=found, hosts=hosts)

    def page(context: dict[str, Any]) -> HttpResponse:
        return render(request, "learning/track_form.html", {"track": found, **context})

    return handle(request, form, page, reverse("learning:track", args=[found.slug]))


@track_page("host")
def session(request: HttpRequest, found: Track, pk: Any = None) -> HttpResponse:
    """Add a session, or change one."""
    row = get_object_or_404(Session, pk=pk, track=found) if pk else Session(track=found)
    form = SessionForm(request.POST or None, instance=row)

    def page(context: dict[str, Any]) -> HttpResponse:
        return render(request, "learning/session_form.html", {"track": found, **context})

    return handle(request, form, page, reverse("learning:track", args=[found.slug]))
