"""The result page: everything comes from the stored count; no ballot is read and nothing is counted."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from thorbecke.web.core.charts import Chart, bar_chart
from thorbecke.web.instruments.budget import maps, words
from thorbecke.web.instruments.budget.carrying_out import of_act
from thorbecke.web.instruments.budget.models import Theme
from thorbecke.web.participation import wording
from thorbecke.web.participation.models import Act, Result
from thorbecke.web.participation.wording.budgeting import money, people

Data = dict[str, Any]
Names = Mapping[str, str]


def context(act: Act, result: Result) -> Data:
    """Return each question with its outcome, its reasons and its figures. One query, for the map."""
    counts = {one["question"]: one for one in result.counts}
    own = result.figures.get("own", {})
    questions = [
        _question(act, question, counts[question["id"]], own.get(question["id"], {}), result)
        for question in (act.definition or {}).get("questions", [])
        if question["id"] in counts
    ]
    funded = {name for one in result.counts for name in one["outcome"].get("funded", ())}
    return {
        "questions": questions,
        "figures": result.figures,
        "map": maps.of_ideas(act, _placed(act), funded),
        "areas": _areas(questions),
    }


def _placed(act: Act) -> list[Any]:
    return list(
        of_act(act)
        .filter(lat__isnull=False, state="ballot")
        .only("number", "title", "lat", "lon", "act_id", "address", "area")
    )


def _question(
    act: Act, question: Mapping[str, Any], count: Mapping[str, Any], own: Data, result: Result
) -> Data:
    outcome = count["outcome"]
    options = {one["id"]: one for one in question["options"]}
    names = {name: one["title"] for name, one in options.items()}
    funded = list(outcome.get("funded") or ())
    audit = own.get("audit")
    whys = {one["project"]: one for one in own.get("whys", ())}
    return {
        "id": question["id"],
        "title": question["title"],
        "total": question["total"],
        "spent": outcome.get("spent") or 0,
        "open": any(not tie["order"] for tie in outcome.get("ties") or ()),
        "withheld": not outcome.get("votes") and bool(funded),
        "verdict": _verdict(outcome, options, funded),
        "rule": words.short(count["method"], count["rules"]),
        "winners": [_line(act, options[name], outcome) for name in funded],
        "rounds": _rounds(question, outcome, whys, names),
        "chart": _chart(question, outcome, names),
        "stories": [_story(act, one, outcome, whys.get(one["id"])) for one in question["options"]],
        "steps": wording.sentences(outcome.get("steps") or (), names),
        "ties": [
            wording.sentence({"code": "tie", "values": tie}, names)
            for tie in outcome.get("ties") or ()
        ],
        "fairness": _fairness(audit),
        "themes": _shares(audit, dict(Theme.choices)),
        "others": _others(count, own, result, names),
        "votes_in_all": sum((outcome.get("votes") or {}).values()),
        "can_export": bool(outcome.get("votes")),
    }


def _verdict(outcome: Mapping[str, Any], options: Mapping[str, Any], funded: list[str]) -> str:
    if "budget" not in outcome:
        return _("Er staan plannen gelijk. Een loting moet beslissen.")
    given = {
        "won": len(funded),
        "all": len(options),
        "spent": money(outcome["spent"] or 0),
        "total": money(outcome["budget"] or 0),
    }
    if not funded:
        return _("Geen van de %(all)s plannen gaat door.") % given
    return (
        _("%(won)s van de %(all)s plannen gaan door. Zij kosten %(spent)s van %(total)s.") % given
    )


def _line(act: Act, option: Mapping[str, Any], outcome: Mapping[str, Any]) -> Data:
    return {
        "id": option["id"],
        "title": option["title"],
        "url": reverse("budget:idea", args=[act.slug, int(option["id"][1:])]),
        "cost": option["price"],
        "votes": (outcome.get("votes") or {}).get(option["id"]),
    }


def _rounds(
    question: Mapping[str, Any], outcome: Mapping[str, Any], whys: Mapping[str, Any], names: Names
) -> list[Data]:
    """Return round by round where the money went."""
    left, found = question["total"], []
    for number, one in enumerate(outcome.get("rounds") or (), start=1):
        left -= one["cost"]
        price = whys.get(one["project"], {}).get("price")
        found.append(
            {
                "number": number,
                "title": wording.name(one["project"], names),
                "cost": one["cost"],
                "left": left,
                "votes": one["votes"],
                "paying": one["paying"] or None,
                "price": money(price) if price is not None else "",
                "by_votes": one["stage"] == "votes",
            }
        )
    return found


def _chart(question: Mapping[str, Any], outcome: Mapping[str, Any], names: Names) -> Chart | None:
    rows = [
        (wording.name(one["project"], names), one["cost"] / 100)
        for one in outcome.get("rounds") or ()
    ]
    if not rows:
        return None
    left = question["total"] - (outcome.get("spent") or 0)
    if left > 0:
        rows.append((_("Niet uitgegeven"), left / 100))
    title = _("Waar het geld heen gaat: %(title)s") % {"title": question["title"]}
    return bar_chart(title, _("Euro's per plan, in de volgorde van de telling"), rows)


def _story(
    act: Act,
    option: Mapping[str, Any],
    outcome: Mapping[str, Any],
    why: Mapping[str, Any] | None,
) -> Data:
    """Return for one project why it won or lost, and what was missing."""
    won = option["id"] in (outcome.get("funded") or ())
    found = {**_line(act, option, outcome), "won": won, "lines": []}
    if why is None:
        return found
    code = "why_funded" if won else "why_not_funded"
    named = {option["id"]: _("Dit plan")}  # its title stands above the sentence
    found["lines"] = [wording.sentence({"code": code, "values": why}, named)]
    if why.get("behind") is not None and not won:
        text = _("Aan het eind lag er %(money)s voor klaar, van de %(cost)s die nodig is.")
        found["lines"].append(text % {"money": money(why["behind"]), "cost": money(why["cost"])})
    return found


def _fairness(audit: Mapping[str, Any] | None) -> list[str]:
    """Return how fair the outcome is, in sentences."""
    if not audit:
        return []
    nothing = wording.percent(audit["share_with_nothing"])
    found = [
        _("%(share)s van de stemmers zag geen enkel gekozen plan doorgaan.") % {"share": nothing},
        _("Er past geen ander plan meer bij.")
        if audit["exhaustive"]
        else _("Er had nog een plan bij gepast."),
    ]
    witness = audit["witness"]
    if witness is None:
        return [*found, _("Elke groep die groot genoeg is voor een plan, kreeg haar deel (EJR+).")]
    text = _("Een groep van %(people)s had recht op meer (EJR+). Haar deel was %(entitled)s.")
    given = {"people": people(witness["voters"]), "entitled": money(witness["entitled"])}
    return [*found, text % given]


def _shares(audit: Mapping[str, Any] | None, labels: Mapping[str, Any]) -> list[Data]:
    """Return for each theme and labelled area its part of the votes and of the money."""
    return [
        {
            "name": labels.get(name, name),
            "votes": wording.percent(votes),
            "spent": wording.percent(spent),
        }
        for name, (votes, spent) in (audit["areas"] if audit else {}).items()
    ]


def _areas(questions: list[Data]) -> list[Data]:
    """Return areas beside each other: their part of all votes, and of all that was spent."""
    if len(questions) < 2 or any(not one["can_export"] for one in questions):
        return []
    votes = sum(one["votes_in_all"] for one in questions) or 1
    spent = sum(one["spent"] for one in questions) or 1
    return [
        {
            "name": one["title"],
            "votes": wording.percent(Fraction(one["votes_in_all"], votes)),
            "spent": wording.percent(Fraction(one["spent"], spent)),
            "money": one["spent"],
        }
        for one in questions
    ]


def _others(count: Mapping[str, Any], own: Data, result: Result, names: Names) -> list[Data]:
    """Return what each other count would have changed."""
    fairness = {_key(one): one for one in own.get("others", ())}
    question, funded = count["question"], list(count["outcome"].get("funded") or ())
    found = []
    for one in result.figures.get("alternatives", ()):
        if one["question"] != question or "funded" not in one["outcome"]:
            continue
        theirs = one["outcome"]["funded"] or []
        extra = [name for name in theirs if name not in funded]
        gone = [name for name in funded if name not in theirs]
        known = fairness.get(_key(one))
        found.append(
            {
                "rule": words.difference(count, one),
                "in": wording.listed(extra, names),
                "out": wording.listed(gone, names),
                "same": not extra and not gone,
                "spent": one["outcome"].get("spent") or 0,
                "nothing": wording.percent(known["nothing"]) if known else "",
                "fair": known["fair"] if known else None,
            }
        )
    return found


def _key(count: Mapping[str, Any]) -> tuple[str, str]:
    return count["method"], repr(sorted(count["rules"].items()))
