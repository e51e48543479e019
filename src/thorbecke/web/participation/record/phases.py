"""From one phase to the next: open, close, count, publish. Each is one transaction, with its entry in
the log and its announcement, so that the step and what was said about it can't come apart.

docs/participation/phases.md draws the states.
"""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from thorbecke.methods.ballots import WrongSpec
from thorbecke.methods.registry import UnknownMethod, WrongRules
from thorbecke.records import canonical, lists, merkle
from thorbecke.web.participation import instruments
from thorbecke.web.participation.box import drawers, reading
from thorbecke.web.participation.models import Act, PaperBatch, Phase, Result
from thorbecke.web.participation.record import counting, definition, figures, log, seed
from thorbecke.web.participation.record.locking import NotNow, held
from thorbecke.web.participation.record.sealing import paper_of

__all__ = ["NotNow", "close_act", "count_act", "open_act", "publish_act"]


def open_act(act: Act, person: Any) -> None:
    """Fix the definition, commit to the lots, and open the box. Raises ``NotNow``."""
    with transaction.atomic():
        now = _in(act, Phase.PREPARE)
        if problems := instruments.of(now).problems(now):
            raise NotNow(" ".join(problems))
        now.definition = _frozen(now)
        now.definition_hash = canonical.hashed(now.definition)
        now.phase, now.opened_at = Phase.OPEN, timezone.now()
        now.save(update_fields=["definition", "definition_hash", "phase", "opened_at"])
        announced = {
            "codes": reading.totals(now).codes,
            "definition": now.definition_hash,
            "commitment": seed.commit(now),
            "root": merkle.EMPTY,
        }
        log.append(now, "opened", person, announced)
    act.refresh_from_db()


def close_act(act: Act, person: Any) -> None:
    """Close the box when the last ballot on its way is in, and announce number and root at once.

    Keys are erased and ballots written anew in the same transaction. O(n log n). Raises ``NotNow``.
    """
    with transaction.atomic():
        now = _in(act, Phase.OPEN)
        _unhindered(now, "close")
        totals = _sound(now)
        drawers.seal(now)
        mode = lists.mode_of(now.publish, totals.electronic, totals.paper)
        found = lists.publish((paper_of(ballot) for ballot in reading.ballots(now)), mode)
        now.phase, now.closed_at = Phase.CLOSED, timezone.now()
        now.save(update_fields=["phase", "closed_at"])
        announced = {
            "totals": figures.totals_data(totals),
            "areas": figures.areas(now),
            "root": found.root,
            "publish": mode,
        }
        log.append(now, "closed", person, announced)
        if opening := seed.reveal(now):
            log.append(now, "revealed", None, {"opening": opening})
    act.refresh_from_db()


def count_act(act: Act, person: Any) -> None:
    """Have the ballots counted in the background. It may be asked again; the outcome is the same.

    Raises ``NotNow``.
    """
    with transaction.atomic():
        now = held(act)
        if now.phase not in {Phase.CLOSED, Phase.COUNTED}:
            raise NotNow(_("Tellen kan pas als de stembus dicht is."))
        _unhindered(now, "count")
        log.append(now, "count_asked", person)
        transaction.on_commit(lambda: counting.count.enqueue(str(now.pk)))
    act.refresh_from_db()


def publish_act(act: Act, person: Any) -> None:
    """Make the outcome and its sealed bundle public. Raises ``NotNow`` while a lot is to be drawn."""
    with transaction.atomic():
        now = _in(act, Phase.COUNTED)
        result = Result.objects.get(act=now)
        if counting.open_ties(result.counts):
            raise NotNow(_("Er staan keuzes gelijk. Trek eerst in het openbaar een getal."))
        if not result.bundle:
            raise NotNow(_("De uitslagbundel is nog niet klaar. Laat de stemmen opnieuw tellen."))
        now.phase, now.published_at = Phase.PUBLISHED, timezone.now()
        now.save(update_fields=["phase", "published_at"])
        log.append(now, "published", person, {"bundle": result.bundle_sha256})
    act.refresh_from_db()


WRONG_PHASE = {
    Phase.PREPARE: gettext_lazy("Deze raadpleging is al open geweest."),
    Phase.OPEN: gettext_lazy("De stembus is niet open."),
    Phase.COUNTED: gettext_lazy("Publiceren kan pas als er geteld is."),
}


def _unhindered(act: Act, step: str) -> None:
    """Raise ``NotNow`` when the instrument says that this step can't be taken yet."""
    if reason := instruments.of(act).hindrance(act, step):
        raise NotNow(reason)


def _in(act: Act, phase: Phase) -> Act:
    """Return the act, held, if it is in this phase. Raises ``NotNow``."""
    now = held(act)
    if now.phase != phase:
        raise NotNow(WRONG_PHASE[phase])
    return now


def _frozen(act: Act) -> dict[str, Any]:
    try:
        return definition.freeze(act)
    except (WrongSpec, WrongRules, UnknownMethod, canonical.NotCanonical) as error:
        raise NotNow(_("Een vraag of telling klopt nog niet: %(why)s") % {"why": error}) from error


def _sound(act: Act) -> reading.Totals:
    """Return the totals if paper and codes are in order. Raises ``NotNow``."""
    waiting = PaperBatch.objects.filter(act=act).exclude(state=PaperBatch.State.DONE)
    if numbers := list(waiting.values_list("number", flat=True)):
        listed = ", ".join(map(str, numbers))
        raise NotNow(_("Maak eerst de stapels papier af: %(numbers)s.") % {"numbers": listed})
    totals = reading.totals(act)
    if not totals.sound:
        raise NotNow(
            _(
                "Er zijn %(paper)s papieren stembiljetten ingevoerd, maar %(codes)s codes zijn op papier "
                "gebruikt. Zoek het verschil en sluit daarna."
            )
            % {"paper": totals.paper, "codes": totals.spent_on_paper}
        )
    return totals
