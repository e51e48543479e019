"""What everybody sees: lessons, one lesson with its brief and its data, and what was measured together."""

from __future__ import annotations

from django.conf import settings
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from thorbecke.web.learning import effects as measured
from thorbecke.web.learning import starting
from thorbecke.web.learning.access import lesson_page
from thorbecke.web.learning.models import Lesson, State, Strength, Track
from thorbecke.web.learning.permissions import may, may_review

PER_PAGE, NEWEST, WORDS_A_MINUTE = 24, 50, 200


def shown():
    """Return the lessons that everybody sees, newest first."""
    found = Lesson.objects.filter(state=State.ACCEPTED, experiment__public=True)
    return found.select_related("organisation").order_by("-accepted_at", "pk")


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """Lessons, tracks that are open, and the way to what was measured."""
    text = request.GET.get("q", "").replace("\x00", "").strip()[:100]
    strength = request.GET.get("zeker", "")
    found = shown()
    if text:
        found = found.filter(title__icontains=text)
    if strength in Strength.values:
        found = found.filter(strength=strength)
    page = Paginator(found.defer("effects"), PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "page": page,
        "text": text,
        "strength": strength,
        "strengths": Strength.choices,
        "tracks": Track.objects.filter(open=True).select_related("organisation")[:6],
    }
    return render(request, "learning/home.html", context)


@require_safe
@lesson_page("read")
def lesson(request: HttpRequest, found: Lesson) -> HttpResponse:
    """One lesson, with who checked it and how to name it."""
    context = {
        "lesson": found,
        "effects": starting.rows_of(found.effects),
        "reviews": found.reviews.all(),
        "cite": cite(found),
        "may_edit": may(request.user, "edit", found),
        "may_hand_in": may(request.user, "hand_in", found),
        "may_take_back": may(request.user, "take_back", found),
        "may_review": request.user.is_authenticated and may_review(request.user, found),
        "may_to_library": may(request.user, "to_library", found),
    }
    return render(request, "learning/lesson.html", context)


@require_safe
@lesson_page("read")
def brief(request: HttpRequest, found: Lesson) -> HttpResponse:
    """The lesson for a councillor: short, with the time that it takes to read."""
    words = sum(
        len(part.split())
        for part in (found.title, found.context, found.outcome, found.mechanism, found.transfer)
    )
    context = {
        "lesson": found,
        "minutes": max(1, round(words / WORDS_A_MINUTE)),
        "cite": cite(found),
    }
    return render(request, "learning/brief.html", context)


@require_safe
@lesson_page("read")
def data(request: HttpRequest, found: Lesson) -> JsonResponse:
    """The lesson as data, for a researcher."""
    names = (
        "title context intervention mechanism outcome surprise went_wrong transfer strength effects"
    ).split()
    content = {name: getattr(found, name) for name in names}
    content |= {
        "experiment": found.experiment.title,
        "organisation": str(found.organisation),
        "version": found.number,
        "accepted_on": found.accepted_at.date().isoformat() if found.accepted_at else None,
        "cite_as": cite(found),
        "reviews": list(found.reviews.values("verdict", "text", "made_at")),
    }
    response = JsonResponse(content, json_dumps_params={"ensure_ascii": False, "indent": 2})
    response["Content-Disposition"] = f'attachment; filename="les-{found.pk}.json"'
    return response


def cite(found: Lesson) -> str:
    """Return how to name a lesson: who, when, what, which version, where."""
    year = found.accepted_at.year if found.accepted_at else found.changed_at.year
    address = settings.BASE_URL.rstrip("/") + reverse("learning:lesson", args=[found.pk])
    return _("%(who)s (%(year)s). %(title)s. Versie %(number)s. %(address)s") % {
        "who": found.organisation,
        "year": year,
        "title": found.title,
        "number": found.number or _("in bewerking"),
        "address": address,
    }


@require_safe
def together(request: HttpRequest) -> HttpResponse:
    """What municipalities measured of the same thing: each result, and what they say together."""
    return render(request, "learning/together.html", {"all": measured.everything()})


@require_safe
def feed(request: HttpRequest) -> HttpResponse:
    """The newest lessons as an Atom feed."""
    base = settings.BASE_URL.rstrip("/")
    found = Atom1Feed(
        title="Thorbecke: " + _("nieuwe lessen"),
        link=base + reverse("learning:home"),
        description=_("Lessen uit experimenten, nagekeken door een ander."),
        feed_url=base + reverse("learning:feed"),
        author_name="Thorbecke",
        language="nl",
    )
    for one in shown().defer("effects")[:NEWEST]:
        url = base + reverse("learning:lesson", args=[one.pk])
        found.add_item(
            title=one.title,
            link=url,
            unique_id=url,
            description=one.outcome,
            updateddate=one.accepted_at,
            pubdate=one.accepted_at,
            categories=[str(one.organisation)],
        )
    return HttpResponse(
        found.writeString("utf-8"), content_type="application/atom+xml; charset=utf-8"
    )
