"""``thorbecke knowledge check`` finds every kind of mistake that a schema can't see."""

from __future__ import annotations

import json
import shutil
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from thorbecke.cli.knowledge import KINDS, knowledge
from thorbecke.knowledge import Shipped, shipped
from thorbecke.knowledge.check import check
from thorbecke.knowledge.load import DATA

LONG = " ".join(["woord"] * 26) + "."


def changed(field: str, **values: Any) -> Shipped:
    """The content with one field of the first item of a kind changed."""
    first, *rest = getattr(shipped(), field)
    return replace(shipped(), **{field: (first.model_copy(update=values), *rest)})


def test_the_shipped_content_is_in_order():
    assert check(shipped()) == []


@pytest.mark.parametrize(
    ("field", "values", "where", "words"),
    [
        ("cases", {"law_refs": ["gem-999"]}, "law_refs", "gem-999"),
        ("cases", {"themes": [1, 11]}, "themes", "no theme 11"),
        ("cases", {"municipality": "Lutjebroek"}, "municipality", "Lutjebroek"),
        ("cases", {"other_municipalities": ["Uden"]}, "other_municipalities", "Uden"),
        ("cases", {"method_group": "zingen"}, "method_group", "zingen"),
        ("cases", {"opgave_group": "ruimtevaart"}, "opgave_group", "ruimtevaart"),
        ("cases", {"country": "XX"}, "country", "XX"),
        ("cases", {"sources": []}, "sources", "no source"),
        ("cases", {"facts_nl": LONG}, "facts_nl", "26 words"),
        ("cases", {"why_stopped_nl": LONG}, "why_stopped_nl", "26 words"),
        ("scenarios", {"themes": [0]}, "themes", "no theme 0"),
        ("themes", {"instruments": ["zingen"]}, "instruments", "no instrument"),
        ("themes", {"checked_on": None}, "checked_on", "no date"),
        ("instruments", {"articles": ["gem-999"]}, "articles", "no rule"),
        ("bills", {"rules": ["gem-999"]}, "rules", "no rule"),
        ("bills", {"instruments": ["zingen"]}, "instruments", "no instrument"),
        ("rules", {"url": None}, "url", "no source"),
        ("principles", {"number": 2}, "number", "used 2 times"),
    ],
)
def test_a_planted_mistake_is_found(field, values, where, words):
    found = [finding for finding in check(changed(field, **values)) if finding.field == where]
    assert any(words in finding.message for finding in found)


def test_a_signal_with_a_case_that_is_gone_is_found():
    signal = shipped().scenarios[0].signals[0].model_copy(update={"cases": ["weg"]})
    (finding,) = check(changed("scenarios", signals=[signal]))
    assert finding.field == "signals.0.cases"


@pytest.mark.parametrize(
    ("field", "change", "words"),
    [
        ("exclusions", {"options": [("schaal", "maan"), ("duur", "reeks")]}, "'maan'"),
        ("exclusions", {"articles": ["weg"]}, "'weg'"),
        ("matches", {"when": {"maan": ["weg"]}}, "'maan'"),
        ("matches", {"instrument": "weg"}, "'weg'"),
        ("implied", {"question": 99}, "no question 99"),
        ("bill_effects", {"bill": "weg"}, "'weg'"),
    ],
)
def test_a_building_block_that_points_to_nothing_is_found(field, change, words):
    blocks = shipped().building_blocks
    row = getattr(blocks, field)[0].model_copy(update=change)
    planted = blocks.model_copy(update={field: [row]})
    (finding,) = check(replace(shipped(), building_blocks=planted))
    assert words in finding.message


def test_an_id_that_is_used_twice_is_found():
    content = replace(shipped(), rules=(*shipped().rules, shipped().rules[0]))
    (finding,) = check(content)
    assert (finding.kind, finding.item) == ("rule", shipped().rules[0].id)


def test_a_word_that_nobody_explains_is_found():
    terms = tuple(term for term in shipped().glossary if term.term != "mandaat")
    found = check(replace(shipped(), glossary=terms))
    assert found
    assert all("'mandaat'" in finding.message for finding in found)


def test_a_kind_that_reads_too_hard_is_found():
    text = " ".join(["woord"] * 20) + "."
    cases = tuple(case.model_copy(update={"facts_nl": text * 9}) for case in shipped().cases)
    messages = [f.message for f in check(replace(shipped(), cases=cases)) if not f.item]
    assert any("words a sentence" in message for message in messages)


def broken(tmp_path: Path) -> Path:
    data = Path(shutil.copytree(DATA, tmp_path / "data"))
    file = data / "cases" / "zeist-inwonersadviescommissie.json"
    row = json.loads(file.read_text(encoding="utf-8")) | {"municipality": "Lutjebroek"}
    file.write_text(json.dumps(row), encoding="utf-8")
    return data


def test_the_command_says_that_all_is_well():
    result = CliRunner().invoke(knowledge, ["check"])
    assert result.exit_code == 0
    assert "in order" in result.output


def test_the_command_exits_with_1_and_names_the_place(tmp_path):
    result = CliRunner().invoke(knowledge, ["check", "--data", str(broken(tmp_path))])
    assert result.exit_code == 1
    assert "case zeist-inwonersadviescommissie municipality: 'Lutjebroek'" in result.output


def test_the_command_prints_one_json_object(tmp_path):
    result = CliRunner().invoke(knowledge, ["check", "--json", "--data", str(broken(tmp_path))])
    answer = json.loads(result.output)
    assert answer["holds"] is False
    assert [finding["field"] for finding in answer["findings"]] == ["municipality"]


def test_a_file_that_cannot_be_read_gives_exit_code_2(tmp_path):
    data = broken(tmp_path)
    (data / "glossary.json").write_text("{", encoding="utf-8")
    result = CliRunner().invoke(knowledge, ["check", "--data", str(data)])
    assert result.exit_code == 2
    assert "data/glossary.json" in result.output


@pytest.mark.parametrize("kind", sorted(KINDS))
def test_the_shape_of_every_kind_can_be_printed(kind):
    result = CliRunner().invoke(knowledge, ["schema", kind])
    assert json.loads(result.output)["type"] == "object"


def test_a_kind_that_is_not_known_is_refused():
    assert CliRunner().invoke(knowledge, ["schema", "lied"]).exit_code == 2
