"""What an organisation owns of its lotteries besides the acts: quotas, meetings, recommendations."""

from __future__ import annotations

from thorbecke.web.instruments.lottery.models import (
    Candidate,
    Change,
    Contact,
    Draw,
    Meeting,
    PoolUpload,
    Recommendation,
)
from thorbecke.web.participation.models import Phase
from thorbecke.web.participation.owned import tables_of
from thorbecke.web.people.models import Organisation

files_of = tables_of(
    {
        "loting": (Draw, "act", ("quotas", "state", "pool_hash", "lottery_hash", "found")),
        "wisselingen": (Change, "act", ("number", "out", "seated", "moved", "drawn", "made_on")),
        "bijeenkomsten": (Meeting, "act", ("day", "title", "text", "source", "link")),
        "aanbevelingen": (
            Recommendation,
            "act",
            (
                "number",
                "title",
                "text",
                "votes_yes",
                "votes_no",
                "answer_by",
                "verdict",
                "answer",
                "answered_on",
            ),
        ),
    }
)


def delete_of(organisation: Organisation) -> None:
    """Erase how to reach people and what ties them to a code; the record has numbers only."""
    Contact.objects.filter(candidate__act__organisation=organisation).delete()
    PoolUpload.objects.filter(act__organisation=organisation).delete()
    Candidate.objects.filter(act__organisation=organisation).update(key=None, household="")
    changes = Change.objects.filter(act__organisation=organisation)
    changes.exclude(act__phase=Phase.PUBLISHED, act__rehearsal_of=None).delete()
