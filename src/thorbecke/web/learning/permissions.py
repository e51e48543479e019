"""Who may do what with lessons and tracks: a role AND a state. What is not listed is refused.

A scientist may read and judge any lesson that was handed in, of whatever organisation: that is what a
review by others means. Everything else needs a role in the organisation itself.
"""

from __future__ import annotations

from typing import Any

from thorbecke.web.experiments.permissions import DECIDE, EDIT, MEASURE
from thorbecke.web.experiments.permissions import READ as READ_EXPERIMENT
from thorbecke.web.learning.models import Lesson, State, Track
from thorbecke.web.people.models import Role

READ = READ_EXPERIMENT
REVIEW = frozenset({Role.SCIENTIST})
TO_LIBRARY = frozenset({Role.EDITOR, Role.REVIEWER, Role.ADMINISTRATOR})  # see library.permissions
HOST = frozenset({Role.PROGRAMME, Role.ADMINISTRATOR, Role.LEAD, Role.FACILITATOR})
ANSWER = HOST | {Role.EXPERT, Role.SCIENTIST}
WRITING = frozenset({State.DRAFT, State.RETURNED, State.ACCEPTED})
ANY = frozenset(State.values)

# action -> (roles in the organisation of the lesson, states that it works in)
TABLE: dict[str, tuple[frozenset[Any], frozenset[Any]]] = {
    "see": (READ, ANY),
    "edit": (MEASURE, WRITING),
    "hand_in": (EDIT, frozenset({State.DRAFT, State.RETURNED})),
    "take_back": (EDIT, frozenset({State.REVIEW})),
    "anchor": (DECIDE, ANY),
}


def may(person: Any, action: str, lesson: Lesson) -> bool:
    """Tell whether a person may do something with this lesson."""
    if not getattr(person, "is_authenticated", False):
        return False
    if action == "review":
        return may_review(person, lesson)
    if action == "to_library":
        return lesson.state == State.ACCEPTED and bool(person.roles & TO_LIBRARY)
    if action == "read":
        return (
            lesson.state == State.ACCEPTED
            or may(person, "see", lesson)
            or (lesson.state == State.REVIEW and bool(person.roles & REVIEW))
        )
    if action not in TABLE:
        return False
    roles, states = TABLE[action]
    return lesson.state in states and bool(person.roles_in(lesson.organisation_id) & roles)


def may_review(person: Any, lesson: Lesson) -> bool:
    """Four eyes: a scientist, and not the one who wrote the lesson."""
    return (
        lesson.state == State.REVIEW
        and bool(person.roles & REVIEW)
        and lesson.made_by_id != person.pk
    )


def may_host(person: Any, organisation: Any) -> bool:
    """Tell whether a person may make and change tracks of the organisation with this key."""
    if not getattr(person, "is_authenticated", False):
        return False
    return bool(person.roles_in(organisation) & HOST)


def may_answer(person: Any, track: Track) -> bool:
    """Tell whether a person answers questions in this track."""
    if not getattr(person, "is_authenticated", False):
        return False
    return bool(person.roles_in(track.organisation_id) & ANSWER)
