"""The box of the content: the published number of designs, the triple, and an independent count."""

from __future__ import annotations

from itertools import product

from thorbecke.knowledge import designs
from thorbecke.methods.design.box import Box
from thorbecke.methods.design.consistent import Inputs, Rules, count
from thorbecke.web.designs.state import blocks


def test_the_pairs_alone_leave_the_published_number_and_the_triple_takes_some_away():
    box = designs.box(blocks())
    pairs = Box(box.parameters, tuple(c for c in box.clashes if len(c.options) == 2))
    quick = Rules(diverse=0, blocking=False)
    assert count(Inputs(pairs), quick).possible == 363_094
    assert count(Inputs(box), quick).possible < 363_094
    assert box.combinations == 2_592_000


def test_the_count_equals_an_independent_brute_force():
    box = designs.box(blocks())
    chosen = {"schaal": "gemeente", "wie": "geloot", "kanaal": "fysiek"}
    total = 0
    free = [one for one in box.parameters if one.id not in chosen]
    for options in product(*(one.options for one in free)):
        design = {**chosen, **dict(zip((one.id for one in free), options, strict=True))}
        total += not any(
            all(design[name] == option for name, option in clash.options) for clash in box.clashes
        )
    assert count(Inputs(box, chosen), Rules(diverse=0, blocking=False)).possible == total


def test_every_option_stands_in_some_design_and_every_rule_in_law_is_marked():
    box = designs.box(blocks())
    found = count(Inputs(box), Rules(diverse=8))
    assert all(n for options in found.remaining.values() for n in options.values())
    assert (len(found.designs), found.apart >= 8) == (8, True)
    assert {c.id for c in box.clashes if c.legal} == {
        rule.id for rule in blocks().exclusions if rule.kind == "wet"
    }
