"""Gekozen burgemeester: the same ballots counted in five ways."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from thorbecke.formats.tables import TableError, read_table
from thorbecke.methods import registry
from thorbecke.methods.voting.profile import Kind, Profile, WrongBallots, compress
from thorbecke.web.core.charts import bar_chart
from thorbecke.web.core.charts.chart import number
from thorbecke.web.lab import words
from thorbecke.web.lab.forms import BallotsForm
from thorbecke.web.lab.page import page

INSTRUMENT = "elected-mayor"
EXAMPLE = "aantal;Kandidaat A;Kandidaat B;Kandidaat C\n40;5;0;3\n35;1;5;3\n25;1;2;5\n"
HIGHEST, MOST_ROWS, MOST_VOTERS, MOST_CANDIDATES = 5, 200, 10**6, 20
WAYS = (
    (
        "voting.plurality",
        gettext_lazy("Eén ronde"),
        gettext_lazy("De kandidaat met de meeste eerste keuzes wint."),
    ),
    (
        "voting.irv",
        gettext_lazy("Ronde na ronde"),
        gettext_lazy(
            "De laatste valt af. Die stemmen gaan naar de volgende keuze. Tot er één wint."
        ),
    ),
    (
        "voting.schulze",
        gettext_lazy("Duels (Schulze)"),
        gettext_lazy("Wie elk duel met een ander wint, wordt gekozen."),
    ),
    (
        "voting.approval",
        gettext_lazy("Goedkeuren"),
        gettext_lazy("U mag meer dan een kandidaat goedkeuren. De meeste goedkeuringen winnen."),
    ),
    (
        "voting.star",
        gettext_lazy("Punten en dan een duel (STAR)"),
        gettext_lazy("De twee met de meeste punten houden een duel."),
    ),
)


class WrongRace(Exception):
    """Ballots that can't be read; the message names the row."""


@require_http_methods(["GET", "HEAD", "POST"])
def mayor(request: HttpRequest) -> HttpResponse:
    """Count the ballots in ``stemmen``, or in a CSV that is posted and not kept."""
    form = BallotsForm.of(request)
    values = form.values()
    text, error = values["stemmen"] or "", ""
    file = request.FILES.get("bestand") if request.method == "POST" else None
    if file is not None:
        text = file.read(20_000).decode("utf-8-sig", "replace")
        form = BallotsForm({"stemmen": text, "goed": values["goed"]})
        form.is_valid()
    example = not text.strip()
    context: dict[str, Any] = {}
    try:
        names, ballots = read(EXAMPLE if example else text)
        context = _found(names, ballots, values["goed"] or 3)
    except (WrongRace, WrongBallots) as wrong:
        error = str(wrong)
        form.is_valid()
        form.errors.setdefault("stemmen", form.error_class()).append(error)
    return page(
        request,
        "lab/mayor.html",
        "lab_mayor",
        INSTRUMENT,
        form=form,
        example=example,
        example_text=EXAMPLE,
        **context,
    )


def read(text: str) -> tuple[tuple[str, ...], list[tuple[int, tuple[int, ...]]]]:
    """Return the candidates and for each row how many voters gave which scores. Raises ``WrongRace``."""
    try:
        table = read_table(text.encode(), "stemmen.csv")
    except TableError as error:
        start, matter = _("Dit bestand kunnen wij niet lezen."), _("Dit is er aan de hand:")
        raise WrongRace(f"{start} {matter} {error}") from error
    names = tuple(table.columns[1:])
    if not 2 <= len(names) <= MOST_CANDIDATES:
        raise WrongRace(_("Wij verwachten op de eerste regel: aantal, en dan 2 tot 20 kandidaten."))
    if not 1 <= len(table.rows) <= MOST_ROWS:
        raise WrongRace(_("Wij verwachten 1 tot 200 regels met stemmen."))
    rows = [
        (
            _whole(row.number, row.cells[table.columns[0]], MOST_VOTERS),
            tuple(_whole(row.number, row.cells[name] or "0", HIGHEST) for name in names),
        )
        for row in table.rows
    ]
    if not any(count and any(scores) for count, scores in rows):
        raise WrongRace(_("Er is geen enkele stem."))
    return names, rows


def _whole(row: int, text: str, most: int) -> int:
    cleaned = text.strip()
    if not (cleaned.isascii() and cleaned.isdigit() and int(cleaned) <= most):
        raise WrongRace(
            _("Regel %(row)s: %(text)s is geen heel getal van 0 tot %(most)s.")
            % {"row": row, "text": text or "?", "most": number(most)}
        )
    return int(cleaned)


def _profiles(
    names: tuple[str, ...], ballots: list[tuple[int, tuple[int, ...]]], good: int
) -> dict[str, Profile]:
    """The same ballots as scores, as an order, and as approvals: one row for each line."""
    given = [(count, scores) for count, scores in ballots if count]
    counts = np.array([count for count, _scores in given], np.int64)
    scores = [row for _count, row in given]
    orders = [[1 + sum(o > s for o in row) if s else 0 for s in row] for row in scores]
    approved = [[int(s >= good) for s in row] for row in scores]

    def profile(kind: Kind, rows: Sequence[Sequence[int]]) -> Profile:
        return compress(kind, names, rows, "burgemeester", counts=counts)

    return {
        "voting.star": profile(Kind.SCORE, scores),
        "voting.approval": profile(Kind.APPROVAL, approved),
        "order": profile(Kind.RANKING, orders),
    }


def _found(
    names: tuple[str, ...], ballots: list[tuple[int, tuple[int, ...]]], good: int
) -> dict[str, Any]:
    profiles = _profiles(names, ballots, good)
    total = sum(count for count, _scores in ballots)
    results = []
    for key, label, simple in WAYS:
        method = registry.find(key)
        outcome = method.count(profiles.get(key, profiles["order"]), method.rules())
        open_ = outcome.open_ties
        results.append(
            {
                "label": label,
                "simple": simple,
                "winner": ", ".join(outcome.winners),
                "tie": ", ".join(open_[0].between) if open_ else "",
                "figures": [
                    f"{name}: {words.exact(outcome.scores[name])}"
                    for name in names
                    if name in outcome.scores
                ],
            }
        )
    winners = {result["winner"] for result in results}
    firsts = registry.find("voting.plurality")
    votes = firsts.count(profiles["order"], firsts.rules()).scores
    return {
        "results": results,
        "different": len(winners),
        "total": number(total),
        "names": names,
        "ballots": [(number(count), scores) for count, scores in ballots],
        "chart": bar_chart(
            _("Eerste keuzes"),
            _("Hoeveel kiezers deze kandidaat de meeste punten gaven."),
            [(name, float(votes.get(name, 0)), "") for name in names],
        ),
    }
