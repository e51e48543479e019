"""What an organisation owns here: the submissions that are attached to it, without what is internal.

Name and address of the sender, and notes of the team, were not given to the organisation.
"""

from __future__ import annotations

from collections.abc import Iterator

from thorbecke.web.people.models import Organisation
from thorbecke.web.people.owning import File, as_json
from thorbecke.web.programme.models import FollowUp, Submission

COLUMNS = (
    "reference door stage title challenge themes answers track received_on answered_at".split()
)


def files_of(organisation: Organisation) -> Iterator[File]:
    """Yield each submission that was attached, with what came of it."""
    rows = Submission.objects.filter(organisation=organisation, erased_at=None)
    for one in rows.select_related("call").iterator(chunk_size=100):
        facts = {name: getattr(one, name) for name in COLUMNS}
        followed = list(one.followups.values("kind", "url", "made_at"))
        data = {**facts, "call": one.call.title, "followed_by": followed}
        yield f"{one.reference}.json", as_json(data)


def delete_of(organisation: Organisation) -> None:
    """Let the submissions go: they belong to their senders and to the programme."""
    FollowUp.objects.filter(submission__organisation=organisation).delete()
    Submission.objects.filter(organisation=organisation).update(organisation=None)
