#!/usr/bin/env python3
"""Check a draw (sortition) with nothing but Python 3.11: python sortition.py BUNDLE.zip
Every panel (size, quotas, household), all weights and chances, the proof that no lottery is fairer, the
public lottery and the lot are checked from the bundle's own data. Sums are exact; bounds of proofs are
computed in floating point with a stated tolerance. Exit code 0: holds, 1: does not hold, 2: no such file.
A certificate of the kind "proved-staged" needs a solver: `thorbecke verify` checks it.
"""

# mypy: ignore-errors
# ruff: noqa
# fmt: off

from __future__ import annotations

import hashlib
import json
import math
import sys
import zipfile
from fractions import Fraction

SCALE = 10**12
PROVED, STAGED, KINDS = "proved", "proved-staged", {"proved", "proved-staged", "bounded", "none"}
TOLERANCE, LOOSE, MOST = 2e-8, 1e-5, Fraction(1, 10**6)
class Wrong(Exception): "What does not hold."
def need(holds, text):
    if not holds: raise Wrong(text)
def whole(value, least, text):
    need(type(value) is int and value >= least, f"{text}: expected a whole number from {least}")
    return value
# --- the pool: types, groups of households, rows
class Pool:
    def __init__(self, data, household):
        self.features, self.size = data["features"], whole(data["size"], 1, "size")
        self.quotas = [tuple(quota) for quota in data["quotas"]]
        self.people = data["people"]
        self.ids = [person[0] for person in self.people]
        need(len(set(self.ids)) == len(self.ids), "an id occurs twice")
        row = {(quota[0], quota[1]): at for at, quota in enumerate(self.quotas)}
        need(len(row) == len(self.quotas), "a value has two quotas")
        vectors = [
            tuple(row[pair] for pair in zip(self.features, person[2:], strict=True))
            for person in self.people
        ]
        homes = {}
        for index, person in enumerate(self.people):
            key = (person[1], -1) if household and person[1] else ("", index)
            homes.setdefault(key, []).append(index)
        patterns = {}
        for home in homes.values():
            pattern = tuple(sorted(vectors[index] for index in home))
            order = sorted(home, key=lambda index: (vectors[index], index))
            patterns.setdefault(pattern, []).append(tuple(order))
        keys = sorted({(vector, pattern) for pattern in patterns for vector in pattern})
        number = {key: at for at, key in enumerate(keys)}
        self.members = [[] for _ in keys]
        self.groups = []
        for pattern in sorted(patterns):
            for home in patterns[pattern]:
                for index in home: self.members[number[vectors[index], pattern]].append(index)
            types = tuple(number[vector, pattern] for vector in sorted(set(pattern)))
            self.groups.append((tuple(sorted(patterns[pattern])), types))
        self.rows(keys)

    def rows(self, keys):
        self.low = [quota[2] for quota in self.quotas] + [self.size]
        self.high = [quota[3] for quota in self.quotas] + [self.size]
        self.of = [[*vector, len(self.quotas)] for vector, _pattern in keys]
        self.most = [len(members) for members in self.members]
        for homes, types in self.groups:
            for at in types: self.most[at] = min(self.most[at], len(homes))
            if len(types) > 1:
                for at in types: self.of[at].append(len(self.low))
                self.low.append(0)
                self.high.append(len(homes))
        self.cap = [most / len(m) for most, m in zip(self.most, self.members, strict=True)]

# --- panels and chances
def panels(pool, data, total, what):
    """Check panels; return how many weighted seats each type has."""
    seats, weights = [0] * len(pool.members), 0
    for at, panel in enumerate(data, start=1):
        weight = whole(panel["weight"], 1, f"{what} {at}, weight")
        weights += weight
        rows, seen = [0] * len(pool.low), set()
        for kind, count in panel["counts"]:
            need(
                whole(kind, 0, what) < len(seats) and kind not in seen, f"{what} {at}: type {kind}"
            )
            seen.add(kind)
            need(whole(count, 1, what) <= pool.most[kind], f"{what} {at}: too many of type {kind}")
            seats[kind] += weight * count
            for row in pool.of[kind]: rows[row] += count
        for row, found in enumerate(rows):
            inside = pool.low[row] <= found <= pool.high[row]
            need(
                inside, f"{what} {at}: row {row} has {found}, not {pool.low[row]}–{pool.high[row]}"
            )
    need(weights == total, f"{what}: the weights sum to {weights}, not {total}")
    return [Fraction(s, total * len(m)) for s, m in zip(seats, pool.members, strict=True)]

# --- the proof
def priced(pool, rows):
    """From multipliers of rows to Σ g·p ≤ budget for all points of the relaxation."""
    price, budget = [0.0] * len(pool.low), []
    for row, value in rows:
        need(type(row) is int and 0 <= row < len(price), "a proof names an unknown row")
        price[row] = value / SCALE
        budget.append(price[row] * (pool.high[row] if value > 0 else pool.low[row]))
    g = [
        len(members) * math.fsum(price[row] for row in rows)
        for members, rows in zip(pool.members, pool.of, strict=True)
    ]
    return g, math.fsum(budget)
def bound(pool, p, g, budget, done):
    """Return a bound on the lowest open chance, and the sum of the positive multipliers."""
    left, total = [budget], []
    for at, value in enumerate(g):
        if done[at]: left.append(-value * p[at])
        elif value < 0:
            left.append(-value * pool.cap[at])
        else: total.append(value)
    total = math.fsum(total)
    return (math.fsum(left) / total, total) if total > 1e-9 else (math.inf, 1.0)
def leximin_gap(pool, p, proofs):
    done = [p[at] >= cap - 1e-6 for at, cap in enumerate(pool.cap)]
    worst = 0.0
    for proof in proofs:
        if all(done): break
        g, budget = priced(pool, proof["rows"])
        most, total = bound(pool, p, g, budget, done)
        worst = max(worst, most - min(value for at, value in enumerate(p) if not done[at]))
        for at, value in enumerate(g):
            if not done[at] and value / total > 1e-9 and p[at] <= most + 1e-5: done[at] = True
    return worst if all(done) else math.inf
def floor(pool, proofs):
    nobody = [False] * len(pool.cap)
    bounds = [bound(pool, pool.cap, *priced(pool, one["rows"]), nobody)[0] for one in proofs]
    return min(bounds, default=math.inf)
def nash_gap(pool, p, proofs):
    need(proofs and min(p) > 0, "no proof")
    g, budget = priced(pool, proofs[0]["rows"])
    parts = [budget]
    for at, members in enumerate(pool.members):
        slope, cap, n = g[at] / len(members), pool.cap[at], len(members)
        best = -math.log(slope) - 1 if slope * cap >= 1 else math.log(cap) - slope * cap
        parts.append(n * (best - math.log(p[at])))
    return math.fsum(parts) / len(pool.people)
def goldilocks_gap(pool, p, proofs, gamma):
    share, lines = pool.size / len(pool.people), []
    for proof in proofs:
        g, budget = priced(pool, proof["rows"])
        down = math.fsum(-value for value in g if value < 0)
        if down > 1e-9: lines.append((-budget / down, math.fsum(v for v in g if v > 0) / down))
    need(lines, "no proof")
    low, high = 1e-9, min(max(pool.cap), floor(pool, proofs))
    for _step in range(200):
        middle = (low + high) / 2
        slope = max((start + slope * middle, slope) for start, slope in lines)[1]
        rising = slope / share - gamma * share / middle**2 > 0
        low, high = (low, middle) if rising else (middle, high)
    least = max(start + slope * high for start, slope in lines) / share + gamma * share / high
    return max(p) / share + gamma * share / min(p) - least
def proof(pool, goal, rules, chances, data):
    """Check the certificate; return what is said about it."""
    kind, deviation = data["kind"], Fraction(data["deviation"])
    need(kind in KINDS, f"unknown kind of certificate {kind!r}")
    if kind not in {PROVED, STAGED}: return f"certificate {kind}: no optimality is claimed"
    need(0 <= deviation <= MOST, "the deviation is larger than a proof allows")
    if kind == STAGED: return "certificate proved-staged: NOT checked here, run thorbecke verify"
    p = [float(chance) for chance in chances]
    gap, limit = math.inf, 2 * float(deviation) + TOLERANCE
    if goal == "leximin": gap = leximin_gap(pool, p, data["proofs"])
    elif goal == "maximin":
        gap = floor(pool, data["proofs"]) - min(p)
    elif goal == "nash":
        gap, limit = nash_gap(pool, p, data["proofs"]), LOOSE
    elif goal == "goldilocks":
        gap, limit = goldilocks_gap(pool, p, data["proofs"], rules["gamma"] / 100), LOOSE
    need(gap <= limit, f"not proved: a chance could be {gap:.3g} better")
    return f"certificate proved: gap {max(gap, 0.0):.1e}"

# --- lots
def numbers(seed, purpose, below):
    """The numbers of docs/methods/lots.md."""
    stream = bits(seed, purpose)
    for top in below:
        width = (top - 1).bit_length()
        size = -(-width // 8)
        while True:
            value = int.from_bytes(bytes(next(stream) for _ in range(size)), "big")
            value >>= 8 * size - width
            if value < top:
                yield value
                break
def bits(seed, purpose):
    counter = 0
    while True:
        block = seed + counter.to_bytes(8, "big") + purpose.encode()
        yield from hashlib.sha256(b"thorbecke lots 1 draw\0" + block).digest()
        counter += 1
def seated(pool, table, seed, wanted):
    """Return the ids of the panel with this number: groups take turns in a drawn order."""
    order = list(range(len(pool.people)))
    places = range(len(order) - 1, 0, -1)
    steps = numbers(seed, "sortition|order", [place + 1 for place in places])
    for place, other in zip(places, steps, strict=True):
        order[place], order[other] = order[other], order[place]
    rank = {person: at for at, person in enumerate(order)}
    kind = {who: at for at, members in enumerate(pool.members) for who in members}
    turns = []
    for homes, types in pool.groups:
        found = []
        for home in sorted(homes, key=lambda home: min(rank[who] for who in home)):
            found.append({at: [] for at in types})
            for who in sorted(home, key=lambda who: rank[who]): found[-1][kind[who]].append(who)
        turns.append((found, types))
    following, number = [0] * len(turns), 0
    for panel in table:
        counts = dict(panel["counts"])
        active = [at for at, (_h, types) in enumerate(turns) if any(t in counts for t in types)]
        for _copy in range(panel["weight"]):
            number, people = number + 1, []
            for at in active:
                homes, types = turns[at]
                for t in types:
                    for _seat in range(counts.get(t, 0)):
                        home = homes[following[at] % len(homes)][t]
                        following[at] += 1
                        home.append(home.pop(0))
                        people.append(home[-1])
            if number == wanted: return [pool.ids[who] for who in sorted(people)]
    raise Wrong(f"there is no panel {wanted}")

# --- the whole
def check(inputs, method, rules, outcome, seed):
    """Check one draw; yield what holds. Raises ``Wrong``."""
    rules = {"panels": 1000, "household": True, "gamma": 100, **rules}
    pool, goal = Pool(inputs, rules["household"]), outcome["goal"]
    need(method == outcome["method"] == f"sortition.{goal}", "the goal is not that of the method")
    chances = panels(pool, outcome["panels"], SCALE, "panel")
    need([Fraction(one) for one in outcome["chances"]] == chances, "the chances are not the sums")
    figures = outcome["figures"]
    given = [figures[name] for name in ("people", "seats", "types", "panels")]
    counted = [len(pool.people), pool.size, len(pool.members), len(outcome["panels"])]
    extremes = [Fraction(figures["smallest"]), Fraction(figures["largest"])]
    need(given == counted and extremes == [min(chances), max(chances)], "a figure is wrong")
    yield f"{len(outcome['panels'])} panels keep all quotas; chances {float(min(chances)):.4f} and up"
    yield proof(pool, goal, rules, chances, outcome["certificate"])
    lottery, drawn = outcome["lottery"], outcome["drawn"]
    need((seed is None) == (drawn is None), "a panel was drawn without lots, or lots without a panel")
    if lottery is None:
        need(rules["panels"] == 0, "there is no lottery to draw from")
        if seed is not None:
            number = left = next(numbers(seed, "sortition|draw", [SCALE])) + 1
            for panel in outcome["panels"]:
                if left <= panel["weight"]: break
                left -= panel["weight"]
            members = seated(pool, [{"weight": 1, "counts": panel["counts"]}], seed, 1)
            need(drawn == {"number": number, "members": members}, "another panel was drawn")
        return
    size = lottery["size"]
    need(goal == "random" or size == rules["panels"], "the lottery has another size")
    reached = panels(pool, lottery["panels"], size, "lottery panel")
    loss = max(Fraction(0), min(chances) - min(reached))
    change = max(abs(a - b) for a, b in zip(chances, reached, strict=True))
    if goal != "random":
        told = [Fraction(lottery["loss"]), Fraction(lottery["change"])]
        need(told == [loss, change], "the loss of the lottery is not what it says")
    yield f"lottery of {size}: smallest chance loses {float(loss):.6f}, most change {float(change):.6f}"
    need(
        (seed is None) == (drawn is None), "a panel was drawn without lots, or lots without a panel"
    )
    if seed is not None and goal != "random":
        number = next(numbers(seed, "sortition|draw", [size])) + 1
        need(drawn["number"] == number, f"the lot falls on {number}, not on {drawn['number']}")
        members = seated(pool, lottery["panels"], seed, number)
        need(drawn["members"] == members, "other people sit in the panel that was drawn")
        yield f"the lot falls on panel {number}"
def main(path):
    try:
        with zipfile.ZipFile(path) as bundle:
            record = json.loads(bundle.read("record.json"))
            seed = bytes.fromhex(record["lots"]["seed"]) if record["lots"] else None
            for count in record["counts"]:
                if count["method"].startswith("sortition."):
                    inputs = json.loads(bundle.read(count["inputs"]["file"]))
                    asked = (inputs, count["method"], count["rules"], count["outcome"])
                    for line in check(*asked, seed): print("ok ", line)
    except OSError as error:
        print(error, file=sys.stderr)
        return 2
    except (Wrong, KeyError, TypeError, ValueError, zipfile.BadZipFile) as error:
        print(f"NO  {error or type(error).__name__}")
        return 1
    return 0
if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
