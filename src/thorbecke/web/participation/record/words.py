"""The log and a ballot in words for residents."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from thorbecke.methods.ballots import Type
from thorbecke.web.people.models import Role

KINDS: dict[str, str | Promise] = {
    "opened": gettext_lazy(
        "De stembus ging open. Er waren %(codes)s codes. Vraag en regels liggen vast."
    ),
    "closed": gettext_lazy("De stembus ging dicht. Het aantal stembiljetten is bekendgemaakt."),
    "revealed": gettext_lazy("Het geheime startgetal voor de loting is bekendgemaakt."),
    "drawn": gettext_lazy("In het openbaar is een getal getrokken: %(drawn)s."),
    "count_asked": gettext_lazy("De organisatie liet de stemmen tellen."),
    "counted": gettext_lazy("De stemmen zijn geteld."),
    "published": gettext_lazy("De uitslag en de uitslagbundel zijn gepubliceerd."),
    "refused": gettext_lazy("Een wijziging na het openen is geweigerd."),
    "census_accepted": gettext_lazy("Een bestand met %(rows)s deelnemers is overgenomen."),
    "roll_erased": gettext_lazy("De namen en adressen zijn gewist."),
    "letters_started": gettext_lazy("Er zijn %(letters)s brieven met een stemcode gemaakt."),
    "letters_fetched": gettext_lazy("De brieven van reeks %(run)s zijn opgehaald."),
    "letters_erased": gettext_lazy("Het bestand met de brieven van reeks %(run)s is gewist."),
    "letters_voided": gettext_lazy("Van reeks %(run)s zijn %(codes)s codes ongeldig gemaakt."),
    "paper_done": gettext_lazy(
        "Stapel %(pile)s met %(ballots)s papieren stembiljetten is ingevoerd."
    ),
    "paper_removed": gettext_lazy("Stapel %(pile)s is weggehaald voordat zij klaar was."),
    "audit_started": gettext_lazy("De steekproef van papier begon, met het getal %(drawn)s."),
    "audit_done": gettext_lazy("De steekproef is klaar na %(drawn)s gelezen stembiljetten."),
    "code_given": gettext_lazy("Aan het loket is een eerste stemcode gegeven."),
    "code_replaced": gettext_lazy("Een stemcode is vervangen. De oude code is ongeldig."),
    "lottery_fixed": gettext_lazy(
        "De loterij ligt vast: %(people)s mensen, %(panels)s panels. Pas daarna wordt het getal getrokken."
    ),
    "quotas_changed": gettext_lazy("De grenzen van het panel zijn veranderd: %(quotas)s."),
    "people_added": gettext_lazy("Een bestand met %(people)s mensen is overgenomen."),
    "invited": gettext_lazy("Uit %(entries)s mensen zijn %(letters)s genodigden getrokken."),
    "panel_changed": gettext_lazy("Uit het panel: %(out)s. Nieuw in het panel: %(seated)s."),
    "recommended": gettext_lazy("Aanbeveling %(number)s is gepubliceerd."),
    "answered": gettext_lazy("De raad antwoordde op aanbeveling %(number)s."),
    "code_voided": gettext_lazy("Een stemcode is ongeldig gemaakt."),
}
BY = {"system": gettext_lazy("de site"), "nobody": gettext_lazy("onbekend")}


def sentence(kind: str, values: Mapping[str, Any]) -> str:
    """Return an entry of the log as a sentence; a kind without words shows as its own name."""
    return str(KINDS.get(kind, kind)) % defaultdict(lambda: "?", values)


def role(by: str) -> str:
    """Return who took a step: a role, never a name."""
    return str(BY[by]) if by in BY else str(dict(Role.choices).get(by, by))


def entry(row: Any) -> dict[str, Any]:
    """Return what a page shows of an entry of the log."""
    return {
        "number": row.number,
        "at": row.at,
        "by": role(row.by),
        "text": sentence(row.kind, row.values),
        "values": row.values,
        "hash": row.hash,
    }


def vote_in_words(
    questions: list[Mapping[str, Any]], vote: Mapping[str, Any]
) -> list[dict[str, Any]]:
    """Return each question with what a ballot says on it."""
    return [
        {"title": question["title"], "answer": _answer(question, vote.get(question["id"], {}))}
        for question in questions
    ]


def _answer(question: Mapping[str, Any], answer: Mapping[str, int]) -> list[str]:
    if not answer:
        return [_("blanco")]
    names = {option["id"]: option["title"] for option in question["options"]}
    kind = Type(question["type"])
    if kind is Type.RANKING:
        ordered = sorted(answer.items(), key=lambda pair: pair[1])
        return [f"{place}. {names.get(name, name)}" for name, place in ordered]
    if kind in {Type.SCORE, Type.POINTS}:
        return [f"{names.get(name, name)}: {value}" for name, value in answer.items()]
    return [names.get(name, name) for name in answer]
