"""Every seat that moved, in a few short sentences, with the article that moved it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from thorbecke.methods.facts import Fact
from thorbecke.methods.seats.articles import ARTICLES
from thorbecke.web.core.charts.chart import number
from thorbecke.web.lab.words.fractions import exact

Names = Mapping[str, str]
RIVALS_SHOWN = 2


@dataclass(frozen=True)
class Line:
    """One thing that happened. ``list``: the id of the list it is about. ``number``: of the step."""

    text: str
    article: str = ""
    number: int = 0
    list: str = ""
    code: str = ""
    taken_from: str = ""


def article_of(text: str) -> str:
    """Return an article with its law and date, or nothing where no law says it."""
    known = ARTICLES.get(text)
    if known is None:
        return ""
    day = "-".join(reversed(known.state.split("-")))
    if known.number[0].isdigit():
        return f"{known.law} {known.number} ({day})"
    return _("%(law)s, artikel %(number)s (stand %(day)s)") % {
        "law": known.law,
        "number": known.number,
        "day": day,
    }


def opening(facts: Sequence[Fact]) -> Line | None:
    """Return the sentence on the quota; None for a method without one."""
    fact = next((one for one in facts if one.code == "quota"), None)
    if fact is None:
        return None
    values = fact.values
    quota = exact(values["quota"])
    if "votes" not in values:
        return Line(_("De kiesdeler is %(quota)s stemmen.") % {"quota": quota}, code="quota")
    text = _(
        "De kiesdeler is %(quota)s. Dat zijn %(votes)s stemmen, gedeeld door %(seats)s zetels."
    )
    filled = text % {"quota": quota, "votes": number(values["votes"]), "seats": values["seats"]}
    return Line(filled, article_of("P 5"), code="quota")


def awards(facts: Sequence[Fact], names: Names) -> list[Line]:
    """Return a line for each fact in which a seat moved, and for what kept a list out."""
    lines = (say(fact, names) for fact in facts)
    return [line for line in lines if line]


def say(fact: Fact, names: Names) -> Line | None:
    """Return a fact as a line; None for one that a table tells better."""
    told = _SAYERS.get(fact.code)
    if told is None:
        return None
    values = fact.values
    text = told(values, names)
    if values.get("after"):
        freed = _("Deze zetel kwam vrij.")
        text = f"{freed} {text}"
    if values.get("between") and fact.code not in _LOTS:
        text = f"{text} {_by_lot(values, names)}"
    return Line(
        text,
        article_of(str(values.get("article", ""))),
        int(values.get("number", 0)),
        str(values.get("list", "")),
        fact.code,
        str(values.get("taken_from", "")),
    )


def missed(fact: Fact, list_: str, names: Names) -> Line | None:
    """Return how near a list was to the seat of this step; None when it was not in the running."""
    rivals = dict(fact.values["rivals"])
    if list_ not in rivals:
        return None
    text = _("De laatste zetel gaat naar %(winner)s met %(value)s. %(list)s staat daar op %(own)s.")
    winner = fact.values["list"]
    filled = text % {
        "winner": names.get(winner, winner),
        "value": exact(fact.values["value"]),
        "list": names.get(list_, list_),
        "own": exact(rivals[list_]),
    }
    return Line(filled, article_of(str(fact.values.get("article", ""))), code="missed")


def named(names: Names, ids: Sequence[str]) -> str:
    """Return the names of lists: "A, B en C"."""
    found = [names.get(one, one) for one in ids]
    if len(found) < 2:
        return "".join(found)
    return _("%(some)s en %(last)s") % {"some": ", ".join(found[:-1]), "last": found[-1]}


def _by_lot(values: Mapping[str, Any], names: Names) -> str:
    return _("Het lot besliste tussen %(lists)s.") % {"lists": named(names, values["between"])}


def _rivals(values: Mapping[str, Any], names: Names) -> str:
    best = values.get("rivals", ())[:RIVALS_SHOWN]
    told = [
        _("%(list)s met %(value)s") % {"list": names.get(one, one), "value": exact(value)}
        for one, value in best
    ]
    if not told:
        return ""
    return _("Daarna: %(lists)s.") % {"lists": ", ".join(told)}


def _won(text: str, values: Mapping[str, Any], names: Names) -> str:
    list_ = names.get(values["list"], values["list"])
    said = text % {"list": list_, "value": exact(values["value"] or 0)}
    return f"{said} {_rivals(values, names)}".strip()


def _average(values: Mapping[str, Any], names: Names) -> str:
    text = _(
        "Restzetel voor %(list)s. Met deze zetel erbij telt elke zetel voor %(value)s stemmen. "
        "Dat is het hoogste gemiddelde."
    )
    return _won(text, values, names)


def _one_each(values: Mapping[str, Any], names: Names) -> str:
    text = _(
        "Restzetel voor %(list)s. De lijst heeft het hoogste gemiddelde: %(value)s stemmen. "
        "Elke lijst krijgt in deze ronde hooguit één zetel."
    )
    return _won(text, values, names)


def _remainder(values: Mapping[str, Any], names: Names) -> str:
    text = _(
        "Restzetel voor %(list)s. Na de volle zetels zijn er %(value)s stemmen over. "
        "Dat is het grootste overschot."
    )
    return _won(text, values, names)


def _quotient(values: Mapping[str, Any], names: Names) -> str:
    text = _("Zetel voor %(list)s. De uitkomst van de deling is %(value)s. Dat is de hoogste.")
    return _won(text, values, names)


def _majority(values: Mapping[str, Any], names: Names) -> str:
    text = _(
        "%(list)s heeft meer dan de helft van de stemmen, maar niet van de zetels. "
        "Daarom gaat de laatste restzetel van %(loser)s naar %(list)s."
    )
    return text % {
        "list": names.get(values["list"], values["list"]),
        "loser": names.get(values["taken_from"], values["taken_from"]),
    }


def _exhausted(values: Mapping[str, Any], names: Names) -> str:
    text = _("%(list)s heeft meer zetels dan kandidaten. Zetels die vrijkomen: %(seats)s.")
    loser = values["taken_from"]
    return text % {"list": names.get(loser, loser), "seats": values["seats"]}


def _taken_back(values: Mapping[str, Any], names: Names) -> str:
    text = _("Er zijn te veel zetels gegeven. %(list)s geeft er een terug.")
    loser = values["taken_from"]
    return text % {"list": names.get(loser, loser)}


def _below(values: Mapping[str, Any], names: Names) -> str:
    text = _("%(list)s blijft met %(votes)s stemmen onder de drempel van %(need)s.")
    return text % {
        "list": names.get(values["list"], values["list"]),
        "votes": number(values["votes"]),
        "need": exact(values["threshold"]),
    }


def _lot_open(values: Mapping[str, Any], names: Names) -> str:
    text = _("Hier moet het lot beslissen. Het gaat tussen %(lists)s. Zij staan precies gelijk.")
    return text % {"lists": named(names, values["between"])}


def _not_asked(values: Mapping[str, Any], names: Names) -> str:
    text = _("De loting tussen %(lists)s was bij deze regels niet nodig.")
    return text % {"lists": named(names, values["between"])}


def _unassigned(values: Mapping[str, Any], names: Names) -> str:
    return _("Zetels die leeg blijven: %(seats)s.") % {"seats": values["seats"]}


_LOTS = {"lot-open", "lot-not-asked"}
_SAYERS = {
    "largest-average": _average,
    "largest-remainder": _remainder,
    "average-one-each": _one_each,
    "quotient": _quotient,
    "remainder": _remainder,
    "absolute-majority": _majority,
    "exhausted": _exhausted,
    "taken-back": _taken_back,
    "below-threshold": _below,
    "lot-open": _lot_open,
    "lot-not-asked": _not_asked,
    "unassigned": _unassigned,
}
