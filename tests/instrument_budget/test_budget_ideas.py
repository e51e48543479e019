"""Ideas: bringing in, moderating, support, vetting with mail, merging, and what is refused."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core import mail
from django.core.management import call_command
from django.test import Client
from django.utils import timezone

from instrument_budget.round import (
    accepted,
    idea_form,
    new_idea,
    new_round,
    photo,
    upload,
    with_plans,
)
from participation_box.boxed import at_once
from thorbecke.web.instruments.budget import ballot, forms, ideas
from thorbecke.web.instruments.budget.models import Author, Idea, Like
from thorbecke.web.participation import access, instruments
from thorbecke.web.participation.console import making
from thorbecke.web.participation.record import phases

pytestmark = pytest.mark.django_db
State = Idea.State


def bring(act, browser=None, **changes):
    return (browser or Client()).post(f"/meedoen/{act.slug}/plannen/nieuw/", idea_form(**changes))


def reloaded(idea: Idea) -> Idea:
    idea.refresh_from_db()
    return idea


def test_a_resident_without_account_brings_in_an_idea_that_waits(act, client):
    assert bring(act).status_code == 302
    idea = Idea.objects.get(act=act)
    assert (idea.number, idea.state, idea.estimate) == (1, State.NEW, 1_250_00)
    assert [one.email for one in idea.authors.all()] == ["bedenker@voorbeeld.invalid"]
    assert "Een bankje" not in client.get(f"/meedoen/{act.slug}/plannen/").content.decode()
    assert client.get(f"/meedoen/{act.slug}/plannen/1/").status_code == 404
    assert "Uw idee is binnen" in mail.outbox[0].subject


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"title": ""}, "title"),
        ({"title": "x" * 81}, "title"),
        ({"text": "x" * 2001}, "text"),
        ({"theme": "money"}, "theme"),
        ({"estimate": "veel"}, "estimate"),
        ({"estimate": "-5"}, "estimate"),
        ({"estimate": "NaN"}, "estimate"),
        ({"estimate": "1e309"}, "estimate"),
        ({"coordinates": "4,89 52,37"}, "coordinates"),
        ({"coordinates": "hier"}, "coordinates"),
        ({"coordinates": "nan nan"}, "coordinates"),
        ({"email": "geen adres"}, "email"),
    ],
)
def test_a_wrong_field_is_named_and_nothing_is_stored(act, changes, field):
    response = bring(act, **changes)
    assert response.status_code == 422
    assert field in response.context["form"].errors
    assert not Idea.objects.exists()


@pytest.mark.parametrize(
    ("typed", "cents"),
    [("12.500", 1250000), ("12500,50", 1250050), ("€ 1.250,-", None), ("99", 9900), ("1.5", 150)],
)
def test_amounts_are_read_as_dutch_people_write_them(typed, cents):
    field = forms.Euros()
    if cents is None:
        with pytest.raises(forms.forms.ValidationError):
            field.clean(typed)
    else:
        assert field.clean(typed) == cents


def test_one_sender_brings_in_five_a_day(act):
    assert [bring(act).status_code for _ in range(6)] == [302] * 5 + [422]
    assert Idea.objects.count() == 5


def test_ideas_are_taken_only_while_they_are_collected(act):
    act.settings["ideas_open"] = False
    act.save()
    assert bring(act).status_code == 404
    with pytest.raises(ideas.NotNow):
        new_idea(act)


def test_the_page_shows_before_opening_only_when_the_organiser_says_so(act, client, organisation):
    hidden = new_round(organisation, early=False, ideas_open=False)
    assert client.get(f"/meedoen/{act.slug}/").status_code == 200
    assert client.get(f"/meedoen/{hidden.slug}/").status_code == 404
    listed = client.get("/meedoen/").content.decode()
    assert f"/meedoen/{act.slug}/" in listed
    assert f"/meedoen/{hidden.slug}/" not in listed


def test_a_copy_and_a_rehearsal_start_hidden(act, person, client):
    who = person("organiser")
    with_plans(act)
    for made in (making.duplicate(act, who), making.rehearse(act, who)):
        assert access.hidden(made)
        assert client.get(f"/meedoen/{made.slug}/plannen/").status_code == 404
    assert "questions" not in making.duplicate(act, who).settings


def test_other_instruments_stay_hidden_in_preparation(organisation):
    made = making.create("consultation", "Een vraag", organisation, None)
    made.settings["early"] = True
    assert access.hidden(made)


def test_a_visitor_supports_once_and_may_take_it_back(act):
    idea = new_idea(act)
    browser, url = Client(), f"/meedoen/{act.slug}/plannen/1/steun/"
    browser.post(url)
    assert (reloaded(idea).likes, idea.state) == (1, State.SUPPORT)
    browser.post(url)
    assert reloaded(idea).likes == 0
    for _ in range(2):
        Client().post(url)
    assert (reloaded(idea).likes, idea.state) == (2, State.ENOUGH)
    assert "genoeg steun" in mail.outbox[-1].subject


def test_nothing_of_who_supports_is_kept(act, person, client):
    idea = new_idea(act)
    who = person("resident")
    client.force_login(who)
    client.post(f"/meedoen/{act.slug}/plannen/1/steun/")
    (key,) = idea.supporters.values_list("key", flat=True)
    assert str(who.pk) not in key
    assert len(key) == 64
    assert "tb_steun" not in client.cookies


def test_a_forged_visitor_is_a_new_one_and_one_sender_is_limited(act):
    idea = new_idea(act)
    url = f"/meedoen/{act.slug}/plannen/1/steun/"
    for number in range(25):
        browser = Client()
        browser.cookies["tb_steun"] = f"vals{number}:x"
        browser.post(url)
    assert reloaded(idea).likes == 20


@pytest.mark.django_db(transaction=True)
def test_twenty_at_once_of_one_visitor_count_once_or_not_at_all(act):
    idea = new_idea(act)
    found = at_once(*(lambda: ideas.like(idea, "k" * 64) for _ in range(20)))
    assert all(isinstance(one, bool) for one in found), found
    assert reloaded(idea).likes == Like.objects.filter(idea=idea).count() == 0


@pytest.mark.django_db(transaction=True)
def test_twenty_ideas_at_once_get_numbers_of_their_own(act):
    made = [Idea(act=act, title=f"Idee {n}", text="x") for n in range(20)]
    found = at_once(*(lambda one=one: ideas.bring_in(one, "", "") for one in made))
    assert sorted(one.number for one in found) == list(range(1, 21))


def test_each_step_mails_the_author_with_reason_and_costs(act):
    idea = new_idea(act)
    ideas.vet(idea)
    ideas.accept(idea, 4_500_00, "Met een hek erbij.")
    ideas.refuse(idea, "De grond is niet van de gemeente.")
    texts = [one.body for one in mail.outbox]
    subjects = [one.subject.split(":")[0] for one in mail.outbox]
    assert subjects == [
        "Uw idee is binnen",
        "Uw idee staat op de pagina",
        "Wij onderzoeken uw idee",
        "Uw idee komt op het stembiljet",
        "Uw idee gaat niet door",
    ]
    assert "€\xa04.500" in texts[3]
    assert "Met een hek erbij." in texts[3]
    assert "De grond is niet van de gemeente." in texts[4]
    assert all(one.to == ["bedenker@voorbeeld.invalid"] for one in mail.outbox)
    act.refresh_from_db()
    assert act.settings["questions"] == []


def test_abuse_30_a_title_with_line_ends_makes_no_mail_header(act):
    bring(act, title="Bankje\r\nBcc: ander@voorbeeld.invalid", name="Bo\r\nTo: x")
    assert "\n" not in mail.outbox[0].subject
    assert Author.objects.get().name == "Bo To: x"


def test_merging_joins_support_and_authors(act):
    first, second = (
        new_idea(act, "Bomen"),
        new_idea(act, "Meer bomen", email="ander@voorbeeld.invalid"),
    )
    ideas.like(first, "a" * 64)
    ideas.like(second, "a" * 64)
    ideas.like(second, "b" * 64)
    ideas.merge(second, first)
    assert (reloaded(first).likes, first.state) == (2, State.ENOUGH)
    assert reloaded(second).state == State.MERGED
    assert {one.email for one in first.authors.filter(joined=True)} == {"ander@voorbeeld.invalid"}
    page = Client().get(f"/meedoen/{act.slug}/plannen/2/")
    assert page.headers["Location"].endswith("/plannen/1/")
    with pytest.raises(ideas.NotNow):
        ideas.merge(first, second)


def test_the_verdict_form_asks_for_cost_and_reason(act, organisation):
    idea = new_idea(act)
    assert "reason" in forms.VerdictForm(idea, {"verdict": "refuse"}).errors
    assert "cost" in forms.VerdictForm(idea, {"verdict": "accept"}).errors
    assert "cost" in forms.VerdictForm(idea, {"verdict": "accept", "cost": "10.001"}).errors
    assert "into" in forms.VerdictForm(idea, {"verdict": "merge"}).errors
    elsewhere = new_idea(new_round(organisation), "Elders")
    form = forms.VerdictForm(idea, {"verdict": "merge", "into": str(elsewhere.pk)})
    assert "into" in form.errors
    assert not forms.VerdictForm(idea, {"verdict": "accept", "cost": "10.000"}).errors


def test_after_opening_no_idea_changes(act, person):
    with_plans(act)
    idea = Idea.objects.get(act=act, number=1)
    phases.open_act(act, person("organiser"))
    for step in (
        lambda: ideas.refuse(idea, "Toch niet"),
        lambda: ideas.accept(idea, 1),
        lambda: ideas.like(idea, "a" * 64),
        lambda: new_idea(act),
    ):
        with pytest.raises(ideas.NotNow):
            step()
    assert reloaded(idea).cost == 6_000_00


def test_a_round_opens_only_with_plans_that_fit(act):
    instrument = instruments.of(act)
    assert any("minstens één plan" in text for text in instrument.problems(act))
    with_plans(act)
    assert instrument.problems(act) == []
    Idea.objects.filter(act=act, number=1).update(cost=10_000_01)
    assert any("kost meer dan er is" in text for text in instrument.problems(act))


def test_money_per_area_or_together_and_never_half(act):
    def errors(**data):
        return forms.Money(act, {"total": "", "areas": "", **data}).errors

    assert "total" in errors()
    assert "areas" in errors(areas="Oost | 500\nWest")
    assert "areas" in errors(areas="Oost | 500\noost | 600")
    assert "Regel 2" in str(errors(areas="Oost | 500\nWest | veel"))
    form = forms.Money(act, {"total": "", "areas": "Oost | 12.500\nWest | 500,50"})
    assert form.is_valid()
    form.save()
    act.refresh_from_db()
    assert [one["total"] for one in act.settings["areas"]] == [12_500_00, 500_50]
    assert ballot.split(act)


def test_names_and_addresses_are_erased_on_their_date(act):
    new_idea(act)
    call_command("budget_daily")
    assert Author.objects.count() == 1
    act.erase_on = timezone.localdate() - timedelta(days=1)
    act.save()
    call_command("budget_daily")
    assert Author.objects.count() == 0
    assert Idea.objects.count() == 1


def test_somebody_joins_and_gets_the_mails(act):
    idea = new_idea(act)
    url = f"/meedoen/{act.slug}/plannen/1/meedoen/"
    assert Client().post(url, {"name": "Sam", "email": "geen"}).status_code == 422
    Client().post(url, {"name": "Sam", "email": "sam@voorbeeld.invalid"})
    assert idea.authors.get(joined=True).name == "Sam"
    mail.outbox.clear()
    ideas.vet(idea)
    assert {one.to[0] for one in mail.outbox} == {
        "bedenker@voorbeeld.invalid",
        "sam@voorbeeld.invalid",
    }
    page = Client().get(f"/meedoen/{act.slug}/plannen/1/").content.decode()
    assert "Sam" not in page
    assert "Bo Bedenker" not in page


def test_a_photo_is_shown_with_its_idea_and_goes_with_a_press(act, signed_in):
    bring(act, photo=upload(photo()), photo_text="Een vijver")
    url = f"/meedoen/{act.slug}/plannen/1/foto/"
    assert Client().get(url).status_code == 404
    ideas.show(Idea.objects.get())
    response = Client().get(url)
    assert response.headers["Content-Type"] == "image/jpeg"
    assert b"".join(response.streaming_content)[:2] == b"\xff\xd8"
    signed_in("organiser").post(f"/organiseren/{act.slug}/ideeen/1/foto-weg/")
    assert Client().get(url).status_code == 404


def test_photos_go_when_their_act_is_deleted(act, settings):
    bring(act, photo=upload(photo()), photo_text="Een vijver")
    folder = settings.MEDIA_ROOT / "ideas"
    assert len(list(folder.iterdir())) == 1
    act.delete()
    assert list(folder.iterdir()) == []


def test_a_photo_needs_words(act):
    assert bring(act, photo=upload(photo())).status_code == 422


def test_accepting_twice_changes_the_price_on_the_ballot(act):
    idea = accepted(act, "Bomen", 4_000_00)
    ideas.accept(idea, 3_000_00)
    act.refresh_from_db()
    assert act.settings["questions"][0]["options"][0]["price"] == 3_000_00
