"""Erasing personal data: by date, or earlier by hand. What the count needs stays, without a person.

What goes: people and their addresses, uploaded files, letters, the hashes of accounts, reasons that a
clerk typed. What stays: the keyed hash of each code, its area, how it was given out and whether it was
used, for without those nobody could check the number of ballots against the number of codes.
"""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from thorbecke.web.participation.models import Act, CensusImport, Credential, Phase, PrintRun, Voter
from thorbecke.web.participation.roll import issuing
from thorbecke.web.participation.roll.letters import files


class NotNow(Exception):
    """While people vote the desk needs the roll."""


@transaction.atomic
def erase(act: Act, person: Any = None) -> int:
    """Erase the personal data of an act; return how many people. Raises ``NotNow`` while it is open.

    O(people), in a handful of statements.
    """
    held = Act.objects.select_for_update().get(pk=act.pk)
    if held.phase == Phase.OPEN:
        raise NotNow
    people = Voter.objects.filter(act=held).count()
    uploads = list(CensusImport.objects.filter(act=held).exclude(file=""))
    runs = list(PrintRun.objects.filter(act=held))
    Credential.objects.filter(act=held).filter(
        Q(voter__isnull=False) | Q(subject_hash__isnull=False) | ~Q(reason="")
    ).update(voter=None, subject_hash=None, reason="")
    voters = Voter.objects.filter(act=held)
    voters._raw_delete(voters.db)  # nothing points to them any more; delete() would load them all
    CensusImport.objects.filter(act=held).update(file="", report={}, name="", columns={})
    PrintRun.objects.filter(act=held).update(file="", options={}, state=PrintRun.State.FETCHED)
    held.erased_on = timezone.localdate()
    held.save(update_fields=["erased_on"])
    issuing.log(held, "roll_erased", person, {"people": people})
    transaction.on_commit(lambda: _erase_files(uploads, runs))
    return people


def overdue(act: Act) -> bool:
    """Tell whether the date has come while the box is still open, so that nothing can be erased."""
    due = act.erase_on is not None and act.erase_on <= timezone.localdate()
    return due and act.phase == Phase.OPEN and act.erased_on is None


def erase_due() -> int:
    """Erase every act whose date has come; return how many acts."""
    due = Act.objects.filter(erase_on__lte=timezone.localdate(), erased_on=None)
    acts = list(due.exclude(phase=Phase.OPEN))
    for act in acts:
        erase(act)
    return len(acts)


def _erase_files(uploads: list[CensusImport], runs: list[PrintRun]) -> None:
    for upload in uploads:
        upload.file.storage.delete(upload.file.name)
    for run in runs:
        files.erase(run)
