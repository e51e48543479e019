"""Making the sealed bundle of an act from what was counted."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from io import BytesIO
from pathlib import Path
from typing import Any

from django.conf import settings

from thorbecke.records import bundle, lists, signing
from thorbecke.web.participation.box import reading
from thorbecke.web.participation.models import Act
from thorbecke.web.participation.record import log, seed


def signer() -> signing.Signer:
    """Return the key of this site; made once, in the var folder."""
    return signing.load(Path(settings.VAR_DIR))


def paper_of(ballot: reading.Ballot) -> lists.Paper:
    """Return a ballot as it is published: without its area."""
    return lists.Paper(ballot.receipt, ballot.vote, ballot.invalid)


def make(
    act: Act,
    ballots: Sequence[reading.Ballot],
    counts: Sequence[bundle.Count],
    inputs: Mapping[str, Any],
) -> bytes:
    """Return the bundle of an act that was counted: everything in the log up to now is in it.

    ``inputs``: file name to plain data, for counts that are not on ballots.
    Raises ``LookupError`` when the ballots do not give the root that was announced: then somebody
    changed them after closing, and nothing may be published. O(n log n).
    """
    closed = log.last_of(act, "closed")
    if closed is None:
        raise LookupError("the act was not closed")
    found = lists.publish((paper_of(ballot) for ballot in ballots), closed.values["publish"])
    if found.root != closed.values["root"]:
        raise LookupError("the ballots are not those of the closing")
    key = signer()
    record = bundle.act_record(
        title=act.title,
        definition=_definition(act),
        totals=closed.values["totals"],
        areas=closed.values["areas"],
        lists=found,
        lots=seed.lots_data(act),
        counts=counts,
        signer=key,
    )
    target = BytesIO()
    bundle.write_act_bundle(target, record, found, log.rows(act), inputs=inputs, signer=key)
    return target.getvalue()


def _definition(act: Act) -> Mapping[str, Any]:
    if act.definition is None:
        raise LookupError("the act was not opened")
    found: Mapping[str, Any] = act.definition
    return found
