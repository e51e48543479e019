"""The result of a consultation for its page: outcome, path, and what other methods would have given."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from typing import Any

from django.utils.translation import gettext as _

from thorbecke.methods.ballots import Type
from thorbecke.web.core.charts import Chart, bar_chart
from thorbecke.web.instruments.consultation import counting
from thorbecke.web.participation import wording
from thorbecke.web.participation.models import Act, Result

Outcome = Mapping[str, Any]


def context(act: Act, result: Result) -> dict[str, Any]:
    """Return each question with its outcome in words and a chart, from the stored count."""
    counts = {one["question"]: one for one in result.counts}
    questions = [
        _question(question, counts[question["id"]], result)
        for question in act.settings.get("questions", ())
        if question["id"] in counts
    ]
    return {"questions": questions, "figures": result.figures}


def _question(
    question: Mapping[str, Any], count: Mapping[str, Any], result: Result
) -> dict[str, Any]:
    names = {one["id"]: one["title"] for one in question["options"]}
    outcome = count["outcome"]
    return {
        "id": question["id"],
        "title": question["title"],
        "verdict": verdict(question, outcome, names),
        "open": any(not tie["order"] for tie in outcome["ties"]),
        "method": counting.NAMES.get(count["method"], count["method"]),
        "chart": chart(question, outcome, names),
        "figures": figures(outcome),
        "path": wording.sentences(outcome["steps"], names),
        "duels": duels(outcome, names),
        "options": [
            {"title": one["title"], "story": story(one["id"], outcome, names)}
            for one in question["options"]
        ],
        "others": others(question["id"], outcome, result, names),
    }


def verdict(question: Mapping[str, Any], outcome: Outcome, names: Mapping[str, str]) -> str:
    """Return the outcome in one sentence."""
    if any(not tie["order"] for tie in outcome["ties"]):
        return _("Er staan keuzes gelijk. Een loting moet beslissen.")
    winners = outcome["winners"]
    if not winners:
        return _("Er is geen keuze aangenomen.")
    if question["type"] == Type.YESNO:
        text = _("Aangenomen: %(won)s.") if winners == ["yes"] else _("Niet aangenomen: %(won)s.")
        return text % {"won": wording.listed(winners, names)}
    return _("Gekozen: %(won)s.") % {"won": wording.listed(winners, names)}


def chart(question: Mapping[str, Any], outcome: Outcome, names: Mapping[str, str]) -> Chart | None:
    """Return the deciding figure of each option as bars, in the order of the outcome."""
    order = [option for group in outcome["ranking"] for option in group]
    scores = outcome["scores"]
    rows = [
        (names.get(option, option), float(Fraction(scores[option])))
        for option in order
        if option in scores
    ]
    if not rows or any(value < 0 for _name, value in rows):
        return None
    shown = [
        (label, int(value) if value == int(value) else round(value, 3)) for label, value in rows
    ]
    return bar_chart(question["title"], _("Wat elke keuze kreeg"), shown)


def figures(outcome: Outcome) -> list[tuple[str, str]]:
    """Return ballots, blank ballots and turnout."""
    known = outcome["figures"]
    found = [(_("Stembiljetten"), wording.number(known["ballots"]))]
    found.append((_("Blanco"), wording.number(known.get("blank", 0))))
    if "turnout" in known:
        found.append((_("Opkomst"), wording.percent(known["turnout"])))
    return found


def story(option: str, outcome: Outcome, names: Mapping[str, str]) -> list[str]:
    """Return every step in which this option is named: its own path through the count."""
    place = next((n for n, group in enumerate(outcome["ranking"], 1) if option in group), None)
    found = []
    if place and option in outcome["winners"]:
        found.append(_("Gekozen, op plaats %(place)s.") % {"place": place})
    elif place:
        found.append(_("Niet gekozen. Plaats %(place)s.") % {"place": place})
    if option in outcome["scores"]:
        score = wording.number(outcome["scores"][option])
        found.append(_("Cijfer dat besliste: %(score)s.") % {"score": score})
    steps = [step for step in outcome["steps"] if _names_it(step, option)]
    return found + wording.sentences(steps, names)


# Steps that speak of all options at once are shown in the path of the whole count.
WHOLE = frozenset({"votes", "approvals", "points", "scores", "grades", "duels", "winners"})


def _names_it(step: Mapping[str, Any], option: str) -> bool:
    return step["code"] not in WHOLE and any(
        value == option or (isinstance(value, list) and option in value)
        for value in step.get("values", {}).values()
    )


def duels(outcome: Outcome, names: Mapping[str, str]) -> dict[str, Any] | None:
    """Return the table of duels: how many prefer the row to the column."""
    step = next((one for one in outcome["steps"] if one["code"] == "duels"), None)
    if step is None:
        return None
    options = step["values"]["options"]
    rows = [
        {
            "title": names.get(option, option),
            "cells": [
                "" if other == option else value for other, value in zip(options, row, strict=True)
            ],
        }
        for option, row in zip(options, step["values"]["votes"], strict=True)
    ]
    return {"head": [names.get(option, option) for option in options], "rows": rows}


def others(
    question: str, outcome: Outcome, result: Result, names: Mapping[str, str]
) -> list[dict[str, Any]]:
    """Return what other methods give on the same ballots, and whether it differs."""
    found = []
    for one in result.figures.get("alternatives", ()):
        if one["question"] != question:
            continue
        winners = one["outcome"]["winners"]
        found.append(
            {
                "method": counting.NAMES.get(one["method"], one["method"]),
                "winners": wording.listed(winners, names) or _("gelijk: loting nodig"),
                "same": sorted(winners) == sorted(outcome["winners"]),
            }
        )
    return found
