"""What an organisation owns of its conversations besides the acts: the statements and how they fared."""

from __future__ import annotations

from thorbecke.web.instruments.conversation.models import Judgement, Participant, Statement
from thorbecke.web.participation.owned import tables_of
from thorbecke.web.people.models import Organisation

files_of = tables_of(
    {
        "stellingen": (
            Statement,
            "act",
            ("number", "text", "state", "by_organiser", "seen", "agree", "disagree", "passed"),
        ),
        "oordelen": (
            Judgement,
            "statement__act",
            ("statement__number", "state", "reason", "by", "made_at"),
        ),
    }
)


def delete_of(organisation: Organisation) -> None:
    """Erase what ties a participant to a code; nobody has a name here."""
    Participant.objects.filter(act__organisation=organisation).update(key=None)
