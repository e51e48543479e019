"""The box: counts against brute force, propagation, reasons, diversity and the rule that blocks most."""

from __future__ import annotations

import itertools
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from thorbecke.methods import registry
from thorbecke.methods.design import plain
from thorbecke.methods.design.box import Box, Clash, Parameter, WrongBox
from thorbecke.methods.design.consistent import Inputs, Rules, count, explain
from thorbecke.methods.facts import to_data

SMALL = Box(
    (
        Parameter("scale", ("street", "town")),
        Parameter("say", ("advice", "decide")),
        Parameter("basis", ("none", "bylaw")),
    ),
    (
        Clash("r1", (("say", "decide"), ("basis", "none")), "needs a basis", "art. 156", True),
        Clash("r2", (("scale", "street"), ("say", "decide"), ("basis", "bylaw")), "too small"),
    ),
)


@st.composite
def boxes(draw: st.DrawFn) -> Inputs:
    sizes = draw(st.lists(st.integers(1, 4), min_size=2, max_size=5))
    parameters = tuple(
        Parameter(f"p{n}", tuple(f"o{i}" for i in range(size))) for n, size in enumerate(sizes)
    )
    clashes = []
    for number in range(draw(st.integers(0, 8))):
        places = draw(st.lists(st.integers(0, len(sizes) - 1), min_size=2, max_size=3, unique=True))
        named = tuple((f"p{n}", f"o{draw(st.integers(0, sizes[n] - 1))}") for n in places)
        clashes.append(Clash(f"r{number}", named))
    chosen = draw(st.sets(st.integers(0, len(sizes) - 1), max_size=2))
    choices = {f"p{n}": f"o{draw(st.integers(0, sizes[n] - 1))}" for n in chosen}
    return Inputs(Box(parameters, tuple(clashes)), choices)


def brute(inputs: Inputs) -> list[tuple[dict[str, str], list[str]]]:
    """Every combination that holds the choices, with the rules that it breaks."""
    found = []
    for values in itertools.product(*(one.options for one in inputs.box.parameters)):
        design = dict(zip((one.id for one in inputs.box.parameters), values, strict=True))
        if any(design[name] != option for name, option in inputs.choices.items()):
            continue
        broken = [
            clash.id
            for clash in inputs.box.clashes
            if all(design[name] == option for name, option in clash.options)
        ]
        found.append((design, broken))
    return found


@given(boxes())
def test_counts_are_those_of_brute_force(inputs):
    outcome = count(inputs, Rules())
    everything = brute(inputs)
    sound = [design for design, broken in everything if not broken]
    assert outcome.possible == len(sound)
    for one in inputs.box.parameters:
        if one.id not in inputs.choices:
            for option in one.options:
                expected = sum(design[one.id] == option for design in sound)
                assert outcome.remaining[one.id][option] == expected
    gains = {clash.id: 0 for clash in inputs.box.clashes}
    for _design, broken in everything:
        if len(broken) == 1:
            gains[broken[0]] += 1
    assert dict(outcome.gains) == gains
    assert [gain for _rule, gain in outcome.gains] == sorted(gains.values(), reverse=True)


@given(boxes())
def test_every_option_that_is_gone_has_a_true_reason(inputs):
    outcome = count(inputs, Rules())
    rules = {clash.id: clash for clash in inputs.box.clashes}
    for found in outcome.blocked:
        name, option = found.values["parameter"], found.values["option"]
        asked = {**inputs.choices, name: option}
        for rule in found.values["rules"]:
            without = Box(
                inputs.box.parameters, tuple(c for c in inputs.box.clashes if c.id != rule)
            )
            if found.values["direct"]:
                assert all(asked.get(n) == o for n, o in rules[rule].options)
            else:
                assert count(Inputs(without, asked), Rules(0, False)).possible > 0


@given(boxes())
def test_designs_are_sound_and_as_far_apart_as_said(inputs):
    outcome = count(inputs, Rules(diverse=4))
    sound = [design for design, broken in brute(inputs) if not broken]
    assert all(design in sound for design in outcome.designs)
    distances = [
        sum(one[name] != other[name] for name in one)
        for one, other in itertools.combinations(outcome.designs, 2)
    ]
    assert outcome.apart == (min(distances) if distances else 0)
    assert 0 not in distances


def test_a_triple_can_clash_where_no_pair_does():
    outcome = count(Inputs(SMALL, {"scale": "street"}), Rules())
    assert outcome.remaining["say"] == {"advice": 2, "decide": 0}
    blocked = next(one for one in outcome.blocked if one.values["option"] == "decide")
    assert blocked.values["direct"] is False
    assert blocked.values["rules"] == ("r1", "r2")


def test_choices_that_clash_are_named():
    outcome = count(Inputs(SMALL, {"say": "decide", "basis": "none"}), Rules())
    assert outcome.possible == 0
    assert outcome.conflicts == ("r1",)
    assert explain(outcome)[0].values == {"designs": 0, "of": 8}
    assert outcome.remaining["basis"]["bylaw"] == 1, "a chosen parameter can still be changed"


def test_the_rule_that_blocks_most_is_told():
    told = {one.code: one.values for one in explain(count(Inputs(SMALL), Rules()))}
    assert told["blocks_most"] == {"rule": "r1", "gain": 2}


@pytest.mark.parametrize(
    ("parameters", "clashes", "text"),
    [
        ((), (), "at least one parameter"),
        ((Parameter("a", ()),), (), "at least one option"),
        ((Parameter("a", ("x", "x")),), (), "different ids"),
        ((Parameter("a", ("x",)), Parameter("a", ("x",))), (), "different ids"),
        ((Parameter("a", ("x",)),), (Clash("r", (("a", "x"),)),), "two or more"),
        (
            (Parameter("a", ("x",)), Parameter("b", ("y",))),
            (Clash("r", (("a", "x"), ("b", "z"))),),
            "no option 'z'",
        ),
    ],
)
def test_a_box_that_cannot_be_is_refused(parameters, clashes, text):
    with pytest.raises(WrongBox, match=text):
        Box(parameters, clashes)


def test_an_unknown_choice_is_refused():
    for choices in ({"colour": "red"}, {"say": "shout"}):
        with pytest.raises(WrongBox, match="no "):
            count(Inputs(SMALL, choices), Rules())


@given(boxes())
def test_plain_data_comes_back_the_same(inputs):
    data = plain.to_data(inputs)
    assert plain.from_data(json.loads(json.dumps(data))) == inputs
    outcome = registry.find("design.consistent").count(inputs, Rules(diverse=2))
    json.dumps(to_data(outcome))


def test_the_draft_box_has_the_published_number_of_designs(shared_data):
    path = shared_data.parent / "content" / "building_blocks_draft.json"
    if not path.exists():
        pytest.skip(f"no content in {path.parent}")
    data = json.loads(path.read_text(encoding="utf-8"))
    parameters = tuple(Parameter(p["name"], tuple(p["options"])) for p in data["parameters"])
    clashes = tuple(
        Clash(f"r{n}", ((a, x), (b, y))) for n, (a, x, b, y) in enumerate(data["forbidden_pairs"])
    )
    outcome = count(Inputs(Box(parameters, clashes)), Rules())
    assert (outcome.combinations, outcome.possible) == (2_592_000, 363_094)
    assert outcome.apart >= 8
