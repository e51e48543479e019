"""Run all benchmarks in one go and write docs/benchmarks.md."""

from __future__ import annotations

import json
import os
import platform
import subprocess
import sys
import tempfile
from datetime import UTC, datetime
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
HEAD = """# Benchmarks

Made by `make bench` on {day}: Python {python}, {cores} cores, {system}. Absolute figures differ per
machine; read them as ratios to the targets. The load program runs on the same cores as the site.
"""


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


def main() -> None:
    parts = [
        HEAD.format(
            day=datetime.now(UTC).date().isoformat(),
            python=platform.python_version(),
            cores=os.cpu_count(),
            system=platform.system(),
        )
    ]
    for name, write in (("pages", pages), ("search", search), ("bundle", bundles)):
        print(f"measuring {name} …", file=sys.stderr, flush=True)
        parts.append(write(measure(name)))
    (ROOT / "docs" / "benchmarks.md").write_text("".join(parts))
    print("".join(parts))


if __name__ == "__main__":
    main()
