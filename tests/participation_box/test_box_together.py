"""Many at once: real threads and real transactions, on SQLite and on PostgreSQL."""

from __future__ import annotations

import threading
from datetime import timedelta

import pytest
from django.db import transaction
from django.utils import timezone

from participation_box.boxed import NO, YES, at_once, browser, form_of, give_codes, new_act
from thorbecke.web.participation.box import drawers, reading, storage
from thorbecke.web.participation.box.casting import Receipt, Refused, cast
from thorbecke.web.participation.models import Act, Credential, Drawer, Phase, Spent
from thorbecke.web.participation.roll import issuing

pytestmark = pytest.mark.django_db(transaction=True)


def kinds(found: list) -> set[str]:
    return {one.reason if isinstance(one, Refused) else type(one).__name__ for one in found}


def check(act: Act) -> None:
    """Every code that was used has one ballot, and every ballot a code that was used."""
    found = reading.totals(act)
    assert found.sound, found
    receipts = [ballot.receipt for ballot in reading.ballots(act)]
    assert len(set(receipts)) == len(receipts) == found.ballots


def together(act: Act, codes: list[str], parallel: int) -> None:
    """One code after the other, each used by many at the same moment."""
    for place, code in enumerate(codes):
        votes = [YES if one % 3 else NO for one in range(parallel)]
        found = at_once(*(lambda code=code, vote=vote: cast(act, code, vote) for vote in votes))
        taken = {one.text for one in found if isinstance(one, Receipt)}
        assert len(taken) == 1, found
        assert sum(isinstance(one, Receipt) and not one.again for one in found) == 1
        assert kinds(found) <= {"Receipt", "used"}
        assert len(reading.ballots(act)) == place + 1
    check(act)


def test_abuse_1_twenty_at_once_with_one_code_leave_exactly_one_ballot(act):
    together(act, give_codes(act, 8), 20)


@pytest.mark.slow
def test_abuse_1_twenty_at_once_two_hundred_codes_in_a_row(act):
    together(act, give_codes(act, 200), 20)


def test_abuse_1_over_http_twenty_at_once_leave_one_ballot(act, code):
    votes = [form_of(YES if one % 2 else NO) for one in range(20)]
    url = f"/meedoen/{act.slug}/stem/"
    found = at_once(
        *(
            lambda vote=vote: browser(act, code).post(url, {**vote, "step": "cast"}).status_code
            for vote in votes
        )
    )
    assert set(found) <= {302, 409}
    assert len(reading.ballots(act)) == 1


def test_abuse_2_a_double_click_gives_the_same_receipt(act):
    for code in give_codes(act, 10):
        found = at_once(*(lambda code=code: cast(act, code, YES) for _ in range(4)))
        assert len({one.text for one in found}) == 1
        assert [one.again for one in found].count(False) == 1
    check(act)


def test_where_votes_may_change_many_at_once_still_leave_one(db):
    act = new_act(may_change=True)
    (code,) = give_codes(act, 1)
    cast(act, code, YES)
    found = at_once(*(lambda one=one: cast(act, code, YES if one % 2 else NO) for one in range(10)))
    assert kinds(found) == {"Receipt"}
    (ballot,) = reading.ballots(act)
    assert ballot.receipt in {one.text for one in found}
    check(act)


def test_many_voters_at_once_fill_and_split_drawers_without_loss(act):
    codes = give_codes(act, 240)
    found = at_once(
        *(lambda part=part: [cast(act, code, YES).text for code in part] for part in parts(codes))
    )
    given = {text for part in found for text in part}
    assert given == {ballot.receipt for ballot in reading.ballots(act)}
    assert len(given) == 240
    assert Drawer.objects.filter(act=act, size__gt=0).count() > 1
    check(act)


def parts(codes: list[str], number: int = 12) -> list[list[str]]:
    return [codes[start::number] for start in range(number)]


def test_the_first_ballots_of_an_act_all_at_once(act):
    codes = give_codes(act, 12)
    found = at_once(*(lambda code=code: cast(act, code, YES) for code in codes))
    assert kinds(found) == {"Receipt"}
    assert reading.totals(act).ballots == 12


def test_a_code_is_void_or_used_but_never_both(act):
    for code in give_codes(act, 15):
        mine = Credential.objects.get(code_hash=issuing.code_hash(act, code))
        found = at_once(
            lambda code=code: cast(act, code, YES),
            lambda mine=mine: issuing.reissue(mine, "kwijt", None),
        )
        won = [one for one in found if not isinstance(one, Exception)]
        assert len(won) == 1, found
    assert not Spent.objects.filter(credential__void=True).exists()
    check(act)


def test_a_code_is_used_electronically_or_on_paper_but_never_both(act):
    for code in give_codes(act, 15):
        mine = Credential.objects.get(code_hash=issuing.code_hash(act, code))
        found = at_once(
            lambda code=code: cast(act, code, YES),
            lambda mine=mine: Spent.objects.create(credential=mine, how=Spent.How.PAPER),
        )
        assert sum(not isinstance(one, Exception) for one in found) == 1, found
    found = reading.totals(act)
    assert found.electronic == found.spent - found.spent_on_paper
    assert found.spent == 15


def close(act: Act) -> int:
    """Close as phases.close_act does: the act alone, then the seal."""
    with transaction.atomic():
        storage.hold_alone(act)
        Act.objects.filter(pk=act.pk).update(phase=Phase.CLOSED)
        number = drawers.total(act)
        drawers.seal(act)
    return number


def test_abuse_4_closing_while_ballots_are_in_flight_is_exact(act):
    codes = give_codes(act, 200)
    taken: list[str] = []
    begun = threading.Event()

    def vote(part: list[str]) -> str:
        for place, code in enumerate(part):
            if place == 4:
                begun.set()
            try:
                taken.append(cast(act, code, YES).text)
            except Refused as refused:
                return refused.reason
        return "all"

    found = at_once(
        *(lambda part=part: vote(part) for part in parts(codes, 8)),
        lambda: begun.wait(20) and close(act),
    )
    *reasons, announced = found
    receipts = {ballot.receipt for ballot in reading.ballots(act)}
    assert receipts == set(taken)
    assert announced == len(taken)
    assert set(reasons) <= {"closed", "all"}
    check(act)


def test_abuse_4_a_ballot_in_an_open_transaction_at_closing_is_in(act):
    """Closing waits for the ballot on its way; the next ballot waits for closing and is refused."""
    first, second = give_codes(act, 2)
    inside, go_on = threading.Event(), threading.Event()

    def slow() -> str:
        with transaction.atomic():
            receipt = cast(act, first, YES)
            inside.set()
            go_on.wait(20)
        return receipt.text

    def closing() -> int:
        inside.wait(20)
        threading.Timer(0.5, go_on.set).start()
        return close(act)

    def late() -> str:
        inside.wait(20)
        go_on.wait(20)
        threading.Event().wait(0.3)
        try:
            return cast(act, second, YES).text
        except Refused as refused:
            return refused.reason

    receipt, announced, reason = at_once(slow, closing, late)
    assert announced == 1
    assert reason == "closed"
    assert [ballot.receipt for ballot in reading.ballots(act)] == [receipt]


def test_abuse_4_one_second_before_and_after_by_the_clock_of_the_database(act, monkeypatch):
    """The web server's own clock may be wrong: nobody asks it."""
    before, after = give_codes(act, 2)
    now = timezone.now()
    Act.objects.filter(pk=act.pk).update(closes_at=now + timedelta(seconds=1))
    with monkeypatch.context() as skewed:
        skewed.setattr(timezone, "now", lambda: now + timedelta(hours=5))
        assert cast(act, before, YES).text
    threading.Event().wait(1.2)
    with monkeypatch.context() as skewed:
        skewed.setattr(timezone, "now", lambda: now - timedelta(hours=5))
        with pytest.raises(Refused, match="closed"):
            cast(act, after, YES)
    assert reading.totals(act).ballots == 1
