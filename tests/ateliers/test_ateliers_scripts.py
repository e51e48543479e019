"""The templates as data: whole, in plain Dutch, and tied to principles and the box."""

from __future__ import annotations

import pytest
from pydantic import ValidationError

from thorbecke.knowledge import language, shipped
from thorbecke.web.ateliers import scripts
from thorbecke.web.ateliers.scripts import Step

SCRIPTS = scripts.all_scripts()


def test_there_are_a_canvas_three_warm_ups_backcasting_and_open_space():
    kinds = {one.id: one.kind for one in SCRIPTS.values()}
    assert kinds == {
        "canvas": "atelier",
        "terugwaarts": "atelier",
        "open-ruimte": "atelier",
        "warming-up-moment": "warmup",
        "warming-up-omgekeerd": "warmup",
        "warming-up-stoel": "warmup",
    }


def test_the_canvas_has_eight_fields_and_all_five_principles():
    steps = SCRIPTS["canvas"].steps
    assert {step.canvas for step in steps} - {0} == set(range(1, 9))
    assert {step.principle for step in steps} - {""} == {one.id for one in shipped().principles}


def test_the_canvas_asks_questions_of_the_box():
    asked = {name for step in SCRIPTS["canvas"].steps for name in step.parameters}
    assert asked == {"schaal", "wie", "zeggenschap", "raad", "rechtsbasis", "werkvorm", "fase"}


@pytest.mark.parametrize("warmup", [one.id for one in SCRIPTS.values() if one.kind == "warmup"])
@pytest.mark.parametrize("template", [one.id for one in SCRIPTS.values() if one.kind == "atelier"])
def test_each_warm_up_goes_before_each_template(template, warmup):
    steps = scripts.read(scripts.steps_of(template, warmup))
    assert len(steps) == len(SCRIPTS[template].steps) + len(SCRIPTS[warmup].steps)
    assert steps[0].key == SCRIPTS[warmup].steps[0].key


def test_keeping_a_script_and_reading_it_again_changes_nothing():
    for one in SCRIPTS.values():
        assert scripts.read(scripts.steps_of(one.id)) == one.steps


def test_the_texts_are_plain_dutch():
    texts = [one.about_nl for one in SCRIPTS.values()]
    texts += [step.instruction_nl for one in SCRIPTS.values() for step in one.steps]
    for text in texts:
        assert max(language.sentence_lengths(text)) <= 20, text
    found = language.measure(texts)
    assert found.mean_sentence_words <= 12
    assert not found.unexplained_jargon


GOOD = {"key": "een", "title_nl": "Een", "instruction_nl": "Doe iets.", "minutes": 5}


@pytest.mark.parametrize(
    "wrong",
    [
        {"minutes": 0},
        {"key": "Hoofdletter"},
        {"verbs": {"dot": "all"}},
        {"dots": 3},
        {"verbs": {"fly": "all"}},
        {"verbs": {"write": "nobody"}},
        {"parameters": ["bestaat-niet"]},
        {"principle": "bestaat-niet"},
        {"of": ["andere"], "cards_nl": ["x"]},
        {"dots": 11, "verbs": {"dot": "all"}},
        {"onbekend": 1},
    ],
)
def test_a_step_that_can_not_be_is_refused(wrong):
    with pytest.raises(ValidationError):
        Step.model_validate(GOOD | wrong)


def test_a_step_may_not_look_ahead_or_share_a_key():
    first, second = (
        Step.model_validate(GOOD),
        Step.model_validate(GOOD | {"key": "twee", "of": ["drie"]}),
    )
    for steps in ([first, first], [first, second]):
        with pytest.raises(ValueError, match="step"):
            scripts.check(steps)


def test_an_unknown_template_is_a_key_error():
    with pytest.raises(KeyError):
        scripts.steps_of("bestaat-niet")
