"""Who may do what with an act: a permission is a role in its organisation AND its phase.

What is not listed is refused. A role in one organisation gives nothing in another.
"""

from __future__ import annotations

from typing import Any

from thorbecke.web.participation.models import Act, Phase
from thorbecke.web.people.models import Role

ORGANISE = frozenset({Role.ORGANISER, Role.ADMINISTRATOR})
DESK = frozenset({Role.CLERK, Role.ORGANISER, Role.ADMINISTRATOR})
ANY = frozenset(Phase.values)
RUNNING = frozenset({Phase.OPEN})
BEFORE_END = frozenset({Phase.PREPARE, Phase.OPEN})
AFTER_END = frozenset({Phase.CLOSED, Phase.COUNTED, Phase.PUBLISHED})

# action -> (roles, phases of the act that it works in)
TABLE: dict[str, tuple[frozenset[Any], frozenset[Any]]] = {
    "see_console": (DESK, ANY),
    "edit": (ORGANISE, frozenset({Phase.PREPARE})),
    "delete": (ORGANISE, frozenset({Phase.PREPARE})),
    "edit_dates": (ORGANISE, BEFORE_END),
    "copy": (ORGANISE, ANY),
    "rehearse": (ORGANISE, ANY),
    "open": (ORGANISE, frozenset({Phase.PREPARE})),
    "close": (ORGANISE, RUNNING),
    "draw_number": (ORGANISE, frozenset({Phase.CLOSED, Phase.COUNTED})),
    "count": (ORGANISE, frozenset({Phase.CLOSED, Phase.COUNTED})),
    "publish": (ORGANISE, frozenset({Phase.COUNTED})),
    "see_roll": (DESK, ANY),
    "import_roll": (ORGANISE, BEFORE_END),
    "print_letters": (ORGANISE, BEFORE_END),
    "reissue": (DESK, BEFORE_END),
    "erase_roll": (ORGANISE, AFTER_END),
    "mark_paper": (DESK, frozenset({Phase.OPEN})),
    "enter_paper": (DESK, frozenset({Phase.OPEN})),
    "audit": (DESK, frozenset({Phase.CLOSED, Phase.COUNTED})),
    "moderate": (ORGANISE, BEFORE_END),
    "see_log": (DESK, ANY),
    "set_quotas": (ORGANISE, frozenset({Phase.PREPARE, Phase.OPEN, Phase.CLOSED})),
    "take_down": (ORGANISE, ANY),
    "follow_up": (ORGANISE, frozenset({Phase.PUBLISHED})),
}


def may(person: Any, action: str, act: Act | None = None) -> bool:
    """Tell whether a person may do something with this act; without an act, in any organisation.

    One query for each person and request.
    """
    if not getattr(person, "is_authenticated", False) or action not in TABLE:
        return False
    roles, phases = TABLE[action]
    if act is None:
        return bool(person.roles & roles)
    return act.phase in phases and bool(person.roles_in(act.organisation_id) & roles)


def role_of(person: Any, act: Act) -> str:
    """Return the role under which a person acts, for the public log; never a name."""
    held = person.roles_in(act.organisation_id)
    for role in (Role.ADMINISTRATOR, Role.ORGANISER, Role.CLERK):
        if role in held:
            return str(role.value)
    return "nobody"
