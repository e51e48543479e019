"""Paper ballots: piles that two people type in, each without seeing what the other read.

A pile is counted by hand, then typed in once and once again. Where the two readings differ somebody
looks at the ballot itself, decides, and says why. There can't be more paper ballots than codes that were
marked as used on paper at the desk.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.db.models import Max, Sum
from django.utils.translation import gettext as _

from thorbecke.web.participation.box import casting, storage
from thorbecke.web.participation.models import Act, PaperBallot, PaperBatch, Phase, Spent
from thorbecke.web.participation.record import log

State = PaperBatch.State
LARGEST_PILE = 500
INVALID: Mapping[str, Any] = {"invalid": True}
ROUNDS = {State.FIRST: "first", State.SECOND: "second"}


class PaperRefused(Exception):
    """Something with paper that can't be done; the text says why, in words for the clerk."""


def checked(act: Act, vote: Any) -> dict[str, Any]:
    """Return a reading in its one form: a vote, or ``{"invalid": true}``. Raises ``casting.Refused``."""
    return dict(INVALID) if vote == INVALID else casting.checked(act, vote)


@transaction.atomic
def new_pile(act: Act, ballots: int, area: str = "") -> PaperBatch:
    """Make a pile of so many ballots, counted by hand. Raises ``PaperRefused``."""
    storage.hold_alone(act)
    _check_open(act)
    if not 1 <= ballots <= LARGEST_PILE:
        raise PaperRefused(
            _("Een stapel heeft 1 tot %(most)d stembiljetten. Maak van een grote stapel er twee.")
            % {"most": LARGEST_PILE}
        )
    marked = Spent.objects.filter(credential__act=act, how=Spent.How.PAPER).count()
    piles = PaperBatch.objects.filter(act=act)
    known = piles.aggregate(ballots=Sum("ballots"), number=Max("number"))
    together = (known["ballots"] or 0) + ballots
    if together > marked:
        raise PaperRefused(
            _(
                "Met deze stapel zijn er %(together)d papieren stembiljetten, maar aan het loket zijn "
                "%(marked)d codes op papier gebruikt. Tel de stapel nog een keer, "
                "of zet eerst de codes op papier."
            )
            % {"together": together, "marked": marked}
        )
    number = (known["number"] or 0) + 1
    pile = PaperBatch.objects.create(act=act, number=number, area=area, ballots=ballots)
    PaperBallot.objects.bulk_create(
        PaperBallot(batch=pile, number=place) for place in range(1, ballots + 1)
    )
    return pile


@transaction.atomic
def enter(pile: PaperBatch, number: int, person: Any, vote: Any) -> PaperBatch:
    """Store what this person read on a ballot of the pile; go to the next round when all are read.

    Raises ``PaperRefused``, also for the second round by who did the first; ``casting.Refused`` for a
    vote that can't be.
    """
    held = _hold(pile)
    round_ = ROUNDS.get(State(held.state))
    if round_ is None:
        raise PaperRefused(_("Deze stapel is al twee keer ingevoerd."))
    _take_on(held, round_, person)
    reading = checked(held.act, vote)
    if not held.entries.filter(number=number).update(**{round_: reading}):
        raise PaperRefused(_("Dit stembiljet zit niet in de stapel."))
    if not held.entries.filter(**{f"{round_}__isnull": True}).exists():
        held.state = State.SECOND if round_ == "first" else State.DIFFERENCES
    held.save(update_fields=["state", "first_by", "second_by"])
    if held.state == State.DIFFERENCES:
        _compare(held, person)
    return held


def may_enter(pile: PaperBatch, person: Any) -> bool:
    """Tell whether this person may type in the round that the pile is in."""
    if pile.state == State.FIRST:
        return pile.first_by_id in (None, person.pk)
    second = pile.second_by_id in (None, person.pk)
    return pile.state == State.SECOND and second and pile.first_by_id != person.pk


@transaction.atomic
def resolve(ballot: PaperBallot, person: Any, vote: Any, reason: str) -> PaperBatch:
    """Decide what is on a ballot that two people read differently. Raises ``PaperRefused``."""
    held = _hold(ballot.batch)
    if held.state != State.DIFFERENCES:
        raise PaperRefused(_("Bij deze stapel zijn geen verschillen meer."))
    if not reason.strip():
        raise PaperRefused(_("Schrijf erbij waarom. Dat kan in een paar woorden."))
    final = checked(held.act, vote)
    held.entries.filter(pk=ballot.pk).update(final=final, reason=reason.strip()[:200])
    _finish(held, person)
    return held


@transaction.atomic
def remove(pile: PaperBatch, person: Any) -> None:
    """Take a pile away that is not done, for instance because it was counted wrong."""
    held = _hold(pile)
    if held.state == State.DONE:
        raise PaperRefused(_("Deze stapel is klaar en kan niet meer weg."))
    log.append(held.act, "paper_removed", person, {"pile": held.number, "ballots": held.ballots})
    held.delete()


def differences(pile: PaperBatch) -> list[PaperBallot]:
    """Return the ballots of a pile about which nothing is decided yet."""
    if pile.state != State.DIFFERENCES:
        return []
    return list(pile.entries.filter(final__isnull=True))


def _compare(pile: PaperBatch, person: Any) -> None:
    """Take over what both read the same."""
    same = [entry for entry in pile.entries.all() if entry.first == entry.second]
    for entry in same:
        entry.final = entry.first
    PaperBallot.objects.bulk_update(same, ["final"], batch_size=200)
    _finish(pile, person)


def _finish(pile: PaperBatch, person: Any) -> None:
    if pile.entries.filter(final__isnull=True).exists():
        return
    pile.state = State.DONE
    pile.save(update_fields=["state"])
    decided = pile.entries.exclude(reason="").count()
    values = {"pile": pile.number, "ballots": pile.ballots, "decided": decided}
    log.append(pile.act, "paper_done", person, values)


def _hold(pile: PaperBatch) -> PaperBatch:
    """Return the pile, held, while its act is open; closing waits for us, or we are refused."""
    act = Act.objects.select_for_update(of=("self",)).get(pk=pile.act_id)
    _check_open(act)
    held = PaperBatch.objects.select_for_update(of=("self",)).filter(pk=pile.pk).first()
    if held is None:
        raise PaperRefused(_("Deze stapel is weggehaald."))
    held.act = act
    return held


def _check_open(act: Act) -> None:
    if Act.objects.values_list("phase", flat=True).get(pk=act.pk) != Phase.OPEN:
        raise PaperRefused(_("De stembus is niet open. Papier invoeren kan nu niet."))


def _take_on(pile: PaperBatch, round_: str, person: Any) -> None:
    if not may_enter(pile, person):
        raise PaperRefused(
            _("De tweede invoer doet iemand anders dan de eerste.")
            if round_ == "second" and pile.first_by_id == person.pk
            else _("Een collega is met deze invoer bezig.")
        )
    setattr(pile, f"{round_}_by", person)
