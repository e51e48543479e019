"""Changes of an organisation and of who is in it. One transaction each."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from thorbecke.web.people.inviting import Refused
from thorbecke.web.people.models import Membership, Municipality, Organisation, Person, Role
from thorbecke.web.people.permissions import GRANTABLE, MANAGE, TEAM

FACTS = ("name", "short", "about", "website", "partner_kind")


class Conflict(Exception):
    """Somebody else changed the same thing in the meantime; ``theirs`` is what stands there now."""

    def __init__(self, theirs: Any) -> None:
        super().__init__("changed by somebody else")
        self.theirs = theirs


@transaction.atomic
def create(facts: dict[str, Any], members: Iterable[Municipality] = ()) -> Organisation:
    """Make an organisation."""
    found: Organisation = Organisation.objects.create(**facts)
    if found.has_members:
        found.members.set(members)
    return found


@transaction.atomic
def change(
    organisation: Organisation,
    version: int,
    facts: dict[str, Any],
    members: Iterable[Municipality] | None = None,
) -> None:
    """Store new facts when nobody changed them since ``version``. Raises ``Conflict``."""
    rows = Organisation.objects.filter(pk=organisation.pk, version=version, closed_on=None)
    known = {name: facts[name] for name in FACTS if name in facts}
    if not rows.update(**known, version=F("version") + 1):
        raise Conflict(Organisation.objects.get(pk=organisation.pk))
    if members is not None and organisation.has_members:
        organisation.members.set(members)


@transaction.atomic
def set_roles(organisation: Organisation, person: Person, roles: Iterable[str]) -> None:
    """Give a member exactly these roles, of those that can be given here. Raises ``Refused``.

    Roles that can't be given here stay as they are. Taking a role away ends her sessions.
    """
    allowed = GRANTABLE[organisation.kind]
    wanted = set(roles) & allowed
    held = Membership.objects.select_for_update().filter(organisation=organisation, person=person)
    if not held.exists():
        raise Refused(_("Deze persoon hoort niet bij de organisatie."))
    _keep_one(organisation, person, wanted | (set(held.values_list("role", flat=True)) - allowed))
    held.filter(role__in=allowed - wanted).delete()
    for role in wanted:
        Membership.objects.get_or_create(person=person, organisation=organisation, role=role)


@transaction.atomic
def leave(organisation: Organisation, person: Person) -> None:
    """Take away all roles of a person here. Raises ``Refused`` for the last one who manages it."""
    _keep_one(organisation, person, set())
    Membership.objects.filter(organisation=organisation, person=person).delete()


def read_members(text: str) -> tuple[list[Municipality], list[str]]:
    """Return the municipalities that a text names, one on each line, and the lines that name none."""
    known: dict[str, Municipality] = {}
    for place in Municipality.objects.only("code", "name", "aliases", "slug"):
        for word in (place.name, place.code, place.slug, *place.aliases.split(", ")):
            known.setdefault(_plain(word), place)
    found, unknown = {}, []
    for line in filter(None, (part.strip() for part in re.split(r"[\n;]", text))):
        place = known.get(_plain(line))
        if place is None:
            unknown.append(line[:80])
        else:
            found[place.pk] = place
    return list(found.values()), unknown


def _plain(name: str) -> str:
    return re.sub(r"^gemeente\s+", "", " ".join(name.casefold().split()))


def _keep_one(organisation: Organisation, person: Person, stays: set[str]) -> None:
    """Refuse to take away the last role that manages the organisation."""
    managing = MANAGE | TEAM if organisation.kind == Organisation.Kind.PROGRAMME else MANAGE
    if stays & managing:
        return
    rows = Membership.objects.filter(organisation=organisation, role__in=managing)
    rows = rows.filter(person__is_active=True)
    if rows.filter(person=person).exists() and not rows.exclude(person=person).exists():
        raise Refused(
            _("U bent de laatste met de rol %(role)s. Geef die rol eerst aan iemand anders.")
            % {"role": Role.LEAD.label}
        )
