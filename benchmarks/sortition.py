"""Draws against the field: the same pools, ours and sortition-algorithms in turn, CPU time.

Ours runs in this process (one thread); a peer's run happens in a process of its own that is stopped
after ``LIMIT`` seconds. Prints one JSON object with the section for the page of benchmarks.
"""

from __future__ import annotations

import json
import os
import resource
import statistics
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

import numpy as np

from thorbecke.formats.pools import read_pool
from thorbecke.methods import facts
from thorbecke.methods.lots import Lots
from thorbecke.methods.sortition import counting, engine, help_quotas, replacement
from thorbecke.methods.sortition.lottery import lottery
from thorbecke.methods.sortition.orbits import orbits
from thorbecke.methods.sortition.pool import Person, Pool, Quota, Rules

ROOT = Path(__file__).resolve().parent.parent
DATA = Path(os.environ.get("THORBECKE_DATA", ROOT.parent / "shared" / "data")) / "sortition"
ADDRESS = ("primary_address1", "primary_zip")
POOLS = {
    "sa_fixture": ("sa_fixture", 22, (), 0.5),
    "example_large_200": ("pgoelz/example_large_200", 200, (), 0.1),
    "syn_sfa_35": ("syn_sfa_35", 35, (), 1.0),
    "syn_cca_75": ("syn_cca_75", 75, (), 1.0),
    "syn_big_200": ("syn_big_200", 200, (), 5.0),
    "syn_sfe_110": ("syn_sfe_110", 110, (), 10.0),
    "syn_sfe_110 households": ("syn_sfe_110_hh", 110, ADDRESS, 15.0),
}
PEERS = (
    ("sa_fixture", "leximin", 20),
    ("syn_sfa_35", "leximin", 50),
    ("syn_cca_75", "maximin", 50),
)
ROUNDS, LIMIT, RANDOM_POOLS = 5, 150, int(os.environ.get("THORBECKE_BENCH_POOLS", "40"))


def say(text: str) -> None:
    print(text, file=sys.stderr, flush=True)


def files(name: str) -> tuple[Path, Path, int, tuple[str, ...]]:
    folder, size, household, _target = POOLS[name]
    place = DATA / folder
    old = (place / "respondents.csv").exists()
    people = place / ("respondents.csv" if old else "candidates.csv")
    return people, place / ("categories.csv" if old else "features.csv"), size, household


def pool_of(name: str) -> Pool:
    people, quotas, size, household = files(name)
    return read_pool(
        people.read_bytes(), people.name, quotas.read_bytes(), quotas.name, size, household
    ).pool


def median(action: Callable[[], Any], rounds: int = ROUNDS) -> tuple[float, Any]:
    times, result = [], None
    for _round in range(rounds):
        start = time.process_time()
        result = action()
        times.append(time.process_time() - start)
    return statistics.median(times), result


def verdict(holds: bool) -> str:
    return "holds" if holds else "**missed**"


def draws() -> Iterator[str]:
    yield "| pool | people / seats / types | s | target s | deviation | panels | kind | smallest |"
    yield "|---|---|---|---|---|---|---|---|"
    for name, (_folder, _size, _household, target) in POOLS.items():
        say(f"drawing {name}")
        pool = pool_of(name)
        types = len(orbits(pool).count)
        seconds, solved = median(lambda pool=pool: engine.solve(orbits(pool), "leximin", Rules()))
        deviation = float(solved.certificate.deviation)
        yield (
            f"| {name} | {len(pool.people)} / {pool.size} / {types} | {seconds:.3f} | {target} "
            f"{verdict(seconds <= target)} | {deviation:.1e} | {len(solved.panels)} "
            f"| {solved.certificate.kind} | {float(min(solved.chances)):.7f} |"
        )
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    yield f"\nPeak memory of this process after all of these: {peak:.0f} MB."


def lotteries() -> Iterator[str]:
    yield "| pool | panels | loss of the smallest chance (0.0005) | largest change (0.001) | s |"
    yield "|---|---|---|---|---|"
    for name in POOLS:
        people = orbits(pool_of(name))
        solved = engine.solve(people, "leximin", Rules())
        for size in (1_000, 10_000):
            start = time.process_time()
            found = lottery(people, solved.panels, solved.chances, size)
            seconds = time.process_time() - start
            loss, change = float(found.loss), float(found.change)
            yield (
                f"| {name} | {size:,} | {loss:.6f} {verdict(loss <= 0.0005)} "
                f"| {change:.6f} {verdict(change <= 0.001)} | {seconds:.2f} |"
            )
            if loss <= 0.0005 and change <= 0.001:
                break


def peer(name: str, algorithm: str) -> tuple[float, list[float]] | None:
    """Return CPU seconds and sorted chances of sortition-algorithms; None when it did not finish."""
    people, quotas, size, _household = files(name)
    asked = json.dumps([str(people), str(quotas), size, algorithm])
    try:
        done = subprocess.run(
            [sys.executable, __file__, "peer", asked],
            capture_output=True,
            text=True,
            timeout=LIMIT,
            check=True,
        )
    except (subprocess.TimeoutExpired, subprocess.CalledProcessError) as error:
        say(
            f"peer {name} {algorithm}: {type(error).__name__} {getattr(error, 'stderr', '')!s:.400}"
        )
        return None
    seconds, chances = json.loads(done.stdout.strip().splitlines()[-1])
    return seconds, chances


def run_peer(asked: str) -> None:
    """Run in a process of its own: CPU time of the peer, and everyone's chance."""
    import csv

    from sortition_algorithms import committee_generation as peers
    from sortition_algorithms.features import read_in_features
    from sortition_algorithms.people import read_in_people
    from sortition_algorithms.settings import Settings

    people_file, quota_file, size, algorithm = json.loads(asked)
    with open(quota_file, newline="") as opened:
        rows = list(csv.DictReader(opened))
    features, *_names = read_in_features(list(rows[0]), rows, size)
    settings = Settings(id_column="nationbuilder_id", columns_to_keep=[])
    with open(people_file, newline="") as opened:
        rows = list(csv.DictReader(opened))
    people, _report = read_in_people(list(rows[0]), rows, features, settings)
    start = time.process_time()
    find = getattr(peers, f"find_distribution_{algorithm}")
    panels, weights, _report = find(features, people, size, [])
    seconds = time.process_time() - start
    chances: Counter[str] = Counter(dict.fromkeys(people, 0.0))
    for panel, weight in zip(panels, weights, strict=True):
        for name in panel:
            chances[name] += weight
    print(json.dumps([seconds, sorted(chances.values())]))


def peers() -> Iterator[str]:
    yield (
        "| pool | peer's algorithm | peer s | ours (leximin) s | ratio | smallest: peer / ours "
        "| ours ≥ peer at every rank |"
    )
    yield "|---|---|---|---|---|---|---|"
    for name, algorithm, wanted in PEERS:
        say(f"peer: {algorithm} on {name}")
        pool = pool_of(name)
        seconds, solved = median(lambda pool=pool: engine.solve(orbits(pool), "leximin", Rules()))
        found = peer(name, algorithm)
        again, _solved = median(lambda pool=pool: engine.solve(orbits(pool), "leximin", Rules()))
        seconds = statistics.median([seconds, again])
        if found is None:
            ratio = LIMIT / seconds
            yield f"| {name} | {algorithm} | none in {LIMIT} s | {seconds:.3f} | > {ratio:.0f} × | | |"
            continue
        types = orbits(pool)
        ours = sorted(
            float(chance)
            for chance, members in zip(solved.chances, types.members, strict=True)
            for _member in members
        )
        ratio = found[0] / seconds
        pairs = enumerate(zip(ours, found[1], strict=True))
        differ = [at for at, (one, other) in pairs if abs(one - other) > 1e-6]
        rank = "equal"
        if differ:
            at = differ[0]
            rank = f"first differs at rank {at + 1}: {ours[at]:.6f} against {found[1][at]:.6f}"
        better = verdict(not differ or ours[differ[0]] > found[1][differ[0]])
        yield (
            f"| {name} | {algorithm} | {found[0]:.2f} | {seconds:.3f} | {ratio:.0f} × (target {wanted}) "
            f"{verdict(ratio >= wanted)} | {found[1][0]:.7f} / {ours[0]:.7f} | {rank} {better} |"
        )


def tight(seed: int) -> Pool:
    """As in the tests: quotas close around one panel of a random pool."""
    random = np.random.Generator(np.random.PCG64(seed))
    people, size = int(random.integers(40, 161)), int(random.integers(8, 25))
    widths = [int(random.integers(2, 6)) for _ in range(int(random.integers(3, 8)))]
    shares = [random.dirichlet(np.full(width, 2.0)) for width in widths]
    table = np.stack(
        [random.choice(w, people, p=share) for w, share in zip(widths, shares, strict=True)], 1
    )
    panel = table[random.choice(people, size, replace=False)]
    quotas = []
    for feature, width in enumerate(widths):
        counts = np.bincount(panel[:, feature], minlength=width)
        for value in range(width):
            low = max(0, int(counts[value]) - int(random.integers(0, 2)))
            high = int(counts[value]) + int(random.integers(0, 2))
            quotas.append(Quota(f"f{feature}", f"v{value}", low, high))
    persons = tuple(
        Person(f"p{at}", tuple(f"v{value}" for value in table[at])) for at in range(people)
    )
    return Pool(tuple(f"f{at}" for at in range(len(widths))), tuple(quotas), persons, size)


def tight_pools() -> Iterator[str]:
    kinds: Counter[tuple[str, str]] = Counter()
    times, worst = [], 0.0
    for seed in range(RANDOM_POOLS):
        start = time.process_time()
        found = engine.solve(orbits(tight(seed)), "leximin", Rules()).certificate
        times.append(time.process_time() - start)
        kinds[found.kind, found.path] += 1
        worst = max(worst, float(found.deviation))
        if seed % 20 == 19:
            say(f"tight pools: {seed + 1} {dict(kinds)}")
    without = sum(number for (_kind, path), number in kinds.items() if path != "priced")
    proved = sum(number for (kind, _path), number in kinds.items() if kind.startswith("proved"))
    yield f"{RANDOM_POOLS} pools (THORBECKE_BENCH_POOLS asks for more), n 40–160, k 8–24, 3–7 features:"
    yield ""
    yield "| certificate | path | pools |"
    yield "|---|---|---|"
    for (kind, path), number in sorted(kinds.items()):
        yield f"| {kind} | {path} | {number} |"
    yield (
        f"\nDecided with a proof: {proved} of {RANDOM_POOLS} {verdict(proved == RANDOM_POOLS)}; "
        f"without pricing new panels: {without / RANDOM_POOLS:.0%} (target 70 %) "
        f"{verdict(without >= 0.7 * RANDOM_POOLS)}; "
        f"largest deviation {worst:.1e}; {statistics.median(times):.2f} s median, {max(times):.1f} s worst."
    )


def row(what: str, seconds: float, also: bool, said: str) -> str:
    return f"| {what} | {seconds:.2f} | 2 {verdict(seconds <= 2 and also)} | {said} |"


def others() -> Iterator[str]:
    pool = pool_of("syn_sfa_35")
    yield "| what | s | target s | |"
    yield "|---|---|---|---|"
    for goal in ("nash", "goldilocks"):
        seconds, solved = median(lambda goal=goal: engine.solve(orbits(pool), goal, Rules()))
        said = f"{solved.certificate.kind}, smallest {float(min(solved.chances)):.6f}"
        yield row(f"{goal} on syn_sfa_35", seconds, True, said)
    big = pool_of("syn_big_200")
    broken = [
        Quota(q.feature, q.value, 108, 112) if (q.feature, q.value) == ("f5", "v3")
        else Quota(q.feature, q.value, 0, q.high) if q.feature == "f5" else q
        for q in big.quotas
    ]  # fmt: skip
    bad = Pool(big.features, tuple(broken), big.people, big.size)
    seconds, ways = median(lambda: help_quotas.relaxations(bad), 3)
    moved = ", ".join(str(one.moved) for one in ways)
    said = f"{len(ways)} ways, moving {moved} seats"
    yield row("relaxations of infeasible quotas, n = 2,000", seconds, len(ways) >= 3, said)
    lots = Lots(bytes(32))
    panel = counting.count("leximin", big, Rules(), lots).drawn.members
    seconds, new = median(lambda: replacement.redraw(big, panel, panel[::10], Rules(), lots), 3)
    yield row("20 of 200 replaced, n = 2,000", seconds, True, new.outcome.certificate.kind)
    reserve = replacement.alternates(big, panel, 20, seed=1)
    mine = float(replacement.expected_violation(big, panel, reserve, 1000, seed=2))
    rest = [one.id for one in big.people if one.id not in set(panel)]
    random = np.random.Generator(np.random.PCG64(3))
    theirs = statistics.mean(
        float(
            replacement.expected_violation(
                big, panel, list(random.choice(rest, 20, False)), 1000, 2
            )
        )
        for _round in range(10)
    )
    yield (
        f"| 20 alternates, 1,000 simulated drop-outs of 10 % | | | {mine:.1f} seats off quota, "
        f"random alternates {theirs:.1f} {verdict(mine < theirs)} |"
    )


def verifying() -> Iterator[str]:
    from thorbecke.records.standalone import sortition as verifier

    pool, lots = pool_of("syn_big_200"), Lots(bytes(32))
    outcome = counting.count("leximin", pool, Rules(), lots)
    from thorbecke.methods.sortition import plain

    data = json.loads(json.dumps([plain.to_data(pool), facts.to_data(outcome)]))
    seconds, _lines = median(
        lambda: list(verifier.check(data[0], "sortition.leximin", {}, data[1], lots.seed))
    )
    size = len(Path(verifier.__file__).read_text().splitlines())
    yield (
        f"Stand-alone verifier: {size} lines of standard-library Python, {seconds:.2f} s at n = 2,000 "
        f"(target 2) {verdict(seconds <= 2)}."
    )


def main() -> None:
    sections = (
        ("Leximin, proved", draws),
        ("Against sortition-algorithms", peers),
        ("The public lottery, 1,000 panels", lotteries),
        ("Random tight pools", tight_pools),
        ("Other goals, help, replacement", others),
        ("Checking", verifying),
    )
    lines = [
        "## Sortition",
        "",
        "CPU time of one thread, median of 5; HiGHS is the only solver of ours.",
    ]
    for title, section in sections:
        say(title)
        lines += ["", f"### {title}", "", *section()]
    lines += [
        "",
        "On syn_sfa_35 no lottery of 1,000 equally likely panels can lose less than 0.0005: the 107 people",
        "with the smallest chance share at most 8,000 of its seats, and that loss asks for 8,003.",
    ]
    print(json.dumps({"markdown": "\n".join(lines)}))


if __name__ == "__main__":
    if sys.argv[1:2] == ["peer"]:
        run_peer(sys.argv[2])
    else:
        main()
