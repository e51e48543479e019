"""The questions of a consultation, as they stand in the settings of the act."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from thorbecke.methods.ballots import Type
from thorbecke.web.participation.console.sections import PhasePassed
from thorbecke.web.participation.models import Act, Phase

Questions = list[dict[str, Any]]


def change(act: Act, how: Callable[[Questions], Questions]) -> Act:
    """Store the questions that ``how`` makes of them, on the act as it is now.

    Raises ``PhasePassed`` once the act has opened.
    """
    with transaction.atomic():
        found = Act.objects.select_for_update().get(pk=act.pk)
        if found.phase != Phase.PREPARE:
            raise PhasePassed
        found.settings["questions"] = how(list(found.settings.get("questions", [])))
        found.save(update_fields=["settings"])
    return found


def put(question: dict[str, Any]) -> Callable[[Questions], Questions]:
    """Add a question, or replace the one with its id."""

    def how(questions: Questions) -> Questions:
        if not question.get("id"):
            return [*questions, {**question, "id": free(questions)}]
        return [question if one["id"] == question["id"] else one for one in questions]

    return how


def drop(name: str) -> Callable[[Questions], Questions]:
    """Take a question away."""
    return lambda questions: [one for one in questions if one["id"] != name]


def up(name: str) -> Callable[[Questions], Questions]:
    """Move a question one place up."""

    def how(questions: Questions) -> Questions:
        place = next((n for n, one in enumerate(questions) if one["id"] == name), 0)
        if place:
            questions[place - 1], questions[place] = questions[place], questions[place - 1]
        return questions

    return how


def free(questions: Questions) -> str:
    """Return an id that no question has."""
    numbers = [int(m[1]) for one in questions if (m := re.fullmatch(r"v(\d+)", one["id"]))]
    return f"v{max(numbers, default=0) + 1}"


def options_of(text: str, before: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return options from lines "title | explanation"; a title that was there keeps its id."""
    known = {one["title"]: one["id"] for one in before}
    used = set(known.values())
    found: list[dict[str, Any]] = []
    for line in text.splitlines():
        title, _bar, note = (part.strip() for part in line.partition("|"))
        if not title:
            continue
        name = known.get(title) or _next(used)
        used.add(name)
        found.append({"id": name, "title": title, **({"text": note} if note else {})})
    return found


def _next(used: set[str]) -> str:
    number = 1
    while f"o{number}" in used:
        number += 1
    return f"o{number}"


def lines_of(options: Sequence[dict[str, Any]]) -> str:
    """Return options as lines, the inverse of ``options_of``."""
    return "\n".join(
        f"{one['title']} | {one['text']}" if one.get("text") else one["title"] for one in options
    )


def yes_no() -> list[dict[str, Any]]:
    """Return the two options of a yes-no question."""
    return [{"id": "yes", "title": _("Ja")}, {"id": "no", "title": _("Nee")}]


def issue_questions(
    issues: Sequence[dict[str, Any]], seats: int, most: int, method: str
) -> Questions:
    """Return the questions of a list of issues: which weigh most, and yes or no to each.

    The first is counted proportionally: ``seats`` issues are chosen so that groups of voters get
    their share, not only the largest group.
    """
    weigh = {
        "id": "themas",
        "title": _("Welke onderwerpen zijn voor u het belangrijkst?"),
        "text": "",
        "type": Type.APPROVAL.value,
        "options": list(issues),
        "most": most,
        "blank": True,
        "shuffle": True,
        "group": "issues",
        "count": {"method": method, "rules": {"seats": seats}},
    }
    answers = [
        {
            "id": f"s-{one['id']}",
            "title": one["title"],
            "text": one.get("text", ""),
            "type": Type.YESNO.value,
            "options": [{"id": "yes", "title": _("Eens")}, {"id": "no", "title": _("Oneens")}],
            "blank": True,
            "group": "issues",
            "count": {"method": "voting.yesno", "rules": {}},
        }
        for one in issues
    ]
    return [weigh, *answers]
