"""A thousand ways to tamper with a published bundle, and each of them is seen.

An attacker may know as much as we do. ``edited``: a file in the zip is changed. ``resealed``: the
manifest is made anew, and signed with a key of the attacker. ``consistent``: lists, root, log, counts and
manifest are all made anew, so that the bundle holds in itself. Then only what was announced, or the key
of the organiser, gives it away.
"""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import replace
from typing import Any

import numpy as np
import pytest

import record_bundles
from record_bundles import SIGNER, Made, chained, made, packed
from thorbecke.records import bundle, canonical, lists, signing
from thorbecke.records.standalone import verify as alone
from thorbecke.records.verify import verify

pytestmark = pytest.mark.slow

KINDS = (
    "changed",
    "dropped",
    "added",
    "order",
    "rules",
    "lots",
    "outcome",
    "codes",
)
TIMES = {"edited": 42, "resealed": 42, "consistent": 42}  # 8 kinds × 3 levels × 42 = 1,008
ATTACKER = signing.Signer(bytes(range(1, 33)))


@pytest.fixture(scope="module")
def act() -> Made:
    return made(44, seed=7)


@pytest.fixture(scope="module")
def original(act: Made) -> dict[str, bytes]:
    return act.files()


def seal_of(files: dict[str, bytes]) -> str:
    """What the organiser announced at closing."""
    log = [json.loads(line) for line in canonical.lines_of(files[bundle.LOG])]
    return next(entry["hash"] for entry in log if entry["kind"] == "closed")


def other_vote(draw: np.random.Generator, vote: Any) -> Any:
    while (found := record_bundles.vote(draw)) == vote:
        pass
    return found


def some(draw: np.random.Generator, number: int) -> int:
    return int(draw.integers(0, number))


# --- edits of files ------------------------------------------------------------------------------


def edit(kind: str, files: dict[str, bytes], draw: np.random.Generator) -> dict[str, bytes]:
    """Return the files with one thing changed in one file."""
    if kind in {"changed", "dropped", "added", "order"}:
        lines = edit_lines(kind, canonical.lines_of(files[lists.BALLOTS]), draw)
        return {**files, lists.BALLOTS: canonical.list_file(lines)}
    record = json.loads(files[bundle.RECORD])
    EDITS[kind](record, draw)
    return {**files, bundle.RECORD: canonical.dumps(record)}


def edit_lines(kind: str, lines: list[bytes], draw: np.random.Generator) -> list[bytes]:
    place, found = some(draw, len(lines)), list(lines)
    row = json.loads(lines[place])
    if kind == "changed":
        vote = other_vote(draw, row["vote"])
        found[place] = canonical.dumps({"receipt": row["receipt"], "vote": vote})
    elif kind == "dropped":
        del found[place]
    elif kind == "added":
        paper = {"receipt": record_bundles.receipt(draw), "vote": record_bundles.vote(draw)}
        found = sorted(
            [*found, canonical.dumps(paper)], key=lambda line: json.loads(line)["receipt"]
        )
    else:
        other = (place + 1 + some(draw, len(lines) - 1)) % len(lines)
        found[place], found[other] = found[other], found[place]
    return found


def edit_rules(record: dict[str, Any], draw: np.random.Generator) -> None:
    change_rules(record["counts"], draw)
    if some(draw, 2):
        record["definition"]["counts"] = [
            {**plan, "rules": count["rules"]}
            for plan, count in zip(record["definition"]["counts"], record["counts"], strict=True)
        ]
        record["definition_sha256"] = canonical.hashed(record["definition"])


def change_rules(counts: list[dict[str, Any]], draw: np.random.Generator) -> None:
    count = counts[some(draw, len(counts))]
    names = [name for name, value in count["rules"].items() if other_rule(value) != value]
    name = names[some(draw, len(names))]
    count["rules"] = {**count["rules"], name: other_rule(count["rules"][name])}


def other_rule(value: Any) -> Any:
    """Return another value that this rule may have; the same when there is none."""
    if isinstance(value, bool):
        return not value
    if isinstance(value, int):
        return 3 - value
    texts = {"1/10": "1/9", "average": "zero", "winning_votes": "margins", "no": "lot"}
    return {**texts, "earlier_rounds": "lot", None: "1/3"}.get(value, value)


def edit_lots(record: dict[str, Any], draw: np.random.Generator) -> None:
    name = ("opening", "commitment", "seed")[some(draw, 3)]
    record["lots"][name] = draw.bytes(32).hex()


def edit_outcome(record: dict[str, Any], draw: np.random.Generator) -> None:
    outcome = record["counts"][some(draw, len(record["counts"]))]["outcome"]
    scores = sorted(outcome["scores"])
    one = scores[some(draw, len(scores))]
    if some(draw, 2) or outcome["winners"] == [one]:
        outcome["scores"][one] = 10_000 + some(draw, 1000)
    else:
        outcome["winners"] = [one]


def edit_codes(record: dict[str, Any], draw: np.random.Generator) -> None:
    name = sorted(record["totals"])[some(draw, len(record["totals"]))]
    record["totals"][name] += (1, -1, 1000)[some(draw, 3)]


EDITS = {"rules": edit_rules, "lots": edit_lots, "outcome": edit_outcome, "codes": edit_codes}


# --- a forgery that fits together ----------------------------------------------------------------


def forged(kind: str, act: Made, draw: np.random.Generator) -> dict[str, bytes]:
    """Return the files of an act that holds in itself, but is not what was announced."""
    papers = list(act.papers)
    place = some(draw, len(papers))
    if kind in {"changed", "order"}:
        here, other = papers[place], papers[(place + 1) % len(papers)]
        vote = other.vote  # two voters whose votes are exchanged
        if kind == "changed" or vote == here.vote or other.invalid:
            vote = other_vote(draw, here.vote)
        papers[place] = lists.Paper(here.receipt, vote)
        return replace(act, papers=papers, signer=ATTACKER).files()
    if kind == "dropped":
        del papers[place]
        return replace(act, papers=papers, signer=ATTACKER).files()
    if kind == "added":
        papers.append(lists.Paper(record_bundles.receipt(draw), record_bundles.vote(draw)))
        return replace(act, papers=papers, signer=ATTACKER).files()
    return FORGERIES[kind](act, draw).files()


def forged_rules(act: Made, draw: np.random.Generator) -> Made:
    plans = [list(plan) for plan in act.plans]
    plan = plans[some(draw, len(plans))]
    plan[2] = {**plan[2], "majority": f"1/{2 + some(draw, 50)}"}
    return replace(act, plans=[tuple(plan) for plan in plans], signer=ATTACKER)


class OtherLots(Made):
    """Another opening, with a commitment to fit."""

    opening: bytes

    def lots(self) -> dict[str, str]:
        from thorbecke.methods.lots import commitment

        return {"opening": self.opening.hex(), "commitment": commitment(self.opening)}

    def log(self, definition: Any, root: str, outcomes: Any) -> list[dict[str, Any]]:
        steps = [
            (entry["kind"], entry["values"]) for entry in super().log(definition, root, outcomes)
        ]
        steps[1][1]["commitment"] = self.lots()["commitment"]
        steps[3][1]["opening"] = self.opening.hex()
        return chained(steps)


def forged_lots(act: Made, draw: np.random.Generator) -> Made:
    found = OtherLots(act.papers, signer=ATTACKER)
    found.opening = draw.bytes(32)
    return found


class OtherOutcome(Made):
    """Another outcome than the count gives, announced in the log as well."""

    draw: np.random.Generator

    def counts(self) -> list[bundle.Count]:
        found = super().counts()
        record = {"counts": [count.data() for count in found]}
        edit_outcome(record, self.draw)
        return [
            replace(count, outcome=row["outcome"])
            for count, row in zip(found, record["counts"], strict=True)
        ]


def forged_outcome(act: Made, draw: np.random.Generator) -> Made:
    found = OtherOutcome(act.papers, signer=ATTACKER)
    found.draw = draw
    return found


class OtherCodes(Made):
    """Another number of codes, everywhere."""

    more: int

    @property
    def totals(self) -> dict[str, int]:
        return {**super().totals, "codes": super().totals["codes"] + self.more}


def forged_codes(act: Made, draw: np.random.Generator) -> Made:
    found = OtherCodes(act.papers, signer=ATTACKER)
    found.more = 1 + some(draw, 1000)
    return found


FORGERIES = {
    "rules": forged_rules,
    "lots": forged_lots,
    "outcome": forged_outcome,
    "codes": forged_codes,
}


# --- the thousand --------------------------------------------------------------------------------


def holds_alone(files: dict[str, bytes], announced: str | None) -> bool:
    """What the stand-alone verifier says; it does not know signatures."""
    try:
        return all(good for _name, good in alone.checks(files, announced))
    except (ValueError, LookupError, TypeError, AttributeError, AssertionError):
        return False


def test_the_untouched_bundle_holds_for_both(original) -> None:
    sound = verify(packed(original), key=SIGNER.public, root=seal_of(original))
    assert [check for check in sound.checks if not check.holds] == []
    assert holds_alone(bundle.read(packed(original)), seal_of(original))


@pytest.mark.parametrize("kind", KINDS)
def test_every_edit_of_a_file_is_caught(kind, original) -> None:
    draw = np.random.Generator(np.random.PCG64(KINDS.index(kind)))
    good = packed(original).getvalue()
    seals = bundle.read(packed(original))
    for _ in range(TIMES["edited"]):
        files = {**seals, **edit(kind, original, draw)}
        target = record_bundles.BytesIO()
        bundle._pack(target, files)
        assert target.getvalue() != good
        assert not verify(target).holds
        assert not holds_alone(files, None)


@pytest.mark.parametrize("kind", KINDS)
def test_every_edit_with_a_new_manifest_is_caught_without_knowing_anything_else(
    kind, original
) -> None:
    """Neither key nor root is given: the bundle contradicts itself."""
    draw = np.random.Generator(np.random.PCG64(100 + KINDS.index(kind)))
    for _ in range(TIMES["resealed"]):
        files = edit(kind, original, draw)
        record = {**json.loads(files[bundle.RECORD]), "key": ATTACKER.public}
        files[bundle.RECORD] = canonical.dumps(record)
        target = packed(files, ATTACKER)
        report = verify(target)
        assert not report.holds
        wrong = {check.name for check in report.checks if not check.holds}
        assert not wrong & {"files", "form", "signature"}  # it is the content that gives it away
        assert not holds_alone(bundle.read(target), None)


@pytest.mark.parametrize("kind", KINDS)
def test_every_forgery_that_fits_together_is_caught_by_key_or_seal(kind, act, original) -> None:
    draw = np.random.Generator(np.random.PCG64(200 + KINDS.index(kind)))
    seal, root = seal_of(original), json.loads(original[bundle.RECORD])["root"]
    for number in range(TIMES["consistent"]):
        files = forged(kind, act, draw)
        target = packed(files, ATTACKER)
        assert not verify(target, key=SIGNER.public).holds
        if kind == "outcome":
            assert not verify(target).holds  # the recount alone
            continue
        if number % 7 == 0:
            assert verify(target).holds, "the forgery should hold in itself, else it is too easy"
        assert not verify(target, root=seal).holds
        assert not holds_alone(bundle.read(target), seal)
        if number % 7 == 0 and kind in {"changed", "dropped", "added", "order"}:
            assert not verify(target, root=root).holds
            assert not holds_alone(bundle.read(target), root)


def test_a_number_drawn_after_closing_is_kept_by_the_key_alone() -> None:
    """The seal of the closing can't hold a number that was drawn after it; the public saw that draw."""
    sound = made(60, seed=7, drawn="07 12 23")
    files = replace(sound, drawn="07 12 24", signer=ATTACKER).files()
    target = packed(files, ATTACKER)
    assert verify(target, root=seal_of(files)).holds
    assert not verify(target, key=SIGNER.public).holds
    mixed = {**sound.files(), bundle.RECORD: files[bundle.RECORD]}
    report = verify(packed(mixed, ATTACKER), root=seal_of(files))
    assert "lots" in {check.name for check in report.checks if not check.holds}


def test_there_are_a_thousand() -> None:
    assert len(KINDS) * sum(TIMES.values()) >= 1000
    assert len(Counter(KINDS)) == 8
