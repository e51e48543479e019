"""Raadsgrootte: what the law gives, what another size does to lists, and the work per member."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from thorbecke.web.core.charts.chart import number
from thorbecke.web.lab import comparing, elections, lots, words
from thorbecke.web.lab.forms import SizeForm
from thorbecke.web.lab.page import page
from thorbecke.web.lab.systems import BASE
from thorbecke.web.library.law import council as table

INSTRUMENT = "council-size"


@require_safe
def size(request: HttpRequest) -> HttpResponse:
    """Compare a council with one of another size (``zetels``); the work comes from what is entered."""
    form = SizeForm.of(request)
    values, council = form.values(), form.council()
    election = council.election()
    names = comparing.names_of(election)
    people = values["inwoners"] or elections.inhabitants_of(council.code)
    by_law = table.seats_for(people) if people else None
    asked = values["zetels"] or _other(election.seats)
    drawn = lots.entered(request.GET, form.key)
    columns = comparing.compare(election, [BASE], seats=asked, drawn=drawn)
    count = len(lots.pairs(request.GET))
    return page(
        request,
        "lab/size.html",
        "lab_size",
        INSTRUMENT,
        _("%(seats)s zetels") % {"seats": asked},
        council.municipality,
        form=form,
        label=elections.label_of(council),
        people=number(people) if people else "",
        by_law=by_law,
        now=election.seats,
        asked_size=asked,
        columns=columns,
        rows=comparing.rows(columns, names),
        charts=[column.chart(names) for column in columns],
        asked=[
            lots.asked(c.key, c.label, form.key, lot, names, count + place)
            for place, c in enumerate(columns)
            for lot in c.open
        ],
        hidden=lots.others(request.GET),
        carried=lots.pairs(request.GET),
        work=[_work(n, people, sum(election.votes), values) for n in _sizes(election.seats, asked)],
        entered=any(values[name] is not None for name in ("vergaderingen", "contact")),
    )


def _other(seats: int) -> int:
    """Another size to begin with: four seats fewer, or more where there are few."""
    return seats - 4 if seats > 9 else seats + 4


def _sizes(now: int, asked: int) -> list[int]:
    return sorted({now, asked})


def _work(seats: int, people: int | None, votes: int, values: dict[str, Any]) -> dict[str, str]:
    """A row of the table: inhabitants and votes per seat, and hours per member and in all."""
    meetings = values["vergaderingen"] or 0
    each = meetings * ((values["uren"] or 0) + (values["voorbereiding"] or 0))
    contact = Fraction((values["contact"] or 0) * (people or 0), 1000)
    return {
        "seats": str(seats),
        "people": words.rounded(Fraction(people, seats), 0) if people else _("niet bekend"),
        "votes": words.exact(Fraction(votes, seats)),
        "member": words.rounded(each + contact / seats),
        "week": words.rounded((each + contact / seats) / 52),
        "all": words.rounded(each * seats + contact),
    }
