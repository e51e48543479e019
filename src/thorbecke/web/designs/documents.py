"""What a document says, in which order: one neutral form that Word and PDF both draw.

A document is always Dutch, because it goes to a Dutch council. So these words are not translated.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.utils import translation

from thorbecke.knowledge import labels
from thorbecke.web.designs import law, possible
from thorbecke.web.designs.state import State, blocks
from thorbecke.web.library.bundles.documents.paper import Paper, Part
from thorbecke.web.library.bundles.documents.words import CERTAINTY_MEANING, day
from thorbecke.web.library.law.words import VERDICT_MEANING

NO_ADVICE = (
    "Dit is geen juridisch advies. Het oordeel komt uit een vragenlijst. "
    "De griffier of jurist van uw gemeente toetst als laatste."
)
GAP = "[vul in]"


@dataclass(frozen=True)
class Alternative:
    """A design that was not chosen, and why."""

    state: State
    why: str


def proposal(
    state: State, alternatives: tuple[Alternative, ...], today: date, challenge: str = ""
) -> Paper:
    """Return the council proposal of a design. Three queries."""
    with translation.override("nl"):
        found = law.read(state)
        place = state.place or GAP
        return Paper(
            f"Raadsvoorstel: {state.title or 'een democratisch ontwerp'}",
            f"Gemeente {place} · concept van {day(today)}",
            today,
            (
                Part(
                    "Voorgesteld besluit",
                    ("De raad besluit:",),
                    (
                        f"te kiezen voor het ontwerp ‘{state.title or GAP}’, zoals hieronder staat;",
                        _decision(found),
                        "na afloop te bespreken wat de proef opleverde.",
                    ),
                ),
                Part("Aanleiding en opgave", _lines(challenge) or (GAP,)),
                Part("Het ontwerp", rows=tuple(possible.chosen(state))),
                *_legal(found),
                _alternatives(alternatives),
                Part("Kosten en tijd", (GAP,)),
                Part("Zo leren wij ervan", (GAP,)),
                _status(),
            ),
        )


def letter(state: State, today: date) -> Paper:
    """Return the letter that asks for room in the rules. Three queries."""
    with translation.override("nl"):
        found = law.read(state)
        hard = [row for row in found.rows if row["verdict"] == found.overall]
        return Paper(
            "Aanvraag regelruimte",
            f"Gemeente {state.place or GAP} · {day(today)}",
            today,
            (
                Part("Aan", (f"{GAP}: naam van het ministerie of de organisatie",)),
                Part(
                    "Onze vraag",
                    (
                        f"Wij werken aan ‘{state.title or GAP}’. {_verdict_line(found)}",
                        "Wij vragen u om ruimte om dit te proberen. Of om een weg die wij niet zagen.",
                    ),
                ),
                Part("Wat wij willen doen", rows=tuple(possible.chosen(state))),
                Part(
                    "Waar de regel knelt" if not found.own_power else "Welke regels gelden",
                    ("Het gaat om deze instrumenten en artikelen.",),
                    tuple(_hard(row) for row in hard),
                ),
                Part(
                    "Wat kan zonder nieuwe regel",
                    (("De kleinste veranderingen die wij vonden:",) if found.repairs else (GAP,)),
                    tuple(_repair(one) for one in found.repairs),
                ),
                Part("Waarom dit het waard is", (GAP,)),
                Part("Zo houden wij het veilig", (f"{GAP}: hoe lang, voor wie, wanneer u stopt",)),
                _status(),
                Part("Met vriendelijke groet", (f"{GAP}: naam en functie",)),
            ),
        )


def _lines(text: str) -> tuple[str, ...]:
    return tuple(line.strip() for line in text.splitlines() if line.strip())


def _decision(found: law.Reading) -> str:
    steps = {
        "binnen de wet": "het college te vragen het ontwerp uit te voeren;",
        "raadsbesluit nodig": "met dit besluit de basis voor het ontwerp te geven;",
        "verordening nodig": "het college te vragen een verordening voor te leggen;",
        "experimentwet nodig": "het Rijk te vragen om ruimte voor een proef;",
        "niet mogelijk": "het ontwerp eerst te veranderen, omdat het nu niet mag;",
    }
    return steps.get(found.overall, "de griffier te vragen welke regels gelden;")


def _verdict_line(found: law.Reading) -> str:
    if not found.overall:
        return "Wij vonden in het register geen instrument dat hierbij hoort."
    return f"Ons oordeel nu: {labels.VERDICTS[found.overall]}. {VERDICT_MEANING[found.overall]}"


def _legal(found: law.Reading) -> tuple[Part, ...]:
    head = Part("Mag dit van de wet?", (_verdict_line(found), NO_ADVICE))
    rows = [
        Part(
            row["instrument"].name_nl,
            (
                f"{labels.VERDICTS[row['verdict']]}. {row['instrument'].explanation_nl}",
                f"Nagegaan op {day(row['instrument'].checked_on)}. "
                f"{CERTAINTY_MEANING[row['instrument'].confidence]}",
            ),
            _answers(row),
            tuple(
                (
                    f"{rule.law_nl} {rule.article}",
                    f"{rule.subject_nl}. Nagegaan op {day(rule.checked_on)}. "
                    f"{CERTAINTY_MEANING[rule.confidence]}",
                )
                for rule in row["rules"]
            ),
        )
        for row in found.rows
    ]
    return (head, *rows)


def _answers(row: dict[str, object]) -> tuple[str, ...]:
    questions = row["questions"]
    assert isinstance(questions, list)
    return tuple(
        f"{one['text']} {one['value'].capitalize() if one['value'] else 'Nog geen antwoord'}."
        for one in questions
    )


def _hard(row: dict[str, object]) -> str:
    instrument, rules = row["instrument"], row["rules"]
    assert isinstance(rules, list)
    articles = "; ".join(f"{rule.law_nl} {rule.article}" for rule in rules)
    name = getattr(instrument, "name_nl", "")
    return f"{name}: {labels.VERDICTS[str(row['verdict'])]}. {articles}."


def _repair(one: dict[str, object]) -> str:
    words = one["words"]
    assert isinstance(words, list)
    return f"{' '.join(words)} Dan is het oordeel: {labels.VERDICTS[str(one['verdict'])]}."


def _alternatives(alternatives: tuple[Alternative, ...]) -> Part:
    if not alternatives:
        return Part("Andere ontwerpen die wij bekeken", (GAP,))
    rows = []
    for number, one in enumerate(alternatives, 1):
        chosen = "; ".join(f"{name}: {option}" for name, option in possible.chosen(one.state))
        rows.append((f"Alternatief {number}", f"{chosen}. Niet gekozen, want: {one.why}"))
    return Part("Andere ontwerpen die wij bekeken", rows=tuple(rows))


def _status() -> Part:
    return Part("Hoe zeker is dit?", (NO_ADVICE, blocks().status))
