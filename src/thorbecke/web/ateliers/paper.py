"""The report as a paper, for Word and PDF. It is Dutch: it goes to a Dutch council or college."""

from __future__ import annotations

from datetime import date
from typing import Any

from thorbecke.knowledge import shipped
from thorbecke.web.library.bundles.documents.paper import Paper, Part
from thorbecke.web.library.bundles.documents.words import day


def paper(report: dict[str, Any], today: date) -> Paper:
    """Return the report as a paper: head, challenge, choices, then each step."""
    held = day(date.fromisoformat(report["held_on"]))
    return Paper(
        f"Verslag van het atelier: {report['title']}",
        f"{report['organisation']} · gehouden op {held}",
        today,
        (
            Part("In het kort", _short(report)),
            *_challenge(report),
            *_choices(report),
            *(_step(one) for one in report["steps"]),
            Part("Over dit verslag", (ABOUT,)),
        ),
    )


ABOUT = (
    "In dit verslag staat wat in de zaal gekozen is, zonder namen. "
    "Alle andere kaarten worden op een vaste dag gewist."
)


def counted(number: int, one: str, more: str) -> str:
    """Return a number with its word."""
    return f"{number} {one if number == 1 else more}"


def _short(report: dict[str, Any]) -> tuple[str, ...]:
    people = counted(report["people"], "deelnemer", "deelnemers")
    cards = counted(report["cards"], "kaart", "kaarten")
    lines = [f"Er waren {people}. Zij schreven samen {cards}."]
    invited = []
    if report["experts"]:
        invited.append(counted(report["experts"], "deskundige", "deskundigen"))
    if report["colleagues"]:
        guests = counted(report["colleagues"], "collega", "collega’s")
        invited.append(f"{guests} van andere gemeenten")
    if invited:
        lines.append(f"Onder hen: {' en '.join(invited)}.")
    names = {theme.id: theme.title_nl for theme in shipped().themes}
    if report["themes"]:
        lines.append("Thema’s: " + "; ".join(names.get(one, one) for one in report["themes"]) + ".")
    return tuple(lines)


def _challenge(report: dict[str, Any]) -> tuple[Part, ...]:
    lines = [line.strip() for line in report["challenge"].splitlines() if line.strip()]
    if not lines:
        return ()
    plain = tuple(line for line in lines if not line.startswith("- "))
    points = tuple(line[2:] for line in lines if line.startswith("- "))
    return (Part("De opgave", plain, points),)


def chosen_options(report: dict[str, Any]) -> list[tuple[str, str]]:
    """Return (question, option) in words for what the room chose from the box."""
    return [
        (one.name_nl, option.name_nl)
        for one in shipped().building_blocks.parameters
        for option in one.options
        if report["choices"].get(one.id) == option.id
    ]


def _choices(report: dict[str, Any]) -> tuple[Part, ...]:
    rows = tuple(chosen_options(report))
    return (Part("Het ontwerp in keuzes", rows=rows),) if rows else ()


def _step(step: dict[str, Any]) -> Part:
    lines = [step["question"]]
    if step["cards"]:
        people = counted(step["people"], "deelnemer", "deelnemers")
        lines.append(f"{counted(step['cards'], 'kaart', 'kaarten')} van {people}.")
    return Part(
        step["title"],
        tuple(lines),
        tuple(item_text(one, step) for one in step["items"]),
    )


def item_text(item: dict[str, Any], step: dict[str, Any]) -> str:
    """Return one item with its mark, weight and cards in a sentence."""
    found = str(item["text"])
    notes = [item["mark"]] if item["mark"] else []
    if step["dotted"]:
        notes.append(counted(item["dots"], "stip", "stippen"))
    if step["scored"] and item["score"] is not None:
        mean = f"{item['score']:.1f}".replace(".", ",")
        notes.append(f"gemiddeld {mean} van 5, {counted(item['scored'], 'cijfer', 'cijfers')}")
    if notes:
        found += f" ({'; '.join(notes)})"
    return f"{found}: {' · '.join(item['cards'])}" if item["cards"] else found
