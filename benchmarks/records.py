"""Sealing and verifying a bundle of 200,000 ballots: the stand-alone verifier against its target of 5 s.

Ballots are made up with numpy from a fixed seed: yes or no, a ranking of up to eight options, approvals.
The stand-alone verifier runs as a reader runs it: a plain Python without any package, timed from outside
as the CPU time of its process. Seconds are the best of three.
"""

from __future__ import annotations

import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT / "tests"), str(ROOT / "src")]
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

import record_bundles as world  # noqa: E402
from thorbecke.records import bundle, lists, merkle  # noqa: E402
from thorbecke.records.verify import verify  # noqa: E402

BALLOTS, OPTIONS, ROUNDS = 200_000, 8, 3
TARGET_ALONE, TARGET_MEGABYTES = 5.0, 40
STANDALONE = Path(bundle.__file__).parent / "standalone" / "verify.py"
NAMES = "park school haven plein markt bos kade brug".split()


def question(name: str, kind: str, options: list[str]) -> dict[str, Any]:
    return {"id": name, "title": name, "type": kind, "options": [world.option(o) for o in options]}


def act() -> world.Made:
    """Return an act with made-up ballots; the draw is the same every time."""
    draw = np.random.Generator(np.random.PCG64(20261125))
    signs = np.array(list(world.SIGNS))[draw.integers(0, 32, (BALLOTS, 16))]
    yes = draw.integers(0, 3, BALLOTS)
    ranked = draw.integers(0, OPTIONS + 1, BALLOTS)
    orders = draw.random((BALLOTS, OPTIONS)).argsort(axis=1)
    wishes = draw.random((BALLOTS, 3)) < 0.4
    papers = []
    for row in range(BALLOTS):
        text = "".join(signs[row])
        receipt = "-".join(text[start : start + 4] for start in range(0, 16, 4))
        places = {int(option): n for n, option in enumerate(orders[row, : ranked[row]], 1)}
        vote = {
            "plan": {("yes", "no")[yes[row]]: 1} if yes[row] < 2 else {},
            "place": {name: places[at] for at, name in enumerate(NAMES) if at in places},
            "wish": {f"w{at}": 1 for at in range(3) if wishes[row, at]},
        }
        papers.append(lists.Paper(receipt, vote))
    questions = [
        question("plan", "yesno", ["yes", "no"]),
        question("place", "ranking", NAMES),
        question("wish", "approval", ["w0", "w1", "w2"]),
    ]
    plans = (
        ("plan", "voting.yesno", {"turnout": "1/10"}, True),
        ("place", "voting.schulze", {}, True),
        ("wish", "voting.approval", {"seats": 2}, True),
    )
    return world.Made(papers, questions, plans)


def best(do: Callable[[], float]) -> float:
    return min(do() for _ in range(ROUNDS))


def own(do: Callable[[], Any]) -> float:
    """Return the CPU seconds of this process for one call."""
    start = time.process_time()
    do()
    return time.process_time() - start


def outside(path: Path, seal: str) -> float:
    """Return the CPU seconds of the stand-alone verifier in a process of its own."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    command = [sys.executable, "-I", "-S", str(STANDALONE), str(path), seal]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    if done.returncode or "place voting.schulze geteld" not in done.stdout:
        raise SystemExit(done.stdout + done.stderr)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def measured() -> dict[str, float]:
    print("making 200,000 ballots …", file=sys.stderr, flush=True)
    made = act()
    published = made.published()
    print("sealing …", file=sys.stderr, flush=True)
    start = time.process_time()
    files = made.files()
    sealing = time.process_time() - start
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "bundle.zip"
        path.write_bytes(world.packed(files).getvalue())
        log = json.loads(files[bundle.LOG])
        seal = next(entry["hash"] for entry in log if entry["kind"] == "closed")
        key = world.SIGNER.public
        if not verify(path, key=key, root=seal).holds:
            raise SystemExit("the bundle should hold")
        print("verifying …", file=sys.stderr, flush=True)
        return {
            "sealing": sealing,
            "publish": best(lambda: own(made.published)),
            "root": best(lambda: own(lambda: merkle.root(published.lines[lists.BALLOTS]))),
            "full": best(lambda: own(lambda: verify(path, key=key, root=seal))),
            "alone": best(lambda: outside(path, seal)),
            "megabytes": path.stat().st_size / 1e6,
        }


def against(value: float, target: float) -> str:
    return f"{value / target:.2f} × target, {'holds' if value <= target else '**missed**'}"


def markdown(found: dict[str, float]) -> str:
    lines = [
        "## Records: a bundle of 200,000 ballots",
        "",
        "Three questions on each ballot: yes or no, a ranking of up to 8 options (Schulze), approvals.",
        f"Best of {ROUNDS}, CPU seconds of one process. Targets: the stand-alone verifier in 5 s, the",
        "bundle at most 40 MB.",
        "",
        "| step | value | against target |",
        "|---|---|---|",
        f"| stand-alone verifier, plain Python, whole run | {found['alone']:.2f} s "
        f"| {against(found['alone'], TARGET_ALONE)} |",
        f"| size of the bundle | {found['megabytes']:.1f} MB "
        f"| {against(found['megabytes'], TARGET_MEGABYTES)} |",
        f"| `thorbecke verify`, every check | {found['full']:.2f} s "
        f"| {found['full'] / found['alone']:.2f} × the stand-alone one |",
        f"| lists and root at closing | {found['publish']:.2f} s | |",
        f"| Merkle root alone | {found['root']:.2f} s | |",
        f"| counting and sealing together | {found['sealing']:.2f} s | |",
    ]
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    figures = measured()
    print(json.dumps({"figures": figures, "markdown": markdown(figures)}))
