"""What residents see and do besides voting: plans, an idea of their own, support, and the work."""

from __future__ import annotations

import secrets
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.core.paginator import Paginator
from django.core.signing import BadSignature
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from thorbecke.web.instruments.budget import ballot, carrying_out, exporting, maps
from thorbecke.web.instruments.budget import ideas as road
from thorbecke.web.instruments.budget.forms import IdeaForm, JoinForm
from thorbecke.web.instruments.budget.models import ON_ITS_WAY, Idea, Progress, Theme
from thorbecke.web.library.desk.limits import allowed
from thorbecke.web.participation.access import public_act
from thorbecke.web.participation.models import Act, Phase, Result
from thorbecke.web.participation.public import summary

PER_PAGE = 24
MOST_DOTS = 300
IDEAS_A_DAY, LIKES_A_DAY, JOINS_A_DAY = 5, 20, 5  # of one sender
MOST_WAITING = 2000  # of one act: a flood does not fill the desk
VISITOR = "tb_steun"
YEAR = 365 * 24 * 3600


@require_GET
@public_act
def ideas(request: HttpRequest, act: Act) -> HttpResponse:
    """All plans that residents may see, by theme, area and words, with those that have a place on a map."""
    text = request.GET.get("q", "").strip()[:80]
    theme, area = request.GET.get("thema", ""), request.GET.get("gebied", "")
    found = visible(request, act)
    if text:
        found = found.filter(title__icontains=text)
    if theme in Theme.values:
        found = found.filter(theme=theme)
    if area:
        found = found.filter(area=area[:60])
    page = Paginator(found.order_by("-likes", "number"), PER_PAGE).get_page(request.GET.get("page"))
    placed = found.exclude(lat=None).only(
        "number", "title", "lat", "lon", "address", "area", "act_id"
    )
    context = {
        **summary.context(request, act),
        "page": page,
        "map": maps.of_ideas(act, list(placed[:MOST_DOTS])),
        "text": text,
        "theme": theme,
        "area": area,
        "themes": Theme.choices,
        "areas": ballot.area_names(act),
        "collects": road.open_for(act),
    }
    return render(request, "budget/ideas.html", context)


def visible(request: HttpRequest, act: Act) -> Any:
    """Return the ideas that residents see: shown once, and not gone on in another."""
    found = carrying_out.of_act(act).exclude(shown_on=None)
    return found.exclude(state=Idea.State.MERGED)


@public_act
def new(request: HttpRequest, act: Act) -> HttpResponse:
    """Bring in an idea, with or without an account; it waits for the organiser."""
    if not road.open_for(act):
        raise Http404
    posted = (request.POST, request.FILES) if request.method == "POST" else (None, None)
    form = IdeaForm(act, *posted, initial=_who(request))
    if request.method == "POST" and form.is_valid():
        if not _room(request, act):
            form.add_error(None, _("Dat zijn er genoeg voor vandaag. Probeer het morgen weer."))
        else:
            return _brought_in(request, act, form)
    context = {**summary.context(request, act), "form": form}
    return render(request, "budget/new.html", context, status=422 if form.errors else 200)


def _who(request: HttpRequest) -> dict[str, str]:
    """Return name and address of who is signed in, so that nobody types what we know."""
    if not request.user.is_authenticated:
        return {}
    return {"name": request.user.name, "email": request.user.email}


def _room(request: HttpRequest, act: Act) -> bool:
    waiting = Idea.objects.filter(act=act, state=Idea.State.NEW).count()
    return waiting < MOST_WAITING and allowed(request, f"idea|{act.pk}", IDEAS_A_DAY)


def _brought_in(request: HttpRequest, act: Act, form: IdeaForm) -> HttpResponse:
    idea, found = form.save(), form.cleaned_data
    idea.act = act
    try:
        road.bring_in(idea, found["name"], found["email"])
    except road.NotNow:
        messages.error(request, _("Ideeën inbrengen kan niet meer."))
    else:
        messages.success(request, _("Dank u wel. Uw idee komt op de pagina na een controle."))
    return redirect("budget:ideas", act.slug)


@require_GET
@public_act
def idea(request: HttpRequest, act: Act, number: int) -> HttpResponse:
    """One plan: what it is, how far it is, and, when it won, how the work goes."""
    found = one(request, act, number)
    if found.merged_into and found.merged_into.shown_on:
        return redirect("budget:idea", act.slug, found.merged_into.number)
    return _idea_page(request, act, found, JoinForm(initial=_who(request)))


def one(request: HttpRequest, act: Act, number: int) -> Idea:
    """Return an idea that this visitor may see. Raises ``Http404``."""
    found = get_object_or_404(carrying_out.of_act(act).select_related("merged_into"), number=number)
    if found.shown_on is None and not summary.organises(request, act):
        raise Http404
    return found


def _idea_page(
    request: HttpRequest, act: Act, found: Idea, form: JoinForm, status: int = 200
) -> HttpResponse:
    reports = list(found.progress.all()) if act.phase == Phase.PUBLISHED else []
    needed = road.threshold(act)
    context = {
        **summary.context(request, act),
        "idea": found,
        "map": maps.of_ideas(act, [found]),
        "reports": reports,
        "needed": needed,
        "supports": _supports(request, found),
        "can_like": road.open_for(act) and found.state in ON_ITS_WAY,
        "join_form": form,
        "won": act.phase == Phase.PUBLISHED and _won(act, found),
    }
    return render(request, "budget/idea.html", context, status=status)


def _won(act: Act, found: Idea) -> bool | None:
    """Tell whether a plan on the ballot won; None when it was on no ballot."""
    result = Result.objects.filter(act=act).only("counts", "act_id").first()
    if result is None or found.state != Idea.State.BALLOT:
        return None
    return found.number in carrying_out.funded_numbers(result)


@require_POST
@public_act
def like(request: HttpRequest, act: Act, number: int) -> HttpResponse:
    """Support a plan, or take the support back."""
    found = one(request, act, number)
    response = redirect("budget:idea", act.slug, number)
    if not allowed(request, f"like|{found.pk}", LIKES_A_DAY):
        messages.error(request, _("Dat is vaak genoeg voor vandaag. Probeer het morgen weer."))
        return response
    who, cookie = _visitor(request)
    try:
        given = road.like(found, _key(found, who))
    except road.NotNow:
        messages.error(request, _("Steunen kan nu niet."))
        return response
    messages.success(request, _("Uw steun telt mee.") if given else _("Uw steun is weg."))
    if cookie:
        response.set_signed_cookie(
            VISITOR,
            cookie,
            max_age=YEAR,
            httponly=True,
            samesite="Lax",
            secure=settings.SESSION_COOKIE_SECURE,
        )
    return response


def _visitor(request: HttpRequest) -> tuple[str, str]:
    """Return who this is, and what to keep in the browser for that: nothing for an account."""
    if request.user.is_authenticated:
        return f"person|{request.user.pk}", ""
    known = _cookie(request)
    made = known or secrets.token_hex(16)
    return f"visitor|{made}", "" if known else made


def _cookie(request: HttpRequest) -> str:
    try:
        return str(request.get_signed_cookie(VISITOR, default=""))
    except BadSignature:
        return ""


def _key(found: Idea, who: str) -> str:
    """Return a hash that differs for each idea: it tells not even that two likes are of one person."""
    return salted_hmac("thorbecke.budget.like", f"{found.pk}|{who}", algorithm="sha256").hexdigest()


def _supports(request: HttpRequest, found: Idea) -> bool:
    if not request.user.is_authenticated and not _cookie(request):
        return False
    who, _new = _visitor(request)
    return found.supporters.filter(key=_key(found, who)).exists()


@require_POST
@public_act
def join(request: HttpRequest, act: Act, number: int) -> HttpResponse:
    """Offer help with a plan; the organiser gets name and address."""
    found = one(request, act, number)
    if not road.open_for(act) or found.state not in ON_ITS_WAY:
        raise Http404
    form = JoinForm(request.POST)
    if form.is_valid() and not allowed(request, f"join|{act.pk}", JOINS_A_DAY):
        form.add_error(None, _("Dat is vaak genoeg voor vandaag. Probeer het morgen weer."))
    if not form.is_valid():
        return _idea_page(request, act, found, form, 422)
    road.join(found, form.cleaned_data["name"], form.cleaned_data["email"])
    messages.success(request, _("Dank u wel. U bent nu mede-indiener en krijgt de mails."))
    return redirect("budget:idea", act.slug, number)


@require_GET
@public_act
def photo(request: HttpRequest, act: Act, number: int) -> HttpResponseBase:
    """The photo of an idea."""
    return _photo(one(request, act, number))


@require_GET
@public_act
def progress_photo(request: HttpRequest, act: Act, pk: str) -> HttpResponseBase:
    """The photo of a report."""
    return _photo(get_object_or_404(Progress, pk=pk, idea__act=act))


def _photo(holder: Any) -> HttpResponseBase:
    if not holder.photo:
        raise Http404
    response = FileResponse(holder.photo.open("rb"), content_type="image/jpeg")
    response["Cache-Control"] = "private, max-age=3600"
    response["X-Content-Type-Options"] = "nosniff"
    return response


@require_GET
@public_act
def export(request: HttpRequest, act: Act, question: str) -> HttpResponse:
    """The published ballots as a .pb file; there is none before publication, or of very few ballots."""
    result = Result.objects.filter(act=act).first() if act.phase == Phase.PUBLISHED else None
    counts = {one["question"]: one for one in result.counts} if result else {}
    count = counts.get(question)
    if count is None or not count["outcome"].get("votes"):
        raise Http404
    response = HttpResponse(exporting.file(act, count), content_type="text/plain; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{act.slug}-{question}.pb"'
    return response
