"""The way of a print run: asked for, made in parts, fetched, erased. A stopped run goes on.

A part is written first and its codes are stored after it, in the transaction that counts the part as
done. When the worker dies in between, that part is made anew with other codes: those of the lost part
were never stored and open nothing. So nobody gets two codes, and no code is on paper that does not work.
"""

from __future__ import annotations

import logging
import uuid
from collections.abc import Iterator, Sequence
from datetime import timedelta
from itertools import groupby
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import Exists, F, Max, OuterRef, Q, QuerySet
from django.db.models.functions import Length
from django.utils import timezone, translation
from django_tasks import task

from thorbecke.web.participation.models import (
    Act,
    Channel,
    Credential,
    PrintRun,
    Spent,
    Voter,
)
from thorbecke.web.participation.roll import issuing
from thorbecke.web.participation.roll.codes import new_code
from thorbecke.web.participation.roll.letters import files
from thorbecke.web.participation.roll.letters.wording import Sheet
from thorbecke.web.participation.roll.voters import eligible

logger = logging.getLogger(__name__)

State = PrintRun.State
PART = 1000  # letters in one part, the size that print houses ask for
STUCK = timedelta(minutes=5)
KEPT = timedelta(days=7)
KEPT_FETCHED = timedelta(days=1)  # after the first fetch, in case the download failed
TRIES = 3
RUNNING = (State.WAITING, State.MAKING)


class NotNow(Exception):
    """No run can start: "running" (another one is being made) or "nobody" (everybody has a code)."""


def waiting(act: Act, area: str = "") -> QuerySet[Voter]:
    """Return who may take part and has no valid code, in the order of the letters."""
    valid = Credential.objects.filter(voter=OuterRef("pk"), void=False)
    found = eligible(act).filter(~Exists(valid))
    if area:
        found = found.filter(area=area)
    # A house number is text; shorter numbers come first.
    order = ("postcode", Length("number"), "number", "addition", "name", "pk")
    return found.order_by(*order)


def start(act: Act, form: str, options: dict[str, Any], person: Any) -> PrintRun:
    """Start a run. Raises ``NotNow``, and ``Refused`` in a wrong phase."""
    issuing.check_phase(act)
    with transaction.atomic():
        held = Act.objects.select_for_update().get(pk=act.pk)  # one run at a time
        if PrintRun.objects.filter(act=held, state__in=RUNNING).exists():
            raise NotNow("running")
        count = waiting(act, options.get("area", "")).count()
        if not count:
            raise NotNow("nobody")
        last = PrintRun.objects.filter(act=act).aggregate(last=Max("number"))["last"] or 0
        run = PrintRun(act=act, number=last + 1, form=form, options=options, letters=count)
        run.made_by, run.heard_at = person, timezone.now()
        run.save(force_insert=True)
        issuing.log(
            act, "letters_started", person, {"run": run.number, "letters": count, "form": form}
        )
    make_letters.enqueue(str(run.pk))
    run.refresh_from_db()
    return run


def go_on(run: PrintRun) -> bool:
    """Start a run again whose worker died; return whether that was so."""
    rows = PrintRun.objects.filter(pk=run.pk, state__in=RUNNING)
    silent = Q(heard_at=None) | Q(heard_at__lt=timezone.now() - STUCK)
    if not rows.filter(silent).update(heard_at=timezone.now()):
        return False
    make_letters.enqueue(str(run.pk))
    return True


@task()
def make_letters(run_id: str) -> None:
    """Make the letters of a run; always in Dutch."""
    with translation.override("nl"):
        make(uuid.UUID(run_id))


def make(run_id: uuid.UUID) -> None:
    """Make what is left of a run. Whatever happens, the row says how it ended."""
    runs = PrintRun.objects.select_related("act__organisation")
    run = runs.filter(pk=run_id, state__in=RUNNING).first()
    if run is None:
        return
    PrintRun.objects.filter(pk=run.pk).update(state=State.MAKING, heard_at=timezone.now())
    try:
        for group in _groups(run):
            if not _part(run, group):
                return  # another worker goes on with it
        name = files.put_together(run) if run.done else ""
    except Exception as error:  # noqa: BLE001 - told in the row; no name or code in the log
        logger.error("print run %s: %s", run.pk, type(error).__name__)
        PrintRun.objects.filter(pk=run.pk).update(state=State.FAILED, note=_reason(error))
        return
    PrintRun.objects.filter(pk=run.pk, state=State.MAKING).update(
        state=State.READY, file=name, letters=run.done, heard_at=timezone.now()
    )


def fetched(run: PrintRun, person: Any) -> None:
    """Write down that the file was fetched; from now it is kept for one day more."""
    with transaction.atomic():
        run.options = {**run.options, "fetched_at": timezone.now().isoformat()}
        run.save(update_fields=["options"])
        issuing.log(run.act, "letters_fetched", person, {"run": run.number})


def erase(run: PrintRun, person: Any = None) -> None:
    """Erase the file of a run, and with it the only place where its codes are."""
    files.erase(run)
    PrintRun.objects.filter(pk=run.pk).update(state=State.FETCHED, file="")
    if person is not None:
        issuing.log(run.act, "letters_erased", person, {"run": run.number})


def erase_old() -> int:
    """Erase files a day after they were fetched, and all of a week ago; return how many."""
    now, count = timezone.now(), 0
    for run in PrintRun.objects.filter(state=State.READY).select_related("act"):
        fetch = run.options.get("fetched_at")
        old = fetch and timezone.datetime.fromisoformat(fetch) < now - KEPT_FETCHED
        if old or run.made_at < now - KEPT:
            erase(run)
            count += 1
    return count


@transaction.atomic
def void_run(run: PrintRun, reason: str, person: Any) -> int:
    """Make every unused code of a run worthless (a pile was lost); return how many."""
    issuing.check_phase(run.act)
    codes = Credential.objects.select_for_update(of=("self",)).filter(print_run=run, void=False)
    ids = list(codes.values_list("pk", flat=True))
    used = set(Spent.objects.filter(credential__print_run=run).values_list("pk", flat=True))
    left = [pk for pk in ids if pk not in used]
    for start_at in range(0, len(left), PART):
        rows = Credential.objects.filter(pk__in=left[start_at : start_at + PART])
        rows.update(void=True, voided_on=timezone.localdate(), reason=reason[:200])
    issuing.log(run.act, "letters_voided", person, {"run": run.number, "codes": len(left)})
    return len(left)


def _groups(run: PrintRun) -> Iterator[list[Any]]:
    """Yield the keys of the letters part by part; people of one address stay together if asked."""
    voters = waiting(run.act, run.options.get("area", ""))
    rows = voters.values_list("pk", "postcode", "number", "addition")
    part: list[Any] = []
    for _address, together in groupby(rows.iterator(chunk_size=5000), key=lambda row: row[1:]):
        part += [row[0] for row in together]
        while len(part) >= PART:
            # Somebody's neighbours may make a part a little longer, never split a home.
            cut = len(part) if run.options.get("per_address") else PART
            yield part[:cut]
            part = part[cut:]
    if part:
        yield part


def _part(run: PrintRun, keys: Sequence[Any]) -> bool:
    for attempt in range(1, TRIES + 1):
        try:
            return _try_part(run, keys)
        except IntegrityError:  # the desk gave one of them a code meanwhile: choose again
            if attempt == TRIES:
                raise
    return False


def _try_part(run: PrintRun, keys: Sequence[Any]) -> bool:
    voters = list(waiting(run.act).filter(pk__in=keys))
    if not voters:
        return True
    sheets = _sheets(run, voters)
    files.write_part(run.act, run, sheets)
    with transaction.atomic():
        issuing.check_phase(run.act)
        mine = PrintRun.objects.filter(pk=run.pk, state=State.MAKING, done=run.done)
        if not mine.update(done=F("done") + len(sheets), heard_at=timezone.now()):
            return False
        issuing.store_many(run.act, Channel.LETTER, [(one.voter, one.code) for one in sheets], run)
    run.done += len(sheets)
    return True


def _sheets(run: PrintRun, voters: Sequence[Voter]) -> list[Sheet]:
    number, found = run.done, []
    for _address, group in groupby(
        voters, key=lambda one: (one.postcode, one.number, one.addition)
    ):
        home = list(group)
        sheets = len(home) if run.options.get("per_address") else 1
        for place, voter in enumerate(home, start=1):
            number += 1
            found.append(Sheet(voter, new_code(), number, min(place, sheets), sheets))
    return found


def _reason(error: Exception) -> str:
    from django.utils.translation import gettext as _

    if isinstance(error, issuing.Refused):
        return _("De raadpleging is intussen gesloten. Er zijn geen brieven meer gemaakt.")
    if isinstance(error, OSError):
        return _("Het bestand kon niet worden bewaard. Maak ruimte vrij en probeer het opnieuw.")
    return _("Het ging mis. Dat ligt aan ons. Probeer het opnieuw.")
