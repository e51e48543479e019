"""The organiser's pages: the desk of ideas, a verdict on each, and the projects that are carried out."""

from __future__ import annotations

from collections.abc import Callable

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Count
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from thorbecke.web.instruments.budget import carrying_out as work
from thorbecke.web.instruments.budget import ideas as road
from thorbecke.web.instruments.budget.forms import IdeaForm, ProgressForm, VerdictForm
from thorbecke.web.instruments.budget.models import Idea, Progress
from thorbecke.web.participation.access import act_view
from thorbecke.web.participation.console.views import page
from thorbecke.web.participation.models import Act
from thorbecke.web.participation.permissions import may

PER_PAGE = 50


@act_view("see_console")
def desk(request: HttpRequest, act: Act) -> HttpResponse:
    """The ideas by how far they are."""
    mine = work.of_act(act)
    numbers = dict(mine.order_by().values_list("state").annotate(Count("pk")))
    wanted = request.GET.get("stand", "")
    state = wanted if wanted in Idea.State.values else _first(numbers)
    found = mine.filter(state=state).order_by("-likes", "number")
    context = {
        "page": Paginator(found, PER_PAGE).get_page(request.GET.get("page")),
        "state": state,
        "states": [(key, label, numbers.get(key, 0)) for key, label in Idea.State.choices],
        "editable": may(request.user, "edit", act) and not act.rehearsal,
    }
    return page(request, act, "budget/console/desk.html", **context)


def _first(numbers: dict[str, int]) -> str:
    """Return the first state in which something waits for the organiser."""
    order = (Idea.State.NEW, Idea.State.ENOUGH, Idea.State.VETTING, Idea.State.SUPPORT)
    return next((state for state in order if numbers.get(state)), Idea.State.BALLOT)


@act_view("edit")
def new(request: HttpRequest, act: Act) -> HttpResponse:
    """A plan of the organiser, or one that came in on paper."""
    posted = (request.POST, request.FILES) if request.method == "POST" else (None, None)
    form = IdeaForm(act, *posted)
    if request.method == "POST" and form.is_valid():
        found, given = form.save(), form.cleaned_data
        found.act = act
        try:
            road.bring_in(found, given["name"], given["email"], by_organiser=True)
        except road.NotNow:
            return _too_late(request, act)
        messages.success(request, _("Het plan staat op de pagina."))
        return redirect("budget:desk_idea", act.slug, found.number)
    response = page(request, act, "budget/console/new.html", form=form)
    response.status_code = 422 if form.errors else 200
    return response


@act_view("see_console")
def idea(request: HttpRequest, act: Act, number: int) -> HttpResponse:
    """Everything about one idea, with who brought it in."""
    found = _one(act, number)
    return _idea_page(request, act, found, VerdictForm(found))


def _one(act: Act, number: int) -> Idea:
    found: Idea = get_object_or_404(work.of_act(act).select_related("merged_into"), number=number)
    return found


def _idea_page(request: HttpRequest, act: Act, found: Idea, form: VerdictForm) -> HttpResponse:
    context = {
        "idea": found,
        "authors": list(found.authors.all()),
        "form": form,
        "editable": may(request.user, "edit", act) and found.act_id == act.pk,
        "takes_down": may(request.user, "take_down", act),
        "judged": found.state != Idea.State.MERGED,
    }
    response = page(request, act, "budget/console/idea.html", **context)
    response.status_code = 422 if form.is_bound and form.errors else 200
    return response


@act_view("edit")
@require_POST
def show(request: HttpRequest, act: Act, number: int) -> HttpResponse:
    """Put a new idea on the page."""
    found = _own(act, number)
    return _taken(request, act, lambda: road.show(found), _("Het idee staat op de pagina."))


def _own(act: Act, number: int) -> Idea:
    found = _one(act, number)
    if found.act_id != act.pk:  # a rehearsal looks at the ideas of its original
        raise Http404
    return found


def _taken(request: HttpRequest, act: Act, step: Callable[[], None], text: str) -> HttpResponse:
    try:
        step()
    except road.NotNow:
        return _too_late(request, act)
    messages.success(request, text)
    return redirect("budget:desk", act.slug)


def _too_late(request: HttpRequest, act: Act) -> HttpResponse:
    messages.error(
        request, _("Dit kan niet meer. Iemand anders was u voor, of de stembus is open.")
    )
    return redirect("budget:desk", act.slug)


@act_view("edit")
@require_POST
def judge(request: HttpRequest, act: Act, number: int) -> HttpResponse:
    """Look into an idea, put it on the ballot, refuse it with a reason, or let it go on in another."""
    found = _own(act, number)
    form = VerdictForm(found, request.POST)
    if not form.is_valid():
        return _idea_page(request, act, found, form)
    given = form.cleaned_data
    steps: dict[str, tuple[Callable[[], None], str]] = {
        "vet": (lambda: road.vet(found), _("U onderzoekt dit idee. De indiener krijgt bericht.")),
        "accept": (
            lambda: road.accept(found, given["cost"], given["reason"].strip()),
            _("Het plan komt op het stembiljet."),
        ),
        "refuse": (
            lambda: road.refuse(found, given["reason"].strip()),
            _("Het idee gaat niet door. De indiener leest waarom."),
        ),
        "merge": (lambda: road.merge(found, given["into"]), _("De ideeën zijn samengevoegd.")),
    }
    step, text = steps[given["verdict"]]
    return _taken(request, act, step, text)


@act_view("take_down")
@require_POST
def photo_drop(request: HttpRequest, act: Act, number: int) -> HttpResponse:
    """Take a photo away, in any phase: somebody may be on it who does not want that."""
    road.drop_photo(_own(act, number))
    messages.success(request, _("De foto is weg."))
    return redirect("budget:desk_idea", act.slug, number)


@act_view("follow_up")
def carrying_out(request: HttpRequest, act: Act) -> HttpResponse:
    """The projects that won, each with its last report."""
    rows = [{"idea": one, "last": work.latest(one)} for one in work.funded(act)]
    return page(request, act, "budget/console/carrying_out.html", rows=rows)


@act_view("follow_up")
def report(request: HttpRequest, act: Act, number: int) -> HttpResponse:
    """Report on one project that won."""
    found = next((one for one in work.funded(act) if one.number == number), None)
    if found is None or found.act_id != act.pk:
        raise Http404
    posted = (request.POST, request.FILES) if request.method == "POST" else (None, None)
    last = work.latest(found)
    start = {"state": last.state, "spent": last.spent} if last else {"spent": 0}
    form = ProgressForm(*posted, initial=start)
    if request.method == "POST" and form.is_valid():
        made: Progress = form.save(commit=False)
        found.act = act
        made.idea, made.by = found, request.user
        made.spent = form.cleaned_data["spent"]
        work.report(made)
        messages.success(
            request, _("Uw bericht staat op de pagina. De indieners krijgen een mail.")
        )
        return redirect("budget:carrying_out", act.slug)
    context = {"idea": found, "form": form, "reports": list(found.progress.all())}
    response = page(request, act, "budget/console/report.html", **context)
    response.status_code = 422 if form.is_bound and form.errors else 200
    return response
