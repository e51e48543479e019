"""Paper: two readings by two people, differences settled, and the sample that checks it."""

from __future__ import annotations

import re

import pytest
from django.test import Client
from django.urls import reverse

from participation_box.boxed import NO, QUESTIONS, YES, at_once, form_of, give_codes, new_act
from thorbecke.web.participation.box import auditing, drawers, paper, reading
from thorbecke.web.participation.box.casting import Refused, cast
from thorbecke.web.participation.models import (
    Act,
    Audit,
    Channel,
    LogEntry,
    PaperBallot,
    PaperBatch,
    Phase,
    Spent,
)
from thorbecke.web.participation.record import phases
from thorbecke.web.participation.roll import issuing
from thorbecke.web.people.models import Membership, Person

ONE = [QUESTIONS[0]]


def person(act: Act, name: str, role: str = "clerk") -> Person:
    made = Person.objects.create_user(f"{name}@voorbeeld.nl", name=name)
    Membership.objects.create(person=made, organisation=act.organisation, role=role)
    return made


@pytest.fixture
def clerks(act) -> list[Person]:
    return [person(act, name) for name in ("anna", "bram", "cor")]


def on_paper(act: Act, number: int) -> None:
    """Mark so many codes as used on paper, as the desk does."""
    for _ in range(number):
        credential, _code = issuing.issue(act, Channel.LETTER)
        Spent.objects.create(credential=credential, how=Spent.How.PAPER)


def type_in(pile: PaperBatch, who: Person, votes: list) -> PaperBatch:
    for number, vote in enumerate(votes, start=1):
        pile = paper.enter(pile, number, who, vote)
    return pile


def done_pile(act: Act, clerks: list[Person], votes: list) -> PaperBatch:
    on_paper(act, len(votes))
    pile = paper.new_pile(act, len(votes))
    type_in(pile, clerks[0], votes)
    return type_in(pile, clerks[1], votes)


def test_a_pile_read_the_same_twice_is_done_and_counts(act, clerks):
    pile = done_pile(act, clerks, [YES, NO, dict(paper.INVALID)])
    assert pile.state == PaperBatch.State.DONE
    found = reading.ballots(act)
    assert [b.receipt for b in found] == ["P-1-001", "P-1-002", "P-1-003"]
    assert [b.vote for b in found] == [YES, NO, {}]
    assert [b.invalid for b in found] == [False, False, True]
    totals = reading.totals(act)
    assert (totals.paper, totals.invalid, totals.spent_on_paper) == (3, 1, 3)
    assert totals.sound


def test_who_read_first_may_not_read_second(act, clerks):
    on_paper(act, 1)
    pile = type_in(paper.new_pile(act, 1), clerks[0], [YES])
    with pytest.raises(paper.PaperRefused, match="iemand anders"):
        paper.enter(pile, 1, clerks[0], YES)
    assert PaperBallot.objects.get().second is None


def test_one_round_is_one_persons_work(act, clerks):
    on_paper(act, 2)
    pile = paper.enter(paper.new_pile(act, 2), 1, clerks[0], YES)
    with pytest.raises(paper.PaperRefused, match="collega"):
        paper.enter(pile, 2, clerks[1], YES)


def test_differences_are_settled_with_a_reason(act, clerks):
    on_paper(act, 2)
    pile = type_in(paper.new_pile(act, 2), clerks[0], [YES, NO])
    pile = type_in(pile, clerks[1], [YES, YES])
    assert pile.state == PaperBatch.State.DIFFERENCES
    assert reading.totals(act).paper == 0
    (open_one,) = paper.differences(pile)
    with pytest.raises(paper.PaperRefused, match="waarom"):
        paper.resolve(open_one, clerks[2], NO, "  ")
    pile = paper.resolve(open_one, clerks[2], NO, "kruisje half in het vak")
    assert pile.state == PaperBatch.State.DONE
    assert [b.vote for b in reading.ballots(act)] == [YES, NO]
    assert LogEntry.objects.get(kind="paper_done").values == {"pile": 1, "ballots": 2, "decided": 1}


def test_there_can_not_be_more_paper_ballots_than_codes_used_on_paper(act, clerks):
    on_paper(act, 3)
    paper.new_pile(act, 2)
    with pytest.raises(paper.PaperRefused, match="3 codes"):
        paper.new_pile(act, 2)
    paper.new_pile(act, 1)


@pytest.mark.django_db(transaction=True)
def test_two_piles_made_at_once_do_not_pass_that_limit(act):
    on_paper(act, 5)
    found = at_once(*(lambda: paper.new_pile(act, 2) for _ in range(4)))
    assert sum(isinstance(one, PaperBatch) for one in found) == 2
    assert sorted(PaperBatch.objects.values_list("number", flat=True)) == [1, 2]


def test_a_vote_that_can_not_be_is_refused_and_a_done_pile_is_fixed(act, clerks):
    on_paper(act, 1)
    pile = paper.new_pile(act, 1)
    with pytest.raises(Refused):
        paper.enter(pile, 1, clerks[0], {"plan": {"yes": 1, "no": 1}})
    with pytest.raises(paper.PaperRefused, match="niet in de stapel"):
        paper.enter(pile, 2, clerks[0], YES)
    type_in(pile, clerks[0], [YES])
    pile = type_in(pile, clerks[1], [YES])
    for step in (
        lambda: paper.enter(pile, 1, clerks[2], NO),
        lambda: paper.resolve(pile.entries.get(), clerks[2], NO, "toch"),
        lambda: paper.remove(pile, clerks[2]),
    ):
        with pytest.raises(paper.PaperRefused):
            step()


def test_a_pile_that_was_counted_wrong_can_be_taken_away(act, clerks):
    on_paper(act, 2)
    pile = paper.enter(paper.new_pile(act, 2), 1, clerks[0], YES)
    paper.remove(pile, clerks[0])
    assert not PaperBallot.objects.exists()
    assert LogEntry.objects.get().kind == "paper_removed"
    with pytest.raises(paper.PaperRefused, match="weggehaald"):
        paper.enter(pile, 2, clerks[0], YES)


def test_nothing_is_typed_in_when_the_box_is_closed(act, clerks):
    on_paper(act, 1)
    pile = paper.new_pile(act, 1)
    Act.objects.filter(pk=act.pk).update(phase=Phase.CLOSED)
    with pytest.raises(paper.PaperRefused, match="niet open"):
        paper.enter(pile, 1, clerks[0], YES)
    with pytest.raises(paper.PaperRefused, match="niet open"):
        paper.new_pile(act, 1)


def test_the_box_does_not_close_while_a_pile_is_half_done(act, clerks):
    on_paper(act, 1)
    paper.new_pile(act, 1)
    with pytest.raises(phases.NotNow, match="stapels"):
        phases.close_act(act, None)


@pytest.fixture
def desk(act, clerks):
    """A browser of each clerk."""
    found = []
    for clerk in clerks:
        client = Client()
        client.force_login(clerk)
        found.append(client)
    return found


def url(act: Act, name: str, *args) -> str:
    return reverse(f"participation:{name}", args=[act.slug, *args])


def test_clerks_do_the_whole_pile_in_the_browser(act, desk):
    on_paper(act, 2)
    made = desk[0].post(url(act, "paper"), {"ballots": "2"})
    assert made.url == url(act, "paper_pile", 1)
    one = url(act, "paper_entry", 1, 1)
    assert desk[0].post(one, form_of(YES)).url == url(act, "paper_entry", 1, 2)
    assert desk[0].post(url(act, "paper_entry", 1, 2), {"invalid": "1"}).url == made.url
    assert desk[0].get(one).status_code == 302
    seen = desk[1].get(one).content.decode()
    assert " checked" not in seen and "selected" not in seen  # noqa: PT018  the first stays unseen
    desk[1].post(one, form_of(NO))
    desk[1].post(url(act, "paper_entry", 1, 2), {"invalid": "1"})
    page = desk[2].get(made.url).content.decode()
    assert "Komt er een fietsstraat?: Ja" in page
    assert "Komt er een fietsstraat?: Nee" in page
    desk[2].post(made.url, {"ballot": "1", "choice": "second", "reason": "doorgehaald"})
    assert [b.vote for b in reading.ballots(act)] == [NO, {}]


def test_a_wrong_entry_is_shown_with_its_fault(act, desk):
    on_paper(act, 1)
    paper.new_pile(act, 1)
    fields = {"v.plan": "yes", "v.colour.red": "1", "v.colour.blue": "1"}
    page = desk[0].post(url(act, "paper_entry", 1, 1), fields).content.decode()
    assert "dezelfde plaats" in page
    assert PaperBallot.objects.get().first is None


@pytest.mark.parametrize("ballot", ["", "x", "-1", "99", "²"])
def test_odd_numbers_are_not_found(act, desk, ballot):
    on_paper(act, 1)
    paper.new_pile(act, 1)
    found = desk[0].post(url(act, "paper_pile", 1), {"ballot": ballot, "choice": "first"})
    assert found.status_code == 404


def test_strangers_and_other_phases_do_not_get_in(act, desk):
    stranger = Client()
    stranger.force_login(Person.objects.create_user("x@voorbeeld.nl", name="x"))
    assert stranger.get(url(act, "paper")).status_code == 404
    assert Client().get(url(act, "paper")).status_code == 302
    assert desk[0].get(url(act, "audit")).status_code == 403
    Act.objects.filter(pk=act.pk).update(phase=Phase.CLOSED)
    assert desk[0].get(url(act, "paper")).status_code == 403
    assert desk[0].get(url(act, "audit")).status_code == 200


@pytest.fixture
def counted(clerks_of_one) -> tuple[Act, list[Person]]:
    """A closed act with 90 yes and 10 no on paper."""
    act, clerks = clerks_of_one
    done_pile(act, clerks, [{"plan": {"yes": 1}}] * 90 + [{"plan": {"no": 1}}] * 10)
    Act.objects.filter(pk=act.pk).update(phase=Phase.CLOSED)
    act.refresh_from_db()
    return act, clerks


@pytest.fixture
def clerks_of_one(db):
    act = new_act("een-vraag", settings={"questions": ONE})
    return act, [person(act, name) for name in ("anna", "bram")]


def true_vote(act: Act, drawn: tuple[str, int]) -> dict:
    ballot = PaperBallot.objects.get(batch__act=act, batch__number=drawn[0], number=drawn[1])
    return ballot.final


def test_a_sample_that_agrees_confirms_the_outcome(counted):
    act, clerks = counted
    audit = auditing.start(act, clerks[0], "07 12 23 31", 5)
    while auditing.status(act, audit) == "continue":
        ((batch, number),) = auditing.to_read(act, audit, 1)
        audit = auditing.read(act, clerks[0], len(audit.readings), true_vote(act, (batch, number)))
    assert auditing.status(act, audit) == "confirmed"
    assert len(audit.readings) < 40
    kinds = list(LogEntry.objects.order_by("number").values_list("kind", flat=True))
    assert kinds[-2:] == ["audit_started", "audit_done"]
    with pytest.raises(auditing.AuditRefused, match="klaar"):
        auditing.read(act, clerks[0], len(audit.readings), {"plan": {}})


def test_a_sample_that_finds_the_opposite_leads_to_a_full_count(counted):
    act, clerks = counted
    audit = auditing.start(act, clerks[0], "1 2 3", 5)
    while auditing.status(act, audit) == "continue":
        audit = auditing.read(act, clerks[0], len(audit.readings), {"plan": {"no": 1}})
    assert auditing.status(act, audit) == "full_count"
    assert len(audit.readings) == 100


def test_a_ballot_that_is_gone_counts_against_the_outcome(counted):
    act, clerks = counted
    audit = auditing.start(act, clerks[0], "1 2 3", 5)
    audit = auditing.read(act, clerks[0], 0, dict(auditing.MISSING))
    (row,) = auditing.questions(act, 5, audit.readings)
    assert row.outcome.readings == {"yes": 0, "no": 1}


def test_the_draw_is_fixed_by_the_number_and_a_form_sent_twice_counts_once(counted):
    act, clerks = counted
    audit = auditing.start(act, clerks[0], "07 12 23 31", 5)
    ahead = auditing.to_read(act, audit, 5)
    audit = auditing.read(act, clerks[0], 0, {"plan": {"yes": 1}})
    with pytest.raises(auditing.AuditRefused, match="al gelezen"):
        auditing.read(act, clerks[0], 0, {"plan": {"yes": 1}})
    assert auditing.to_read(act, audit, 4) == ahead[1:]
    with pytest.raises(auditing.AuditRefused, match="al begonnen"):
        auditing.start(act, clerks[0], "9 9 9", 5)


def test_the_sample_goes_through_the_browser(counted):
    act, clerks = counted
    client = Client()
    client.force_login(clerks[0])
    page = client.get(url(act, "audit")).content.decode()
    (row,) = auditing.questions(act, 5, [])
    assert f">{row.sizes[0]}<" in page
    assert (
        "cijfers" in client.post(url(act, "audit"), {"drawn": "geen", "risk": "5"}).content.decode()
    )
    client.post(url(act, "audit"), {"drawn": "07 12 23 31", "risk": "5"})
    for place in range(60):
        page = client.get(url(act, "audit")).content.decode()
        found = re.search(r"Pak stapel (\d+), stembiljet (\d+)", page)
        if not found:
            break
        vote = true_vote(act, (found[1], int(found[2])))
        fields = {"v.plan": next(iter(vote["plan"])), "place": str(place)}
        assert client.post(url(act, "audit"), fields).status_code == 302
    assert "De uitslag van het papier is bevestigd" in page
    assert Audit.objects.get().state == {"status": "confirmed"}


def test_without_paper_there_is_nothing_to_sample(clerks_of_one):
    act, clerks = clerks_of_one
    Act.objects.filter(pk=act.pk).update(phase=Phase.CLOSED)
    act.refresh_from_db()
    with pytest.raises(auditing.AuditRefused, match="geen papieren"):
        auditing.start(act, clerks[0], "1 2", 5)
    client = Client()
    client.force_login(clerks[0])
    assert "niets om te trekken" in client.get(url(act, "audit")).content.decode()


def test_paper_and_electronic_ballots_meet_in_one_list(act, clerks):
    (code,) = give_codes(act, 1)
    receipt = cast(act, code, NO).text
    done_pile(act, clerks, [YES])
    drawers.seal(act)
    assert {b.receipt: b.paper for b in reading.ballots(act)} == {receipt: False, "P-1-001": True}


def test_console_pages_take_few_queries(act, desk, django_assert_max_num_queries):
    on_paper(act, 30)
    paper.new_pile(act, 30)
    desk[0].get(url(act, "paper"))
    for address in (url(act, "paper"), url(act, "paper_pile", 1), url(act, "paper_entry", 1, 1)):
        with django_assert_max_num_queries(12):
            desk[0].get(address)
