"""Search at 100,000 generated cases: full text, all facet counts and the cards of one page.

The cases are made from the words of the shipped cases with a fixed rule, so every run measures the
same. Prints one JSON object: per question how many were found and the time in milliseconds.
"""

from __future__ import annotations

import json
import statistics
import sys
import time
from collections.abc import Iterator
from typing import Any

import django

DOCUMENTS = 100_000
ROUNDS = 15
BATCH = 5000
QUESTIONS: list[tuple[str, str, dict[str, list[str]]]] = [
    ("nothing asked", "", {}),
    ("one facet", "", {"theme": ["8"]}),
    ("three facets", "", {"theme": ["1", "8"], "scale": ["wijk"], "outcome": ["lopend"]}),
    ("rare word", "stemlokaal", {}),
    ("common word", "inwoners", {}),
    ("compound", "begroting", {}),
    ("two words", "loting gemeente", {}),
    ("two words and a facet", "bewoners budget", {"country": ["NL"]}),
    ("half a word", "burgerb", {}),
    ("typing error", "burgerbegrotng", {}),
]


def generated() -> Iterator[dict[str, Any]]:
    """Yield cases that mix the facts of two shipped cases, each with an id of its own."""
    from thorbecke.knowledge import shipped

    cases = [case.model_dump(mode="json") for case in shipped().cases]
    for number in range(DOCUMENTS):
        one, two = cases[number % 90], cases[(number * 7 + number // 90) % 90]
        yield {
            **one,
            "id": f"gemaakt-{number}",
            "title_nl": f"{one['title_nl']} {number}",
            "facts_nl": one["facts_nl"].split(". ")[0] + ". " + two["facts_nl"].split(". ")[-1],
            "lesson_nl": two["lesson_nl"],
            "themes": two["themes"],
            "opgave_group": two["opgave_group"],
            "outcome": two["outcome"],
            "scale": cases[(number * 13) % 90]["scale"],
        }


def fill() -> float:
    """Store and index the generated cases; return the seconds that took."""
    from django.db import transaction

    from thorbecke.web.library.models import Entry, Kind
    from thorbecke.web.library.publishing import show_many

    start, batch = time.perf_counter(), []
    for data in generated():
        batch.append(Entry(kind=Kind.CASE, slug=data["id"], title=data["title_nl"], data=data))
        if len(batch) == BATCH:
            with transaction.atomic():
                Entry.objects.bulk_create(batch)
                show_many(batch)
            batch = []
    return time.perf_counter() - start


def timed(text: str, filters: dict[str, list[str]]) -> tuple[int, list[float]]:
    """Ask the same question again and again on different pages; return the total and the times."""
    from thorbecke.web.library.search import Query, find

    times, total = [], 0
    for page in range(1, ROUNDS + 1):
        start = time.perf_counter()
        total = find(Query(kind="case", text=text, filters=filters, page=page)).total
        times.append((time.perf_counter() - start) * 1000)
    return total, times


def main() -> None:
    django.setup()
    from django.core.management import call_command

    from thorbecke.knowledge import shipped
    from thorbecke.web.library.search import columns
    from thorbecke.web.people.loading import load

    call_command("migrate", verbosity=0)
    load(shipped().municipalities)
    filled = fill()
    print(f"{DOCUMENTS} cases indexed in {filled:.0f} s", file=sys.stderr)
    start = time.perf_counter()
    columns.current()
    columns_seconds = time.perf_counter() - start
    rows = []
    for name, text, filters in QUESTIONS:
        total, times = timed(text, filters)
        rows.append(
            {
                "name": name,
                "total": total,
                "median_ms": statistics.median(times),
                "p95_ms": sorted(times)[int(len(times) * 0.95)],
            }
        )
    print(json.dumps({"documents": DOCUMENTS, "columns_seconds": columns_seconds, "queries": rows}))


if __name__ == "__main__":
    main()
