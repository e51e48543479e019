"""Codes: enough chance, every typing mistake found, only a keyed hash kept."""

from __future__ import annotations

import math
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from thorbecke.web.participation.models import Act
from thorbecke.web.participation.roll import codes

PLACES = st.integers(0, codes.LENGTH - 1)
SIGN = st.sampled_from(codes.SIGNS)
ACT = Act(pk=UUID(int=1))
OTHER = Act(pk=UUID(int=2))


def changed(code: str, place: int, sign: str) -> str:
    plain = code.replace("-", "")
    return plain[:place] + sign + plain[place + 1 :]


def test_a_code_has_at_least_80_random_bits_in_groups_of_five():
    assert codes.RANDOM * math.log2(len(codes.SIGNS)) >= 80
    code = codes.new_code()
    assert [len(group) for group in code.split("-")] == [5, 5, 5, 5]
    assert set(code) <= set(codes.SIGNS) | {"-"}


def test_the_signs_have_no_lookalikes_and_no_vowels():
    assert len(set(codes.SIGNS)) == 23
    for pair in ("0o", "1il", "5s", "2z", "8b", "9gq", "vu"):
        assert sum(sign in codes.SIGNS for sign in pair) <= 1
    assert not set("aeiou") & set(codes.SIGNS)


def test_codes_do_not_repeat_and_use_every_sign_in_every_place():
    made = [codes.new_code().replace("-", "") for _ in range(3000)]
    assert len(set(made)) == 3000
    for place in range(codes.LENGTH):
        assert {code[place] for code in made} == set(codes.SIGNS)


@given(PLACES, SIGN)
def test_every_single_wrong_sign_is_found_and_its_group_is_told(place, sign):
    code = codes.new_code()
    wrong = changed(code, place, sign)
    if wrong == code.replace("-", ""):
        assert codes.normalise(wrong) == code
        return
    with pytest.raises(codes.WrongCode) as caught:
        codes.normalise(wrong)
    assert caught.value.problem == "check"
    assert caught.value.group == place // codes.GROUP + 1


def test_every_swap_of_neighbours_is_found_in_every_place():
    for _ in range(50):
        code = codes.new_code()
        plain = code.replace("-", "")
        for place in range(codes.LENGTH - 1):
            swapped = plain[:place] + plain[place + 1] + plain[place] + plain[place + 2 :]
            if swapped == plain:
                continue
            with pytest.raises(codes.WrongCode):
                codes.normalise(swapped)


@given(PLACES, PLACES, SIGN, SIGN)
def test_two_wrong_signs_anywhere_are_found(first, second, one, other):
    code = codes.new_code()
    wrong = changed(changed(code, first, one), second, other)
    if wrong != code.replace("-", ""):
        with pytest.raises(codes.WrongCode):
            codes.normalise(wrong)


def test_capitals_spaces_dashes_and_lookalikes_do_not_matter():
    code = codes.new_code()
    loud = code.upper().replace("5", "S").replace("2", "z").replace("8", "B").replace("9", "g")
    for typed in (
        loud,
        f"  {loud.replace('-', ' ')} ",
        code.replace("-", "–"),
        code.replace("v", "U"),
    ):
        assert codes.normalise(typed) == code
        assert codes.code_hash(ACT, typed) == codes.code_hash(ACT, code)


@pytest.mark.parametrize(
    ("text", "problem", "found"),
    [
        ("", "empty", ""),
        ("- -", "empty", ""),
        ("c7df2", "length", "5"),
        ("c7df2-" * 5, "length", "25"),
        ("c7df2-hj9k1-mnprt-vwxy2", "sign", "1"),
        ("<script>", "sign", "<"),
        ("é" * 20, "sign", "é"),
    ],
)
def test_what_can_not_be_a_code_says_why(text, problem, found):
    with pytest.raises(codes.WrongCode) as caught:
        codes.normalise(text)
    assert (caught.value.problem, caught.value.found) == (problem, found)


def test_the_hash_is_keyed_and_of_one_act(settings):
    code = codes.new_code()
    mine = codes.code_hash(ACT, code)
    assert mine != codes.code_hash(OTHER, code)
    settings.SECRET_KEY = "another" * 10
    assert codes.code_hash(ACT, code) != mine


def test_a_subject_is_of_one_issuer_and_one_act():
    mine = codes.subject_hash(ACT, "https://a.example", "b")
    assert mine != codes.subject_hash(OTHER, "https://a.example", "b")
    assert mine != codes.subject_hash(ACT, "https://a.exampleb", "")
