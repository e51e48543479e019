"""The way of an uploaded register: upload, check, yes or no, take in. Stops and goes on without harm.

Each step claims its row, works in chunks and says at each that it lives. When a worker dies the step is
started again: a check from the beginning, a taking in after the last chunk that was stored. Nobody comes
in twice, for the database holds one voter for each identity.
"""

from __future__ import annotations

import hashlib
import logging
import uuid
from datetime import timedelta
from typing import Any

from django.core.files import File
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django_tasks import task

from thorbecke.formats.census import Field, WrongColumns
from thorbecke.formats.tables import TableError
from thorbecke.web.participation.models import Act, CensusImport, CensusState, Phase, Voter
from thorbecke.web.participation.roll import eligibility, issuing
from thorbecke.web.participation.roll.census import examining

logger = logging.getLogger(__name__)

STUCK = timedelta(minutes=2)
KEPT = timedelta(days=7)
RUNNING = (CensusState.UPLOADED, CensusState.ACCEPTED)
OPEN_TO = (Phase.PREPARE, Phase.OPEN)


class NotNow(Exception):
    """The step can't be taken: the register was not checked, has faults, or the act has closed."""


def upload(act: Act, file: UploadedFile[Any], person: Any) -> CensusImport:
    """Store a file under a name of our own and start looking at it."""
    digest = hashlib.sha256()
    for part in file.chunks():
        digest.update(part)
    row = CensusImport(act=act, name=(file.name or "")[-200:], sha256=digest.hexdigest())
    row.made_by, row.heard_at = person, timezone.now()
    file.seek(0)
    row.file.save(f"{uuid.uuid4()}.bin", File(file), save=False)
    row.save(force_insert=True)
    check_census.enqueue(str(row.pk))
    row.refresh_from_db()
    return row


def choose_columns(row: CensusImport, columns: dict[str, str]) -> None:
    """Take the organiser's word for what each column holds, and look again."""
    report = {"columns": row.report.get("columns", []), "chosen": True}
    changed = _step(
        row, [CensusState.CHECKED], CensusState.UPLOADED, columns=columns, report=report
    )
    if changed:
        check_census.enqueue(str(row.pk))


def accept(row: CensusImport, person: Any) -> None:
    """Take the register in: in the background, every row or what is left of it. Raises ``NotNow``."""
    if row.report.get("fault_rows") or row.report.get("problem") or not row.report.get("good"):
        raise NotNow
    with transaction.atomic():
        if not _step(row, [CensusState.CHECKED], CensusState.ACCEPTED, done_rows=0):
            raise NotNow
        issuing.log(
            row.act, "census_accepted", person, {"rows": row.report["good"], "sha256": row.sha256}
        )
    take_census.enqueue(str(row.pk))


def reject(row: CensusImport) -> None:
    """Throw an upload away that was not taken in."""
    states = [CensusState.UPLOADED, CensusState.CHECKED, CensusState.FAILED]
    if _step(row, states, CensusState.REJECTED, report={}):
        _erase_file(row)


def go_on(row: CensusImport) -> bool:
    """Start a step again whose worker died; return whether that was so."""
    old = timezone.now() - STUCK
    rows = CensusImport.objects.filter(pk=row.pk, state__in=RUNNING)
    if not rows.filter(Q(heard_at=None) | Q(heard_at__lt=old)).update(heard_at=timezone.now()):
        return False
    step = take_census if row.state == CensusState.ACCEPTED else check_census
    step.enqueue(str(row.pk))
    return True


def erase_old() -> int:
    """Erase the files of uploads that nobody took in for a week; return how many."""
    old = CensusImport.objects.filter(made_at__lt=timezone.now() - KEPT).exclude(file="")
    rows = list(old.exclude(state=CensusState.ACCEPTED))
    for row in rows:
        CensusImport.objects.filter(pk=row.pk).update(state=CensusState.REJECTED, report={})
        _erase_file(row)
    return len(rows)


@task()
def check_census(import_id: str) -> None:
    """Look at an uploaded register."""
    check(uuid.UUID(import_id))


@task()
def take_census(import_id: str) -> None:
    """Take an accepted register in."""
    take(uuid.UUID(import_id))


def check(import_id: uuid.UUID) -> None:
    """Make the report of an uploaded register. Whatever happens, the row says how it ended."""
    row = CensusImport.objects.select_related("act").filter(pk=import_id).first()
    if row is None or row.state != CensusState.UPLOADED:
        return
    try:
        report = _examined(row)
    except TableError as wrong:
        place = {"row": wrong.row, "column": wrong.column[:80]}
        _fail(row, {"kind": "table", "code": wrong.code.value, **place})
        return
    except WrongColumns as wrong:
        _columns_wrong(row, wrong)
        return
    except Exception as error:  # noqa: BLE001 - told in the row; nothing of the file in the log
        # What stands in the file stays out of the log.
        logger.error("census %s: %s", row.pk, type(error).__name__)
        _fail(row, {"kind": "ours"})
        return
    _step(row, [CensusState.UPLOADED], CensusState.CHECKED, report=report, done_rows=0)


def take(import_id: uuid.UUID) -> None:
    """Store the people of an accepted register, from where an earlier try stopped."""
    row = CensusImport.objects.select_related("act").filter(pk=import_id).first()
    if row is None or row.state != CensusState.ACCEPTED:
        return
    try:
        whole = _store(row)
    except Exception as error:  # noqa: BLE001 - told in the row; nothing of the file in the log
        logger.error("census %s: %s", row.pk, type(error).__name__)
        _fail(row, {"kind": "ours"})
        return
    if whole:
        added = Voter.objects.filter(batch=row).count()
        report = {**row.report, "added": added, "sample": [], "faults": [], "doubles": []}
        _step(row, [CensusState.ACCEPTED], CensusState.DONE, report=report)
        _erase_file(row)


def _examined(row: CensusImport) -> dict[str, Any]:
    names, fields, unread = examining.columns(row)
    if not row.columns and not row.report.get("chosen"):
        row.columns = {name: field.value for name, field in fields.items()}
        CensusImport.objects.filter(pk=row.pk).update(columns=row.columns)
    elif row.columns:
        unread = [name for name in names if name not in row.columns]
    row.report = {"columns": list(names), "unread": unread}
    found = examining.examine(row, lambda done: _alive(row, done))
    return {**row.report, **found}


def _columns_wrong(row: CensusImport, wrong: WrongColumns) -> None:
    if wrong.reason == "forbidden":  # what we may not have is not kept for a minute
        _fail(row, {"kind": "forbidden", "columns": list(wrong.names)})
        _erase_file(row)
        return
    fields = [Field(name).value for name in wrong.names]
    report = {**row.report, "problem": {"kind": wrong.reason, "fields": fields}}
    _step(row, [CensusState.UPLOADED], CensusState.CHECKED, report=report)


def _store(row: CensusImport) -> bool:
    """Store chunk by chunk; False when another worker goes on with it, or the act has closed."""
    rule, today = eligibility.from_data(row.act.eligibility), timezone.localdate()
    seen = 0
    for chunk in examining.chunks(examining.read(row, rule), examining.CHUNK):
        before, seen = seen, seen + len(chunk)
        if seen <= row.done_rows:
            continue
        voters = [
            _voter(row, item)
            for item in chunk[max(0, row.done_rows - before) :]
            if not isinstance(item, list) and not examining.allowed(rule, item, today)
        ]
        if not _store_chunk(row, voters, seen):
            return False
        row.done_rows = seen
    return True


@transaction.atomic
def _store_chunk(row: CensusImport, voters: list[Voter], seen: int) -> bool:
    """Store the people and how far we are in one transaction; only the worker that is in step."""
    mine = CensusImport.objects.filter(
        pk=row.pk, state=CensusState.ACCEPTED, done_rows=row.done_rows, act__phase__in=OPEN_TO
    )
    if not mine.update(done_rows=seen, heard_at=timezone.now()):
        return False
    Voter.objects.bulk_create(voters, batch_size=1000, ignore_conflicts=True)
    return True


def _voter(row: CensusImport, person: Any) -> Voter:
    return Voter(
        act_id=row.act_id,
        batch_id=row.pk,
        key=examining.voter_key(row.act, person),
        name=person.name,
        street=person.street,
        number=person.number,
        addition=person.addition,
        postcode=person.postcode,
        place=person.place,
        born_on=person.born_on,
        area=person.area,
    )


def _alive(row: CensusImport, done: int) -> None:
    CensusImport.objects.filter(pk=row.pk, state=CensusState.UPLOADED).update(
        done_rows=done, heard_at=timezone.now()
    )


def _fail(row: CensusImport, problem: dict[str, Any]) -> None:
    _step(row, list(RUNNING), CensusState.FAILED, report={"problem": problem})


def _step(row: CensusImport, before: list[Any], after: CensusState, **values: Any) -> bool:
    """Bring a row from one state to the next; False when it was in another state already."""
    rows = CensusImport.objects.filter(pk=row.pk, state__in=before)
    return bool(rows.update(state=after, heard_at=timezone.now(), **values))


def _erase_file(row: CensusImport) -> None:
    row.file.delete(save=False)
    CensusImport.objects.filter(pk=row.pk).update(file="")
