"""The outcomes of the official counting engine: seats, lots and nomination, one by one."""

from __future__ import annotations

import gzip
import json

import pytest

from methods_seats.elections import FIRST, sized, with_candidates
from thorbecke.methods.seats import kieswet
from thorbecke.methods.seats.engine import MAJORITY, REMAINDER


def label(lot) -> str:
    """A lot between lists as the engine names it: HA, LR, AMHA or AMLR and the list numbers."""
    kind = "LR" if lot.step.endswith(REMAINDER) else "HA"
    return ("AM" if lot.step.startswith(MAJORITY) else "") + kind + ":" + ",".join(lot.between)


def list_lots(outcome) -> list[str]:
    return [label(lot) for lot in outcome.lots if lot.step != "preference"]


@pytest.fixture(scope="module")
def unit_vectors(shared_data):
    file = shared_data / "elections" / "engine_unit_vectors.json"
    return json.loads(file.read_text(encoding="utf-8"))


def test_all_42_unit_vectors_are_equal(unit_vectors):
    assert len(unit_vectors) == 42
    for case in unit_vectors:
        outcome = kieswet.count(
            sized(case["seats"], case["list_votes"], case["candidates"]), lots=FIRST
        )
        assert list(outcome.seats) == case["engine_output_first_option_drawn"], case["name"]
        assert list_lots(outcome) == case["lots"], case["name"]


def test_the_seats_that_the_engine_expects_with_deceased_candidates(unit_vectors):
    """The vectors hold the number of candidates before death, not who died; one death explains each."""
    cases = [case for case in unit_vectors if "due_to_deceased" in case["name"]]
    assert len(cases) == 2
    for case in cases:
        full = [
            [votes - size + 1] + [1] * (size - 1)
            for votes, size in zip(case["list_votes"], case["candidates"], strict=True)
        ]
        outcome = kieswet.count(with_candidates(case["seats"], full, DECEASED[case["seats"]]))
        assert list(outcome.seats) == case["expected_in_source"]


# By the number of seats: the last candidate of the first list.
DECEASED = {15: [(1, 6)], 20: [(1, 8)]}


def test_all_3000_generated_vectors_are_equal_in_seats_lots_and_nomination(shared_data):
    file = shared_data / "elections" / "engine_vectors.jsonl.gz"
    with gzip.open(file, "rt", encoding="utf-8") as lines:
        cases = [json.loads(line) for line in lines]
    assert len(cases) == 3000
    for place, case in enumerate(cases):
        outcome = kieswet.count(with_candidates(case["seats"], case["candidate_votes"]), lots=FIRST)
        found = {
            "list_seats": list(outcome.seats),
            "list_lots": list_lots(outcome),
            "candidate_lots": [
                f"C{lot.within}:{','.join(lot.between)}"
                for lot in outcome.lots
                if lot.step == "preference"
            ],
            "nomination": [
                f"{row.list}:{','.join(row.preference)}/{','.join(row.order)}"
                for row in outcome.nominations
            ],
        }
        assert found == {name: case[name] for name in found}, f"vector {place}"
