"""What an organisation owns here: its kept designs, for the export of everything and for its end."""

from __future__ import annotations

from collections.abc import Iterator

from thorbecke.web.designs.models import Design
from thorbecke.web.people.models import Organisation
from thorbecke.web.people.owning import File, as_json

COLUMNS = ("id", "title", "state", "alternatives", "made_on", "changed_on")


def files_of(organisation: Organisation) -> Iterator[File]:
    """Yield each design. Its address is a secret of who has it, and stays out."""
    for row in (
        Design.objects.filter(organisation=organisation).order_by("made_on").values(*COLUMNS)
    ):
        yield f"{row['id']}.json", as_json(row)


def delete_of(organisation: Organisation) -> None:
    """Delete the designs: they were for members only."""
    Design.objects.filter(organisation=organisation).delete()
