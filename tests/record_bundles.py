"""Makes bundles of acts for tests and benchmarks, from made-up ballots, without the database."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, field
from io import BytesIO
from pathlib import Path
from typing import Any

import numpy as np

from thorbecke.methods import registry
from thorbecke.methods.facts import to_data
from thorbecke.methods.lots import commitment
from thorbecke.methods.voting import plain
from thorbecke.records import bundle, canonical, chain, lists, merkle, recount
from thorbecke.records.signing import Signer

SIGNER = Signer(bytes(range(32)))
OPENING = hashlib.sha256(b"a secret of the test").digest()
SIGNS = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"
AT = "2026-11-2{}T10:00Z"


def option(name: str) -> dict[str, Any]:
    return {"id": name, "title": name.title()}


QUESTIONS: list[dict[str, Any]] = [
    {"id": "plan", "title": "Doen?", "type": "yesno", "options": [option("yes"), option("no")]},
    {
        "id": "place",
        "title": "Waar?",
        "type": "ranking",
        "options": [option(name) for name in "park school haven plein".split()],
    },
    {
        "id": "wish",
        "title": "Wat?",
        "type": "approval",
        "options": [option(name) for name in "boom bank fontein".split()],
    },
]
PLANS: list[tuple[str, str, dict[str, Any], bool]] = [
    ("plan", "voting.yesno", {"turnout": "1/10"}, True),
    ("place", "voting.schulze", {}, True),
    ("wish", "voting.approval", {"seats": 2}, True),
    ("place", "voting.borda", {}, False),
    ("place", "voting.irv", {}, False),
]


@dataclass
class Made:
    """An act that is ready to be sealed; tests change a part and seal it anew."""

    papers: list[lists.Paper]
    questions: list[dict[str, Any]] = field(default_factory=lambda: QUESTIONS)
    plans: Sequence[tuple[str, str, dict[str, Any], bool]] = tuple(PLANS)
    publish: str = lists.WITH_RECEIPT
    drawn: str | None = None
    signer: Signer | None = SIGNER

    @property
    def totals(self) -> dict[str, int]:
        paper = sum(one.receipt.startswith("P-") for one in self.papers)
        electronic = len(self.papers) - paper
        return {
            "codes": 2 * len(self.papers) + 50,
            "void": 3,
            "spent": electronic + paper,
            "spent_on_paper": paper,
            "electronic": electronic,
            "paper": paper,
            "invalid": sum(one.invalid for one in self.papers),
            "ballots": len(self.papers),
        }

    def definition(self) -> dict[str, Any]:
        return {
            "title": "Proef",
            "questions": self.questions,
            "publish": self.publish,
            "counts": [
                {
                    "question": question,
                    "method": method,
                    "version": 1,
                    "rules": full_rules(method, rules),
                    "decides": decides,
                    "needs_electorate": "turnout" in rules,
                }
                for question, method, rules, decides in self.plans
            ],
        }

    def lots(self) -> dict[str, str]:
        if self.drawn:
            return {"drawn": self.drawn}
        return {"opening": OPENING.hex(), "commitment": commitment(OPENING)}

    def published(self) -> lists.Lists:
        totals = self.totals
        mode = lists.mode_of(self.publish, totals["electronic"], totals["paper"])
        return lists.publish(self.papers, mode)

    def counts(self) -> list[bundle.Count]:
        lots, codes = bundle.lots_of(self.lots()), self.totals["codes"]
        votes = [paper.vote for paper in self.papers]
        found, withheld = [], self.published().mode == lists.TOTALS
        for plan in self.definition()["counts"]:
            question = next(one for one in self.questions if one["id"] == plan["question"])
            electorate = codes if plan["needs_electorate"] else None
            inputs = recount.inputs_from_votes("profile", question, votes, electorate)
            outcome = recount.count(plan["method"], 1, plan["rules"], inputs, lots)
            if withheld:
                outcome = recount.withheld(outcome)
            source = {"kind": "profile", "from": "ballots", "electorate": electorate}
            found.append(
                bundle.Count(
                    plan["question"],
                    plan["method"],
                    1,
                    plan["rules"],
                    source,
                    outcome,
                    plan["decides"],
                )
            )
        return found

    def log(
        self, definition: dict[str, Any], root: str, outcomes: list[Any]
    ) -> list[dict[str, Any]]:
        committed = None if self.drawn else commitment(OPENING)
        fixed = canonical.hashed(definition)
        first = {"codes": 10, "definition": fixed, "commitment": committed, "root": merkle.EMPTY}
        lot = {"drawn": self.drawn} if self.drawn else {"opening": OPENING.hex()}
        steps = [
            ("made", {"title": "Proef"}),
            ("opened", first),
            ("closed", {"totals": self.totals, "areas": self.areas(), "root": root}),
            ("drawn" if self.drawn else "revealed", lot),
            ("counted", {"outcome": canonical.hashed(outcomes)}),
        ]
        return chained(steps)

    def areas(self) -> list[dict[str, Any]]:
        totals = self.totals
        if totals["spent"] < 24:
            return []
        rest = {"codes": totals["codes"] - 30, "spent": totals["spent"] - 12}
        return [{"name": "Noord", "codes": 30, "spent": 12}, {"name": "overig", **rest}]

    def files(self) -> dict[str, bytes]:
        """Return everything but manifest and signature."""
        definition, published, counts = self.definition(), self.published(), self.counts()
        record = bundle.act_record(
            title="Proef",
            definition=definition,
            totals=self.totals,
            areas=self.areas(),
            lists=published,
            lots=self.lots(),
            counts=counts,
            signer=self.signer,
        )
        log = self.log(definition, published.root, [count.outcome for count in counts])
        target = BytesIO()
        bundle.write_act_bundle(target, record, published, log, signer=self.signer)
        made = bundle.read(target)
        return {name: data for name, data in made.items() if name not in bundle.SEALS}


def chained(steps: Sequence[tuple[str, dict[str, Any]]]) -> list[dict[str, Any]]:
    """Return a log of these steps."""
    found, previous = [], chain.START
    for number, (kind, values) in enumerate(steps, start=1):
        entry = chain.Entry(number, AT.format(number), kind, "organiser", values, previous)
        found.append(entry.data())
        previous = entry.hash
    return found


def full_rules(method: str, rules: dict[str, Any]) -> dict[str, Any]:
    """Return the rules with every default filled in, as an act freezes them."""
    found: dict[str, Any] = to_data(registry.rules_of(registry.find(method), rules))
    return found


def packed(files: dict[str, bytes], signer: Signer | None = SIGNER) -> BytesIO:
    """Return a zip of these files with a fresh manifest and signature."""
    target = BytesIO()
    bundle._pack(target, bundle.sealed(files, signer))
    return target


def made(size: int = 60, seed: int = 1, **changes: Any) -> Made:
    """Return an act with so many made-up ballots, a few of them on paper, one of those invalid."""
    draw = np.random.Generator(np.random.PCG64(seed))
    found = [lists.Paper(receipt(draw), vote(draw)) for _ in range(size)]
    for number in range(1, 1 + min(12, size // 4)):
        invalid = number == 3
        text = f"P-1-{number:03d}"
        found[number] = lists.Paper(text, {} if invalid else vote(draw), invalid)
    return Made(found, **changes)


def receipt(draw: np.random.Generator) -> str:
    signs = [SIGNS[place] for place in draw.integers(0, len(SIGNS), 16)]
    return "-".join("".join(signs[start : start + 4]) for start in range(0, 16, 4))


def vote(draw: np.random.Generator) -> dict[str, dict[str, int]]:
    places = draw.permutation(4)[: draw.integers(0, 5)]
    names = [item["id"] for item in QUESTIONS[1]["options"]]
    ranked = {int(place): rank for rank, place in enumerate(places, start=1)}
    wishes = [item["id"] for item in QUESTIONS[2]["options"] if draw.integers(0, 2)]
    choice = ["yes", "yes", "no", ""][draw.integers(0, 4)]
    return {
        "plan": {choice: 1} if choice else {},
        "place": {name: ranked[at] for at, name in enumerate(names) if at in ranked},
        "wish": dict.fromkeys(wishes, 1),
    }


def method_bundle(
    path: Path, answers: list[dict[str, int]], seed: Any = None, **rules: Any
) -> Path:
    method = registry.find("voting.schulze")
    profile = plain.from_answers(QUESTIONS[1], answers)
    chosen = method.rules(**rules)
    outcome = method.count(profile, chosen, bundle.lots_of(seed))
    bundle.write_method_bundle(
        path,
        title="Proef",
        method=method.id,
        inputs=profile,
        rules=chosen,
        outcome=outcome,
        seed=seed,
    )
    return path
