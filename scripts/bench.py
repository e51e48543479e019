"""Run the benchmarks and write docs/benchmarks.md: all of them, or only the ones that are named.

A benchmark is a program in ``benchmarks/`` that prints one JSON object as its last line. Its key
``markdown`` is its part of the page; ``pages``, ``search`` and ``bundle`` are put into words here.
"""

from __future__ import annotations

import json
import os
import platform
import re
import subprocess
import sys
import tempfile
from datetime import UTC, datetime
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PAGE = ROOT / "docs" / "benchmarks.md"
HEAD = """# Benchmarks

Made by `make bench`: Python {python}, {cores} cores, {system}. Absolute figures differ per machine;
read them as ratios to the targets and to the peers, which ran beside ours in the same run. The load
program runs on the same cores as the site.
"""
NAMES = (
    "pages",
    "search",
    "bundle",
    "voting",
    "box",
    "records",
    "sortition",
    "budgeting",
    "seats",
    "opinion",
    "delegation",
    "ateliers",
)
MARK = "<!-- part: {name} -->\n"


def measure(name: str) -> dict:
    """Run one benchmark in its own process and scratch folder; return what it prints."""
    with tempfile.TemporaryDirectory(prefix="thorbecke-bench-") as var:
        env = {
            **os.environ,
            "THORBECKE_VAR": var,
            "DJANGO_SETTINGS_MODULE": "thorbecke.web.settings",
        }
        done = subprocess.run(
            [sys.executable, ROOT / "benchmarks" / f"{name}.py"],
            env=env,
            cwd=ROOT,
            stdout=subprocess.PIPE,
            text=True,
            check=True,
        )
    return json.loads(done.stdout.strip().splitlines()[-1])


def verdict(value: float, target: float, more_is_better: bool = False) -> str:
    """Return the ratio to the target and whether it holds."""
    ratio = value / target
    holds = ratio >= 1 if more_is_better else ratio <= 1
    return f"{ratio:.2f} × target, {'holds' if holds else '**missed**'}"


def pages(found: dict) -> str:
    lines = [
        "\n## Pages under `thorbecke serve`, SQLite, 8 clients\n",
        "2 processes × 4 threads. Target: at least 300 requests per second, 95 % within 60 ms. All",
        "addresses were asked before: the site keeps finished pages in memory until the content",
        "changes. For a reader who chose a municipality the frame of the page is made each time.\n",
        "| page | requests/s | against 300 | median ms | p95 ms | against 60 | errors |",
        "|---|---|---|---|---|---|---|",
    ]
    for name, row in found["pages"].items():
        lines.append(
            f"| {name} | {row['rps']:.0f} | {verdict(row['rps'], 300, True)} | {row['p50']:.1f} "
            f"| {row['p95']:.1f} | {verdict(row['p95'], 60)} | {row['errors']:.0f} |"
        )
    return "\n".join(lines) + "\n"


def search(found: dict) -> str:
    lines = [
        f"\n## Search with facet counts, {found['documents']:,} generated cases, SQLite\n",
        "One process, no stored answers. Target: 50 ms.\n",
        "| question | found | median ms | p95 ms | against 50 |",
        "|---|---|---|---|---|",
    ]
    for row in found["queries"]:
        lines.append(
            f"| {row['name']} | {row['total']:,} | {row['median_ms']:.1f} | {row['p95_ms']:.1f} "
            f"| {verdict(row['p95_ms'], 50)} |"
        )
    return "\n".join(lines) + "\n"


def bundles(found: dict) -> str:
    lines = [
        f"\n## A bundle of {found['items']} items\n",
        "From the stored content to the file. Target: 5 s.\n",
        "| format | seconds (median) | first time | kB | against 5 s |",
        "|---|---|---|---|---|",
    ]
    for name, row in found["formats"].items():
        lines.append(
            f"| {name} | {row['median']:.2f} | {row['first']:.2f} | {row['kilobytes']} "
            f"| {verdict(row['worst'], 5)} |"
        )
    return "\n".join(lines) + "\n"


def stored() -> dict[str, str]:
    """Return the parts of the page as they stand now."""
    text = PAGE.read_text() if PAGE.exists() else ""
    parts = re.split(r"<!-- part: (\w+) -->\n", text)[1:]
    return dict(zip(parts[::2], parts[1::2], strict=True))


def main(*names: str) -> None:
    parts = stored()
    words = {"pages": pages, "search": search, "bundle": bundles}
    for name in names or NAMES:
        if not (ROOT / "benchmarks" / f"{name}.py").exists():
            continue
        print(f"measuring {name} …", file=sys.stderr, flush=True)
        found = measure(name)
        text = words[name](found) if name in words else found["markdown"]
        day = datetime.now(UTC).date().isoformat()
        parts[name] = f"\n{text.strip()}\n\nMeasured on {day}.\n"
    head = HEAD.format(
        python=platform.python_version(), cores=os.cpu_count(), system=platform.system()
    )
    body = "".join(MARK.format(name=name) + parts[name] for name in NAMES if name in parts)
    PAGE.write_text(head + "\n" + body)
    print(body)


if __name__ == "__main__":
    main(*sys.argv[1:])
