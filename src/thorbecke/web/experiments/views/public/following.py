"""Following an experiment: by mail after a yes from the address itself, or with a feed reader."""

from __future__ import annotations

from datetime import UTC, datetime, time

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST, require_safe

from thorbecke.web.experiments import following, timeline
from thorbecke.web.experiments.access import find, public
from thorbecke.web.experiments.forms import FollowForm
from thorbecke.web.experiments.models import Experiment
from thorbecke.web.library.desk.limits import allowed

MOST_A_DAY = 20


@require_POST
def follow(request: HttpRequest, slug: str) -> HttpResponse:
    """Send a mail to confirm. The answer is the same whether the address was known or not."""
    experiment = find(slug)
    if not experiment.public:
        raise Http404
    form = FollowForm(request.POST)
    if not form.is_valid():
        wrong = _("Dit is geen e-mailadres. Vul een adres in zoals naam@voorbeeld.nl.")
        messages.error(request, wrong)
    elif not allowed(request, "experiments-follow", MOST_A_DAY):
        messages.error(request, _("U vroeg dit vandaag al vaak. Probeer het morgen weer."))
    else:
        following.ask(experiment, form.cleaned_data["email"])
        messages.success(request, _("Kijk in uw e-mail. Klik daar op de link om te volgen."))
    return redirect(reverse("experiments:page", args=[slug]) + "#volgen")


@never_cache
def confirm(request: HttpRequest, token: str) -> HttpResponse:
    """Ask once more, as a mail program may open links by itself; then start."""
    found = following.find(token, following.CONFIRM)
    if found is None:
        return render(request, "experiments/public/wrong_link.html", status=404)
    if request.method == "POST":
        following.confirm(found)
        messages.success(request, _("U volgt dit experiment nu."))
        return redirect("experiments:page", found.experiment.slug)
    context = {"experiment": found.experiment, "leaving": False}
    return render(request, "experiments/public/follow.html", context)


@csrf_exempt  # a mail program posts here without our form (RFC 8058); the signed link is the key
@never_cache
def leave(request: HttpRequest, token: str) -> HttpResponse:
    """Stop following; the address is erased."""
    found = following.find(token, following.LEAVE)
    if found is None:
        return render(request, "experiments/public/wrong_link.html", status=404)
    if request.method == "POST":
        slug = found.experiment.slug
        found.delete()
        messages.success(request, _("U krijgt geen nieuws meer. Wij hebben uw adres gewist."))
        return redirect("experiments:page", slug)
    context = {"experiment": found.experiment, "leaving": True}
    return render(request, "experiments/public/follow.html", context)


@require_safe
@public
def atom(request: HttpRequest, experiment: Experiment) -> HttpResponse:
    """What happened, as a feed."""
    base = settings.BASE_URL.rstrip("/")
    here = base + reverse("experiments:page", args=[experiment.slug])
    feed = Atom1Feed(
        title=experiment.title,
        link=here,
        description=experiment.challenge[:300],
        feed_url=base + request.path,
        language="nl",
    )
    for one in timeline.items(experiment, timeline.acts_of(experiment)):
        feed.add_item(
            title=f"{one.kind}: {one.title}",
            link=base + one.url if one.url else f"{here}#{one.key}",
            description=one.text,
            unique_id=f"{here}#{one.key}",
            pubdate=datetime.combine(one.on, time(12), UTC),
            updateddate=one.told,
        )
    kind = "application/atom+xml; charset=utf-8"
    return HttpResponse(feed.writeString("utf-8"), content_type=kind)
