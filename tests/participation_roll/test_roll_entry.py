"""Codes given out, voided and replaced; the pass in the browser; what a code is worth."""

from __future__ import annotations

import sys
import time

import pytest
from django.db import IntegrityError, connection, transaction
from django.http import HttpResponse
from django.test import RequestFactory
from django.test.utils import CaptureQueriesContext

from participation_roll.rolled import letter_code, make_act, make_voter
from thorbecke.web.participation.models import Channel, Credential, LogEntry, Phase, Spent
from thorbecke.web.participation.roll import codes, entry, issuing
from thorbecke.web.participation.roll.entry import Standing


def carried(response, path="/"):
    request = RequestFactory().get(path)
    request.COOKIES = {name: morsel.value for name, morsel in response.cookies.items()}
    return request


def spend(credential):
    Spent.objects.create(credential=credential, how=Spent.How.ELECTRONIC)


def test_a_code_is_stored_as_a_keyed_hash_only(act):
    credential, code = issuing.issue(act, Channel.LETTER, voter=make_voter(act))
    assert credential.code_hash == codes.code_hash(act, code)
    assert credential.area == "Noord"
    row = str(Credential.objects.values().get())
    assert code not in row
    assert code.replace("-", "") not in row


def test_a_voter_and_a_subject_get_one_code(act):
    voter = make_voter(act)
    issuing.issue(act, Channel.LETTER, voter=voter)
    issuing.issue(act, Channel.ACCOUNT, subject_hash="a" * 64)
    for more in ({"voter": voter}, {"subject_hash": "a" * 64}):
        with pytest.raises(issuing.Refused, match="has_code"):
            issuing.issue(act, Channel.DESK, **more)


def test_the_database_itself_refuses_a_second_valid_code(act):
    voter = make_voter(act)
    issuing.issue(act, Channel.LETTER, voter=voter)
    with pytest.raises(IntegrityError), transaction.atomic():
        issuing.store_many(act, Channel.LETTER, [(voter, codes.new_code())])


@pytest.mark.parametrize("phase", [Phase.CLOSED, Phase.COUNTED, Phase.PUBLISHED])
def test_no_code_is_given_or_voided_after_closing(act, phase, organiser):
    credential, _code = issuing.issue(act, Channel.LETTER)
    act.__class__.objects.filter(pk=act.pk).update(phase=phase)  # the object at hand lags behind
    for step in (
        lambda: issuing.issue(act, Channel.LETTER),
        lambda: issuing.void(credential, "x", organiser),
        lambda: issuing.reissue(credential, "x", organiser),
    ):
        with pytest.raises(issuing.Refused, match="phase"):
            step()
    assert Credential.objects.filter(void=False).count() == 1


def test_a_new_code_makes_the_old_one_void_and_the_log_has_no_name(act, organiser):
    voter = make_voter(act)
    old, first = issuing.issue(act, Channel.LETTER, voter=voter)
    new, second = issuing.reissue(old, "lost", organiser)
    assert (new.replaces, new.voter, new.area) == (old, voter, "Noord")
    assert entry.check(act, first) == (Standing.VOID, None)
    assert entry.check(act, second) == (Standing.GOOD, new)
    logged = LogEntry.objects.get()
    assert (logged.kind, logged.by) == ("code_replaced", "organiser")
    assert voter.name not in str(logged.values)


def test_a_used_or_void_code_can_not_be_replaced(act, organiser):
    used, _code = issuing.issue(act, Channel.LETTER)
    spend(used)
    void, _code = issuing.issue(act, Channel.LETTER)
    issuing.void(void, "x", organiser)
    for credential, reason in ((used, "spent"), (void, "void")):
        with pytest.raises(issuing.Refused, match=reason):
            issuing.reissue(credential, "lost", organiser)
    assert Credential.objects.count() == 2


def test_abuse_7_a_used_code_and_a_code_of_another_act(act):
    other = make_act("elders")
    credential, code = issuing.issue(act, Channel.LETTER)
    assert entry.check(other, code) == (Standing.UNKNOWN, None)
    spend(credential)
    assert entry.check(act, code) == (Standing.USED, credential)
    assert entry.check(act, "geen code") == (Standing.UNKNOWN, None)


def test_abuse_6_every_kind_of_code_takes_the_same_road(act, organiser):
    good = letter_code(act)
    used_credential, used = issuing.issue(act, Channel.LETTER)
    spend(used_credential)
    void_credential, void = issuing.issue(act, Channel.LETTER)
    issuing.void(void_credential, "x", organiser)
    roads = []
    for code in (good, used, void, codes.new_code(), "onzin"):
        with CaptureQueriesContext(
            connection,
        ) as seen:
            entry.check(act, code)
        roads.append([query["sql"].split("code_hash")[0] for query in seen])
    assert len(roads[0]) == 1
    assert all(road == roads[0] for road in roads)


def lines_run(work) -> int:
    """How many lines of the site's own code run for this; the same number takes the same time."""
    count = 0

    def trace(frame, event, _arg):
        nonlocal count
        if "thorbecke" not in frame.f_code.co_filename:
            return None
        count += event == "line"
        return trace

    before = sys.gettrace()
    sys.settrace(trace)
    try:
        work()
    finally:
        sys.settrace(before)
    return count


def test_abuse_6_good_unknown_and_used_codes_take_the_same_number_of_steps(act):
    used_credential, used = issuing.issue(act, Channel.LETTER)
    spend(used_credential)
    tried = [letter_code(act), used, codes.new_code(), "c7df2"]
    entry.check(act, tried[0])  # the key of the act is made once
    hashing = {lines_run(lambda code=code: codes.code_hash(act, code)) for code in tried}
    assert len(hashing) == 1
    assert hashing != {0}
    good, spent, unknown, short = (
        lines_run(lambda code=code: entry.check(act, code)) for code in tried
    )
    assert unknown == short
    # A row that is there has its state looked at: three lines, and no query more.
    assert 0 <= good - unknown <= 3
    assert good == spent


def test_the_pass_is_sealed_of_one_act_and_out_of_reach_of_scripts(act):
    response, code = HttpResponse(), codes.new_code()
    entry.give_pass(response, act, code, Channel.LETTER)
    (morsel,) = response.cookies.values()
    assert morsel["path"] == f"/meedoen/{act.slug}/"
    assert morsel["httponly"]
    assert morsel["samesite"] == "Strict"
    assert morsel["max-age"] == 7200
    assert code[:11] not in morsel.value
    assert entry.read_pass(carried(response), act) == entry.Pass(code, "letter")


def test_abuse_3_a_pass_that_was_changed_moved_or_is_too_old_opens_nothing(act, monkeypatch):
    response, other = HttpResponse(), make_act("elders")
    entry.give_pass(response, act, codes.new_code(), Channel.LETTER)
    request = carried(response)
    (name,) = request.COOKIES
    token = request.COOKIES[name]
    request.COOKIES[entry._name(other)] = token
    assert entry.read_pass(request, other) is None
    request.COOKIES[name] = token[:-4] + "AAA="
    assert entry.read_pass(request, act) is None
    request.COOKIES[name] = "é" * 50
    assert entry.read_pass(request, act) is None
    request.COOKIES[name] = token
    now = time.time
    monkeypatch.setattr(time, "time", lambda: now() + entry.LIFETIME + 5)
    assert entry.read_pass(request, act) is None


def test_a_pass_can_be_taken_away(act):
    response = HttpResponse()
    entry.drop_pass(response, act)
    (morsel,) = response.cookies.values()
    assert morsel["max-age"] == 0
    assert morsel["path"] == f"/meedoen/{act.slug}/"
