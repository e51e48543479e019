"""Texts to begin an answer with: plain files in ``templates/programme/answers``, in Dutch.

The first line is the subject. Whoever answers changes the text before it goes.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.template.loader import render_to_string
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from thorbecke.web.programme.models import Submission, Track


@dataclass(frozen=True)
class Beginning:
    """One text: its name, what it is for, and whether it ends the submission."""

    name: str
    label: str | Promise
    final: bool = True


BEGINNINGS = (
    Beginning("inspiration", _("Inspiratie: voorbeelden en wet")),
    Beginning("atelier", _("Wij nodigen u uit voor een atelier")),
    Beginning("experiment", _("Wij helpen bij uw experiment")),
    Beginning("join", _("Fijn dat u wilt meedenken")),
    Beginning("question", _("Antwoord op uw vraag")),
    Beginning("more", _("Wij willen eerst nog iets weten"), final=False),
    Beginning("unfit", _("Dit past niet bij de oproep")),
)
BY_NAME = {one.name: one for one in BEGINNINGS}


def fitting(submission: Submission) -> str:
    """Return the name of the text that fits: by door, else by track."""
    if submission.door in BY_NAME and submission.door in ("join", "question"):
        return str(submission.door)
    return str(submission.track or submission.suggested or Track.INSPIRATION)


@override("nl")
def begin(name: str, submission: Submission, by: Any, base: str) -> tuple[str, str]:
    """Return subject and text. ``base``: the public address of the site."""
    context = {"submission": submission, "by": by, "base": base.rstrip("/")}
    whole = render_to_string(f"programme/answers/{name}.txt", context).strip()
    subject, _line, text = whole.partition("\n")
    return subject.strip(), text.strip()
