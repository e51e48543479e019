"""An outcome of votes in plain Dutch: who won, the path of the count, step by step."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from fractions import Fraction
from typing import Any

from thorbecke.methods.facts import Fact, Tie
from thorbecke.methods.voting.outcome import Outcome

THRESHOLDS = {
    "turnout": "opkomst",
    "majority": "deel van de geldige stemmen",
    "electorate_share": "deel van de kiesgerechtigden",
}
PLACES = {
    "winner": "de winst",
    "elimination": "wie afvalt",
    "pair": "de volgorde van de duels",
    "surplus": "wiens overschot eerst gaat",
    "seat": "een plek",
    "purchase": "een plek",
    "finalist": "een plek in de finale",
    "final": "de finale",
}
SETTLED = {
    "lot": "loting",
    "earlier_rounds": "de stand in een eerdere ronde",
    "status_quo": "de regel dat bij gelijke stand alles blijft zoals het is",
    "protocol": "de regel voor gelijke stand",
    "highest_scores": "de meeste hoogste scores",
}


def told(outcome: Outcome) -> str:
    """Return the outcome as text of several lines."""
    lines = [_heading(outcome), "", "Volgorde:"]
    for place, group in enumerate(outcome.ranking, start=1):
        names = ", ".join(f"{option} ({_number(outcome.scores[option])})" for option in group)
        lines.append(f"  {place}. {names}")
    lines += ["", "Zo is geteld:", *(f"  {text}" for text in _steps(outcome.steps))]
    if outcome.ties:
        lines += ["", "Gelijke stand:", *(f"  {_tie(tie)}" for tie in outcome.ties)]
    return "\n".join(lines)


def _heading(outcome: Outcome) -> str:
    if outcome.winners:
        return f"Gekozen: {', '.join(outcome.winners)}"
    if outcome.open_ties:
        return "Nog geen uitslag: er moet worden geloot. Geef --seed of --number."
    return "Niemand is gekozen."


def _steps(steps: Iterable[Fact]) -> list[str]:
    found: list[str] = []
    for step in steps:
        words = WORDS.get(step.code)
        found += words(step.values) if words else []
    return found


def _number(value: Any) -> str:
    """Return an exact number in Dutch: whole, or with at most five decimals."""
    if not isinstance(value, Fraction):
        return str(value)
    if value.denominator == 1:
        return str(value.numerator)
    whole, rest = divmod(abs(value.numerator) * 10**5 // value.denominator, 10**5)
    sign = "-" if value < 0 else ""
    return f"{sign}{whole},{rest:05d}".rstrip("0").rstrip(",")


def _percent(value: Any) -> str:
    return f"{_number(Fraction(value) * 100)}%"


def _list(votes: Mapping[str, Any]) -> str:
    ordered = sorted(votes.items(), key=lambda item: -item[1])
    return ", ".join(f"{option} {_number(value)}" for option, value in ordered)


def _names(options: Sequence[str] | str) -> str:
    return options if isinstance(options, str) else " en ".join(options)


def _tie(tie: Tie) -> str:
    about = f"Gelijk voor {PLACES.get(tie.place, tie.place)} (ronde {tie.round})"
    if tie.open:
        return f"{about}: {', '.join(tie.between)}. Er moet nog worden geloot."
    how = SETTLED.get(tie.by, tie.by)
    return f"{about}: {', '.join(tie.between)}. Volgorde door {how}: {', '.join(tie.order)}."


def _threshold(values: Mapping[str, Any]) -> list[str]:
    which, sign = THRESHOLDS[values["which"]], "meer dan" if values["strict"] else "minstens"
    who = f" van {values['option']}" if values["option"] else ""
    holds = "gehaald" if values["holds"] else "niet gehaald"
    found, needed = _percent(values["found"]), _percent(values["needed"])
    return [f"Drempel {which}{who}: {found}, nodig is {sign} {needed}: {holds}."]


def _duels(values: Mapping[str, Any]) -> list[str]:
    options, votes = values["options"], values["votes"]
    found = []
    for one in range(len(options)):
        for other in range(one + 1, len(options)):
            ahead, behind = votes[one][other], votes[other][one]
            found.append(f"{options[one]} tegen {options[other]}: {ahead} tegen {behind}.")
    return found


def _path(values: Mapping[str, Any]) -> list[str]:
    if not values["path"]:
        return [f"{values['option']} en {values['rival']}: geen pad heen."]
    route = " > ".join(values["path"])
    return [f"Sterkste pad {route}: {values['strength']}; terug {values['back']}."]


def _stage(values: Mapping[str, Any]) -> list[str]:
    quota = f" Kiesdeler {_number(values['quota'])}." if "quota" in values else ""
    lost = _number(values["not_transferable"])
    stand = _list(values["votes"])
    return [f"Ronde {values['round']}: {stand}. Niet over te dragen: {lost}.{quota}"]


def _elected(values: Mapping[str, Any]) -> list[str]:
    if "votes" in values:
        votes = _number(values["votes"])
        return [f"Ronde {values['round']}: {values['option']} is gekozen met {votes} stemmen."]
    if "price" in values:
        price = _number(values["price"])
        return [
            f"Plek {values['round']}: {values['option']}, betaald door {values['voters']} mensen, "
            f"ieder hoogstens {price}."
        ]
    return [f"Plek {values['round']}: {values['option']}, gesteund door {values['voters']} mensen."]


def _eliminated(values: Mapping[str, Any]) -> list[str]:
    who = _names(values.get("options") or values["option"])
    return [f"Ronde {values['round']}: {who} valt af met {_number(values['votes'])} stemmen."]


def _line(text: str) -> Callable[[Mapping[str, Any]], list[str]]:
    """Return words with figures filled in."""

    def words(values: Mapping[str, Any]) -> list[str]:
        shown = {
            name: _list(value)
            if isinstance(value, Mapping)
            else _names(value)
            if isinstance(value, tuple) and all(isinstance(one, str) for one in value)
            else _number(value)
            for name, value in values.items()
        }
        return [text.format(**shown)]

    return words


def _grades(values: Mapping[str, Any]) -> list[str]:
    medians = values["majority_grades"]
    return [
        f"{option}: middelste oordeel {medians[option]}; hoe vaak elk oordeel van laag naar hoog: "
        f"{', '.join(map(str, counts))}."
        for option, counts in values["grades"].items()
    ]


def _final(values: Mapping[str, Any]) -> list[str]:
    ahead, behind = values["votes"]
    return [f"Finale: {values['first']} {ahead}, {values['second']} {behind}."]


WORDS: dict[str, Callable[[Mapping[str, Any]], list[str]]] = {
    "votes": _line("Stemmen: {votes}. Samen {total}."),
    "approvals": _line("Steun: {votes}. Geldige stembiljetten: {ballots}."),
    "scores": _line("Punten: {totals}. Geldige stembiljetten: {ballots}."),
    "points": _line("Punten: {points}."),
    "grades": _grades,
    "duels": _duels,
    "condorcet": _line("{option} wint van elke andere."),
    "path": _path,
    "locked": _line("{winner} boven {loser} ({strength}): staat vast."),
    "skipped": _line("{winner} boven {loser} ({strength}): telt niet, want het sluit een kring."),
    "left_out": _line(
        "{winner} boven {loser} ({strength}): even sterk in een kring, maakt niet uit."
    ),
    "quota": _line("Kiesdeler: {quota} bij {ballots} stembiljetten."),
    "round": _line("Ronde {round}: {votes}. Niet meer mee: {exhausted}."),
    "stage": _stage,
    "elected": _elected,
    "eliminated": _eliminated,
    "transfer": _line("Ronde {round}: overschot van {option}: {surplus} van {votes} stemmen."),
    "final": _final,
    "parts": _line("{voters} mensen krijgen elk {each} van {seats} plekken."),
    "missed": _line("{option}: nog te besteden {money}, dus {missing} te weinig."),
    "completed": _line("Plek {round}, aangevuld: {option}, gesteund door {voters} mensen."),
    "unfilled": _line("{seats} plekken blijven leeg: niemand steunt wat over is."),
    "threshold": _threshold,
    "no_votes": _line("Er zijn geen geldige stemmen."),
}
