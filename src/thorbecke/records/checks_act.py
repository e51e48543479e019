"""What is checked of an act besides its counts: log, definition, lists, numbers."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import pairwise
from typing import Any

from thorbecke.methods import ballots as papers
from thorbecke.records import canonical, chain, lists, merkle
from thorbecke.records.content import Content, Finding

TOTALS = "codes void spent spent_on_paper electronic paper invalid ballots".split()


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
    totals = content.record["totals"]
    mode = lists.mode_of(content.definition["publish"], totals["electronic"], totals["paper"])
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
    if totals["electronic"] != totals["spent"] - totals["spent_on_paper"]:
        return "not one electronic ballot for each code that was used electronically"
    if totals["paper"] > totals["spent_on_paper"]:
        return "more paper ballots than codes that were used on paper"
    if totals["spent"] > totals["codes"]:
        return "more used codes than valid codes"
    return ""


def areas(content: Content) -> Finding:
    """The numbers per area add up, none is too small, and the closing announced the same."""
    rows, totals = content.record["areas"], content.record["totals"]
    good = not rows or (
        sum(row["codes"] for row in rows) == totals["codes"]
        and sum(row["spent"] for row in rows) == totals["spent"]
        and all(lists.FEWEST <= row["spent"] <= row["codes"] for row in rows)
    )
    good = good and rows == content.entry("closed")["areas"]
    return Finding(good, "areas_fit" if good else "areas_differ", {"fewest": lists.FEWEST})


def ballots(content: Content) -> Finding:
    """Each ballot fits the ballot papers of the definition, in its one form."""
    if content.lists.mode == lists.TOTALS:
        return Finding(True, "ballots_withheld", {"fewest": lists.FEWEST})
    specs = {one["id"]: papers.spec_of(one) for one in content.definition["questions"]}
    fields = {"receipt", "vote"} if content.lists.mode == lists.WITH_RECEIPT else {"vote"}
    good: set[bytes] = set()
    lines = content.lists.lines[lists.BALLOTS]
    for number, (ballot, line) in enumerate(zip(content.ballots, lines, strict=True), start=1):
        key = line[line.index(b'"vote":') :] + b"invalid" * ("invalid" in ballot)
        if ballot.keys() - {"invalid"} != fields:
            return Finding(False, "ballots_wrong", {"number": number, "why": "fields"})
        if key not in good and (why := _wrong_ballot(specs, ballot)):
            return Finding(False, "ballots_wrong", {"number": number, "why": why})
        good.add(key)
    if (
        sum("invalid" in ballot for ballot in content.ballots)
        != content.record["totals"]["invalid"]
    ):
        return Finding(False, "ballots_wrong", {"number": 0, "why": "the number of invalid ones"})
    return Finding(True, "ballots_valid", {"size": len(content.ballots)})


def _wrong_ballot(specs: Mapping[str, papers.Spec], ballot: Mapping[str, Any]) -> str:
    vote = ballot["vote"]
    if "invalid" in ballot:
        return "" if ballot["invalid"] is True and vote == {} else "invalid, but with an answer"
    if not isinstance(vote, dict) or set(vote) != set(specs):
        return "not exactly the questions that were asked"
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
