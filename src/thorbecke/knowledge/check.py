"""Looks for what a schema can't see: broken references, missing sources and dates, hard language."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import asdict, dataclass

from thorbecke.knowledge import labels, language, texts
from thorbecke.knowledge.load import Shipped
from thorbecke.knowledge.schema import Case

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
        pairs,
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


def pairs(content: Shipped) -> Iterator[Finding]:
    """Forbidden pairs of building blocks that name a parameter or option that is not there."""
    options = content.building_blocks.parameters
    for index, pair in enumerate(content.building_blocks.forbidden_pairs):
        for parameter, option in (pair[:2], pair[2:]):
            if option not in options.get(parameter, []):
                message = f"there is no option {option!r} of {parameter!r}"
                yield Finding("building-blocks", "", f"forbidden_pairs.{index}", message)


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
