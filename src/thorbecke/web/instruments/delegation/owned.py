"""What an organisation owns of its delegations besides the acts: the public list of delegates."""

from __future__ import annotations

from collections.abc import Iterator

from thorbecke.web.instruments.delegation.models import Member
from thorbecke.web.participation.owned import acts_of
from thorbecke.web.people.models import Organisation
from thorbecke.web.people.owning import File, as_json


def files_of(organisation: Organisation) -> Iterator[File]:
    """Yield who stood on the public list. Mandates and votes stay secret: they belong to the members."""
    for act in acts_of(organisation).only("pk", "slug"):
        rows = list(Member.objects.filter(act=act, public=True).values("name", "about"))
        if rows:
            yield f"{act.slug}/openbare-lijst.json", as_json(rows)


def delete_of(organisation: Organisation) -> None:
    """Erase names, and what ties a member to a code."""
    Member.objects.filter(act__organisation=organisation).update(
        key=None, public=False, name="", about=""
    )
