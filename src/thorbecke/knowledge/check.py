"""Looks for what a schema can't see: broken references, missing sources and dates, hard language."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import asdict, dataclass

from thorbecke.knowledge import labels, language, texts
from thorbecke.knowledge.load import Shipped
from thorbecke.knowledge.schema import BuildingBlocks, Case

MEAN_WORDS = 15.0
LONGEST_WORDS = 25


@dataclass(frozen=True)
class Finding:
    """One thing to mend: in which item and field, and what is wrong there."""

    kind: str
    item: str
    field: str
    message: str

    def as_dict(self) -> dict[str, str]:
        """The finding as plain values, for ``--json``."""
        return asdict(self)


def check(content: Shipped) -> list[Finding]:
    """Return everything that is wrong with the content, nothing when all is well.

    Pure: reads no files. Linear in the size of the content.
    """
    parts: tuple[Callable[[Shipped], Iterable[Finding]], ...] = (
        doubles,
        references,
        names,
        exclusions,
        sources,
        readability,
    )
    return [finding for part in parts for finding in part(content)]


def doubles(content: Shipped) -> Iterator[Finding]:
    """Ids and numbers that are used twice."""
    for kind, items in texts.kinds(content).items():
        for item, times in Counter(_identity(item) for item in items).items():
            if times > 1:
                yield Finding(kind, item, "id", f"is used {times} times; give each item its own")
    for kind, numbers in (
        ("theme", [theme.number for theme in content.themes]),
        ("principle", [principle.number for principle in content.principles]),
    ):
        for number, times in Counter(numbers).items():
            if times > 1:
                yield Finding(kind, str(number), "number", f"is used {times} times")


def _identity(item: object) -> str:
    return str(getattr(item, "id", None) or getattr(item, "code", ""))


def references(content: Shipped) -> Iterator[Finding]:
    """Ids that point to nothing."""
    known = {
        kind: {_identity(item) for item in items} for kind, items in texts.kinds(content).items()
    }
    themes = {theme.number for theme in content.themes}
    for kind, item, field, target, ids in _links(content):
        for missing in [name for name in ids if name not in known[target]]:
            yield Finding(kind, item, field, f"there is no {target} with id {missing!r}")
    for kind, item, numbers in _theme_numbers(content):
        for number in [number for number in numbers if number not in themes]:
            yield Finding(kind, item, "themes", f"there is no theme {number}")


def _links(content: Shipped) -> Iterator[tuple[str, str, str, str, list[str]]]:
    """Every list of ids: kind, item, field, the kind that it points to, the ids."""
    for case in content.cases:
        yield "case", case.id, "law_refs", "rule", case.law_refs
    for scenario in content.scenarios:
        for index, signal in enumerate(scenario.signals):
            yield "scenario", scenario.id, f"signals.{index}.cases", "case", signal.cases
    for theme in content.themes:
        yield "theme", theme.id, "instruments", "instrument", theme.instruments
    for instrument in content.instruments:
        yield "instrument", instrument.id, "articles", "rule", instrument.articles
    for bill in content.bills:
        yield "bill", bill.id, "rules", "rule", bill.rules
        yield "bill", bill.id, "instruments", "instrument", bill.instruments


def _theme_numbers(content: Shipped) -> Iterator[tuple[str, str, list[int]]]:
    for case in content.cases:
        yield "case", case.id, case.themes
    for scenario in content.scenarios:
        yield "scenario", scenario.id, scenario.themes


def names(content: Shipped) -> Iterator[Finding]:
    """Municipalities, groups and countries of cases that no list knows."""
    known = {municipality.name for municipality in content.municipalities}
    for case in content.cases:
        for field, value in _municipalities(case):
            if value not in known:
                message = f"{value!r} is not a name in municipalities.csv; use the spelling of CBS"
                yield Finding("case", case.id, field, message)
        yield from _unknown_keys(case)


def _municipalities(case: Case) -> Iterator[tuple[str, str]]:
    if case.municipality is not None:
        yield "municipality", case.municipality
    for name in case.other_municipalities:
        yield "other_municipalities", name


def _unknown_keys(case: Case) -> Iterator[Finding]:
    for field, value, allowed in (
        ("method_group", case.method_group, labels.METHOD_GROUPS),
        ("opgave_group", case.opgave_group, labels.OPGAVE_GROUPS),
        ("country", case.country, labels.COUNTRIES),
    ):
        if value not in allowed:
            message = f"{value!r} is not one of {', '.join(allowed)}"
            yield Finding("case", case.id, field, message)


def exclusions(content: Shipped) -> Iterator[Finding]:
    """Building blocks that name an option, article, instrument, question or bill that is not there."""
    blocks = content.building_blocks
    options = {one.id: {option.id for option in one.options} for one in blocks.parameters}
    for field, parameter, option in _named_options(blocks):
        if option not in options.get(parameter, ()):
            message = f"there is no option {option!r} of {parameter!r}"
            yield Finding("building-blocks", "", field, message)
    rules = {rule.id for rule in content.rules}
    for rule in blocks.exclusions:
        for missing in [name for name in rule.articles if name not in rules]:
            yield Finding("building-blocks", rule.id, "articles", f"there is no rule {missing!r}")
    yield from _instruments_of_blocks(content)


def _named_options(blocks: BuildingBlocks) -> Iterator[tuple[str, str, str]]:
    for rule in blocks.exclusions:
        for parameter, option in rule.options:
            yield f"exclusions.{rule.id}", parameter, option
    for field, rows in (("matches", blocks.matches), ("implied", blocks.implied)):
        for index, row in enumerate(rows):
            for parameter, named in row.when.items():
                yield from ((f"{field}.{index}", parameter, option) for option in named)


def _instruments_of_blocks(content: Shipped) -> Iterator[Finding]:
    blocks = content.building_blocks
    questions = {one.id: len(one.questions) for one in content.instruments}
    bills = {bill.id for bill in content.bills}
    named = [row.instrument for row in (*blocks.matches, *blocks.implied)]
    for name in [*named, *(effect.instrument for effect in blocks.bill_effects)]:
        if name not in questions:
            message = f"there is no instrument with id {name!r}"
            yield Finding("building-blocks", "", "instrument", message)
    for implied in blocks.implied:
        if implied.question > questions.get(implied.instrument, implied.question):
            message = f"{implied.instrument} has no question {implied.question}"
            yield Finding("building-blocks", "", "question", message)
    for effect in blocks.bill_effects:
        if effect.bill not in bills:
            yield Finding("building-blocks", "", "bill", f"there is no bill {effect.bill!r}")


def sources(content: Shipped) -> Iterator[Finding]:
    """Items without a source or without the date on which they were checked."""
    for kind, items in texts.kinds(content).items():
        for item in items:
            if hasattr(item, "sources") and not item.sources:
                yield Finding(kind, _identity(item), "sources", "has no source")
            if hasattr(item, "checked_on") and item.checked_on is None:
                yield Finding(kind, _identity(item), "checked_on", "has no date")
    for rule in content.rules:
        if rule.url is None:
            yield Finding("rule", rule.id, "url", "has no source")


def readability(content: Shipped) -> Iterator[Finding]:
    """Kinds that read too hard on average, sentences that are too long, words that are not explained."""
    explained = texts.explained(content)
    for kind, rows in texts.by_kind(content).items():
        found = language.measure([row.text for row in rows], explained)
        if found.mean_sentence_words > MEAN_WORDS:
            message = f"{found.mean_sentence_words:.1f} words a sentence; at most {MEAN_WORDS:g}"
            yield Finding(kind, "", "", message)
        for row in rows:
            yield from _hard(kind, row, explained)


def _hard(kind: str, row: texts.Row, explained: set[str]) -> Iterator[Finding]:
    for sentence in language.sentences(row.text):
        size = len(language.words(sentence))
        if size > LONGEST_WORDS:
            message = f"{size} words in one sentence, at most {LONGEST_WORDS}: {sentence}"
            yield Finding(kind, row.item, row.field, message)
    for word in sorted(language.jargon_in(row.text) - explained):
        yield Finding(kind, row.item, row.field, f"{word!r} is not explained in glossary.json")
