"""Reken een uitslagbundel na. Recompute a record bundle. Python 3.9 or newer, nothing else. CC0 1.0.
Usage: python3 verify.py BUNDLE.zip [ROOT, as announced at closing]. The format: docs/records.md."""

# mypy: ignore-errors
# ruff: noqa
# fmt: off
import gc, hashlib, itertools, json, sys, zipfile
from collections import Counter
from fractions import Fraction

PLAN, SUMS = "question method version rules decides".split(), "yesno plurality approval score points".split()

def sha(*parts):
    return hashlib.sha256(b"".join(parts)).digest()

def dumps(value):  # canonical JSON
    return json.dumps(value, sort_keys=True, ensure_ascii=False, separators=(",", ":")).encode()
def exact(data):
    value = json.loads(data)
    assert dumps(value) == data, "not in canonical form"
    return value

def lines_of(data):
    assert data == b"[]\n" or (data[:2], data[-3:]) == (b"[\n", b"\n]\n"), "not one item on each line"
    return data[2:-3].split(b",\n") if len(data) > 3 else []

def root(lines):  # the Merkle tree of RFC 9162
    level = [hashlib.sha256(b"\0" + line).digest() for line in lines] or [sha()]
    while len(level) > 1:
        rest = level[-1:] if len(level) % 2 else []
        level = [hashlib.sha256(b"\1" + a + b).digest() for a, b in zip(level[::2], level[1::2])] + rest
    return level[0]

def seed_of(lots):  # this and order: docs/methods/lots.md
    if "opening" in lots:
        opening = bytes.fromhex(lots["opening"])
        assert sha(b"thorbecke lots 1 commit\0", opening).hex() == lots["commitment"], "another opening"
        return sha(b"thorbecke lots 1 reveal\0", opening)
    numbers = lots.get("drawn", "").translate(str.maketrans(",;-/", "    ")).split()
    return sha(b"thorbecke lots 1 number\0", " ".join(numbers).encode()) if numbers else bytes.fromhex(lots["seed"])

def order(seed, purpose, items):
    inputs = (seed + n.to_bytes(8, "big") + purpose.encode() for n in itertools.count())
    items, stream = list(items), (byte for one in inputs for byte in sha(b"thorbecke lots 1 draw\0", one))
    for place in range(len(items) - 1, 0, -1):
        bits, number = place.bit_length(), place + 1
        while number > place:
            number = int.from_bytes(bytes(itertools.islice(stream, -(-bits // 8))), "big") >> -bits % 8
        items[place], items[number] = items[number], items[place]
    return items

def schulze(options, duels, rules):  # wins over strongest paths, and the options in levels
    back = rules["strength"] == "margins"
    power = {(a, b): (n - back * duels[b, a]) * (n > duels[b, a]) for (a, b), n in duels.items()}
    for c, a, b in itertools.permutations(options, 3):
        power[a, b] = max(power[a, b], min(power[a, c], power[c, b]))
    left, groups, beats = options, [], {(a, b) for a, b in power if power[a, b] > power[b, a]}
    while left:
        groups.append([b for b in left if not any((a, b) in beats for a in left)])
        left = [o for o in left if o not in groups[-1]]
    return {a: sum((a, b) in beats for b in options) for a in options}, groups

def recount(count, kind, options, papers, seed):  # figures and who comes first; None: not known here
    method, rules, valid = count["method"][7:], count["rules"], sum(n for a, n in papers if a)
    if kind == "ranking" and method in ("borda", "schulze") and rules.get("unranked", "average") == "average":
        numbers, places = [n for a, n in papers], {o: [a.get(o, len(options) + 1) for a, n in papers] for o in options}
        duels = {(a, b): sum(itertools.compress(numbers, map(int.__lt__, places[a], places[b])))
                 for a, b in itertools.permutations(options, 2)}
        scores, groups = schulze(options, duels, rules) if method == "schulze" else ({}, [])
        for o in options if method == "borda" else ():
            scores[o] = Fraction(sum(valid + n - duels[b, a] for (a, b), n in duels.items() if a == o), 2)
    elif kind != "ranking" and method in SUMS and rules.get("unscored") != "average":
        assert kind != "choice" or all(len(a) < 2 for a, n in papers), "more than one choice on a ballot"
        assert kind in ("score", "points") or all(v == 1 for a, n in papers for v in a.values()), "more than a mark"
        scores = {o: sum(n * a.get(o, 0) for a, n in papers) for o in options}
        groups = [["no"], ["yes"]] if (method, rules.get("tie"), len({*scores.values()})) == ("yesno", "no", 1) else []
    else:
        return None
    levels, first, seats = sorted(set(scores.values()), reverse=True), [], rules.get("seats", 1)
    for group in (groups or [[o for o in options if scores[o] == n] for n in levels]) if valid else []:
        if len(group) > seats - len(first) > 0:
            group = order(seed, f"{count['question']}|{count['method']}|winner|{len(first) + 1}", group)
        first += group[: seats - len(first)]
    return scores, first

def papers_of(count, files, record, votes):  # kind, options, and each different answer with its number
    if "file" in count["inputs"]:
        data = exact(files[count["inputs"]["file"]])
        rows = [{o: v for o, v in zip(data["options"], row) if v >= (data["kind"] != "score")} for row in data["rows"]]
        return data["kind"], data["options"], list(zip(rows, data["counts"]))
    q = next(q for q in record["definition"]["questions"] if q["id"] == count["question"])
    kind = {"yesno": "choice", "budget": "approval"}.get(q["type"], q["type"])
    return kind, [o["id"] for o in q["options"]], [(vote.get(q["id"], {}), n) for vote, n in votes]

def log_and_lists(files, record, announced, log):
    totals, last = record["totals"], "0" * 64
    for entry in exact(b"[" + b",".join(lines_of(files["log.json"])) + b"]"):
        stated = entry.pop("hash")
        assert stated == sha(dumps(entry)).hex() and entry["previous"] == last, "the log is broken"
        log[entry["kind"]], last = {**entry["values"], "seal": stated}, stated
    yield "vraag en regels / questions and rules", log["opened"]["definition"] == sha(dumps(record["definition"])).hex()
    lists = {name: lines_of(files[name]) for name in ("ballots.json", "receipts.json") if name in files}
    roots = [root(lines) for lines in lists.values()]  # of two lists: the node over both
    whole = (roots[0] if len(roots) == 1 else sha(b"\1", *roots)).hex()
    yield f"wortel / root {whole}", whole == record["root"] == log["closed"]["root"]
    yield "bekendgemaakt / announced", announced in (None, whole, log["closed"]["seal"])
    rows = [exact(b"[" + b",".join(lines) + b"]") for lines in lists.values()]
    receipts = rows[-1] if "receipts.json" in lists else [row["receipt"] for row in rows[0]]
    yield f"{len(receipts)} ontvangstcodes / receipts", all(a < b for a, b in zip(receipts, receipts[1:]))
    electronic, paper, on_paper, spent = (totals[key] for key in ("electronic", "paper", "spent_on_paper", "spent"))
    good = electronic + paper == len(receipts) and electronic + on_paper == spent <= totals["codes"] and paper <= on_paper
    yield f"{totals['codes']} codes, {len(receipts)} stembiljetten / ballots", good and totals == log["closed"]["totals"]
    plan = [[count[key] for key in PLAN] for count in record["definition"]["counts"]]
    yield "tellingen / counts", plan == [[count[key] for key in PLAN] for count in record["counts"]]
    outcomes = [count["outcome"] for count in record["counts"]]
    yield "uitslag / outcome", log["counted"]["outcome"] == sha(dumps(outcomes)).hex()

def checks(files, announced):
    record, log = exact(files["record.json"]), {}
    found = {name: sha(data).hex() for name, data in files.items() if name not in ("manifest.json", "signature.json")}
    assert (record["format"], record["version"]) == ("thorbecke-record", 1), "another format"
    yield f"{len(found)} bestanden / files", found == exact(files["manifest.json"])["files"]
    yield from log_and_lists(files, record, announced, log) if record["kind"] == "act" else ()
    lines, lots = lines_of(files.get("ballots.json", b"[]\n")), record["lots"] or {}
    same = Counter(line[line.index(b'"vote":') + 7 : -1] for line in lines)
    votes = list(zip(json.loads(b"[" + b",".join(same) + b"]"), same.values()))
    told = {**log["opened"], **log.get("revealed", {}), **log.get("drawn", {})} if log else lots
    seed = seed_of(lots) if lots else b""
    same = all(told.get(key) == lots.get(key) for key in ("opening", "drawn")) and seed.hex() == lots.get("seed", "")
    yield "loting / lots", same and ("opening" not in lots or told["commitment"] == lots["commitment"])
    for count in record["counts"]:
        name, known = f"{count['question']} {count['method']} ", count["inputs"]["kind"] == "profile" and (lines or not log)
        made = recount(count, *papers_of(count, files, record, votes), seed) if known else None
        scores, winners, passed = map(count["outcome"].get if made else {}.get, ("scores", "winners", "passed"))
        same = made and made == ({o: Fraction(scores[o]) for o in scores}, winners if passed is not False else made[1])
        yield name + ("geteld / counted" if made else "hier niet geteld / not counted here"), same or not made

def main():
    bundle, announced, holds = [*sys.argv[1:], None, None][:2] + [True] if sys.argv[1:] else sys.exit(__doc__)
    gc.disable()  # nothing here goes in circles; it saves a third of the time
    try:
        archive = zipfile.ZipFile(bundle)
        for name, good in checks({name: archive.read(name) for name in archive.namelist()}, announced):
            holds = holds and good
            print("ok " if good else "NEE / NO", name)
    except (ValueError, LookupError, TypeError, AttributeError, AssertionError, OSError, zipfile.BadZipFile) as error:
        holds = print("NEE / NO  beschadigd / damaged:", repr(error))
    print("DE BUNDEL KLOPT / THE BUNDLE HOLDS" if holds else "DE BUNDEL KLOPT NIET / THE BUNDLE DOES NOT HOLD")
    sys.exit(0 if holds else 1)
if __name__ == "__main__": main()
