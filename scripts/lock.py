"""Resolve the dependencies and write them down without the address of any package index.

``uv.lock`` keeps the whole graph (names, versions, who needs what) with the index called ``index``;
``requirements/run.txt`` and ``dev.txt`` keep what is installed, each file with its SHA-256. A mirror
or another index can then serve the same packages, and the hashes prove that they are the same.
"""

from __future__ import annotations

import re
import shutil
import subprocess
import tempfile
from pathlib import Path

from bootstrap import ROOT, uv

EXPORTS = {
    "run": ["--no-dev", "--group", "build"],
    "dev": ["--group", "dev", "--group", "build"],
    "peers": ["--group", "dev", "--group", "build", "--group", "peers"],
}


def lock() -> None:
    """Resolve pyproject.toml to the newest versions that fit; write uv.lock and requirements/."""
    with tempfile.TemporaryDirectory() as name:
        scratch = Path(name)
        shutil.copy(ROOT / "pyproject.toml", scratch)
        (scratch / "README.md").touch()
        (scratch / "LICENSE").touch()
        _call("lock", "--quiet", folder=scratch)
        (ROOT / "requirements").mkdir(exist_ok=True)
        for kind, options in EXPORTS.items():
            text = _call(
                "export", "--no-emit-project", "--no-header", "--frozen", *options, folder=scratch
            )
            (ROOT / "requirements" / f"{kind}.txt").write_text(text)
        (ROOT / "uv.lock").write_text(without_addresses((scratch / "uv.lock").read_text()))


def without_addresses(text: str) -> str:
    """Drop every download address from a uv.lock; keep the graph."""
    text = re.sub(r'registry = "[^"]+"', 'registry = "index"', text)
    text = re.sub(r"^sdist = .*\n", "", text, flags=re.M)
    return re.sub(r"^wheels = \[\n(?:    .*\n)*\]\n", "", text, flags=re.M)


def _call(*words: str, folder: Path) -> str:
    done = subprocess.run([uv(), *words], cwd=folder, capture_output=True, text=True, check=True)
    return done.stdout


if __name__ == "__main__":
    lock()
