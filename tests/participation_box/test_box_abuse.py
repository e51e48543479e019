"""The abuse cases that touch one ballot; those with many at once are in test_box_together."""

from __future__ import annotations

import json
import logging

import pytest
from django.test import Client
from django.urls import reverse

from participation_box.boxed import NO, YES, browser, form_of, give_codes, new_act
from thorbecke.web.participation.box import reading
from thorbecke.web.participation.box.casting import Refused, cast
from thorbecke.web.participation.models import Spent

OPTIONS = [{"id": name, "title": name.upper(), "price": 400_00} for name in "abc"]
QUESTIONS = {
    "approval": {"most": 2},
    "score": {"highest": 5},
    "points": {"total": 10},
    "budget": {"total": 900_00},
}


def address(act, name="ballot"):
    return reverse(f"participation:{name}", args=[act.slug])


def act_of(kind: str):
    options = [
        {k: v for k, v in one.items() if k != "price" or kind == "budget"} for one in OPTIONS
    ]
    question = {"id": "q", "title": "Wat?", "type": kind, "options": options, **QUESTIONS[kind]}
    return new_act(f"proef-{kind}", settings={"questions": [question]})


def test_abuse_3_two_browsers_and_cleared_cookies_do_not_give_a_second_vote(act, code):
    for number, vote in enumerate((YES, NO, NO)):
        client = browser(act, code)
        status = client.post(address(act), {**form_of(vote), "step": "cast"}).status_code
        assert status == (409 if number else 302)
        client.cookies.clear()
    assert [ballot.vote for ballot in reading.ballots(act)] == [YES]


@pytest.mark.parametrize(
    ("kind", "answer", "fault"),
    [
        ("budget", {"a": 1, "b": 1, "c": 1}, "over_budget"),
        ("points", {"a": -5, "b": 10}, "negative_points"),
        ("points", {"a": 10**12}, "negative_points"),
        ("points", {"a": 6, "b": 6}, "too_many_points"),
        ("approval", {"z": 1}, "unknown_option"),
        ("approval", {"a": 1, "b": 1, "c": 1}, "too_many"),
        ("score", {"a": 6}, "score_out_of_range"),
        ("score", {"a": True}, "not_a_number"),
        ("score", {"a": 1.0}, "not_a_number"),
        ("score", {"a": float("nan")}, "not_a_number"),
        ("score", {"a": 1e309}, "not_a_number"),
        ("score", {"a": "5"}, "not_a_number"),
        ("score", {"a": None}, "not_a_number"),
        ("score", [["a", 5]], "not_an_answer"),
        ("score", {str(number): 1 for number in range(400)}, "not_an_answer"),
    ],
)
def test_abuse_5_an_answer_that_can_not_be_is_refused(db, kind, answer, fault):
    act = act_of(kind)
    (code,) = give_codes(act, 1)
    with pytest.raises(Refused) as found:
        cast(act, code, {"q": answer})
    assert found.value.faults["q"][0].code == fault
    assert reading.ballots(act) == []
    assert not Spent.objects.exists()


@pytest.mark.parametrize(
    ("kind", "fields"),
    [
        ("points", {"v.q.a": "NaN"}),
        ("points", {"v.q.a": "1e309"}),
        ("points", {"v.q.a": "１２"}),
        ("points", {"v.q.a": "-1"}),
        ("points", {"v.q.a": "9" * 5000}),
        ("score", {"v.q.a": "Infinity"}),
        ("approval", {"v.q": ["a", "a"]}),
        ("budget", {"v.q": ["a", "b", "c"]}),
        ("approval", {"v.q": "plan"}),
        ("score", {"v.q.a": ["1", "5"]}),
    ],
)
def test_abuse_5_the_same_through_the_form(db, kind, fields):
    act = act_of(kind)
    (code,) = give_codes(act, 1)
    client = browser(act, code)
    for step in ("check", "cast"):
        assert client.post(address(act), {**fields, "step": step}).status_code == 422
    assert not Spent.objects.exists()


def test_abuse_5_a_question_of_another_vote_is_refused(act, code):
    with pytest.raises(Refused) as found:
        cast(act, code, {**YES, "other": {"yes": 1}})
    assert found.value.faults[""][0].code == "unknown_question"


def test_abuse_5_ten_megabytes_and_json_are_refused_without_reading_them(act, code):
    client = browser(act, code)
    big = {"v.plan": "x" * 300_000, "step": "cast"}
    assert client.post(address(act), big).status_code == 413
    body = json.dumps({"vote": "x" * 10 * 2**20})
    found = client.post(address(act), body, content_type="application/json")
    assert found.status_code == 413
    strict = browser(act, code, enforce_csrf_checks=True)
    huge = {"v.plan": "x" * 11 * 2**20, "step": "cast"}
    logging.disable(logging.CRITICAL)
    try:
        assert strict.post(address(act), huge).status_code in {400, 403, 413}
    finally:
        logging.disable(logging.NOTSET)
    assert not Spent.objects.exists()


def test_abuse_5_a_json_body_is_no_ballot(act, code):
    client = browser(act, code)
    for body in ('{"plan": NaN}', '{"plan":{"yes":1,"yes":1}}', "[" * 5000):
        found = client.post(address(act), body, content_type="application/json")
        assert (
            found.status_code == 200
        )  # an empty paper to look over: nothing was read, nothing cast
    assert not Spent.objects.exists()


def test_abuse_7_a_code_of_another_vote_opens_nothing(act):
    other = new_act("ander")
    (code,) = give_codes(other, 1)
    client = browser(act, code)
    assert "Deze code is vervangen" not in client.get(address(other)).content.decode()
    found = client.post(address(act), {**form_of(YES), "step": "cast"})
    assert found.status_code == 409
    assert not Spent.objects.exists()
    # A pass for one act is no pass for another, even when the cookie is carried over by hand.
    stolen = Client()
    stolen.cookies.update(browser(other, code).cookies)
    assert stolen.get(address(act)).url == address(act, "access")


def test_abuse_7_code_and_receipt_are_in_no_address_header_or_log(act, code, caplog):
    client = browser(act, code)
    with caplog.at_level(logging.DEBUG):
        cast_page = client.post(address(act), {**form_of(YES), "step": "cast"})
        receipt_page = client.get(cast_page.url)
        with pytest.raises(Refused):
            cast(act, code, NO)
    (ballot,) = reading.ballots(act)
    said = caplog.text.lower()
    headers = str([list(page.items()) for page in (cast_page, receipt_page)]).lower()
    for secret in (code, code.replace("-", ""), ballot.receipt.lower()):
        assert secret not in headers + cast_page.url
        assert secret not in "\n".join(
            line for line in said.splitlines() if "participation_drawer" not in line
        )
    assert code not in said
    assert cast_page["Referrer-Policy"] == receipt_page["Referrer-Policy"] == "same-origin"
