"""Counting budgets: ours and pabutools on the same real files, in turn, in one run.

Prints one JSON object whose key ``markdown`` is its part of docs/benchmarks.md. Times are CPU seconds of
one thread, the best of several for ours and the median for pabutools, so ratios are not flattered by a
busy machine on one side only.
"""

from __future__ import annotations

import json
import os
import resource
import statistics
import sys
import time
from functools import partial
from pathlib import Path

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

import numpy as np

from thorbecke.formats.pb import parse
from thorbecke.methods.budgeting import axioms, certificate, equal_shares, explain, phragmen
from thorbecke.methods.budgeting.election import Election, Kind, Project, Utility, supports
from thorbecke.methods.budgeting.market import field_of

ROOT = Path(__file__).resolve().parent.parent
DATA = Path(os.environ.get("THORBECKE_DATA", ROOT.parent / "shared" / "data")) / "budgeting"
WIELICZKA, LODZ = "poland_wieliczka_2023_green-budget.pb", "poland_lodz_2022_.pb"
TIES = ("id",)


def say(text: str) -> None:
    print(text, file=sys.stderr, flush=True)


def cpu(work, times: int) -> list[float]:
    found = []
    for _ in range(times):
        start = time.process_time()
        work()
        found.append(time.process_time() - start)
    return found


def floor(election: Election) -> float:
    """One pass over the grouped approvals: read the money of each supporter and add it up."""
    parts = supports(election, Utility.COST)
    who, weight = (
        np.concatenate([getattr(item, name) for item in parts]) for name in ("who", "weight")
    )
    money = np.ones(len(election.counts))
    return min(cpu(lambda: float(weight @ money[who]), 30))


def fresh(election: Election) -> Election:
    """The same election with its tables of supporters made, as the parser leaves it."""
    field_of(election, Utility.COST)
    _ = election.votes
    return election


def peers(name: str):
    """Parse and group with pabutools; returns (seconds, instance, multiprofile, Cost_Sat, rule)."""
    from pabutools.election import Cost_Sat, parse_pabulib
    from pabutools.rules import method_of_equal_shares

    start = time.process_time()
    instance, profile = parse_pabulib(str(DATA / name))
    grouped = profile.as_multiprofile()
    return time.process_time() - start, instance, grouped, Cost_Sat, method_of_equal_shares


def against_pabutools(name: str, times: int) -> dict:
    content = (DATA / name).read_bytes()
    ours_parse, ours, theirs_parse, theirs = [], [], [], []
    rules = equal_shares.Rules(ties=TIES)
    for turn in range(times):
        say(f"{name}: turn {turn + 1} of {times}")
        ours_parse += cpu(lambda: fresh(parse(content).election), 5)
        election = fresh(parse(content).election)
        ours += cpu(partial(equal_shares.count, election, rules), 15)
        seconds, instance, grouped, sat, rule = peers(name)
        theirs_parse.append(seconds)
        start = time.process_time()
        expected = rule(instance, grouped, sat_class=sat)
        theirs.append(time.process_time() - start)
    found = equal_shares.count(election, rules)
    same = [project.name for project in expected] == list(found.funded)
    return {
        "same": same,
        "ours_parse": statistics.median(ours_parse),
        "ours": statistics.median(ours),
        "ours_best": min(ours),
        "theirs_parse": statistics.median(theirs_parse),
        "theirs": statistics.median(theirs),
        "floor": floor(election),
    }


def generated(voters: int, projects: int, approvals: float) -> Election:
    """Ballots with popular and less popular projects, grouped; PCG64 with seed 2026."""
    rng = np.random.Generator(np.random.PCG64(2026))
    share = rng.dirichlet(np.full(projects, 0.8))
    chance = np.minimum(share * approvals, 0.9)
    chance *= approvals / chance.sum()
    bits = np.zeros((voters, -(-projects // 8)), np.uint8)
    for start in range(0, voters, 50_000):
        part = rng.random((min(50_000, voters - start), projects)) < chance
        bits[start : start + len(part)] = np.packbits(part, axis=1, bitorder="little")
    order = np.lexsort(bits.T)
    new = np.concatenate(([True], (bits[order[1:]] != bits[order[:-1]]).any(axis=1)))
    counts = np.diff(np.append(np.flatnonzero(new), voters))
    kept = bits[order[new]]
    starts, chosen = [np.zeros(1, np.int64)], []
    blank = 0
    for start in range(0, len(kept), 100_000):
        rows = np.unpackbits(
            kept[start : start + 100_000], axis=1, bitorder="little", count=projects
        )
        sizes = rows.sum(axis=1)
        starts.append(sizes.astype(np.int64))
        chosen.append(np.nonzero(rows)[1])
    sizes = np.concatenate(starts)[1:]
    if (sizes == 0).any():
        blank = int(counts[sizes == 0].sum())
        counts, sizes = counts[sizes > 0], sizes[sizes > 0]
    costs = rng.integers(20_000, 1_500_000, projects)
    return Election(
        kind=Kind.APPROVAL,
        projects=tuple(Project(f"p{n}", int(cost)) for n, cost in enumerate(costs)),
        budget=int(costs.sum() // 3),
        starts=np.concatenate(([0], np.cumsum(sizes))),
        chosen=np.concatenate(chosen),
        counts=counts,
        blank=blank,
    )


def tied(voters: int, projects: int) -> Election:
    """Equal costs, a budget in cents, few kinds of ballots: ties in nearly every round."""
    rng = np.random.Generator(np.random.PCG64(7))
    size = 3
    chosen = np.sort(
        np.array([rng.choice(projects, size, replace=False) for _ in range(voters)]), axis=1
    )
    return Election(
        kind=Kind.APPROVAL,
        projects=tuple(Project(f"p{n}", 500_000) for n in range(projects)),
        budget=4_000_000,
        starts=np.arange(voters + 1) * size,
        chosen=chosen.ravel(),
        counts=np.ones(voters, np.int64),
    )


def ms(seconds: float) -> str:
    return f"{1000 * seconds:,.2f} ms" if seconds < 1 else f"{seconds:,.2f} s"


def held(value: float, target: float, more: bool = False) -> str:
    good = value >= target if more else value <= target
    return "holds" if good else "**missed**"


def main() -> None:
    say("the generated election of a million voters")
    big = fresh(generated(1_000_000, 138, 7.4))
    plain = equal_shares.Rules(ties=TIES)
    million = min(cpu(partial(equal_shares.count, big, plain), 5))
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 2**20
    size = len(big.chosen)
    del big
    wide = fresh(generated(60_000, 80, 4.0))
    counted = explain.counted(wide, equal_shares.Rules(ties=TIES))
    explained = min(cpu(lambda: explain.whys(counted), 3))
    say("ties")
    ties = tied(300, 24)
    add1 = equal_shares.Rules(ties=TIES, completion="add1", stop_when_exhaustive=False)
    tie_seconds = min(cpu(lambda: equal_shares.count(ties, add1), 1))
    tie_raises = int(equal_shares.count(ties, add1).figures["raises"])
    files = {name: against_pabutools(name, 3) for name in (WIELICZKA, LODZ)}
    lodz = fresh(parse((DATA / LODZ).read_bytes()).election)
    wieliczka = fresh(parse((DATA / WIELICZKA).read_bytes()).election)
    add1u = equal_shares.Rules(ties=TIES, completion="add1u")
    say("completion, certificate, explanations")
    raising = min(cpu(lambda: equal_shares.count(lodz, add1u), 3))
    outcome, run = equal_shares.decided(lodz, equal_shares.Rules(ties=TIES))
    proof = certificate.certificate(lodz, run)
    checking = min(cpu(lambda: certificate.faults(lodz, proof), 5))
    verdict = min(cpu(lambda: axioms.ejr_plus(lodz, outcome.funded), 5))
    small = explain.counted(wieliczka, equal_shares.Rules(ties=TIES))
    why = min(cpu(lambda: explain.whys(small), 10))
    in_turn = min(cpu(lambda: phragmen.count(lodz, phragmen.Rules(ties=TIES)), 5))

    one = files[LODZ]
    end_to_end = (one["theirs_parse"] + one["theirs"]) / (one["ours_parse"] + one["ours"])
    rows = [
        "## Neighbourhood budgets: Equal Shares and its kin",
        "",
        "pabutools 1.2 with exact fractions on grouped ballots (its fastest exact form), in turn with ours",
        "in one process, CPU time of one thread, medians. Winners in the same order: "
        + ("yes, on every file." if all(f["same"] for f in files.values()) else "**no**."),
        "",
        "| file | parse and group, ours | pabutools | count, ours | pabutools | count | end to end |",
        "|---|---|---|---|---|---|---|",
    ]
    for name, f in files.items():
        whole = (f["theirs_parse"] + f["theirs"]) / (f["ours_parse"] + f["ours"])
        rows.append(
            f"| {name.split('.')[0]} | {ms(f['ours_parse'])} | {ms(f['theirs_parse'])} | {ms(f['ours'])} "
            f"| {ms(f['theirs'])} | {f['theirs'] / f['ours']:,.0f}× | {whole:,.0f}× |"
        )
    rows += [
        "",
        "| what | measured | target | |",
        "|---|---|---|---|",
        f"| Łódź, count after parsing (median, best {ms(one['ours_best'])}) | {ms(one['ours'])} | 5 ms "
        f"| {held(one['ours'], 0.005)} |",
        f"| Łódź, against pabutools, count | {one['theirs'] / one['ours']:,.0f}× | 3,000× "
        f"| {held(one['theirs'] / one['ours'], 3000, True)} |",
        f"| Łódź, end to end | {end_to_end:,.0f}× | 100× (aim 250×) | {held(end_to_end, 100, True)} |",
        f"| Łódź, one pass over the grouped approvals (floor) {ms(one['floor'])}; count / floor "
        f"| {one['ours'] / one['floor']:.0f}× | aim 5× | {held(one['ours'] / one['floor'], 5)} |",
        f"| Łódź, Add1U | {ms(raising)} | 300 ms | {held(raising, 0.3)} |",
        f"| Łódź, Phragmén | {ms(in_turn)} | | |",
        f"| 1,000,000 voters × 138, {size / 1e6:.1f} M grouped approvals | {ms(million)} | 250 ms "
        f"| {held(million, 0.25)} |",
        f"| … memory of the whole process | {memory:.2f} GB | 1 GB | {held(memory, 1)} |",
        f"| Ties: 300 × 24, equal costs, in cents, Add1 with {tie_raises:,} raises | {ms(tie_seconds)} "
        f"| 5 s | {held(tie_seconds, 5)} |",
        f"| Łódź, every payment checked in fractions | {ms(checking)} | 50 ms | {held(checking, 0.05)} |",
        f"| Łódź, EJR+ verdict | {ms(verdict)} | 20 ms | {held(verdict, 0.02)} |",
        f"| Figures of every project, 60,000 × 80 | {ms(explained)} | 500 ms | {held(explained, 0.5)} |",
        f"| Figures of every project, Wieliczka | {ms(why)} | 15 ms | {held(why, 0.015)} |",
        "",
    ]
    print(json.dumps({"files": files, "markdown": "\n".join(rows)}))


if __name__ == "__main__":
    main()
