"""One chapter for each kind of content. A new kind is one function and one line in ``BUILDERS``."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from thorbecke.knowledge import labels, schema
from thorbecke.web.library.bundles.documents import parts, words
from thorbecke.web.library.bundles.documents.model import Block
from thorbecke.web.library.bundles.documents.parts import Context
from thorbecke.web.library.models import Kind


@dataclass(frozen=True)
class Draft:
    """What a kind says of itself; the place in the bundle is added later."""

    title: str
    meta: str
    certainty: str
    blocks: list[Block]


def case(item: schema.Case, context: Context) -> Draft:
    """Return a practice example: what happened, its figures, its lesson, its legal ground."""
    period = words.years(item.year_start, item.year_end, item.outcome in {"lopend", "verankerd"})
    country = labels.COUNTRIES.get(item.country, item.country) if item.country != "NL" else ""
    blocks: list[Block] = [
        *parts.section(words.WHAT_HAPPENED, item.facts_nl),
        parts.lesson(words.LESSON, item.lesson_nl),
        *parts.section(words.WENT_WRONG, item.went_wrong_nl),
        *parts.section(words.STOPPED, item.why_stopped_nl),
        *parts.facts(_case_facts(item)),
        *parts.figures(item.figures),
        *_legal(item, context),
        *parts.certainty(item.confidence, item.to_check_nl, item.checked_on),
        *parts.sources(context, item.sources),
    ]
    meta = ", ".join(part for part in (item.place, country, period) if part)
    return Draft(item.title_nl, meta, item.confidence, blocks)


def scenario(item: schema.Scenario, context: Context) -> Draft:
    """Return a picture of the future with what we see of it today."""
    signals = [
        signal.text_nl + _see(context.titles_of(Kind.CASE, signal.cases)) for signal in item.signals
    ]
    blocks: list[Block] = [
        *parts.section("Hoe ziet deze toekomst eruit?", item.summary_nl),
        *parts.facts([("Spanning", item.axes), ("Thema’s", _themes(item.themes))]),
        *parts.listed(words.SIGNALS, signals),
        *parts.section("Waar komt dit vandaan?", item.origin_nl),
        *parts.certainty(item.confidence, None, item.checked_on),
        *parts.sources(context, item.sources),
    ]
    return Draft(item.title_nl, item.horizon, item.confidence, blocks)


def theme(item: schema.Theme, context: Context) -> Draft:
    """Return one of the ten themes with its question and its instruments."""
    instruments = context.titles_of(Kind.INSTRUMENT, item.instruments)
    blocks: list[Block] = [
        parts.lesson(words.QUESTION, item.question_nl),
        *parts.section("Waar gaat het over?", item.summary_nl),
        *parts.listed("Instrumenten bij dit thema", instruments),
        *parts.section("Waar komt dit vandaan?", item.origin_nl),
        *parts.certainty(item.confidence, None, item.checked_on),
        *parts.sources(context, item.sources),
    ]
    return Draft(item.title_nl, f"Thema {item.number}", item.confidence, blocks)


def principle(item: schema.Principle, context: Context) -> Draft:
    """Return one of the five principles with the question to ask of a plan."""
    blocks: list[Block] = [
        *parts.section("Wat betekent het?", item.summary_nl),
        parts.lesson("Vraag aan uw plan", item.check_nl),
        *parts.section("Waar komt dit vandaan?", item.origin_nl),
        *parts.certainty(item.confidence, None, item.checked_on),
        *parts.sources(context, item.sources),
    ]
    return Draft(item.title_nl, f"Uitgangspunt {item.number}", item.confidence, blocks)


def rule(item: schema.Rule, context: Context) -> Draft:
    """Return an article of law in our own words."""
    rows = [
        ("Wet", item.law_nl),
        ("Artikel", item.article),
        ("Geldt vanaf", words.day(item.in_force_from) if item.in_force_from else None),
        ("Geldt tot", words.day(item.in_force_until) if item.in_force_until else None),
    ]
    source = [schema.Source(url=item.url)] if item.url else []
    blocks: list[Block] = [
        *parts.section("Wat staat er, in gewone woorden?", item.rule_nl),
        *parts.facts(rows),
        *parts.certainty(item.confidence, item.confidence_note_nl, item.checked_on),
        *parts.sources(context, source),
    ]
    meta = f"{item.law_nl}, artikel {item.article}"
    return Draft(item.subject_nl, meta, item.confidence, blocks)


def bill(item: schema.Bill, context: Context) -> Draft:
    """Return a bill and what it would change."""
    rules = context.titles_of(Kind.RULE, item.rules)
    instruments = context.titles_of(Kind.INSTRUMENT, item.instruments)
    blocks: list[Block] = [
        *parts.section("Hoe ver is het?", item.status_nl),
        *parts.section("Wat zou er veranderen?", item.would_change_nl),
        *parts.listed("Artikelen", rules),
        *parts.listed("Instrumenten", instruments),
        *parts.certainty(item.confidence, None, item.checked_on),
        *parts.sources(context, item.sources),
    ]
    return Draft(item.title_nl, f"Kamerstuk {item.number}", item.confidence, blocks)


def instrument(item: schema.Instrument, context: Context) -> Draft:
    """Return an instrument with its verdict, its articles and the questions to ask."""
    questions = [
        f"{question.q_nl} **Ja:** {_answer(question.if_yes)} **Nee:** {_answer(question.if_no)}"
        for question in item.questions
    ]
    verdict = labels.VERDICTS[item.verdict]
    blocks: list[Block] = [
        *parts.section("Mag dit?", item.explanation_nl),
        *parts.listed(words.QUESTIONS, questions),
        *parts.listed("Artikelen", context.titles_of(Kind.RULE, item.articles)),
        *parts.certainty(item.confidence, None, item.checked_on),
    ]
    return Draft(item.name_nl, verdict, item.confidence, blocks)


BUILDERS: dict[str, Callable[[Any, Context], Draft]] = {
    Kind.CASE: case,
    Kind.SCENARIO: scenario,
    Kind.THEME: theme,
    Kind.PRINCIPLE: principle,
    Kind.RULE: rule,
    Kind.BILL: bill,
    Kind.INSTRUMENT: instrument,
}


def linked(kind: str, item: Any) -> list[tuple[str, str]]:
    """Return the (kind, slug) of the entries whose titles this item names."""
    if kind == Kind.CASE:
        return [(Kind.RULE, slug) for slug in item.law_refs]
    if kind == Kind.SCENARIO:
        return [(Kind.CASE, slug) for signal in item.signals for slug in signal.cases]
    if kind == Kind.INSTRUMENT:
        return [(Kind.RULE, slug) for slug in item.articles]
    if kind == Kind.BILL:
        rules = [(Kind.RULE, slug) for slug in item.rules]
        return rules + [(Kind.INSTRUMENT, slug) for slug in item.instruments]
    return [(Kind.INSTRUMENT, slug) for slug in item.instruments] if kind == Kind.THEME else []


def _case_facts(item: schema.Case) -> list[tuple[str, str | None]]:
    municipalities = [item.municipality or "", *item.other_municipalities]
    binding = labels.BINDING[item.binding] if item.binding else None
    decided_by = labels.DECIDED_BY[item.decided_by] if item.decided_by else None
    return [
        ("Opgave", item.opgave),
        ("Werkwijze", item.method),
        ("Gemeente", words.listing([name for name in municipalities if name] or [""])),
        ("Schaal", labels.SCALES[item.scale]),
        ("Afloop", labels.OUTCOMES[item.outcome]),
        ("Uitkomst bindend?", binding),
        ("Wie besloot?", decided_by),
        ("Thema’s", _themes(item.themes)),
    ]


def _legal(item: schema.Case, context: Context) -> list[Block]:
    rules = context.titles_of(Kind.RULE, item.law_refs)
    if not item.legal_basis:
        return parts.listed(words.LEGAL, rules)
    return [*parts.section(words.LEGAL, item.legal_basis), *parts.listed("Artikelen", rules)]


def _themes(numbers: list[int]) -> str:
    return "; ".join(labels.THEMES[number] for number in numbers)


def _see(titles: list[str]) -> str:
    return f" (zie {words.listing([f'‘{title}’' for title in titles])})" if titles else ""


def _answer(answer: schema.Answer) -> str:
    return f"{labels.VERDICTS[answer.verdict].lower()}. {answer.text_nl}"
