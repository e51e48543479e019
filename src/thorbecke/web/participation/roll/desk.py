"""What a clerk does at the desk: a new code for a lost one, and marking somebody who votes on paper."""

from __future__ import annotations

from typing import Any

from django.db import IntegrityError, transaction

from thorbecke.web.participation.models import Act, Channel, Credential, Phase, Spent, Voter
from thorbecke.web.participation.roll import issuing
from thorbecke.web.participation.roll.issuing import Refused


def valid_code(voter: Voter) -> Credential | None:
    """Return the credential with which somebody may vote or has voted."""
    return Credential.objects.filter(voter=voter, void=False).select_related("spent").first()


def give(act: Act, voter: Voter, reason: str, person: Any) -> str:
    """Give a code at the desk: the first, or a new one in place of a lost one. Raises ``Refused``."""
    old = valid_code(voter)
    if old is not None:
        return issuing.reissue(old, reason, person)[1]
    try:
        with transaction.atomic():
            code = issuing.issue(act, Channel.DESK, voter=voter)[1]
            issuing.log(act, "code_given", person, {"reason": reason})
    except IntegrityError as error:  # a print run gave one at the same moment
        raise Refused("has_code") from error
    return code


@transaction.atomic
def mark_paper(act: Act, voter: Voter) -> None:
    """Mark somebody in the register as a voter on paper, so that her code opens nothing more.

    Raises ``Refused``: "spent" when she has voted, "phase" unless the act is open. Somebody without a
    code gets one that nobody ever sees: a paper ballot counts against a code as well.
    """
    if not _open(act):
        raise Refused("phase")
    held = (
        Credential.objects.select_for_update(of=("self",)).filter(voter=voter, void=False).first()
    )
    credential = held or issuing.issue(act, Channel.DESK, voter=voter)[0]
    if Spent.objects.filter(credential=credential).exists():
        raise Refused("spent")
    Spent.objects.create(credential=credential, how=Spent.How.PAPER)


def _open(act: Act) -> bool:
    """Hold the act so that it can't close before this transaction ends; tell whether it is open."""
    held = Act.objects.select_for_update().filter(pk=act.pk).values_list("phase", flat=True)
    return held.first() == Phase.OPEN
