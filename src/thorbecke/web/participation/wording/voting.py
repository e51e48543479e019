"""Sentences for the facts of ``methods.voting``."""

from __future__ import annotations

from django.utils.translation import gettext as _

from thorbecke.web.participation.wording.core import (
    Names,
    Values,
    listed,
    name,
    number,
    percent,
    tally,
    words,
)


@words("votes")
def _votes(values: Values, names: Names) -> str:
    return _("Stemmen: %(tally)s.") % {"tally": tally(values["votes"], names)}


@words("approvals")
def _approvals(values: Values, names: Names) -> str:
    return _("Zo vaak aangekruist: %(tally)s.") % {"tally": tally(values["votes"], names)}


@words("points")
def _points(values: Values, names: Names) -> str:
    return _("Punten: %(tally)s.") % {"tally": tally(values["points"], names)}


@words("scores")
def _scores(values: Values, names: Names) -> str:
    return _("Totaal van de cijfers: %(tally)s.") % {"tally": tally(values["totals"], names)}


@words("grades")
def _grades(values: Values, names: Names) -> str:
    found = {key: value for key, value in values["majority_grades"].items() if value is not None}
    return _("Middelste oordeel: %(tally)s.") % {"tally": tally(found, names)}


@words("duels")
def _duels(values: Values, names: Names) -> str:
    return _("Elke keuze is met elke andere vergeleken. De tabel hieronder laat zien hoe vaak.")


@words("condorcet")
def _condorcet(values: Values, names: Names) -> str:
    return _("%(option)s wint van elke andere keuze, een voor een vergeleken.") % {
        "option": name(values["option"], names)
    }


@words("final")
def _final(values: Values, names: Names) -> str:
    return _("Eindronde tussen %(first)s en %(second)s: %(tally)s.") % {
        "first": name(values["first"], names),
        "second": name(values["second"], names),
        "tally": _("%(ahead)s tegen %(behind)s")
        % {"ahead": number(values["votes"][0]), "behind": number(values["votes"][1])},
    }


@words("eliminated")
def _eliminated(values: Values, names: Names) -> str:
    options = values.get("options") or [values["option"]]
    return _("Ronde %(round)s: %(options)s valt af met %(votes)s stemmen.") % {
        "round": values["round"],
        "options": listed(options, names),
        "votes": number(values["votes"]),
    }


@words("winners")
def _winners(values: Values, names: Names) -> str:
    return _("Gekozen: %(options)s.") % {"options": listed(values["options"], names)}


@words("no_winner")
def _no_winner(values: Values, names: Names) -> str:
    return _("Er is geen keuze aangenomen.")


@words("no_votes")
def _no_votes(values: Values, names: Names) -> str:
    return _("Er is geen geldige stem.")


@words("won")
def _won(values: Values, names: Names) -> str:
    return _("%(option)s is gekozen, op plaats %(place)s.") % {
        "option": name(values["option"], names),
        "place": values["place"],
    }


@words("lost")
def _lost(values: Values, names: Names) -> str:
    option = name(values["option"], names)
    if values.get("behind") is None:
        return _("%(option)s is niet gekozen.") % {"option": option}
    return _("%(option)s is niet gekozen; het verschil is %(behind)s.") % {
        "option": option,
        "behind": number(values["behind"]),
    }


def _threshold_names() -> dict[str, str]:
    return {
        "turnout": _("Opkomst"),
        "majority": _("Deel van de geldige stemmen"),
        "electorate_share": _("Deel van alle mensen die mochten stemmen"),
    }


@words("threshold")
def _threshold(values: Values, names: Names) -> str:
    given = {
        "what": _threshold_names().get(values["which"], values["which"]),
        "found": percent(values["found"]),
        "needed": percent(values["needed"]),
    }
    if values["holds"]:
        return _("%(what)s: %(found)s. Nodig was %(needed)s. Dat is gehaald.") % given
    return _("%(what)s: %(found)s. Nodig was %(needed)s. Dat is niet gehaald.") % given


@words("tie")
def _tie(values: Values, names: Names) -> str:
    between = listed(values["between"], names)
    if not values.get("order"):
        return _("%(between)s staan gelijk. Er is een loting nodig.") % {"between": between}
    first = name(values["order"][0], names)
    if values.get("by") == "lot":
        text = _("%(between)s stonden gelijk. De loting gaf eerst: %(first)s.")
    elif values.get("by") == "status_quo":
        text = _("%(between)s stonden gelijk. De regel zegt dan: er verandert niets.")
    else:
        text = _("%(between)s stonden gelijk. Eerdere cijfers gaven de doorslag voor %(first)s.")
    return text % {"between": between, "first": first}


@words("path")
def _path(values: Values, names: Names) -> str:
    given = {
        "option": name(values["option"], names),
        "rival": name(values["rival"], names),
        "strength": number(values["strength"]),
        "back": number(values["back"]),
    }
    if not values["path"]:
        return _("Van %(option)s naar %(rival)s loopt geen pad.") % given
    route = " → ".join(name(step, names) for step in values["path"])
    text = _(
        "%(option)s tegen %(rival)s: sterkste pad %(route)s, sterkte %(strength)s; terug %(back)s."
    )
    return text % {**given, "route": route}


@words("locked")
def _locked(values: Values, names: Names) -> str:
    return _("%(winner)s boven %(loser)s (sterkte %(strength)s): staat vast.") % _pair(
        values, names
    )


@words("skipped")
def _skipped(values: Values, names: Names) -> str:
    text = _(
        "%(winner)s boven %(loser)s (sterkte %(strength)s): telt niet, het zou een kring sluiten."
    )
    return text % _pair(values, names)


@words("left_out")
def _left_out(values: Values, names: Names) -> str:
    text = _(
        "%(winner)s tegen %(loser)s (sterkte %(strength)s): blijft open, de winnaar staat al vast."
    )
    return text % _pair(values, names)


def _pair(values: Values, names: Names) -> dict[str, str]:
    return {
        "winner": name(values["winner"], names),
        "loser": name(values["loser"], names),
        "strength": number(values["strength"]),
    }


@words("quota")
def _quota(values: Values, names: Names) -> str:
    return _("Kiesdeler: %(quota)s, bij %(ballots)s stembiljetten.") % {
        "quota": number(values["quota"]),
        "ballots": number(values["ballots"]),
    }


@words("round")
def _round(values: Values, names: Names) -> str:
    return _("Ronde %(round)s: %(tally)s. Telt niet meer mee: %(exhausted)s.") % {
        "round": values["round"],
        "tally": tally(values["votes"], names),
        "exhausted": number(values["exhausted"]),
    }


@words("stage")
def _stage(values: Values, names: Names) -> str:
    text = _("Ronde %(round)s: %(tally)s. Niet over te dragen: %(lost)s.") % {
        "round": values["round"],
        "tally": tally(values["votes"], names),
        "lost": number(values["not_transferable"]),
    }
    if "quota" in values:
        text += " " + _("Kiesdeler: %(quota)s.") % {"quota": number(values["quota"])}
    return text


@words("transfer")
def _transfer(values: Values, names: Names) -> str:
    return _("Ronde %(round)s: van %(option)s gaan %(surplus)s van %(votes)s stemmen verder.") % {
        "round": values["round"],
        "option": name(values["option"], names),
        "surplus": number(values["surplus"]),
        "votes": number(values["votes"]),
    }


@words("elected")
def _elected(values: Values, names: Names) -> str:
    given = {"round": values["round"], "option": name(values["option"], names)}
    if "votes" in values:
        given["votes"] = number(values["votes"])
        return _("Ronde %(round)s: %(option)s is gekozen met %(votes)s stemmen.") % given
    given["voters"] = number(values["voters"])
    if "price" in values:
        given["price"] = number(values["price"])
        text = _(
            "Plek %(round)s: %(option)s. %(voters)s mensen betalen elk hoogstens %(price)s deel."
        )
        return text % given
    return _("Plek %(round)s: %(option)s, gesteund door %(voters)s mensen.") % given


@words("parts")
def _parts(values: Values, names: Names) -> str:
    text = _("%(voters)s mensen verdelen %(seats)s plekken. Ieder mag %(each)s plek uitgeven.")
    return text % {key: number(values[key]) for key in ("voters", "seats", "each")}


@words("missed")
def _missed(values: Values, names: Names) -> str:
    return _("%(option)s: de aanhang heeft nog %(money)s plek over. Er ontbreekt %(missing)s.") % {
        "option": name(values["option"], names),
        "money": number(values["money"]),
        "missing": number(values["missing"]),
    }


@words("completed")
def _completed(values: Values, names: Names) -> str:
    return _("Plek %(round)s is aangevuld: %(option)s, gesteund door %(voters)s mensen.") % {
        "round": values["round"],
        "option": name(values["option"], names),
        "voters": number(values["voters"]),
    }


@words("unfilled")
def _unfilled(values: Values, names: Names) -> str:
    return _("%(seats)s plekken blijven leeg: niemand steunt wat over is.") % {
        "seats": number(values["seats"])
    }
