"""Delegation for a whole electorate: ours at 1 and 13 million voters, networkx beside it at 1 million.

Single-thread work, measured in CPU time: the best of three runs, or of five at 1 million.
"""

from __future__ import annotations

import gc
import json
import resource
import subprocess
import sys
import time

import numpy as np

from thorbecke.methods.delegation import gini, reasons, resolve, resolve_capped
from thorbecke.methods.lots import Lots

CHAIN = 100_000
CYCLES = 1_000


def electorate(size: int, ranks: int, seed: int = 1):
    """45 % vote, 45 % delegate, 10 % neither; heavy-tailed targets; a chain; planted two-cycles."""
    rng = np.random.default_rng(seed)
    chance = rng.random(size, dtype=np.float32)
    voted = chance < 0.45
    rows = np.flatnonzero((chance >= 0.45) & (chance < 0.9)).astype(np.int32)
    del chance
    delegates = np.full((size, ranks), -1, np.int32)
    for rank in range(ranks):
        target = (rng.random(len(rows)) ** 3 * size).astype(np.int64)
        target = (target * 2_654_435_761 % size).astype(np.int32)
        target[target == rows] = -1
        for earlier in range(rank):
            target[target == delegates[rows, earlier]] = -1
        delegates[rows, rank] = target
    stem = np.arange(CHAIN) + size // 3
    pair = np.arange(0, 2 * CYCLES, 2) + size // 2
    for place in (stem, pair, pair + 1):
        delegates[place], voted[place] = -1, False
    delegates[stem[1:], 0], voted[stem[0]] = stem[:-1], True
    delegates[pair, 0], delegates[pair + 1, 0] = pair + 1, pair
    return voted, delegates


def timed(work, times: int) -> float:
    """Return the best CPU time of some runs."""
    found = []
    for _ in range(times):
        gc.collect()
        start = time.process_time()
        work()
        found.append(time.process_time() - start)
    return min(found)


def ours(size: int, ranks: int) -> dict[str, float]:
    voted, delegates = electorate(size, ranks)
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    seconds = timed(lambda: resolve(voted, delegates), 5 if size <= 10**6 else 3)
    found = resolve(voted, delegates)
    start = time.process_time()
    weights = found.weights()
    why, cycles = reasons(found, delegates)
    spread = gini(weights[voted])
    after = time.process_time() - start
    handed = np.count_nonzero((delegates >= 0).any(axis=1) & ~voted)
    return {
        "size": size,
        "ranks": ranks,
        "seconds": seconds,
        "with_reasons": seconds + after,
        "input_mb": before,
        "peak_mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
        "counted": float(np.count_nonzero(found.via >= 0) / handed),
        "cycles": len(cycles),
        "largest": int(weights.max()),
        "gini": float(spread),
        "lost": int(np.count_nonzero(why > 1)),
    }


def beside_networkx(size: int) -> dict[str, float]:
    """The same graph, the same weights: reverse search in networkx from everybody who voted."""
    import networkx as nx

    voted, delegates = electorate(size, 1)
    names = np.flatnonzero(delegates[:, 0] >= 0)
    names = names[~voted[names]]
    edges = list(zip(delegates[names, 0].tolist(), names.tolist(), strict=True))
    quick = [timed(lambda: resolve(voted, delegates), 5)]
    start = time.process_time()
    graph = nx.DiGraph()
    graph.add_nodes_from(range(size))
    graph.add_edges_from(edges)
    built = time.process_time() - start
    casters = np.flatnonzero(voted).tolist()
    start = time.process_time()
    weights = np.zeros(size, np.int64)
    for caster in casters:
        weights[caster] = 1 + sum(1 for _ in nx.bfs_edges(graph, caster))
    searched = time.process_time() - start
    del graph
    quick.append(timed(lambda: resolve(voted, delegates), 5))
    same = bool((weights == resolve(voted, delegates).weights()).all())
    return {"ours": min(quick), "build": built, "search": searched, "same": same}


def capped(size: int) -> dict[str, float]:
    """With a limit, and with the lots of a real count: SHA-256 for every voter who competes."""
    voted, delegates = electorate(size, 3)
    lots = Lots(bytes(32))
    drawn: list[int] = []

    def draw(caster: int, level: int, some: np.ndarray) -> np.ndarray:
        drawn.append(len(some))
        return np.array(lots.order(f"{caster}|{level}", some.tolist()), np.int32)

    seconds = timed(lambda: resolve_capped(voted, delegates, 20, draw), 1)
    return {"seconds": seconds, "competed": sum(drawn), "lots": len(drawn)}


def part(kind: str, size: int, ranks: int = 1) -> dict[str, float]:
    """Run one measurement in a process of its own, so that its memory is its own."""
    print(f"delegation: {kind} {size:,} …", file=sys.stderr, flush=True)
    done = subprocess.run(
        [sys.executable, __file__, kind, str(size), str(ranks)],
        stdout=subprocess.PIPE,
        text=True,
        check=True,
    )
    return json.loads(done.stdout.strip().splitlines()[-1])


def verdict(value: float, target: float, more: bool = False) -> str:
    holds = value >= target if more else value <= target
    return "holds" if holds else "**missed**"


def main() -> None:
    rows = [
        part("ours", size, ranks)
        for size, ranks in ((10**6, 1), (10**6, 3), (13 * 10**6, 1), (13 * 10**6, 3))
    ]
    peer, limit = part("networkx", 10**6), part("capped", 10**6)
    theirs = peer["build"] + peer["search"]
    ratio = theirs / peer["ours"]
    lines = [
        "## Delegation for a whole electorate",
        "",
        "CPU seconds on one core. 45 % vote, 45 % delegate, heavy-tailed targets, a chain of 100,000,",
        "1,000 planted cycles. Target: 13 million voters in 8 s (aim 4 s) and 1,500 MB.",
        "",
        "| voters | delegates | resolve s | with weights, reasons, cycles, Gini s | peak MB (input) "
        "| delegators counted | against 8 s, 1,500 MB |",
        "|---|---|---|---|---|---|---|",
    ]
    for row in rows:
        judged = "-"
        if row["size"] > 10**6:
            judged = f"{verdict(row['seconds'], 8)}, {verdict(row['peak_mb'], 1500)}"
            judged += f"; aim of 4 s {verdict(row['seconds'], 4)}"
        lines.append(
            f"| {row['size']:,} | {row['ranks']} | {row['seconds']:.3f} | {row['with_reasons']:.3f} "
            f"| {row['peak_mb']:.0f} ({row['input_mb']:.0f}) | {row['counted']:.1%} | {judged} |"
        )
    lines += [
        "",
        f"networkx at 1 million (same process, weights {'equal' if peer['same'] else '**differ**'}): "
        f"build {peer['build']:.2f} s, search {peer['search']:.2f} s; ours {peer['ours']:.3f} s. "
        f"Ratio {ratio:.0f} × (target 150: {verdict(ratio, 150, more=True)}); search alone "
        f"{peer['search'] / peer['ours']:.0f} ×.",
        "",
        f"With a limit of 20 votes and three delegates, 1 million voters: {limit['seconds']:.2f} s, "
        f"of which {limit['lots']:,} lots among {limit['competed']:,} voters who competed.",
    ]
    print(json.dumps({"markdown": "\n".join(lines), "rows": rows, "networkx": peer}))


if __name__ == "__main__":
    if len(sys.argv) > 1:
        kind, size, ranks = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
        kinds = {
            "ours": lambda: ours(size, ranks),
            "networkx": lambda: beside_networkx(size),
            "capped": lambda: capped(size),
        }
        print(json.dumps(kinds[kind]()))
    else:
        main()
