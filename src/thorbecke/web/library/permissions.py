"""Who may do what with a version: a permission is a role and a state. What is not listed is refused."""

from __future__ import annotations

from typing import Any

from thorbecke.web.library.models import State, Version
from thorbecke.web.people.models import Role

EDIT = frozenset({Role.EDITOR, Role.REVIEWER, Role.ADMINISTRATOR})
DECIDE = frozenset({Role.REVIEWER, Role.ADMINISTRATOR})
ANY = frozenset(State.values)

# action -> (roles, states of the version that it works on)
TABLE: dict[str, tuple[frozenset[Any], frozenset[str]]] = {
    "see_desk": (EDIT, ANY),
    "create": (EDIT, ANY),
    "edit": (EDIT, ANY),
    "submit": (EDIT, frozenset({State.DRAFT})),
    "take_back": (EDIT, frozenset({State.REVIEW})),
    "publish": (DECIDE, frozenset({State.REVIEW})),
    "reject": (DECIDE, frozenset({State.REVIEW})),
    "withdraw": (DECIDE, frozenset({State.PUBLISHED})),
    "handle_reports": (EDIT, ANY),
    "import": (EDIT, ANY),
    "accept_import": (EDIT, ANY),
}


def may(person: Any, action: str, version: Version | None = None) -> bool:
    """Tell whether a person may do something, with this version if the action needs one.

    Whoever made a version may not publish it, unless she is an administrator: four eyes see more.
    """
    if not getattr(person, "is_authenticated", False) or action not in TABLE:
        return False
    roles, states = TABLE[action]
    if not person.roles & roles:
        return False
    if version is None:
        return states == ANY
    return version.state in states and not _own_work(person, action, version)


def _own_work(person: Any, action: str, version: Version) -> bool:
    own = version.made_by_id is not None and version.made_by_id == person.pk
    return action == "publish" and own and Role.ADMINISTRATOR not in person.roles
