"""Tussentijdse verkiezing: all seats again, half of them, or a third, with the votes of a second day."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from thorbecke.formats.kiesraad import Council
from thorbecke.methods.seats.election import Election, PartyList, WrongElection
from thorbecke.web.core.charts import hemicycle
from thorbecke.web.lab import elections
from thorbecke.web.lab.forms import SecondForm
from thorbecke.web.lab.page import page
from thorbecke.web.lab.systems import BASE, count

INSTRUMENT = "interim-election"
FIELD = "stem-"
MOST_VOTES = 10**7


@require_safe
def interim(request: HttpRequest) -> HttpResponse:
    """Compare the council of the first day with three kinds of interim election."""
    form = SecondForm.of(request)
    council, second = form.council(), form.second()
    form.is_valid()
    names, first = _lists(council, second)
    votes = _second(second, names) or first
    if not second:
        votes = _entered(request, form, names, first)
    context: dict[str, Any] = {}
    try:
        context = _found(names, first, votes, council.election())
    except WrongElection as error:
        form.add_error(None, str(error))
    return page(
        request,
        "lab/interim.html",
        "lab_interim",
        INSTRUMENT,
        place=council.municipality,
        form=form,
        label=elections.label_of(council),
        inputs=None
        if second
        else [
            {"field": f"{FIELD}{place}", "name": name, "votes": count_}
            for place, (name, count_) in enumerate(zip(names, votes, strict=True), 1)
        ],
        **context,
    )


def _lists(council: Council, second: Council | None) -> tuple[list[str], list[int]]:
    """The lists of both days by name, and the votes of the first day."""
    found: dict[str, int] = {}
    for row in council.lists:
        name = row.name if row.name not in found else f"{row.name} ({len(found) + 1})"
        found[name] = row.votes
    for row in second.lists if second else ():
        found.setdefault(row.name, 0)
    return list(found), list(found.values())


def _second(second: Council | None, names: list[str]) -> list[int] | None:
    if second is None:
        return None
    votes = {row.name: row.votes for row in second.lists}
    return [votes.get(name, 0) for name in names]


def _entered(
    request: HttpRequest, form: SecondForm, names: list[str], first: list[int]
) -> list[int]:
    """The votes that the reader entered; what is empty stays as it was."""
    found = []
    for place, (name, before) in enumerate(zip(names, first, strict=True), 1):
        text = request.GET.get(f"{FIELD}{place}", "").strip().replace(".", "")
        if text and not (text.isascii() and text.isdigit() and int(text) <= MOST_VOTES):
            form.add_error(
                None, _("%(list)s: vul een heel getal in, van 0 of meer.") % {"list": name}
            )
            text = ""
        found.append(int(text) if text else before)
    return found


def _found(
    names: list[str], first: list[int], votes: list[int], election: Election
) -> dict[str, Any]:
    size = election.seats
    half, third = size // 2, size // 3
    ways = [
        (_("De raad van de eerste verkiezing"), 0),
        (_("Hele raad opnieuw (terugroepen)"), size),
        (_("Elke twee jaar de helft"), half),
        (_("Elke keer een derde"), third),
    ]
    columns = [_council(label, names, first, votes, election, fresh) for label, fresh in ways]
    base = columns[0]["seats"]
    for column in columns[1:]:
        column["changes"] = [b - a for a, b in zip(base, column["seats"], strict=True)]
    return {
        "columns": columns,
        "charts": [
            hemicycle(
                column["label"],
                _("%(fresh)s van de %(size)s zetels komen uit de tweede verkiezing.")
                % {"fresh": column["fresh"], "size": size},
                list(zip(names, column["seats"], strict=True)),
                column.get("changes"),
            )
            for column in columns
        ],
        "rows": [
            {
                "name": name,
                "first": first[place],
                "second": votes[place],
                "cells": [
                    (c["seats"][place], c["changes"][place] if "changes" in c else 0)
                    for c in columns
                ],
            }
            for place, name in enumerate(names)
        ],
        "waiting": [c["label"] for c in columns if c["open"]],
        "small": half < 19 <= size,
    }


def _council(
    label: str,
    names: list[str],
    first: list[int],
    votes: list[int],
    election: Election,
    fresh: int,
) -> dict[str, Any]:
    """Seats that stay (first day) and seats that are chosen again (second day), added up per list.

    What is known of the first day (lots, how many candidates) holds for its whole council only.
    """
    size = election.seats
    if not fresh:
        official = count(election, BASE)
        seats = [*official.seats, *[0] * (len(names) - len(official.seats))]
        return {"label": label, "fresh": 0, "seats": seats, "open": bool(official.open_lots)}
    parts = [(first, size - fresh), (votes, fresh)]
    seats, waiting = [0] * len(names), False
    for given, part in parts:
        if not part:
            continue
        lists = tuple(
            PartyList(str(i), name, n)
            for i, (name, n) in enumerate(zip(names, given, strict=True), 1)
        )
        outcome = count(Election(label, part, lists), BASE)
        waiting = waiting or bool(outcome.open_lots)
        seats = [a + b for a, b in zip(seats, outcome.seats, strict=True)]
    return {"label": label, "fresh": fresh, "seats": seats, "open": waiting}
