"""The sample of paper ballots: is what was typed in what stands on the paper? After BRAVO.

Ballots are drawn with a number from a public draw and read again by people who do not see what was
typed in. The sample goes on until it confirms the reported outcome, or every paper ballot is counted by
hand. One draw serves all questions with one choice.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from thorbecke.methods.ballots import Spec, Type
from thorbecke.methods.lots import Lots, seed_of_number
from thorbecke.methods.voting import audit as bravo
from thorbecke.web.participation import instruments
from thorbecke.web.participation.box import paper
from thorbecke.web.participation.models import Act, Audit, PaperBallot, PaperBatch, Phase
from thorbecke.web.participation.record import log

AUDITABLE = frozenset({Type.YESNO, Type.CHOICE})
RISKS = (5, 10)
MISSING: Mapping[str, Any] = {"missing": True}
QUANTILES = (Fraction(1, 2), Fraction(9, 10))


class AuditRefused(Exception):
    """A step of the sample that can't be taken; the text says why."""


@dataclass(frozen=True)
class Question:
    """How the sample stands for one question. ``sizes``: draws expected, for each of ``QUANTILES``."""

    spec: Spec
    reported: bravo.Reported
    outcome: bravo.Outcome
    sizes: tuple[int | None, ...]


def questions(act: Act, risk_percent: int, readings: list[Any]) -> list[Question]:
    """Return where the sample stands for each question that can be sampled."""
    finals = _finals(act)
    rules = bravo.Rules(risk_limit=Fraction(risk_percent, 100))
    found = []
    for spec in instruments.of(act).specs(act):
        if spec.type not in AUDITABLE or len(spec.options) < 2 or not finals:
            continue
        counted = Counter(option for vote in finals for option in vote.get(spec.id, ()))
        reported = bravo.Reported({one: counted[one] for one in spec.options}, len(finals))
        seen = [_reading(spec, reported, vote) for _batch, _number, vote in readings]
        sizes = tuple(bravo.sample_size(reported, rules, part) for part in QUANTILES)
        found.append(Question(spec, reported, bravo.audit(reported, rules, seen), sizes))
    return found


def start(act: Act, person: Any, drawn: str, risk_percent: int) -> Audit:
    """Begin with a number from a public draw. Raises ``AuditRefused``, or ``WrongSeed``."""
    if act.phase not in (Phase.CLOSED, Phase.COUNTED):
        raise AuditRefused(_("De steekproef kan als de stembus dicht is."))
    if risk_percent not in RISKS:
        raise AuditRefused(_("Kies een risico van 5 of 10 procent."))
    if not _finals(act):
        raise AuditRefused(_("Er zijn geen papieren stembiljetten."))
    seed_of_number(drawn)
    text = " ".join(drawn.split())[:200]
    try:
        with transaction.atomic():
            made = Audit.objects.create(act=act, drawn=text, risk_percent=risk_percent)
            log.append(act, "audit_started", person, {"drawn": text, "risk_percent": risk_percent})
    except IntegrityError:
        raise AuditRefused(_("De steekproef is al begonnen.")) from None
    return made


def to_read(act: Act, audit: Audit, size: int = 10) -> tuple[tuple[str, int], ...]:
    """Return the next ballots to fetch, as (pile, place in the pile), in drawn order."""
    piles = PaperBatch.objects.filter(act=act, state=PaperBatch.State.DONE).order_by("number")
    batches = [(str(number), ballots) for number, ballots in piles.values_list("number", "ballots")]
    lots = Lots(seed_of_number(audit.drawn))
    return bravo.draw(batches, lots, f"audit:{act.pk}", size, skip=len(audit.readings))


@transaction.atomic
def read(act: Act, person: Any, place: int, vote: Any) -> Audit:
    """Store what was read on the next drawn ballot.

    ``place``: which draw this is, from 0; another one than the next is refused, so that a form that was
    sent twice counts once. Raises ``AuditRefused``; ``casting.Refused`` for a vote that can't be.
    """
    audit = Audit.objects.select_for_update().get(act=act)
    if place != len(audit.readings):
        raise AuditRefused(_("Dit stembiljet is al gelezen. Ga verder met het volgende."))
    if status(act, audit) != "continue":
        raise AuditRefused(_("De steekproef is klaar."))
    ((batch, number),) = to_read(act, audit, 1)
    found = dict(MISSING) if vote == MISSING else paper.checked(act, vote)
    audit.readings = [*audit.readings, [batch, number, found]]
    audit.state = {"status": status(act, audit)}
    audit.save(update_fields=["readings", "state"])
    if audit.state["status"] != "continue":
        values = {"status": audit.state["status"], "drawn": len(audit.readings)}
        log.append(act, "audit_done", person, values)
    return audit


def status(act: Act, audit: Audit) -> str:
    """Return confirmed, continue or full_count, over all questions together."""
    found = {one.outcome.status for one in questions(act, audit.risk_percent, audit.readings)}
    if "full_count" in found:
        return "full_count"
    return "continue" if "continue" in found else "confirmed"


def _finals(act: Act) -> list[Mapping[str, Any]]:
    rows = PaperBallot.objects.filter(batch__act=act, batch__state=PaperBatch.State.DONE)
    votes = rows.values_list("final", flat=True)
    return [{} if vote == paper.INVALID else vote for vote in votes]


def _reading(spec: Spec, reported: bravo.Reported, vote: Mapping[str, Any]) -> str | None:
    """Return the option that was read; for a ballot that is gone, the loser that it harms most."""
    if vote == MISSING:
        losers = [option for option in reported.votes if option not in reported.winners]
        return max(losers, key=lambda option: reported.votes[option]) if losers else None
    answer = vote.get(spec.id) or {}
    return next(iter(answer), None) if vote != paper.INVALID else None
