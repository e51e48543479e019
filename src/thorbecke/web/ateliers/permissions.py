"""Who may do what with an atelier: a role in its organisation AND its phase. The rest is refused."""

from __future__ import annotations

from typing import Any

from thorbecke.web.ateliers.models import Atelier, Phase
from thorbecke.web.people.models import Role

LEADERS = frozenset(
    {
        Role.FACILITATOR,
        Role.LEAD,
        Role.ORGANISER,
        Role.PROGRAMME,
        Role.GRIFFIER,
        Role.DESIGNER,
        Role.ADMINISTRATOR,
    }
)
READERS = LEADERS | {Role.EXPERT, Role.SCIENTIST}
ANY = frozenset(Phase.values)
BEFORE_END = frozenset({Phase.PREPARE, Phase.OPEN})
OPEN = frozenset({Phase.OPEN})

# action -> (roles, phases that it works in)
TABLE: dict[str, tuple[frozenset[Any], frozenset[Any]]] = {
    "see": (READERS, ANY),
    "make": (LEADERS, ANY),
    "edit": (LEADERS, BEFORE_END),
    "delete": (LEADERS, frozenset({Phase.PREPARE})),
    "copy": (LEADERS, ANY),
    "open": (LEADERS, frozenset({Phase.PREPARE})),
    "lead": (LEADERS, OPEN),  # steps, timer, groups, clusters, moderation
    "invite": (LEADERS, BEFORE_END),
    "close": (LEADERS, OPEN),
    "reopen": (LEADERS, frozenset({Phase.CLOSED})),
    "see_report": (READERS, frozenset({Phase.CLOSED})),
    "follow_up": (LEADERS, frozenset({Phase.CLOSED})),
}


def may(person: Any, action: str, atelier: Atelier | None = None) -> bool:
    """Tell whether a person may do this; without an atelier, in any organisation. One query a request."""
    if not getattr(person, "is_authenticated", False) or action not in TABLE:
        return False
    roles, phases = TABLE[action]
    if atelier is None:
        return bool(person.roles & roles)
    return atelier.phase in phases and bool(person.roles_in(atelier.organisation_id) & roles)


def role_of(person: Any, atelier: Atelier) -> str:
    """Return the role under which a person acts, for the log; never a name."""
    held = person.roles_in(atelier.organisation_id) & LEADERS
    return min(held, default="nobody")
