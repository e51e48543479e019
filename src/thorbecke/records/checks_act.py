"""What is checked of an act besides its counts: log, definition, lists, numbers."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from itertools import pairwise
from typing import Any

from thorbecke.methods import ballots as papers
from thorbecke.records import canonical, chain, lists, merkle
from thorbecke.records.content import Content, Finding

TOTALS = ("codes", "void", "spent", "electronic", "paper", "ballots")


def log(content: Content) -> Finding:
    """The chain is whole, and holds the opening before the closing, each once."""
    if number := chain.first_fault(content.log):
        return Finding(False, "log_broken", {"number": number})
    steps = [entry["kind"] for entry in content.log if entry["kind"] in {"opened", "closed"}]
    if steps != ["opened", "closed"]:
        return Finding(False, "log_incomplete")
    return Finding(True, "log_whole", {"entries": len(content.log)})


def definition(content: Content) -> Finding:
    """The definition is the one whose hash was announced at opening."""
    found = canonical.hashed(content.definition)
    fixed = content.entry("opened")["definition"] == found == content.record["definition_sha256"]
    mode = lists.mode_of(content.definition["publish"], content.record["totals"]["ballots"])
    fixed = fixed and content.record["publish"] == mode
    fixed = fixed and content.record["title"] == content.definition["title"]
    return Finding(fixed, "definition_fixed" if fixed else "definition_changed")


def root(content: Content) -> Finding:
    """The lists give the sizes and roots in the record and in the announcement of the closing."""
    found, closed = content.lists, content.entry("closed")
    sizes = {name: len(lines) for name, lines in found.lines.items()}
    good = found.summary() == content.record["lists"]
    good = good and found.root == content.record["root"] == closed["root"]
    good = good and content.entry("opened")["root"] == merkle.EMPTY
    if not good:
        return Finding(False, "root_differs")
    return Finding(True, "root_fits", {"size": max(sizes.values()), "root": found.root})


def receipts(content: Content) -> Finding:
    """Each receipt stands in the list once, and the lists are in their order."""
    found = content.receipts
    good = all(isinstance(text, str) for text in found)
    good = good and all(one < next_ for one, next_ in pairwise(found))
    if content.lists.mode == lists.APART:
        lines = content.lists.lines[lists.BALLOTS]
        good = good and lines == sorted(lines) and len(lines) == len(found)
    return Finding(good, "receipts_unique" if good else "receipts_wrong", {"size": len(found)})


def codes(content: Content) -> Finding:
    """No more ballots than codes, and the numbers are those of the closing."""
    totals = content.record["totals"]
    if why := _wrong_totals(content, totals):
        return Finding(False, "codes_differ", {"why": why})
    values = {"ballots": totals["ballots"], "spent": totals["spent"]}
    return Finding(True, "codes_fit", {**values, "valid": content.electorate})


def _wrong_totals(content: Content, totals: Mapping[str, Any]) -> str:
    if set(totals) != set(TOTALS) or any(type(n) is not int or n < 0 for n in totals.values()):
        return f"expected {', '.join(TOTALS)}"
    if totals != content.entry("closed")["totals"]:
        return "the log announced other numbers at closing"
    if totals["ballots"] != len(content.receipts):
        return f"{len(content.receipts)} ballots were published, not {totals['ballots']}"
    if totals["electronic"] + totals["paper"] != totals["ballots"]:
        return "electronic and paper do not add up"
    if totals["ballots"] > totals["spent"]:
        return "more ballots than used codes"
    if totals["spent"] > content.electorate:
        return "more used codes than valid codes"
    return ""


def areas(content: Content) -> Finding:
    """The numbers per area add up, none is too small, and they fit the areas on the ballots."""
    rows, totals = content.record["areas"], content.record["totals"]
    good = not rows or (
        sum(row["codes"] for row in rows) == content.electorate
        and sum(row["ballots"] for row in rows) == totals["ballots"]
        and all(row["ballots"] >= lists.FEWEST for row in rows)
    )
    good = good and rows == content.entry("closed")["areas"]
    shown = _areas_on_ballots(content)
    good = good and (not shown or shown == {row["name"]: row["ballots"] for row in rows})
    return Finding(good, "areas_fit" if good else "areas_differ", {"fewest": lists.FEWEST})


def _areas_on_ballots(content: Content) -> dict[str, int]:
    if content.lists.mode == lists.TOTALS:
        return {}
    found = Counter(ballot.get("area", "") for ballot in content.ballots)
    return {} if set(found) == {""} else dict(found)


def ballots(content: Content) -> Finding:
    """Each ballot fits the ballot papers of the definition, in its one form."""
    if content.lists.mode == lists.TOTALS:
        return Finding(True, "ballots_withheld", {"fewest": lists.FEWEST})
    specs = {one["id"]: papers.spec_of(one) for one in content.definition["questions"]}
    fields = {"receipt", "vote"} if content.lists.mode == lists.WITH_RECEIPT else {"vote"}
    good: set[bytes] = set()
    for number, ballot in enumerate(content.ballots, start=1):
        key = canonical.dumps(ballot["vote"])
        if set(ballot) - {"area"} != fields:
            return Finding(False, "ballots_wrong", {"number": number, "why": "fields"})
        if key not in good and (why := _wrong_vote(specs, ballot["vote"])):
            return Finding(False, "ballots_wrong", {"number": number, "why": why})
        good.add(key)
    return Finding(True, "ballots_valid", {"size": len(content.ballots)})


def _wrong_vote(specs: Mapping[str, papers.Spec], vote: Any) -> str:
    if not isinstance(vote, dict) or set(vote) - set(specs):
        return "an unknown question"
    for name, answer in vote.items():
        if found := papers.faults(specs[name], answer):
            return f"{name}: {found[0].code}"
        if papers.canonical(specs[name], answer) != answer:
            return f"{name}: not in its one form"
    return ""


ACT_CHECKS = (
    ("log", log),
    ("definition", definition),
    ("root", root),
    ("receipts", receipts),
    ("codes", codes),
    ("areas", areas),
    ("ballots", ballots),
)
