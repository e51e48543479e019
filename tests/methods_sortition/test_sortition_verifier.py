"""The stand-alone verifier and ``check`` accept what is right and reject every kind of tampering."""

from __future__ import annotations

import copy
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from thorbecke.methods import facts, registry
from thorbecke.methods.lots import Lots
from thorbecke.methods.sortition import plain
from thorbecke.methods.sortition.pool import Pool, Rules
from thorbecke.records.bundle import write_method_bundle
from thorbecke.records.standalone import sortition as verifier

LOTS = Lots(bytes(range(32)))
Named = Callable[[str], Pool]
Data = dict[str, Any]


@pytest.fixture(scope="module")
def drawn() -> dict[str, tuple[Pool, Data, Data]]:
    return {}


@pytest.fixture
def case(drawn, named: Named) -> tuple[Pool, Data, Data]:
    """A pool, its plain data and the outcome's plain data, made once."""
    if "leximin" not in drawn:
        pool = named("sa_fixture")
        outcome = registry.find("sortition.leximin").count(pool, Rules(), LOTS)
        data = json.loads(json.dumps([plain.to_data(pool), facts.to_data(outcome)]))
        drawn["leximin"] = (pool, *data)
    return drawn["leximin"]


def alone(inputs: Data, outcome: Data, seed: bytes | None = LOTS.seed) -> list[str]:
    return list(verifier.check(inputs, "sortition.leximin", {}, outcome, seed))


def test_it_is_short_and_accepts_what_is_right(case) -> None:
    pool, inputs, outcome = case
    assert len(Path(verifier.__file__).read_text().splitlines()) < 300
    assert any("proved" in line for line in alone(inputs, outcome))
    assert registry.find("sortition.leximin").check(pool, Rules(), outcome, LOTS) == ()  # type: ignore[misc]


def weight(outcome: Data) -> None:
    outcome["panels"][0]["weight"] += 1


def shifted(outcome: Data) -> None:
    outcome["panels"][0]["weight"] += 10**9
    outcome["panels"][1]["weight"] -= 10**9


def quota(outcome: Data) -> None:
    outcome["panels"][0]["counts"][0][0] = (outcome["panels"][0]["counts"][0][0] + 1) % 100


def seats(outcome: Data) -> None:
    outcome["panels"][0]["counts"].pop()


def many(outcome: Data) -> None:
    outcome["panels"][0]["counts"][0][1] = 50


def chance(outcome: Data) -> None:
    outcome["chances"][0] = "1/2"


def smallest(outcome: Data) -> None:
    outcome["figures"]["smallest"] = "1/10"


def people(outcome: Data) -> None:
    outcome["figures"]["people"] += 1


def proof(outcome: Data) -> None:
    outcome["certificate"]["proofs"] = outcome["certificate"]["proofs"][:-1]


def multipliers(outcome: Data) -> None:
    for one in outcome["certificate"]["proofs"]:
        one["rows"] = one["rows"][:2]


def deviation(outcome: Data) -> None:
    outcome["certificate"]["deviation"] = "1/10"


def kind(outcome: Data) -> None:
    outcome["certificate"]["kind"] = "perfect"


def goal(outcome: Data) -> None:
    outcome["goal"] = "maximin"


def copies(outcome: Data) -> None:
    outcome["lottery"]["panels"][0]["weight"] += 1


def loss(outcome: Data) -> None:
    outcome["lottery"]["loss"] = "0"


def size(outcome: Data) -> None:
    outcome["lottery"]["size"] = 999


def number(outcome: Data) -> None:
    outcome["drawn"]["number"] = outcome["drawn"]["number"] % 1000 + 1


def member(outcome: Data) -> None:
    seated = set(outcome["drawn"]["members"])
    outcome["drawn"]["members"][0] = next(f"p{at}" for at in range(150) if f"p{at}" not in seated)


def nobody(outcome: Data) -> None:
    outcome["drawn"] = None


TAMPERED = [weight, shifted, quota, seats, many, chance, smallest, people, proof, multipliers,
            deviation, kind, goal, copies, loss, size, number, member, nobody]  # fmt: skip


@pytest.mark.parametrize("tamper", TAMPERED, ids=lambda one: one.__name__)
def test_tampering_is_rejected_by_both(case, tamper: Callable[[Data], None]) -> None:
    pool, inputs, right = case
    outcome = copy.deepcopy(right)
    tamper(outcome)
    with pytest.raises((verifier.Wrong, ValueError, IndexError, KeyError)):
        alone(inputs, outcome)
    assert registry.find("sortition.leximin").check(pool, Rules(), outcome, LOTS)  # type: ignore[misc]


def test_another_seed_or_pool_is_rejected(case) -> None:
    _pool, inputs, outcome = case
    with pytest.raises(verifier.Wrong):
        alone(inputs, outcome, bytes(32))
    with pytest.raises(verifier.Wrong):
        alone(inputs, outcome, None)
    other = copy.deepcopy(inputs)
    other["people"].pop()
    with pytest.raises((verifier.Wrong, ValueError, IndexError)):
        alone(other, outcome)


@pytest.mark.parametrize("goal_name", ["maximin", "nash", "goldilocks"])
def test_other_goals_and_draws_by_weight(named: Named, goal_name: str) -> None:
    pool = named("sa_fixture")
    method = registry.find(f"sortition.{goal_name}")
    outcome = json.loads(json.dumps(facts.to_data(method.count(pool, Rules(panels=0), LOTS))))
    inputs = plain.to_data(pool)
    rules = {"panels": 0}
    assert list(verifier.check(inputs, method.id, rules, outcome, LOTS.seed))
    assert method.check(pool, Rules(panels=0), outcome, LOTS) == ()  # type: ignore[misc]
    outcome["drawn"]["number"] += 1
    with pytest.raises(verifier.Wrong):
        list(verifier.check(inputs, method.id, rules, outcome, LOTS.seed))
    assert method.check(pool, Rules(panels=0), outcome, LOTS)  # type: ignore[misc]


def test_from_a_bundle(tmp_path: Path, village: Pool, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "draw.zip"
    outcome = registry.find("sortition.leximin").count(village, Rules(), LOTS)
    write_method_bundle(
        path,
        title="Loting",
        method="sortition.leximin",
        inputs=village,
        rules=Rules(),
        outcome=outcome,
        seed={"seed": LOTS.seed.hex()},
    )
    assert verifier.main(str(path)) == 0
    assert "proved" in capsys.readouterr().out
    assert verifier.main(str(tmp_path / "absent.zip")) == 2
    (tmp_path / "bad.zip").write_bytes(b"no zip")
    assert verifier.main(str(tmp_path / "bad.zip")) == 1
