"""Working on a lesson: begin, write, hand in, judge, give to the library; and what makes it last."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from thorbecke.web.experiments.access import desk as experiment_desk
from thorbecke.web.experiments.editing import WRONG, handle
from thorbecke.web.experiments.models import Experiment
from thorbecke.web.learning import moving, starting
from thorbecke.web.learning.access import lesson_page, member
from thorbecke.web.learning.forms import AnchorForm, LessonForm, ReviewForm
from thorbecke.web.learning.models import Anchor, Lesson, State
from thorbecke.web.learning.permissions import READ, REVIEW, TO_LIBRARY
from thorbecke.web.library import publishing

PER_PAGE = 30


@member
def desk(request: HttpRequest) -> HttpResponse:
    """The lessons of one's organisations, those that wait for a review, and those for the library."""
    held = request.user.organisations(READ)
    wanted = Q(organisation__in=held)
    if request.user.roles & REVIEW:
        wanted |= Q(state=State.REVIEW)
    if request.user.roles & TO_LIBRARY:
        wanted |= Q(state=State.ACCEPTED)
    found = Lesson.objects.filter(wanted).select_related("experiment", "organisation")
    page = Paginator(found.defer("effects"), PER_PAGE).get_page(request.GET.get("page"))
    without = Experiment.objects.filter(organisation__in=held, lesson=None)
    context = {"page": page, "without": without.defer("design", "challenge")[:10]}
    return render(request, "learning/desk.html", context)


@require_POST
@experiment_desk("observe")
def begin(request: HttpRequest, experiment: Experiment) -> HttpResponse:
    """Make the lesson of an experiment from what is known, and open it to write."""
    made = starting.lesson(experiment, request.user)
    return redirect("learning:edit", made.pk)


@lesson_page("edit")
def edit(request: HttpRequest, lesson: Lesson) -> HttpResponse:
    """Write. An accepted lesson that is changed needs a new look."""
    form = LessonForm(request.POST or None, instance=lesson)

    def page(context: dict[str, Any]) -> HttpResponse:
        return render(request, "learning/edit.html", {"lesson": lesson, **context})

    was = lesson.state
    response = handle(request, form, page, reverse("learning:lesson", args=[lesson.pk]))
    if response.status_code == 302 and was == State.ACCEPTED:
        moving.changed(lesson)
        messages.info(
            request, _("De les was nagekeken. De nieuwe tekst moet opnieuw worden nagekeken.")
        )
    return response


@require_POST
@lesson_page("see")
def move(request: HttpRequest, lesson: Lesson, step: str) -> HttpResponse:
    """Hand in or take back."""
    steps = {"inleveren": moving.hand_in, "terughalen": moving.take_back}
    if step not in steps:
        raise Http404
    try:
        steps[step](lesson, request.user)
    except moving.NotYet as reason:
        messages.error(request, str(reason))
        return redirect("learning:edit", lesson.pk)
    messages.success(request, _("Gedaan."))
    return redirect("learning:lesson", lesson.pk)


@lesson_page("review")
def review(request: HttpRequest, lesson: Lesson) -> HttpResponse:
    """Judge a lesson: accept, or send back with questions."""
    form = ReviewForm(request.POST or None, version=lesson.version)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            moving.judge(lesson, request.user, given["verdict"], given["text"], given["version"])
        except moving.NotYet as reason:
            messages.error(request, str(reason))
            return redirect("learning:review", lesson.pk)
        messages.success(request, _("Uw oordeel is opgeslagen."))
        return redirect("learning:desk")
    context = {"lesson": lesson, "form": form, "effects": starting.rows_of(lesson.effects)}
    code = WRONG if form.is_bound else 200
    return render(request, "learning/review.html", context, status=code)


@require_POST
@lesson_page("to_library")
def to_library(request: HttpRequest, lesson: Lesson) -> HttpResponse:
    """Make a case in the library from the lesson."""
    page = reverse("experiments:page", args=[lesson.experiment.slug])
    address = settings.BASE_URL.rstrip("/") + page
    try:
        moving.to_library(lesson, request.user, address)
    except moving.NotYet as reason:
        messages.error(request, str(reason))
    except publishing.ValidationFailed as wrong:
        fields = ", ".join(wrong.errors)
        text = _("Dit past nog niet in de bibliotheek. Kijk naar: %(fields)s")
        messages.error(request, text % {"fields": fields})
    except publishing.Conflict:
        text = _("In de bibliotheek staat intussen een nieuwere tekst. Verander die daar.")
        messages.error(request, text)
    else:
        messages.success(
            request, _("Het praktijkvoorbeeld staat klaar. Een eindredacteur kijkt ernaar.")
        )
    return redirect("learning:lesson", lesson.pk)


@experiment_desk("see", "move")
def anchor(request: HttpRequest, experiment: Experiment) -> HttpResponse:
    """What makes the experiment last: who keeps it, the money, the rules, the people."""
    row = Anchor.objects.filter(experiment=experiment).first() or Anchor(experiment=experiment)
    form = AnchorForm(request.POST or None, instance=row)

    def page(context: dict[str, Any]) -> HttpResponse:
        parts = [
            (context["form"][name], context["form"][f"{name}_done"])
            for name in ("keeper", "budget", "bylaw", "training")
        ]
        return render(
            request, "learning/anchor.html", {"experiment": experiment, "parts": parts, **context}
        )

    return handle(request, form, page, request.path)
