"""Who may do what with an experiment: a permission is a role in its organisation AND its phase.

What is not listed is refused. A role in one organisation gives nothing in another.
"""

from __future__ import annotations

from typing import Any

from thorbecke.web.experiments.models import Experiment, Phase
from thorbecke.web.people.models import Role

READ = frozenset(Role.values) - {Role.RESIDENT, Role.JOURNALIST}
DECIDE = frozenset({Role.LEAD, Role.GRIFFIER, Role.ORGANISER, Role.PROGRAMME, Role.ADMINISTRATOR})
EDIT = DECIDE | {Role.DESIGNER, Role.FACILITATOR}
MEASURE = EDIT | {Role.SCIENTIST, Role.EXPERT}
START = MEASURE | {Role.REVIEWER, Role.EDITOR}  # whoever may make a design, see designs.access
OFFER = DECIDE | {Role.EXPERT, Role.DESIGNER, Role.SCIENTIST}

ANY = frozenset(Phase.values)
BEFORE = frozenset({Phase.IDEA, Phase.DESIGN, Phase.DECISION})
AFTER_START = ANY - BEFORE
GOING = ANY - {Phase.STOPPED}

# action -> (roles, phases of the experiment that it works in)
TABLE: dict[str, tuple[frozenset[Any], frozenset[Any]]] = {
    "see": (READ, ANY),
    "edit": (EDIT, ANY),
    "move": (DECIDE, ANY),
    "publish": (DECIDE, ANY),
    "delete": (DECIDE, frozenset({Phase.IDEA, Phase.DESIGN})),
    "add_document": (EDIT, ANY),
    "plan": (MEASURE, BEFORE),
    "fix_plan": (DECIDE, BEFORE),
    "add_to_plan": (MEASURE, ANY),
    "observe": (MEASURE, ANY),
    "survey": (MEASURE, GOING),
    "start_act": (DECIDE, GOING - {Phase.IDEA}),
    "write_log": (MEASURE, ANY),
    "ask_support": (EDIT, GOING),
    "press": (EDIT, ANY),
}


def may(person: Any, action: str, experiment: Experiment | None = None) -> bool:
    """Tell whether a person may do something with this experiment; without one, in any organisation.

    One query for each person and request.
    """
    if not getattr(person, "is_authenticated", False) or action not in TABLE:
        return False
    roles, phases = TABLE[action]
    if experiment is None:
        return bool(person.roles & roles)
    held = person.roles_in(experiment.organisation_id)
    return experiment.phase in phases and bool(held & roles)


def may_start(person: Any, organisation: Any) -> bool:
    """Tell whether a person may start an experiment of the organisation with this key."""
    if not getattr(person, "is_authenticated", False):
        return False
    return bool(person.roles_in(organisation) & START)
