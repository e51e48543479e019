"""Giving codes out, giving a new one for a lost one, and voiding. The only place that does.

A code exists in clear only in what these functions return. The log says how many and why, never whose.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db import transaction
from django.utils import timezone

from thorbecke.web.participation.models import (
    Act,
    Channel,
    Credential,
    Phase,
    PrintRun,
    Spent,
    Voter,
)
from thorbecke.web.participation.roll.codes import code_hash, new_code

GIVEN_IN = frozenset({Phase.PREPARE, Phase.OPEN})


class Refused(Exception):
    """A code that can't be given or voided. ``reason``: "phase", "spent", "void" or "has_code"."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


@transaction.atomic
def issue(
    act: Act,
    channel: str,
    *,
    voter: Voter | None = None,
    subject_hash: str | None = None,
    area: str = "",
    print_run: PrintRun | None = None,
) -> tuple[Credential, str]:
    """Give out one code; return its credential and the code itself. Raises ``Refused``.

    A voter or subject that has a valid code already is refused: use ``reissue``.
    """
    check_phase(act)
    known = Credential.objects.filter(act=act, void=False)
    if voter is not None and known.filter(voter=voter).exists():
        raise Refused("has_code")
    if subject_hash is not None and known.filter(subject_hash=subject_hash).exists():
        raise Refused("has_code")
    code = new_code()
    credential = _credential(act, channel, code, voter, area)
    credential.subject_hash, credential.print_run = subject_hash, print_run
    credential.save(force_insert=True)
    return credential, code


def store_many(
    act: Act, channel: str, pairs: Sequence[tuple[Voter, str]], print_run: PrintRun | None = None
) -> None:
    """Store codes that were made for these voters, a thousand in each statement.

    Call it in the transaction in which ``check_phase`` was asked. A voter who has a valid code makes the
    database refuse the whole with ``IntegrityError``.
    """
    rows = [_credential(act, channel, code, voter, voter.area) for voter, code in pairs]
    for row in rows:
        row.print_run = print_run
    Credential.objects.bulk_create(rows, batch_size=1000)


@transaction.atomic
def reissue(
    credential: Credential, reason: str, person: Any, channel: str = Channel.DESK
) -> tuple[Credential, str]:
    """Void a code and give a new one in its place; log that it happened. Raises ``Refused``.

    Refused when the old code was used or is void already.
    """
    new, code = replace(credential, reason, channel)
    log(new.act, "code_replaced", person, {"reason": reason, "channel": str(channel)})
    return new, code


@transaction.atomic
def replace(credential: Credential, reason: str, channel: str) -> tuple[Credential, str]:
    """``reissue`` without an entry in the log, for a voter who helps herself.

    An entry would say to the minute when somebody was about to vote.
    """
    old = _void(credential, reason)
    code = new_code()
    new = _credential(old.act, channel, code, old.voter, old.area)
    new.subject_hash, new.replaces = old.subject_hash, old
    new.save(force_insert=True)
    return new, code


@transaction.atomic
def void(credential: Credential, reason: str, person: Any) -> Credential:
    """Make a code worthless without a new one; log it. Raises ``Refused`` when used or void."""
    old = _void(credential, reason)
    log(old.act, "code_voided", person, {"reason": reason, "channel": old.channel})
    return old


def _void(credential: Credential, reason: str) -> Credential:
    """Void under a lock, so that the code can't be spent at the same moment."""
    rows = Credential.objects.select_for_update(of=("self",)).select_related("act", "voter")
    old = rows.get(pk=credential.pk)
    check_phase(old.act)
    if old.void:
        raise Refused("void")
    if Spent.objects.filter(credential=old).exists():
        raise Refused("spent")
    old.void, old.voided_on, old.reason = True, timezone.localdate(), reason[:200]
    old.save(update_fields=["void", "voided_on", "reason"])
    return old


def _credential(act: Act, channel: str, code: str, voter: Voter | None, area: str) -> Credential:
    return Credential(
        act=act,
        channel=channel,
        code_hash=code_hash(act, code),
        voter=voter,
        area=area or (voter.area if voter else ""),
        issued_on=timezone.localdate(),
    )


def check_phase(act: Act) -> None:
    """Raise ``Refused`` outside preparation and voting; the phase is read anew from the database."""
    if Act.objects.filter(pk=act.pk).values_list("phase", flat=True).first() not in GIVEN_IN:
        raise Refused("phase")


def log(act: Act, kind: str, person: Any, values: dict[str, Any]) -> None:
    """Write down that something was done, in the act's log: a role and figures, never a name."""
    from thorbecke.web.participation.record import log as record

    record.append(act, kind, person, values)
