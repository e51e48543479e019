"""Wijk- en dorpsraden: how many seats does each kern get?"""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from thorbecke.methods.seats.election import Election, PartyList
from thorbecke.web.core.charts import hemicycle
from thorbecke.web.core.charts.chart import number
from thorbecke.web.lab import lots, reading, words
from thorbecke.web.lab.forms import VillageForm
from thorbecke.web.lab.page import page
from thorbecke.web.lab.systems import count

INSTRUMENT = "village-council-84"
EXAMPLE = "Noorderkern; 5200\nMiddendorp; 3100\nZuidhoek; 1400\nDijkzicht; 600\n"
MOST_AREAS = 40
WAYS = (
    (
        "sainte-lague",
        gettext_lazy("Zo gelijk mogelijk"),
        gettext_lazy("Sainte-Laguë: neutraal voor grote en kleine kernen."),
    ),
    (
        "dhondt",
        gettext_lazy("Iets meer voor grote kernen"),
        gettext_lazy("D'Hondt: zoals de gemeenteraad verdeelt."),
    ),
    (
        "adams",
        gettext_lazy("Elke kern eerst een zetel"),
        gettext_lazy("Adams: ook de kleinste kern doet mee, zolang er zetels zijn."),
    ),
)


@require_safe
def village(request: HttpRequest) -> HttpResponse:
    """Divide ``zetels`` over the ``kernen`` by their inhabitants, in three ways."""
    form = VillageForm.of(request)
    values = form.values()
    text = values["kernen"] or ""
    example = not text.strip()
    context: dict[str, Any] = {}
    try:
        areas = reading.pairs(EXAMPLE if example else text, MOST_AREAS)
        if not any(people for _name, people in areas):
            raise reading.Unusable(_("Geen enkele kern heeft inwoners. Vul ze in."))
        context = _found(request, areas, values["zetels"] or 15)
    except reading.Unusable as error:
        form.is_valid()
        form.errors.setdefault("kernen", form.error_class()).append(str(error))
    return page(
        request,
        "lab/village.html",
        "lab_village",
        INSTRUMENT,
        _("%(seats)s zetels") % {"seats": values["zetels"] or 15},
        form=form,
        example=example,
        example_text=EXAMPLE,
        carried=lots.pairs(request.GET),
        hidden=lots.others(request.GET),
        **context,
    )


def _found(request: HttpRequest, areas: list[tuple[str, int]], seats: int) -> dict[str, Any]:
    lists = tuple(PartyList(str(i), name, people) for i, (name, people) in enumerate(areas, 1))
    names = {item.id: item.name for item in lists}
    drawn = lots.entered(request.GET, "kernen")
    outcomes = [
        (key, label, count(Election("kernen", seats, lists, lots=drawn.get(key, ())), key))
        for key, label, _simple in WAYS
    ]
    entered = len(lots.pairs(request.GET))
    return {
        "ways": WAYS,
        "heads": [label for _key, label, _outcome in outcomes],
        "rows": [
            {
                "name": name,
                "people": number(people),
                "cells": [_cell(outcome.seats[i], people) for _key, _label, outcome in outcomes],
            }
            for i, (name, people) in enumerate(areas)
        ],
        "charts": [
            hemicycle(
                str(label),
                _("%(seats)s zetels") % {"seats": sum(outcome.seats)},
                [(names[row.id], row.seats) for row in outcome.lists],
            )
            for _key, label, outcome in outcomes
        ],
        "asked": [
            lots.asked(key, str(label), "kernen", lot, names, entered + place)
            for place, (key, label, outcome) in enumerate(outcomes)
            for lot in outcome.open_lots
        ],
        "each": words.rounded(Fraction(sum(people for _name, people in areas), seats), 0),
    }


def _cell(seats: int, people: int) -> dict[str, Any]:
    return {"seats": seats, "each": words.rounded(Fraction(people, seats), 0) if seats else "–"}
