"""The draw: fix the pool and compute the lottery in the background, publish both hashes, then the number.

The order is the point. What is drawn from is published as a hash before the number is drawn in public;
after that no pool, quota or panel can be chosen to suit the number.
"""

from __future__ import annotations

import time
import uuid
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _
from django_tasks import task

from thorbecke.methods import facts
from thorbecke.methods.sortition import counting, explaining, help_quotas, plain
from thorbecke.methods.sortition.orbits import orbits
from thorbecke.methods.sortition.outcome import Outcome
from thorbecke.methods.sortition.pool import Pool, WrongPool
from thorbecke.methods.sortition.relax import Infeasible
from thorbecke.records import canonical
from thorbecke.web.instruments.lottery import setting, words
from thorbecke.web.instruments.lottery.models import Draw
from thorbecke.web.participation.models import Act, Phase, Seed
from thorbecke.web.participation.record import log
from thorbecke.web.participation.record.locking import NotNow, held

FIXED = "lottery_fixed"


def ask(act: Act, person: Any) -> None:
    """Have the lottery computed and fixed. Raises ``NotNow`` before closing, when it is fixed already,
    when the number was drawn, or when the pool can't be drawn from."""
    with transaction.atomic():
        now = held(act)
        draw = setting.draw_of(now)
        if now.phase != Phase.CLOSED:
            raise NotNow(_("Dit kan pas als de inschrijving dicht is."))
        _unfixed(now, draw)
        _pool(now, draw)
        draw.state, draw.done, draw.note = Draw.State.BUSY, 0, ""
        draw.save(update_fields=["state", "done", "note"])
        transaction.on_commit(lambda: fix.enqueue(str(now.pk), str(person.pk) if person else ""))


def _unfixed(act: Act, draw: Draw) -> None:
    if draw.state == Draw.State.FIXED:
        raise NotNow(_("De loterij ligt al vast."))
    if Seed.objects.filter(act=act).exists():
        raise NotNow(_("Het getal is al getrokken."))


def _pool(act: Act, draw: Draw) -> Pool:
    try:
        return setting.pool(act, draw)
    except WrongPool as wrong:
        raise NotNow(words.wrong_pool(wrong)) from wrong


@task()
def fix(act_id: str, person_id: str) -> None:
    """Compute the lottery; the worker's task. It may run twice: the first to finish is kept."""
    run(uuid.UUID(act_id), person_id)


def run(act_id: uuid.UUID, person_id: str = "") -> None:
    """Compute the lottery without a number, then fix pool and lottery and publish their hashes."""
    act = Act.objects.select_related("organisation").get(pk=act_id)
    draw = setting.draw_of(act)
    if act.phase != Phase.CLOSED or draw.state == Draw.State.FIXED:
        return
    pool = _pool(act, draw)
    try:
        outcome = counting.count("leximin", pool, setting.rules(act), None, _Progress(draw))
    except Infeasible:
        Draw.objects.filter(pk=draw.pk).exclude(state=Draw.State.FIXED).update(
            state=Draw.State.FAILED, note="infeasible"
        )
        return
    _store(act, pool, outcome, person_id)


class _Progress:
    """Writes how far the search is, at most twice a second."""

    def __init__(self, draw: Draw) -> None:
        self.draw, self.last = draw, 0.0

    def __call__(self, part: float) -> None:
        now = time.monotonic()
        if now - self.last >= 0.5:
            self.last = now
            Draw.objects.filter(pk=self.draw.pk).update(done=min(int(part * 1000), 1000))


def _store(act: Act, pool: Pool, outcome: Outcome, person_id: str) -> None:
    from thorbecke.web.people.models import Person

    with transaction.atomic():
        now = held(act)
        draw = setting.draw_of(now)
        if now.phase != Phase.CLOSED or draw.state == Draw.State.FIXED:
            return
        data = plain.to_data(pool)
        if plain.to_data(_pool(now, draw)) != data:  # changed while we computed
            draw.state, draw.note = Draw.State.FAILED, "changed"
            draw.save(update_fields=["state", "note"])
            return
        draw.pool, draw.pool_hash = data, canonical.hashed(data)
        draw.lottery_hash = lottery_hash(facts.to_data(outcome))
        draw.found = summary(pool, outcome, setting.rules(now).household)
        draw.state, draw.done = Draw.State.FIXED, 1000
        draw.save()
        person = Person.objects.filter(pk=person_id).first() if person_id else None
        announced = {
            "pool": draw.pool_hash,
            "lottery": draw.lottery_hash,
            "people": len(pool.people),
            "panels": outcome.lottery.size if outcome.lottery else 0,
        }
        log.append(now, FIXED, person, announced)


def lottery_hash(outcome: Any) -> str:
    """Return the hash of the lottery in an outcome as plain data: its panels and everyone's chance."""
    return canonical.hashed({"lottery": outcome["lottery"], "chances": outcome["chances"]})


def summary(pool: Pool, outcome: Outcome, household: bool) -> dict[str, Any]:
    """Return what pages show of a lottery: chances per type, bars, proof, figures."""
    types = orbits(pool, household)
    data = facts.to_data(outcome)
    bars = explaining.histogram(types, outcome)
    return {
        "chances": data["chances"],
        "bars": [[str(top), count] for top, count in bars],
        "figures": data["figures"],
        "facts": [facts.to_data(one) for one in explaining.explain(outcome)],
    }


def edited(act: Act, draw: Draw) -> bool:
    """True when the pool is not the one whose hash was published (abuse 12)."""
    entry = log.last_of(act, FIXED)
    if entry is None or draw.pool is None:
        return True
    if canonical.hashed(draw.pool) != entry.values["pool"]:
        return True
    names = list(setting.features(act))
    rows = [
        [one.number, *(one.answers.get(name, "") for name in names)]
        for one in setting.candidates(act)
    ]
    return rows != [[row[0], *row[2:]] for row in draw.pool["people"]]


def hindrance(act: Act, step: str) -> str:
    """Return why a step of the core can't be taken yet, in words; "" when it can."""
    draw = setting.draw_of(act)
    if step == "close":
        return _not_enough(act, draw)
    if step == "draw":
        if draw.state != Draw.State.FIXED:
            return _("Leg eerst de loterij vast. Daarna trekt u het getal.")
        if edited(act, draw):
            return _("De lijst is veranderd nadat zij vastlag. De trekking gaat niet door.")
    if step == "count" and not Seed.objects.filter(act=act, revealed=True).exists():
        return _("Trek eerst het getal.")
    return ""


def _not_enough(act: Act, draw: Draw) -> str:
    try:
        setting.pool(act, draw)
    except WrongPool as wrong:
        return words.wrong_pool(wrong)
    return ""


def inputs(act: Act) -> dict[str, Any]:
    """Return the fixed pool for the count. Raises ``LookupError`` when it is not the published one."""
    draw = setting.draw_of(act)
    if draw.state != Draw.State.FIXED or edited(act, draw):
        raise LookupError("the pool is not the one that was fixed before the draw")
    found: dict[str, Any] = draw.pool
    return found


def relaxations(act: Act, draw: Draw) -> tuple[help_quotas.Relaxation, ...]:
    """Return ranked ways to change the quotas. Raises ``WrongPool``."""
    return help_quotas.relaxations(setting.pool(act, draw), setting.rules(act).household)


def feasible(act: Act, draw: Draw) -> bool:
    """Tell whether a real panel meets the quotas. Raises ``WrongPool``."""
    return help_quotas.panel_exists(orbits(setting.pool(act, draw), setting.rules(act).household))
