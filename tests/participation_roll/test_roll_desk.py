"""The desk: finding somebody, a new code shown once, marking a voter on paper."""

from __future__ import annotations

import re

import pytest
from django.urls import reverse
from django.utils import timezone

from participation_roll.rolled import (
    letter_code,
    make_act,
    make_voter,
    make_voters,
    person_of,
    valid_codes,
)
from thorbecke.web.participation.models import Credential, LogEntry, Phase, Spent
from thorbecke.web.participation.roll import codes, desk, entry, issuing
from thorbecke.web.participation.roll.entry import Standing

SHOWN = re.compile(r'class="roll-code">([^<]+)<')


def at(act, name, *more):
    return reverse(f"participation:{name}", args=[act.slug, *more])


def found(client, act, text):
    return client.get(at(act, "desk"), {"q": text}).content.decode()


@pytest.mark.parametrize("text", ["proef 7", "PROEF 7", "1234 ab 7", "1234AB 7 bis", "7 anna"])
def test_somebody_is_found_by_name_or_by_address(act, client_of, text):
    make_voter(act, 7)
    make_voter(act, 8, postcode="9999ZZ", name="Bram Anders")
    page = found(client_of("clerk"), act, text)
    assert "Anna Proef 7" in page
    assert "Bram" not in page


@pytest.mark.parametrize("text", ["niemand", "1234AB 99", "%", "_", "' OR 1=1 --", "\\"])
def test_nobody_is_found_by_what_is_not_there(act, client_of, text):
    make_voter(act, 7)
    page = found(client_of("clerk"), act, text)
    assert "Anna" not in page


def test_a_new_code_is_shown_once_and_the_old_one_is_void(act, client_of):
    voter = make_voter(act)
    first = letter_code(act, voter)
    clerk = client_of("clerk")
    response = clerk.post(at(act, "desk_give", voter.pk), {"reason": "lost"})
    shown = SHOWN.search(response.content.decode())[1]
    assert "no-store" in response.headers["Cache-Control"]
    assert entry.check(act, shown)[0] == Standing.GOOD
    assert entry.check(act, first)[0] == Standing.VOID
    again = clerk.get(at(act, "desk_person", voter.pk)).content.decode()
    assert shown not in again
    assert valid_codes(act) == 1
    logged = LogEntry.objects.get()
    assert (logged.kind, logged.by, logged.values["reason"]) == ("code_replaced", "clerk", "lost")


def test_somebody_without_a_letter_gets_a_first_code(act, client_of):
    voter = make_voter(act)
    response = client_of("clerk").post(at(act, "desk_give", voter.pk), {"reason": "moved"})
    assert entry.check(act, SHOWN.search(response.content.decode())[1])[0] == Standing.GOOD
    assert LogEntry.objects.get().kind == "code_given"


def test_who_has_voted_gets_no_new_code(act, client_of):
    voter = make_voter(act)
    code = letter_code(act, voter)
    Spent.objects.create(credential=Credential.objects.get(), how=Spent.How.ELECTRONIC)
    clerk = client_of("clerk")
    response = clerk.post(at(act, "desk_give", voter.pk), {"reason": "lost"}, follow=True)
    assert "heeft al gestemd" in response.content.decode()
    assert entry.check(act, code)[0] == Standing.USED
    assert valid_codes(act) == 1


def test_a_reason_is_one_of_the_list_so_no_name_gets_into_the_log(act, client_of):
    voter = make_voter(act)
    response = client_of("clerk").post(at(act, "desk_give", voter.pk), {"reason": "Anna vroeg het"})
    assert response.status_code == 400
    assert not Credential.objects.exists()


def test_a_code_can_be_made_worthless(act, client_of):
    voter = make_voter(act)
    code = letter_code(act, voter)
    client_of("clerk").post(at(act, "desk_void", voter.pk), {"reason": "seen"})
    assert entry.check(act, code)[0] == Standing.VOID


def test_who_may_not_take_part_gets_nothing(db, client_of):
    act = make_act("jeugd", eligibility={"lowest_age": 16})
    voter = make_voter(act, born_on=timezone.localdate())
    clerk = client_of("anonymous")
    clerk.force_login(person_of("clerk", act.organisation))
    assert "Te jong" in clerk.get(at(act, "desk_person", voter.pk)).content.decode()
    clerk.post(at(act, "desk_give", voter.pk), {"reason": "lost"})
    clerk.post(at(act, "desk_paper", voter.pk))
    assert not Credential.objects.exists()


def test_a_voter_on_paper_is_marked_and_her_letter_opens_nothing(act, client_of):
    voter = make_voter(act)
    code = letter_code(act, voter)
    clerk = client_of("clerk")
    clerk.post(at(act, "desk_paper", voter.pk))
    assert entry.check(act, code)[0] == Standing.USED
    assert Spent.objects.get().how == Spent.How.PAPER
    response = clerk.post(at(act, "desk_paper", voter.pk), follow=True)
    assert "heeft al gestemd" in response.content.decode()
    assert Spent.objects.count() == 1


def test_somebody_without_a_code_can_vote_on_paper_too(act):
    voter = make_voter(act)
    desk.mark_paper(act, voter)
    assert (valid_codes(act), Spent.objects.count()) == (1, 1)


def test_paper_is_marked_only_while_the_act_is_open(db):
    act = make_act(phase=Phase.PREPARE, definition_hash="")
    with pytest.raises(issuing.Refused, match="phase"):
        desk.mark_paper(act, make_voter(act))
    assert not Credential.objects.exists()


def test_somebody_of_another_act_is_not_there(act, client_of):
    stranger = make_voter(make_act("elders", name="Gemeente Anders"))
    clerk = client_of("clerk")
    assert clerk.get(at(act, "desk_person", stranger.pk)).status_code == 404
    for name in ("desk_give", "desk_void", "desk_paper"):
        response = clerk.post(at(act, name, stranger.pk), {"reason": "lost"})
        assert response.status_code == 404
    assert not Credential.objects.exists()


def test_abuse_22_a_hostile_search_is_text(act, client_of):
    page = found(client_of("clerk"), act, '"><script>alert(1)</script>')
    assert "<script>alert" not in page


def test_a_long_list_is_cut_and_says_so(act, client_of):
    make_voters(act, 60)
    page = found(client_of("clerk"), act, "proef")
    assert page.count("<strong>Anna Proef") == 25
    assert "Er zijn er meer" in page


def test_the_hash_of_a_desk_code_is_of_this_act(act):
    voter = make_voter(act)
    code = desk.give(act, voter, "lost", person_of("clerk", act.organisation))
    assert Credential.objects.get().code_hash == codes.code_hash(act, code)
