"""What people itself keeps for an organisation: exported with the rest, deleted after the rest."""

from __future__ import annotations

import logging
from collections import defaultdict
from collections.abc import Iterator
from typing import Any

from django.db import transaction
from django.db.models import ProtectedError
from django.utils import timezone
from django.utils.translation import gettext as _

from thorbecke.web.people import area_files, owning
from thorbecke.web.people.inviting import Refused
from thorbecke.web.people.models import Area, AreaImport, Organisation

log = logging.getLogger(__name__)
README = """Dit is alles wat {name} op Thorbecke bewaart, op {day}.

Elke map hoort bij een deel van de site. Bestanden die op .json eindigen leest een computer.
Bestanden die op .csv eindigen opent u met een rekenblad.

Niet in dit bestand: wachtwoorden, codes, en registers van deelnemers. Een register kwam uit uw
eigen bestand. Wie wat stemde, weet de site niet.
"""


def files_of(organisation: Organisation) -> Iterator[owning.File]:
    """Yield the organisation, its people, its invitations and its areas."""
    facts = {
        name: getattr(organisation, name)
        for name in ("id", "kind", "name", "short", "partner_kind", "about", "website")
    }
    facts["municipality"] = getattr(organisation.municipality, "code", None)
    facts["members"] = list(organisation.members.values_list("code", flat=True))
    yield "organisatie.json", owning.as_json(facts)
    yield "mensen.json", owning.as_json(_people(organisation))
    yield "uitnodigingen.json", owning.as_json(list(_invitations(organisation)))
    if organisation.municipality is not None:
        found = area_files.lines(organisation.municipality)
        yield "gebieden.csv", (line.encode() for line in found)


def readme(organisation: Organisation) -> owning.File:
    """Return the file that says what is in the export, and what not."""
    day = timezone.localdate().strftime("%d-%m-%Y")
    return "LEESMIJ.txt", README.format(name=organisation.name, day=day).encode()


@transaction.atomic
def delete_all(organisation: Organisation) -> bool:
    """Delete what the organisation owns; return True when its name stays for what is public.

    Raises ``Refused`` while something runs that can't be cut off.
    """
    found = Organisation.objects.select_for_update().get(pk=organisation.pk, closed_on=None)
    if blocks := owning.blocking(found):
        raise Refused(" ".join(blocks))
    stays = bool(owning.staying(found))
    try:
        owning.delete(found)
        if not stays:
            found.delete()
    except ProtectedError as error:
        raise Refused(_("Er hangt nog iets aan deze organisatie. Neem contact op.")) from error
    log.info("organisation %s deleted; name stays: %s", organisation.pk, stays)
    return stays


def delete_of(organisation: Organisation) -> None:
    """Delete people's part. The row itself is closed here, and erased by ``delete_all`` if it can be."""
    if organisation.municipality is not None:
        Area.objects.filter(municipality=organisation.municipality).delete()
        AreaImport.objects.filter(municipality=organisation.municipality).delete()
    organisation.memberships.all().delete()
    organisation.invitations.all().delete()
    organisation.members.clear()
    organisation.about = organisation.website = ""
    organisation.municipality, organisation.closed_on = None, timezone.localdate()
    organisation.version += 1
    organisation.save()


def _people(organisation: Organisation) -> list[dict[str, Any]]:
    found: dict[tuple[str, str], list[str]] = defaultdict(list)
    rows = organisation.memberships.order_by("person__name", "role")
    for name, email, role in rows.values_list("person__name", "person__email", "role"):
        found[name, email].append(role)
    return [{"name": key[0], "email": key[1], "roles": roles} for key, roles in found.items()]


def _invitations(organisation: Organisation) -> Iterator[dict[str, Any]]:
    names = ("email", "name", "roles", "made_at", "expires_at")
    ends = ("accepted_at", "declined_at", "withdrawn_at")
    yield from organisation.invitations.values(*names, *ends)
