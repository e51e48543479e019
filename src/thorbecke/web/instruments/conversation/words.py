"""Why something was refused, and what the map shows, in plain words."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.functional import Promise
from django.utils.html import format_html, format_html_join
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from thorbecke.web.core.charts import Chart
from thorbecke.web.core.charts.chart import EMPTY
from thorbecke.web.instruments.conversation.mapping import FEWEST
from thorbecke.web.participation.wording.opinion import group, groups, share

REFUSED: dict[str, str | Promise] = {
    "closed": gettext_lazy("Het gesprek is gesloten. Meedoen kan niet meer."),
    "statement": gettext_lazy("Deze stelling staat niet in het gesprek."),
    "joins": gettext_lazy(
        "Via deze verbinding deden het laatste uur al veel mensen mee. Probeer het over een uur weer."
    ),
    "codes": gettext_lazy("Er zijn te veel verkeerde codes getypt. Probeer het over een uur weer."),
    "code": gettext_lazy("Deze code klopt niet. Kijk nog eens in uw brief."),
    "short": gettext_lazy("Schrijf een hele zin."),
    "long": gettext_lazy("Deze stelling is te lang. Zeg één ding, in hoogstens 200 tekens."),
    "link": gettext_lazy("Zet geen adressen of code in een stelling. Schrijf gewone zinnen."),
    "double": gettext_lazy("Deze stelling is er al. Daar kunt u op stemmen."),
    "flood": gettext_lazy(
        "U stuurde veel stellingen achter elkaar. Probeer het over een uur weer."
    ),
    "full": gettext_lazy("Er zijn nu genoeg stellingen. Stem eerst op wat er staat."),
    "no_adding": gettext_lazy("In dit gesprek kunt u geen stelling toevoegen."),
    "reason": gettext_lazy("Schrijf waarom. Dat staat in het openbare logboek."),
}


def refusal(reason: str) -> str:
    """Return why something was refused."""
    return str(REFUSED[reason])


def badge(found: Mapping[str, Any]) -> dict[str, str]:
    """Return how much the groups can be trusted: a label, a tone and a sentence."""
    texts = {
        "stable": (
            _("Stevige groepen"),
            "green",
            _("Laat u een deel van de stemmen weg, dan komen dezelfde groepen terug."),
        ),
        "not_stable": (
            _("Groepen met een slag om de arm"),
            "amber",
            _("Met wat minder of andere stemmen waren de groepen anders geweest."),
        ),
        "no_groups": (
            _("Geen duidelijke groepen"),
            "neutral",
            _("De verschillen zijn niet groter dan toeval kan geven. Dat is ook een uitkomst."),
        ),
    }
    label, tone, text = texts[found["stability"]["badge"]]
    return {"label": label, "tone": tone, "text": text}


def picture(found: Mapping[str, Any], me: Mapping[str, Any] | None = None) -> Chart:
    """Return the map: one dot for each person, coloured and shaped by group; a ring is the visitor."""
    points = [(x, y) for x, y, _group in found["dots"]]
    points += [(me["x"], me["y"])] if me else []
    reach = max((max(abs(x), abs(y)) for x, y in points), default=1) or 1
    scale = 140 / reach
    drawn = [mark_safe('<path class="talk-axis" d="M-150 0H150M0-150V150"/>')]
    drawn += [_mark(x * scale, -y * scale, number) for x, y, number in found["dots"]]
    if me:
        drawn.append(
            format_html(
                '<circle class="talk-me" cx="{}" cy="{}" r="9"><title>{}</title></circle>',
                round(me["x"] * scale, 1),
                round(-me["y"] * scale, 1),
                _("U"),
            )
        )
    several = found["k"] > 1
    rows = tuple(
        (_("Groep %(name)s") % {"name": group(n)} if several else _("Iedereen"), size)
        for n, size in enumerate(found["sizes"])
    )
    return Chart(
        _("De kaart van meningen"),
        _("Elke stip is iemand. Wie vaak hetzelfde antwoordt, staat dicht bij elkaar."),
        "map",
        mark_safe("".join(drawn)),  # noqa: S308 - joined from format_html
        (_("Groep"), _("Mensen")),
        rows,
        box="-155 -155 310 310",
        legend=_legend(found) if several else EMPTY,
    )


# A group is told by shape as well as by colour: circle, square, triangle, diamond, cross.
SHAPES = (
    "M-3.5 0a3.5 3.5 0 1 0 7 0a3.5 3.5 0 1 0-7 0",
    "M-3.2-3.2h6.4v6.4h-6.4z",
    "M0-4L4 3.2H-4z",
    "M0-4.4L4.4 0L0 4.4L-4.4 0z",
    "M-1.4-4h2.8v2.6h2.6v2.8h-2.6v2.6h-2.8v-2.6h-2.6v-2.8h2.6z",
)


def _mark(x: float, y: float, number: int) -> Any:
    return format_html(
        '<path class="talk-dot talk-dot--{}" d="{}" transform="translate({} {})"/>',
        number + 1,
        SHAPES[number % len(SHAPES)],
        round(x, 1),
        round(y, 1),
    )


def _legend(found: Mapping[str, Any]) -> Any:
    rows = (
        (n + 1, SHAPES[n % len(SHAPES)], _("Groep %(name)s") % {"name": group(n)}, size)
        for n, size in enumerate(found["sizes"])
    )
    items = format_html_join(
        "",
        '<li><svg width="16" height="16" viewBox="-6 -6 12 12" aria-hidden="true">'
        '<path class="talk-dot talk-dot--{}" d="{}"/></svg>{} ({})</li>',
        rows,
    )
    return format_html('<ul class="tb-chart__legend">{}</ul>', items)


def report(found: Mapping[str, Any], texts: Mapping[str, Mapping[str, Any]]) -> dict[str, Any]:
    """Return what a page tells of a map. ``texts``: number of a statement to what is known of it."""
    if not found.get("shown"):
        return {"shown": False, "fewest": FEWEST}
    known = {name: one for name, one in texts.items() if name in found["numbers"]}
    return {
        "shown": True,
        "k": found["k"],
        "people": found["people"],
        "few_votes": found["few_votes"],
        "badge": badge(found),
        "shares": share(sum(found["shares"])),
        "consensus": [
            {"text": known[one["statement"]]["text"], "how": _shared(one)}
            for one in found["consensus"]
            if one["statement"] in known
        ],
        "divisions": [
            {"text": known[one["statement"]]["text"], "how": _divided(one)}
            for one in found["divisions"]
            if one["statement"] in known
        ],
        "groups": _groups(found, known),
        "table": _table(found, known),
    }


def _shared(one: Mapping[str, Any]) -> str:
    least = share(min(one["shares"]))
    if one["direction"] == "agree":
        return _("In elke groep is minstens %(share)s het eens.") % {"share": least}
    return _("In elke groep is minstens %(share)s het oneens.") % {"share": least}


def _divided(one: Mapping[str, Any]) -> str:
    if len(one["groups"]) < 2:
        return _("Ongeveer evenveel mensen zijn het eens als oneens.")
    text = _("De groepen %(groups)s liggen %(apart)s uit elkaar.")
    return text % {"groups": groups(one["groups"]), "apart": share(one["apart"])}


def _groups(found: Mapping[str, Any], known: Mapping[str, Any]) -> list[dict[str, Any]]:
    if found["k"] < 2:
        return []
    return [
        {
            "name": _("Groep %(name)s") % {"name": group(n)},
            "size": found["sizes"][n],
            "statements": [
                {"text": known[one["statement"]]["text"], "how": _typical(one)}
                for one in chosen
                if one["statement"] in known and one["seen"] >= FEWEST
            ],
        }
        for n, chosen in enumerate(found["representative"])
    ]


def _typical(one: Mapping[str, Any]) -> str:
    given = {"said": one["said"], "seen": one["seen"]}
    if one["direction"] == "agree":
        return _("%(said)s van de %(seen)s in deze groep zijn het eens.") % given
    return _("%(said)s van de %(seen)s in deze groep zijn het oneens.") % given


def _table(found: Mapping[str, Any], known: Mapping[str, Any]) -> dict[str, Any]:
    several = found["k"] > 1
    head = [_("Groep %(name)s") % {"name": group(n)} for n in range(found["k"])] if several else []
    rows = []
    for place, number in enumerate(found["numbers"]):
        if number not in known:
            continue
        cells = [cell(*found["groups"][n][place]) for n in range(found["k"])]
        total = [sum(column) for column in zip(*(g[place] for g in found["groups"]), strict=True)]
        rows.append(
            {
                **known[number],
                "number": number,
                "all": cell(*total),
                "seen": total[2] if total[2] >= FEWEST else None,
                "cells": cells if several else [],
            }
        )
    return {"head": head, "rows": rows}


def cell(agree: int, disagree: int, seen: int) -> str:
    """Return "62% eens, 20% oneens"; nothing of fewer than ``FEWEST`` people."""
    if seen < FEWEST:
        return "–"
    given = {
        "agree": f"{round(100 * agree / seen)}%",
        "disagree": f"{round(100 * disagree / seen)}%",
    }
    return _("%(agree)s eens, %(disagree)s oneens") % given
