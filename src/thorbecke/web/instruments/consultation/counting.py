"""Which methods count which ballot paper, what they are called, and what else they could have given."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from thorbecke.methods.ballots import Type
from thorbecke.web.participation.instruments import CountPlan

NAMES: dict[str, str | Promise] = {
    "voting.yesno": _("Meer ja dan nee"),
    "voting.plurality": _("De meeste stemmen"),
    "voting.approval": _("De meeste instemming"),
    "voting.equal-shares": _("Evenredig: gelijke delen"),
    "voting.phragmen": _("Evenredig: methode van Phragmén"),
    "voting.schulze": _("Onderlinge vergelijking (Schulze)"),
    "voting.ranked-pairs": _("Onderlinge vergelijking (rangschikking van paren)"),
    "voting.irv": _("Afvalrace met overdracht van stemmen"),
    "voting.borda": _("Punten per plaats (Borda)"),
    "voting.stv-scottish": _("Overdraagbare stem (Schots)"),
    "voting.stv-meek": _("Overdraagbare stem (Meek)"),
    "voting.score": _("Hoogste totaal van cijfers"),
    "voting.star": _("Cijfers en dan een eindronde (STAR)"),
    "voting.judgment": _("Middelste oordeel"),
    "voting.points": _("De meeste punten"),
}

# The first is the one we propose; with more than one seat, those in SEVERAL.
METHODS: dict[Type, tuple[str, ...]] = {
    Type.YESNO: ("voting.yesno",),
    Type.CHOICE: ("voting.plurality",),
    Type.APPROVAL: ("voting.approval", "voting.equal-shares", "voting.phragmen"),
    Type.RANKING: (
        "voting.schulze",
        "voting.ranked-pairs",
        "voting.irv",
        "voting.borda",
        "voting.stv-scottish",
        "voting.stv-meek",
    ),
    Type.SCORE: ("voting.score", "voting.star", "voting.judgment"),
    Type.POINTS: ("voting.points",),
}
ONE_WINNER = frozenset(
    {
        "voting.yesno",
        "voting.schulze",
        "voting.ranked-pairs",
        "voting.irv",
        "voting.star",
    }
)
PROPORTIONAL = frozenset(
    {"voting.equal-shares", "voting.phragmen", "voting.stv-scottish", "voting.stv-meek"}
)
# What each ranked ballot could also have been counted with, for comparison.
ALSO: dict[Type, tuple[str, ...]] = {
    Type.APPROVAL: ("voting.approval", "voting.equal-shares", "voting.phragmen"),
    Type.RANKING: (
        "voting.schulze",
        "voting.ranked-pairs",
        "voting.irv",
        "voting.borda",
        "voting.stv-scottish",
    ),
    Type.SCORE: ("voting.score", "voting.star", "voting.judgment"),
}


def fitting(kind: Type, seats: int) -> tuple[str, ...]:
    """Return the methods for this ballot paper that can give so many winners."""
    return tuple(name for name in METHODS[kind] if seats == 1 or name not in ONE_WINNER)


def plan(question: Mapping[str, Any]) -> CountPlan:
    """Return the count that decides a question."""
    count = question["count"]
    rules = {key: value for key, value in count["rules"].items() if value is not None}
    needs = any(rules.get(key) for key in ("turnout", "electorate_share"))
    return CountPlan(question["id"], count["method"], count.get("version", 1), rules, needs)


def others(question: Mapping[str, Any]) -> tuple[CountPlan, ...]:
    """Return other methods on the same ballots, with as many winners and without thresholds."""
    kind, chosen = Type(question["type"]), question["count"]["method"]
    seats = question["count"]["rules"].get("seats", 1)
    return tuple(
        CountPlan(question["id"], name, 1, _plain(name, seats))
        for name in ALSO.get(kind, ())
        if name != chosen and (seats == 1 or name not in ONE_WINNER)
    )


def _plain(name: str, seats: int) -> dict[str, Any]:
    return {} if name in ONE_WINNER else {"seats": seats}
