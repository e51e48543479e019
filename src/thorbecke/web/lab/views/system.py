"""The Kiesstelsel-lab: one council election under several systems, and every residual seat explained."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from thorbecke.formats.kiesraad import Council
from thorbecke.methods.seats.election import WrongElection
from thorbecke.web.lab import comparing, elections, lots, reading, words
from thorbecke.web.lab.across import across
from thorbecke.web.lab.forms import OWN, ClassForm, SystemForm, UploadForm
from thorbecke.web.lab.page import page
from thorbecke.web.lab.systems import SYSTEMS

INSTRUMENT = "electoral-system-change"


@require_safe
def system(request: HttpRequest) -> HttpResponse:
    """Compare systems for the election ``raad`` (or ``eigen`` figures); ``klas=1``: for a class."""
    klas = request.GET.get("klas") in {"1", "on", "True"}
    form = ClassForm.of(request) if klas else SystemForm.of(request)
    values, council = form.values(), form.council()
    chosen = [values["stelsel"]] if klas else values["stelsel"]
    try:
        found = _found(request, form.key, council, chosen, values)
    except WrongElection as error:
        form.is_valid()
        form.add_error(None, str(error))
        found = {}
    return page(
        request,
        "lab/class.html" if klas else "lab/system.html",
        "lab_system",
        INSTRUMENT,
        ", ".join(column.label for column in found.get("columns", [])[1:]),
        council.municipality,
        form=form,
        council=council,
        label=elections.label_of(council),
        sources=elections.sources(council),
        class_url=f"?{urlencode({'klas': 1, **form.where})}",
        where=urlencode({**form.where, "stelsel": chosen}, doseq=True),
        carried=lots.pairs(request.GET),
        **found,
    )


def _found(
    request: HttpRequest, key: str, council: Council, chosen: list[str], values: dict[str, Any]
) -> dict[str, Any]:
    """Everything under the form: columns, charts, reasons, power and the whole country."""
    election = council.election()
    names = comparing.names_of(election)
    drawn = lots.entered(request.GET, key)
    threshold = values.get("drempel") or 0
    columns = comparing.compare(election, chosen, threshold, values.get("zetels"), drawn)
    base, others = columns[0], columns[1:]
    number = len(lots.pairs(request.GET))
    asked = [
        lots.asked(c.key, c.label, key, lot, names, number + place)
        for place, c in enumerate(columns)
        for lot in c.open
    ]
    return {
        "columns": columns,
        "rows": comparing.rows(columns, names),
        "charts": [c.chart(names) for c in columns],
        "opening": words.opening(base.facts),
        "full": [row for row in base.outcome.lists if row.full],
        "names": names,
        "lines": words.awards(base.facts, names),
        "variants": [_variant(base, c, names) for c in others],
        "asked": asked,
        "hidden": lots.others(request.GET),
        "official": None if council.official is None else council.official == base.seats,
        "power": _power(columns, names),
        "across": [(c.label, across(c.key, threshold or 0)) for c in others],
        "known": len(elections.known()),
        "same": [c for c in others if c.changes and not any(c.changes)],
    }


def _variant(
    base: comparing.Column, column: comparing.Column, names: dict[str, str]
) -> dict[str, Any]:
    return {
        "column": column,
        "simple": SYSTEMS[column.key].simple,
        "moved": comparing.moved(base, column, names),
        "lines": words.awards(column.facts, names),
    }


def _power(columns: list[comparing.Column], names: dict[str, str]) -> dict[str, Any]:
    """Power of each list in each column, in per cent, and the smallest coalitions."""
    settled = [c for c in columns if c.power]
    lists = columns[0].outcome.lists
    shown = [i for i in range(len(lists)) if any(c.seats[i] for c in settled)]
    return {
        "heads": [c.label for c in settled],
        "rows": [
            (
                names[lists[i].id],
                [f"{words.rounded(100 * c.power.banzhaf[i])}%" for c in settled if c.power],
            )
            for i in shown
        ],
        "coalitions": [
            {
                "label": c.label,
                "count": len(c.coalitions),
                "shown": [
                    " + ".join(names[lists[i].id] for i in group)
                    + f" ({sum(c.seats[i] for i in group)})"
                    for group in c.coalitions[: comparing.SHOWN_COALITIONS]
                ],
            }
            for c in settled
        ],
    }


@require_http_methods(["GET", "HEAD", "POST"])
def upload(request: HttpRequest) -> HttpResponse:
    """Read a result from a file or from text and go on to the comparison with it; nothing is kept."""
    form = UploadForm(request.POST, request.FILES) if request.method == "POST" else UploadForm()
    if request.method == "POST" and form.is_valid():
        token = reading.pack(form.cleaned_data["council"])
        chosen = SystemForm.base_fields["stelsel"].initial
        query = urlencode({"raad": OWN, "eigen": token, "stelsel": chosen}, doseq=True)
        return redirect(f"{reverse('lab_system')}?{query}")
    crumbs = [
        (_("Home"), "/"),
        (_("Lab"), reverse("lab")),
        (_("Kiesstelsel"), reverse("lab_system")),
        (_("Eigen uitslag"),),
    ]
    return render(request, "lab/upload.html", {"form": form, "crumbs": crumbs})
