"""Stemmen vanaf 16: other votes under stated assumptions, and how sure the seats are."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from functools import lru_cache
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from thorbecke.methods.seats.election import Election, WrongElection
from thorbecke.methods.seats.scenario import Young, with_young
from thorbecke.methods.seats.simulate import Model, Simulated, simulate
from thorbecke.web.core.charts.chart import number
from thorbecke.web.lab import comparing, elections, words
from thorbecke.web.lab.forms import YoungForm
from thorbecke.web.lab.page import page
from thorbecke.web.lab.systems import BASE, SYSTEMS, count

INSTRUMENT = "voting-age-16"
DRAWS, CONCENTRATION = 2000, 1000


@require_safe
def young(request: HttpRequest) -> HttpResponse:
    """Add 16- and 17-year-olds to an election; every assumption stands in the address."""
    form = YoungForm.of(request)
    values, council = form.values(), form.council()
    election = council.election()
    extra = _young(values)
    context: dict[str, Any] = {}
    if extra and not form.errors:
        try:
            context = _found(election, extra, values["seed"] or 0)
        except WrongElection as error:
            form.add_error(None, str(error))
    return page(
        request,
        "lab/young.html",
        "lab_young",
        INSTRUMENT,
        place=council.municipality,
        form=form,
        label=elections.label_of(council),
        **context,
    )


def _young(values: dict[str, Any]) -> Young | None:
    """The assumptions; None when nothing was entered yet."""
    if not values["jongeren"]:
        return None
    share = {values["lijst"]: Fraction(1)} if values["lijst"] else {}
    turnout = Fraction(1, 2) if values["opkomst"] is None else values["opkomst"]
    like = Fraction(1) if values["zoals"] is None or not share else values["zoals"]
    return Young(values["jongeren"], turnout, share, like)


def _found(election: Election, extra: Young, seed: int) -> dict[str, Any]:
    plain = replace(election, lots=())
    changed = with_young(plain, extra)
    names = comparing.names_of(election)
    before, after = count(election, BASE), count(changed, BASE)
    known = not before.open_lots and not after.open_lots
    changes = tuple(b - a for a, b in zip(before.seats, after.seats, strict=True)) if known else ()
    columns = [
        comparing.Column(BASE, str(SYSTEMS[BASE].label), before, ()),
        comparing.Column(BASE, "", after, changes),
    ]
    spread = _simulated(changed, seed)
    return {
        "columns": columns,
        "charts": [columns[0].chart(names), columns[1].chart(names, _("Met stemmen vanaf 16"))],
        "rows": [
            {
                "name": names[row.id],
                "votes": number(row.votes),
                "extra": number(new.votes - row.votes),
                "seats": row.seats,
                "new": new.seats,
                "change": new.seats - row.seats if known else 0,
                "low": low,
                "high": high,
            }
            for row, new, (low, high) in zip(
                before.lists, after.lists, spread.between(), strict=True
            )
        ],
        "voters": number(int(extra.electors * extra.turnout)),
        "turnout": words.rounded(extra.turnout * 100),
        "like": words.rounded(extra.like_others * 100),
        "rest": names.get(next(iter(extra.shares), ""), ""),
        "draws": number(DRAWS),
        "seed": seed,
        "differs": words.percent(spread.changed, spread.draws),
        "open": bool(before.open_lots or after.open_lots),
        "moved": comparing.moved(columns[0], columns[1], names),
    }


@lru_cache(maxsize=128)
def _simulated(election: Election, seed: int) -> Simulated:
    return simulate([election], Model(DRAWS, CONCENTRATION, seed))[0]
