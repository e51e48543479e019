"""Which offers fit a question, the best first, with the reason in words."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.db.models import Count, Q
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from thorbecke.knowledge import shipped
from thorbecke.web.experiments.models import Experiment, Help, Match, Need, Offer

SHOWN = 10
RUNNING = (Match.State.ASKED, Match.State.ACCEPTED)


@dataclass(frozen=True)
class Fit:
    """An offer that fits, and why."""

    offer: Offer
    reasons: tuple[str, ...]


def ranked(need: Need) -> list[Fit]:
    """Return the open offers of this kind that were not asked yet: first most shared themes, then
    partners that work with this municipality, then who has the fewest questions. Two queries.
    """
    experiment = need.experiment
    place = experiment.municipality_id
    rows = (
        Offer.objects.filter(**{need.kind: True}, open=True)
        .exclude(matches__need=need)
        .exclude(organisation=experiment.organisation_id)
        .select_related("organisation")
        .annotate(
            busy=Count("matches", filter=Q(matches__state__in=RUNNING), distinct=True),
            near=Count(
                "organisation__members", filter=Q(organisation__members=place), distinct=True
            ),
        )
    )
    fits = [(_key(offer, experiment), offer) for offer in rows]
    fits.sort(key=lambda pair: pair[0])
    return [Fit(offer, tuple(_reasons(offer, need))) for _key_, offer in fits[:SHOWN]]


def _shared(offer: Any, experiment: Experiment) -> list[str]:
    return [name for name in experiment.themes if name in offer.themes]


def _key(offer: Any, experiment: Experiment) -> tuple[Any, ...]:
    return (
        -len(_shared(offer, experiment)),
        -offer.near,
        offer.busy,
        offer.organisation.name,
        offer.title,
    )


def _reasons(offer: Any, need: Need) -> list[str]:
    found = [_("Biedt wat u zoekt: %(kind)s.") % {"kind": Help(need.kind).label}]
    titles = {theme.id: theme.title_nl for theme in shipped().themes}
    if shared := _shared(offer, need.experiment):
        names = ", ".join(titles[name] for name in shared)
        found.append(_("Werkt aan hetzelfde thema: %(names)s.") % {"names": names})
    if offer.near:
        found.append(_("Werkt al met uw gemeente."))
    text = ngettext("Heeft nu %(n)s vraag.", "Heeft nu %(n)s vragen.", offer.busy)
    return [*found, text % {"n": offer.busy}]


@transaction.atomic
def ask(need: Need, offer: Offer) -> Match | None:
    """Send a question to an offer; None when it was sent before, or when one of the two is closed."""
    held = Need.objects.select_for_update().get(pk=need.pk)
    fits = offer.open and getattr(offer, need.kind) and held.state == Need.State.OPEN
    if not fits or offer.organisation_id == need.experiment.organisation_id:
        return None
    found, made = Match.objects.get_or_create(need=held, offer=offer)
    return found if made else None


@transaction.atomic
def settle(match: Match, state: str, note: str = "") -> bool:
    """Accept, decline or withdraw; False when somebody else did so first.

    Who withdraws or says no to the last answer opens the question again.
    """
    allowed = {
        Match.State.ACCEPTED: (Match.State.ASKED,),
        Match.State.DECLINED: (Match.State.ASKED,),
        Match.State.WITHDRAWN: RUNNING,
    }[Match.State(state)]
    need = Need.objects.select_for_update().get(pk=match.need_id)
    done = Match.objects.filter(pk=match.pk, state__in=allowed).update(
        state=state, note=note, answered_at=timezone.now()
    )
    if done and need.state != Need.State.CLOSED:
        met = need.matches.filter(state=Match.State.ACCEPTED).exists()
        need.state = Need.State.MET if met else Need.State.OPEN
        need.save(update_fields=["state"])
    return bool(done)
