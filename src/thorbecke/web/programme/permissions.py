"""Who may do what with a call: a permission is a role in its organisation AND the state of the round.

What is not listed is refused. A role in one organisation gives nothing in another.
"""

from __future__ import annotations

from typing import Any

from thorbecke.web.people.models import Organisation, Role
from thorbecke.web.programme.models import Call, State

TEAM = frozenset({Role.PROGRAMME, Role.ADMINISTRATOR})
CHOOSE = frozenset({Role.ORGANISER, Role.ADMINISTRATOR})  # whoever may organise an act there
INSIDE = TEAM | CHOOSE

ANY = frozenset(State.values)
SHOWN = ANY - {State.CONCEPT}
GOING = frozenset({State.CONCEPT, State.OPEN})

# action -> (roles in the organisation of the round, states of the round that it works in)
TABLE: dict[str, tuple[frozenset[Any], frozenset[Any]]] = {
    "see_round": (INSIDE, ANY),
    "see": (TEAM, SHOWN),
    "edit": (TEAM, ANY),
    "delete": (TEAM, frozenset({State.CONCEPT})),
    "open": (TEAM, frozenset({State.CONCEPT, State.CLOSED})),
    "close": (TEAM, frozenset({State.OPEN})),
    "answer_round": (TEAM, frozenset({State.CLOSED, State.ANSWERED})),
    "handle": (TEAM, SHOWN),
    "note": (TEAM, SHOWN),
    "reply": (TEAM, SHOWN),
    "follow_up": (TEAM, SHOWN),
    "export": (TEAM, SHOWN),
    "choose_themes": (CHOOSE, ANY),
}


def may(person: Any, action: str, call: Call) -> bool:
    """Tell whether a person may do something with this round. One query for each person and request."""
    if not getattr(person, "is_authenticated", False) or action not in TABLE:
        return False
    roles, states = TABLE[action]
    return call.state in states and bool(person.roles_in(call.organisation_id) & roles)


def programmes(person: Any) -> frozenset[Any]:
    """Return the keys of the programmes in whose team this person is. Two queries at most."""
    if not getattr(person, "is_authenticated", False):
        return frozenset()
    held = person.organisations(TEAM)
    if not held:
        return frozenset()
    if not hasattr(person, "_programmes"):
        rows = Organisation.objects.filter(
            pk__in=held, kind=Organisation.Kind.PROGRAMME, closed_on=None
        )
        person._programmes = frozenset(rows.values_list("pk", flat=True))
    found: frozenset[Any] = person._programmes
    return found
