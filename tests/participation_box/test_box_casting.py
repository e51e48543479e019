"""One code, one ballot, one receipt."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.utils import timezone

from participation_box.boxed import NO, YES, give_codes, new_act
from thorbecke.web.participation.box import drawers, reading
from thorbecke.web.participation.box.casting import Refused, cast, new_receipt, receipt_of
from thorbecke.web.participation.models import Act, Channel, Credential, Drawer, Phase, Spent
from thorbecke.web.participation.roll import entry, issuing


def refusal(act: Act, code: str, vote=YES) -> Refused:
    with pytest.raises(Refused) as found:
        cast(act, code, vote)
    return found.value


def test_a_ballot_is_stored_once_and_its_code_is_used(act, code):
    receipt = cast(act, code, YES)
    assert re.fullmatch(r"[2-9A-HJ-NP-Z]{4}(-[2-9A-HJ-NP-Z]{4}){3}", receipt.text)
    assert not receipt.again
    assert not receipt.changed
    (ballot,) = reading.ballots(act)
    assert (ballot.receipt, ballot.vote, ballot.paper) == (receipt.text, YES, False)
    assert entry.check(act, code)[0] is entry.Standing.USED
    assert receipt_of(act, code) == receipt.text


def test_the_code_may_be_typed_as_people_do(act, code):
    receipt = cast(act, f" {code.upper().replace('-', '')} ", YES)
    assert cast(act, code, YES).text == receipt.text


def test_a_question_that_is_left_out_is_blank(act, code):
    cast(act, code, {"plan": {"yes": 1}})
    assert reading.ballots(act)[0].vote == {"plan": {"yes": 1}, "colour": {}}


def test_a_vote_is_stored_in_the_order_of_the_question(act, code):
    cast(act, code, {"colour": {"blue": 2, "red": 1}})
    assert '"colour":{"red":1,"blue":2}' in Drawer.objects.get().content


@pytest.mark.parametrize("phase", [Phase.CLOSED, Phase.COUNTED, Phase.PUBLISHED])
def test_after_closing_nothing_is_taken(act, code, phase):
    Act.objects.filter(pk=act.pk).update(phase=phase)
    assert refusal(act, code).reason == "closed"
    assert not Drawer.objects.exists()
    assert not Spent.objects.exists()


def test_before_opening_nothing_is_taken(db):
    act = new_act(phase=Phase.PREPARE)
    (code,) = give_codes(act, 1)
    assert refusal(act, code).reason == "not_open"


def test_a_code_that_was_never_given_or_is_nonsense_is_unknown(act):
    assert refusal(act, "abc").reason == "unknown_code"
    assert refusal(act, "").reason == "unknown_code"
    other = new_act("ander")
    assert refusal(act, give_codes(other, 1)[0]).reason == "unknown_code"


def test_a_code_that_was_replaced_is_void_and_the_new_one_works(act):
    credential, old = issuing.issue(act, Channel.LETTER)
    _new, code = issuing.reissue(credential, "kwijt", None)
    assert refusal(act, old).reason == "void_code"
    assert cast(act, code, YES).text


def test_a_code_that_was_used_on_paper_is_used(act, code):
    Spent.objects.create(credential=Credential.objects.get(), how=Spent.How.PAPER)
    assert refusal(act, code).reason == "used"
    assert reading.ballots(act) == []


def test_another_vote_with_the_same_code_is_refused_and_the_first_stays(act, code):
    first = cast(act, code, YES)
    assert refusal(act, code, NO).reason == "used"
    assert [(b.receipt, b.vote) for b in reading.ballots(act)] == [(first.text, YES)]


def test_where_the_rules_allow_it_the_second_vote_replaces_the_first(db):
    act = new_act(may_change=True)
    (code,) = give_codes(act, 1)
    first = cast(act, code, YES)
    second = cast(act, code, NO)
    assert second.changed
    assert second.text != first.text
    assert [(b.receipt, b.vote) for b in reading.ballots(act)] == [(second.text, NO)]
    assert cast(act, code, NO).again
    assert reading.totals(act).sound


def test_faults_name_the_question_and_store_nothing(act, code):
    found = refusal(act, code, {"plan": {"yes": 1, "no": 1}, "colour": {"pink": 1}})
    assert found.reason == "faults"
    assert {q: f[0].code for q, f in found.faults.items()} == {
        "plan": "more_than_one",
        "colour": "unknown_option",
    }
    assert refusal(act, code, {"strange": {}}).faults[""][0].code == "unknown_question"
    assert refusal(act, code, ["yes"]).faults[""][0].code == "not_a_vote"
    assert not Spent.objects.exists()


def test_the_box_closes_by_the_clock_of_the_database(act, code):
    Act.objects.filter(pk=act.pk).update(closes_at=timezone.now() - timedelta(seconds=1))
    assert refusal(act, code).reason == "closed"
    Act.objects.filter(pk=act.pk).update(closes_at=timezone.now() + timedelta(minutes=1))
    assert cast(act, code, YES).text


def test_receipts_do_not_repeat():
    assert len({new_receipt() for _ in range(2000)}) == 2000


def test_a_ballot_takes_few_queries(act, django_assert_max_num_queries):
    codes = give_codes(act, 3)
    for code in codes:
        cast(act, code, YES)
    (code,) = give_codes(act, 1)
    with django_assert_max_num_queries(7):  # 5, and the savepoint inside the test
        cast(act, code, YES)


def test_an_area_is_written_only_where_ten_people_have_a_code(act):
    big, small = give_codes(act, 10, "Noord"), give_codes(act, 9, "Kern")
    cast(act, big[0], YES)
    cast(act, small[0], YES)
    assert sorted(ballot.area for ballot in reading.ballots(act)) == ["", "Noord"]


def test_totals_tell_codes_ballots_and_whether_they_fit(act):
    codes = give_codes(act, 5)
    for code in codes[:3]:
        cast(act, code, YES)
    Credential.objects.exclude(spent__isnull=False).filter(act=act).update(void=True)
    found = reading.totals(act)
    assert (found.codes, found.void, found.spent, found.electronic, found.ballots) == (
        3,
        2,
        3,
        3,
        3,
    )
    assert found.sound
    drawers.seal(act)
    assert reading.totals(act) == found
    Spent.objects.all()[0].delete()
    assert not reading.totals(act).sound
