"""Who may do what with an organisation: a role in it, while it is open. What is not listed is refused.

The programme team (programme or administrator in an organisation of the kind "programme") may make
organisations and help a new one on its way; it never exports or deletes what is another's.
"""

from __future__ import annotations

from typing import Any

from thorbecke.web.people.models import Organisation, Role

Kind = Organisation.Kind
EVERY = frozenset(Role.values)
INSIDE = EVERY - {Role.RESIDENT, Role.JOURNALIST}
MANAGE = frozenset({Role.LEAD, Role.ADMINISTRATOR})
AREAS = MANAGE | {Role.GRIFFIER, Role.ORGANISER}
TEAM = frozenset({Role.PROGRAMME, Role.ADMINISTRATOR})

# action -> (roles in the organisation, may the programme team do it too)
TABLE: dict[str, tuple[frozenset[Any], bool]] = {
    "see": (EVERY, True),
    "see_people": (INSIDE, True),
    "edit": (MANAGE, True),
    "invite": (MANAGE, True),
    "set_roles": (MANAGE, True),
    "leave": (EVERY, False),
    "see_areas": (INSIDE, False),
    "edit_areas": (AREAS, False),
    "export": (MANAGE, False),
    "delete": (MANAGE, False),
}

# Some roles reach over the whole site (the library, the programme): only the programme gives those.
_WORK = {Role.LEAD, Role.ORGANISER, Role.FACILITATOR, Role.EXPERT, Role.DESIGNER}
GRANTABLE: dict[str, frozenset[Any]] = {
    Kind.PROGRAMME: EVERY,
    Kind.MUNICIPALITY: frozenset(
        _WORK | {Role.GRIFFIER, Role.CLERK, Role.RESIDENT, Role.JOURNALIST}
    ),
    Kind.ALLIANCE: frozenset(_WORK | {Role.GRIFFIER, Role.CLERK}),
    Kind.NETWORK: frozenset(_WORK),
    Kind.PARTNER: frozenset((_WORK - {Role.ORGANISER}) | {Role.SCIENTIST, Role.JOURNALIST}),
}


def may(person: Any, action: str, organisation: Organisation) -> bool:
    """Tell whether a person may do something with this organisation. At most two queries."""
    if not getattr(person, "is_authenticated", False) or action not in TABLE:
        return False
    if organisation.closed_on is not None or (action == "delete" and _lasting(organisation)):
        return False
    roles, team_too = TABLE[action]
    if action != "leave" and organisation.kind == Kind.PROGRAMME and roles == MANAGE:
        roles = MANAGE | TEAM
    return bool(person.roles_in(organisation.pk) & roles) or (team_too and is_team(person))


def is_team(person: Any) -> bool:
    """Tell whether a person is in the programme team. One query for each person and request."""
    if not getattr(person, "is_authenticated", False):
        return False
    if not hasattr(person, "_is_team"):
        held = person.organisations(TEAM)
        person._is_team = (
            bool(held)
            and Organisation.objects.filter(
                pk__in=held, kind=Kind.PROGRAMME, closed_on=None
            ).exists()
        )
    return bool(person._is_team)


def grantable(organisation: Organisation) -> list[tuple[str, str]]:
    """Return the roles that can be given in this organisation, with their words."""
    allowed = GRANTABLE[organisation.kind]
    return [(str(role.value), str(role.label)) for role in Role if role in allowed]


def _lasting(organisation: Organisation) -> bool:
    """The programme itself is not deleted from a page."""
    return organisation.kind == Kind.PROGRAMME
