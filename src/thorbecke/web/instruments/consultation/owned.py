"""What an organisation owns of its consultations besides the acts: arguments and the information pack."""

from __future__ import annotations

from thorbecke.web.instruments.consultation.models import Argument, Document
from thorbecke.web.participation.owned import tables_of
from thorbecke.web.people.models import Organisation

files_of = tables_of(
    {
        "argumenten": (
            Argument,
            "act",
            ("question", "side", "text", "by_organiser", "state", "reason", "made_on"),
        ),
        "informatie": (Document, "act", ("title", "url", "file", "place")),
    }
)


def delete_of(organisation: Organisation) -> None:
    """Forget who judged; the arguments go or stay with their act, and never had a name."""
    Argument.objects.filter(act__organisation=organisation).update(judged_by=None)
