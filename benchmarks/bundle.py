"""How long a bundle of 20 items takes in each format, from asking to a file, on shipped content.

Measures the whole road of the worker: reading the database, building the neutral document, drawing
it, writing the file and every step of progress. The first run of a process is told apart, because it
loads fonts. Prints one JSON object; exits 1 when a format takes longer than the promise.
"""

from __future__ import annotations

import json
import os
import statistics
import sys
import tempfile
import time
from typing import Any

import django

ITEMS, ROUNDS, PROMISED_SECONDS = 20, 5, 5.0
SCENARIOS = 4


def main() -> int:
    """Measure every format and print the figures."""
    with tempfile.TemporaryDirectory(prefix="thorbecke-bench-") as folder:
        os.environ |= {"THORBECKE_VAR": folder, "THORBECKE_TASKS": "immediate"}
        os.environ.pop("DATABASE_URL", None)
        os.environ["THORBECKE_LOG_LEVEL"] = "WARNING"
        os.environ["DJANGO_SETTINGS_MODULE"] = "thorbecke.web.settings"
        django.setup()
        figures = measured()
    print(json.dumps(figures))
    slow = [name for name, row in figures["formats"].items() if row["worst"] > PROMISED_SECONDS]
    return 1 if slow else 0


def measured() -> dict[str, Any]:
    """Return the seconds, sizes and steps of each format."""
    from django.core.management import call_command

    from thorbecke.knowledge import shipped
    from thorbecke.web.library.bundles.documents.build import build
    from thorbecke.web.library.bundles.formats import FORMATS
    from thorbecke.web.library.loading import load

    call_command("migrate", verbosity=0)
    load(shipped())
    bundle = filled()
    return {
        "items": len(build(bundle).chapters),
        "sources": len(build(bundle).closing[0].blocks[0].items),
        "formats": {name: rounds(bundle, name) for name in FORMATS},
    }


def filled() -> Any:
    """Return a bundle with a foreword and the maker's words at every item."""
    from thorbecke.web.library.bundles import collecting
    from thorbecke.web.library.models import Entry

    bundle, _token = collecting.start()
    cases = Entry.objects.filter(kind="case").order_by("slug")[: ITEMS - SCENARIOS]
    scenarios = Entry.objects.filter(kind="scenario").order_by("slug")[:SCENARIOS]
    for entry in [*cases, *scenarios]:
        collecting.add(bundle, entry)
    for item in bundle.items.all():
        collecting.introduce(bundle, item.pk, "Dit past bij de vraag van onze wijk. " * 4)
    collecting.describe(bundle, "Twintig lessen", "Voor de raad", "Beste leden. " * 40)
    return bundle


def rounds(bundle: Any, name: str) -> dict[str, Any]:
    """Return what making this format takes; the first time and the middle of the rest."""
    times, size, steps = [], 0, 0
    for _round in range(ROUNDS):
        seconds, size, steps = once(bundle, name)
        times.append(seconds)
    return {
        "first": round(times[0], 3),
        "median": round(statistics.median(times[1:]), 3),
        "worst": round(max(times), 3),
        "kilobytes": size // 1024,
        "progress_steps": steps,
    }


def once(bundle: Any, name: str) -> tuple[float, int, int]:
    """Make one file from nothing; return seconds, bytes and how often progress was told."""
    from thorbecke.web.library.bundles import making
    from thorbecke.web.library.bundles.documents.build import build
    from thorbecke.web.library.models import BundleDocument

    steps = 0
    tell = making._set

    def counted(*args: Any, **values: Any) -> bool:
        nonlocal steps
        steps += "progress" in values
        return tell(*args, **values)

    BundleDocument.objects.filter(bundle=bundle).delete()
    making._set = counted
    try:
        start = time.perf_counter()
        row = making.ask(bundle, build(bundle), name)
        seconds = time.perf_counter() - start
    finally:
        making._set = tell
    row.refresh_from_db()
    if row.state != BundleDocument.State.DONE:
        raise SystemExit(f"{name}: {row.message}")
    return seconds, row.file.size, steps


if __name__ == "__main__":
    sys.exit(main())
