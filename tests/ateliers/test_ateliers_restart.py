"""A server that is killed while phones write, and a network that is away: no card is lost or doubled."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


def own_site() -> dict[str, str]:
    """The environment without what a run of the tests set for itself: this site has its own database."""
    ours = ("THORBECKE_", "DJANGO_", "DATABASE_URL")
    return {name: value for name, value in os.environ.items() if not name.startswith(ours)}


@pytest.mark.slow
def test_a_killed_server_and_a_lost_network_lose_no_card():
    few = ["--phones", "6", "--seconds", "4", "--away", "3"]
    done = subprocess.run(
        [sys.executable, str(ROOT / "benchmarks" / "ateliers.py"), *few],
        capture_output=True,
        text=True,
        timeout=400,
        cwd=ROOT,
        env=own_site(),
    )
    assert done.returncode == 0, done.stderr[-3000:]
    found = json.loads(done.stdout.strip().splitlines()[-1])
    assert (found["lost"], found["doubled"]) == (0, 0)
    assert found["cards"] >= 6
    assert found["join_seconds"] <= 15
    assert found["report_seconds"] <= 10
