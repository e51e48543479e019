"""Fill in, check, cast, receipt: the pages of the ballot without a script."""

from __future__ import annotations

import re

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse

from participation_box.boxed import YES, browser, form_of, give_codes, new_act
from thorbecke.web.participation.box import reading
from thorbecke.web.participation.box.casting import cast
from thorbecke.web.participation.models import Act, Credential, Phase, Spent

FILLED = form_of(YES)


def address(act: Act, name: str = "ballot") -> str:
    return reverse(f"participation:{name}", args=[act.slug])


def page(response) -> str:
    return response.content.decode()


def test_a_voter_fills_in_checks_casts_and_gets_a_receipt(act, code):
    client = browser(act, code)
    shown = client.get(address(act))
    assert "Komt er een fietsstraat?" in page(shown)
    checked = client.post(address(act), {**FILLED, "step": "check"})
    assert "U hebt nog niet gestemd" in page(checked)
    assert not Spent.objects.exists()
    hidden = dict(re.findall(r'type="hidden" name="(v\.[^"]+)" value="([^"]*)"', page(checked)))
    assert hidden == FILLED
    done = client.post(address(act), {**hidden, "step": "cast"})
    assert done.url == address(act, "receipt")
    (ballot,) = reading.ballots(act)
    assert ballot.vote == YES
    assert ballot.receipt in page(client.get(done.url))


def test_going_back_from_the_check_keeps_everything(act, code):
    back = browser(act, code).post(address(act), {**FILLED, "step": "back"})
    assert re.search(r'value="yes" checked', page(back))
    assert page(back).count("selected") == 2


def test_faults_stand_at_their_question_and_keep_what_was_filled_in(act, code):
    wrong = {**FILLED, "v.colour.green": "2"}
    for step in ("check", "cast"):
        found = browser(act, code).post(address(act), {**wrong, "step": step})
        assert found.status_code == 422
        assert "dezelfde plaats" in page(found)
        assert 'href="#vraag-2"' in page(found)
        assert page(found).count("selected") == 3
    assert not Spent.objects.exists()


def test_without_a_pass_one_goes_to_the_door_and_a_late_vote_is_not_lost(act, client):
    assert client.get(address(act)).url == address(act, "access")
    late = client.post(address(act), {**FILLED, "step": "cast"})
    assert late.status_code == 403
    assert "staat nog op dit apparaat" in page(late)


def test_after_closing_the_page_says_so_kindly(act, code):
    client = browser(act, code)
    Act.objects.filter(pk=act.pk).update(phase=Phase.CLOSED)
    for response in (
        client.get(address(act)),
        client.post(address(act), {**FILLED, "step": "cast"}),
    ):
        assert "De stembus is gesloten" in page(response)
    assert not Spent.objects.exists()


def test_who_has_voted_sees_that_and_can_see_the_receipt_again(act, code):
    client = browser(act, code)
    receipt = cast(act, code, YES)
    assert "Met deze code is al gestemd" in page(client.get(address(act)))
    assert receipt.text in page(client.get(address(act, "receipt")))


def test_where_votes_may_change_the_paper_opens_again(db):
    act = new_act(may_change=True)
    (code,) = give_codes(act, 1)
    client = browser(act, code)
    client.post(address(act), {**FILLED, "step": "cast"})
    assert "vervalt de eerste" in page(client.get(address(act)))
    client.post(address(act), {"v.plan": "no", "step": "cast"})
    assert [ballot.vote["plan"] for ballot in reading.ballots(act)] == [{"no": 1}]


def test_leaving_takes_the_pass_away(act, code):
    client = browser(act, code)
    cast(act, code, YES)
    client.post(address(act, "receipt"), {"step": "leave"})
    assert client.get(address(act, "receipt")).url == address(act, "access")


def test_the_receipt_goes_to_an_address_once_and_the_address_is_kept_nowhere(act, code, caplog):
    client = browser(act, code)
    receipt = cast(act, code, YES)
    found = client.post(address(act, "receipt"), {"step": "mail", "email": "els@voorbeeld.nl"})
    assert "niet bewaard" in page(found)
    assert receipt.text in mail.outbox[0].body
    assert mail.outbox[0].to == ["els@voorbeeld.nl"]
    assert "els@voorbeeld.nl" not in caplog.text + page(found)
    assert not any("els@" in str(row) for row in stored_texts())


def stored_texts():
    from django.apps import apps

    for model in apps.get_models():
        yield from model.objects.values_list()


@pytest.mark.parametrize("text", ["", "els", "els@voorbeeld.nl\nBcc: x@y.nl", "a@b@c"])
def test_what_is_no_address_gets_no_mail(act, code, text):
    client = browser(act, code)
    cast(act, code, YES)
    found = client.post(address(act, "receipt"), {"step": "mail", "email": text})
    assert "geen e-mailadres" in page(found)
    assert not mail.outbox


def test_abuse_37_receipts_to_one_address_are_limited(act):
    for number, code in enumerate(give_codes(act, 5)):
        client = browser(act, code)
        cast(act, code, YES)
        found = client.post(address(act, "receipt"), {"step": "mail", "email": "els@voorbeeld.nl"})
        assert ("al genoeg" in page(found)) == (number >= 3)
    assert len(mail.outbox) == 3


def test_a_mail_server_that_is_away_is_told_and_the_code_stays_on_the_page(act, code, monkeypatch):
    def broken(*args, **kwargs):
        raise ConnectionRefusedError

    monkeypatch.setattr("thorbecke.web.participation.box.mailing.send_mail", broken)
    receipt = cast(act, code, YES)
    found = browser(act, code).post(
        address(act, "receipt"), {"step": "mail", "email": "els@voorbeeld.nl"}
    )
    assert "kon niet weg" in page(found)
    assert receipt.text in page(found)


def test_a_vote_on_paper_has_no_receipt_here(act, code):
    Spent.objects.create(credential=Credential.objects.get(), how=Spent.How.PAPER)
    client = browser(act, code)
    assert "Hier is geen ontvangstcode" in page(client.get(address(act, "receipt")))


def test_each_voter_gets_an_order_of_her_own_that_stays_the_same(db):
    options = [{"id": f"o{n}", "title": f"Plan {n}"} for n in range(6)]
    question = {"id": "q", "title": "Wat?", "type": "approval", "options": options}
    act = new_act(settings={"questions": [{**question, "shuffle": True}]})
    orders = set()
    for code in give_codes(act, 8):
        seen = [
            re.findall(r'value="(o\d)"', page(browser(act, code).get(address(act))))
            for _ in range(2)
        ]
        assert seen[0] == seen[1]
        assert sorted(seen[0]) == [one["id"] for one in options]
        orders.add(tuple(seen[0]))
    assert len(orders) > 4


def test_pages_take_few_queries(act, django_assert_max_num_queries):
    *others, code = give_codes(act, 10)
    for other in others:
        cast(act, other, YES)
    client = browser(act, code)
    with django_assert_max_num_queries(4):
        client.get(address(act))
    with django_assert_max_num_queries(2):
        client.post(address(act), {**FILLED, "step": "check"})
    with django_assert_max_num_queries(9):
        client.post(address(act), {**FILLED, "step": "cast"})
    with django_assert_max_num_queries(3):
        client.get(address(act, "receipt"))


def test_a_ballot_leaves_no_session_and_no_trace_in_caches_or_to_other_sites(act, code):
    from django.contrib.sessions.models import Session

    client = browser(act, code)
    done = client.post(address(act), {**FILLED, "step": "cast"})
    assert "no-store" in done["Cache-Control"]
    assert (
        done["Referrer-Policy"] == "same-origin"
    )  # with less, a browser hides where a form came from
    assert not Session.objects.exists()
    assert "sessionid" not in done.cookies


def test_a_busy_database_keeps_the_vote_in_the_page_to_send_again(act, code, monkeypatch):
    from django.db import OperationalError

    def busy(*args, **kwargs):
        raise OperationalError("database is locked")

    with monkeypatch.context() as patch:
        patch.setattr("thorbecke.web.participation.box.casting._cast", busy)
        found = browser(act, code).post(address(act), {**FILLED, "step": "cast"})
    assert found.status_code == 503
    hidden = dict(re.findall(r'type="hidden" name="(v\.[^"]+)" value="([^"]*)"', page(found)))
    browser(act, code).post(address(act), {**hidden, "step": "cast"})
    assert reading.ballots(act)[0].vote == YES


def test_abuse_36_every_step_needs_the_token_of_the_page(act, code):
    client = browser(act, code, enforce_csrf_checks=True)
    for step in ("check", "back", "cast"):
        assert client.post(address(act), {**FILLED, "step": step}).status_code == 403
    assert client.post(address(act, "receipt"), {"step": "leave"}).status_code == 403
    assert client.get(address(act), {**FILLED, "step": "cast"}).status_code == 200
    assert not Spent.objects.exists()


def test_abuse_24_what_is_in_the_address_does_not_come_back_in_the_page(act, code):
    client = browser(act, code)
    for name in ("step", "next", "v.plan", "page"):
        assert "<script>1" not in page(client.get(address(act), {name: "<script>1</script>"}))
    found = client.post(address(act), {"v.plan": "<script>1</script>", "step": "check"})
    assert "<script>1" not in page(found)


def test_abuse_22_titles_and_options_are_shown_as_text(db):
    bad = "<img src=x onerror=alert(1)>\"'"
    question = {
        "id": "q",
        "title": bad,
        "text": bad,
        "type": "ranking",
        "options": [{"id": "a", "title": bad, "text": bad}, {"id": "b", "title": "B"}],
    }
    act = new_act(title=bad[:100], settings={"questions": [question]})
    (code,) = give_codes(act, 1)
    client = browser(act, code)
    shown = page(client.get(address(act)))
    shown += page(client.post(address(act), {"v.q.a": "1", "step": "check"}))
    assert "<img" not in shown


@pytest.mark.parametrize("method", ["put", "delete", "patch"])
def test_other_methods_are_refused(act, code, method):
    assert getattr(browser(act, code), method)(address(act)).status_code == 405
    assert isinstance(Client(), Client)
