"""The pages of a lottery: forms and what they refuse, who may do what and when, and hostile text."""

from __future__ import annotations

import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from instrument_lottery.panel import FEATURES, closed, filled, fixed, published, volunteers
from thorbecke.web.instruments.lottery import drawing, people, setting
from thorbecke.web.instruments.lottery.models import (
    Candidate,
    Contact,
    Draw,
    Meeting,
    PoolUpload,
    Recommendation,
)
from thorbecke.web.participation.models import Act, Channel, Phase, Voter
from thorbecke.web.participation.record import counting, phases, seed
from thorbecke.web.participation.roll import issuing

pytestmark = pytest.mark.django_db

GETS = ("quotas", "people", "draw")
AFTER = ("panel", "desk", "meeting", "recommend")
HOSTILE = "<script>alert(1)</script>"


def url(name: str, act, *more) -> str:
    return reverse(f"lottery:{name}", args=[act.slug, *more])


def upload(data: bytes, name: str = "pool.csv") -> dict:
    return {"file": SimpleUploadedFile(name, data)}


# ------------------------------------------------------------------ settings and quotas


def test_a_new_lottery_is_made_in_the_console(signed_in, organisation):
    browser = signed_in("organiser")
    sent = {"title": "Burgerraad", "organisation": str(organisation.pk)}
    answer = browser.post("/organiseren/nieuw/lottery/", sent, follow=True)
    assert answer.status_code == 200
    slug = answer.redirect_chain[-1][0].rstrip("/").rsplit("/", 1)[-1]
    at = f"/organiseren/{slug}/instellen"
    sent = {"size": "12", "household": "on", "panels": "10000"}
    assert browser.post(f"{at}/panel/", sent).status_code == 302
    sent = {"lines": "Leeftijd: 16-34, 35+\nGeslacht: man, vrouw, anders"}
    assert browser.post(f"{at}/kenmerken/", sent).status_code == 302
    html = browser.get(f"/organiseren/{slug}/grenzen/").content.decode()
    assert html.count('name="low-') == 5
    made = Act.objects.get(slug=slug)
    assert setting.rules(made).panels == 10_000
    assert browser.post(f"{at}/panel/", {"size": "12", "panels": "1001"}).status_code == 422
    made.refresh_from_db()
    assert setting.rules(made).panels == 10_000


@pytest.mark.parametrize(
    ("lines", "says"),
    [
        ("Leeftijd", "Regel 1"),
        ("Leeftijd: 16", "Regel 1"),
        ("Leeftijd: a, b\nLeeftijd: c, d", "Regel 2"),
        ("L: " + "x" * 61 + ", b", "60 tekens"),
        ("", "verplicht"),
    ],
)
def test_features_that_can_not_be_read_name_their_line(signed_in, act, lines, says):
    answer = signed_in("organiser").post(
        f"/organiseren/{act.slug}/instellen/kenmerken/", {"lines": lines}
    )
    assert answer.status_code == 422
    assert says in answer.content.decode()


def sent_quotas(act, **changed: object) -> dict:
    rows = setting.quotas(act, setting.draw_of(act))
    found = {}
    for at, row in enumerate(rows):
        found |= {f"low-{at}": row[2], f"high-{at}": row[3], f"share-{at}": row[4] or ""}
    return {**found, **changed}


def test_quotas_follow_from_shares(signed_in, act):
    sent = sent_quotas(act, **{"share-3": 70, "share-4": 30, "reken": "1"})
    assert signed_in("organiser").post(url("quotas", act), sent).status_code == 302
    assert [row[2:4] for row in setting.draw_of(act).quotas[3:]] == [[7, 7], [3, 3]]


def test_the_difference_with_the_residents_is_shown_to_who_may_see_the_list(signed_in, act):
    browser = signed_in("organiser")
    browser.post(url("quotas", act), sent_quotas(act, **{"share-3": 70, "share-4": 30}))
    assert "Lijkt de groep op de inwoners?" not in browser.get(url("quotas", act)).content.decode()
    phases.open_act(act, None)
    lines = ["id;Leeftijd;Wijk"]
    lines += [f"p{at};{('16-34', '35-64', '65+')[at % 3]};Zuid" for at in range(20)]
    filled(act, "\n".join(lines).encode())
    html = browser.get(url("quotas", act)).content.decode()
    assert "20 mensen kunnen worden geloot." in html
    table = html.split("Lijkt de groep op de inwoners?")[1]
    values = re.findall(
        r'<th scope="row">([^<]+)</th><td>(\d+)</td><td>(\d+)%</td><td>(\d+)%</td>', table
    )
    second = [row for row in values if row[1] == "0"]
    assert second
    assert second[0][2:] in {("0", "70"), ("0", "30")}
    assert "20 mensen voor 10" in table or "20 mensen" in table


@pytest.mark.parametrize(
    ("changed", "says"),
    [
        ({"low-0": 5, "high-0": 4}, "minimum is hoger"),
        ({"low-3": 9, "high-3": 9}, "geen heel panel"),
        ({"low-0": ""}, "verplicht"),
        ({"low-0": -1}, "0"),
        ({"share-3": 10, "reken": "1"}, "ongeveer 100"),
    ],
)
def test_quotas_that_can_not_hold_are_refused(signed_in, act, changed, says):
    before = setting.draw_of(act).quotas
    answer = signed_in("organiser").post(url("quotas", act), sent_quotas(act, **changed))
    assert answer.status_code == 422
    assert says in answer.content.decode()
    assert setting.draw_of(act).quotas == before


def test_help_shows_ranked_ways_and_one_can_be_taken_over(signed_in, act):
    browser = signed_in("organiser")
    phases.open_act(act, None)
    lines = ["id;Leeftijd;Wijk"]
    lines += [f"p{at};{('16-34', '35-64', '65+')[at % 3]};Zuid" for at in range(40)]
    filled(act, "\n".join(lines).encode())
    html = browser.post(url("quotas", act), {"zoek": "1"}).content.decode()
    assert "Er past geen panel" in html
    assert "in plaats van" in html
    form = re.search(r"<li>\s*<ul>.*?(<form method=\"post\">.*?</form>)", html, re.DOTALL)[1]
    fields = dict(re.findall(r'name="([a-z]+-\d+)" value="(\d*)"', form))
    answer = browser.post(url("quotas", act), fields, follow=True)
    assert "opgeslagen" in answer.content.decode()
    html = browser.post(url("quotas", act), {"zoek": "1"}).content.decode()
    assert "Er past een panel" in html


def test_quotas_do_not_change_once_the_lottery_is_fixed(signed_in, act):
    fixed(act)
    before = setting.draw_of(act).quotas
    signed_in("organiser").post(url("quotas", act), sent_quotas(act, **{"low-0": 0}))
    assert setting.draw_of(act).quotas == before


# ------------------------------------------------------------------ a file of volunteers


def test_a_file_is_shown_first_and_taken_in_after_a_yes(signed_in, act):
    browser = signed_in("organiser")
    html = browser.post(url("people", act), upload(volunteers()), follow=True).content.decode()
    assert "Klopt dit bestand?" in html
    assert not Candidate.objects.exists()
    browser.post(url("take_in", act))
    assert Candidate.objects.filter(act=act).count() == 60
    assert not PoolUpload.objects.exists()


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"id;Leeftijd\na;65+", "kolom Wijk"),
        (b"id;Leeftijd;Wijk\na;65+;Noord\nb;99;Zuid", "rij 3, kolom Leeftijd"),
        (b"id;Leeftijd;Wijk\na;65+;Noord\na;65+;Zuid", "rij 3, kolom id"),
        (b"id;Leeftijd;Wijk\n", "pool.csv"),
        (b"\x00\x01\x02", "pool.csv"),
    ],
)
def test_a_wrong_file_names_row_column_and_the_mend(signed_in, act, data, says):
    answer = signed_in("organiser").post(url("people", act), upload(data))
    assert answer.status_code == 422
    assert says in answer.content.decode()
    assert not PoolUpload.objects.exists()


# ------------------------------------------------------------------ answering the invitation


def invited(act, area: str = "Noord") -> str:
    return issuing.issue(act, Channel.LETTER, area=area)[1]


def answers(**changed: str) -> dict[str, str]:
    return {
        "yes": "ja", "k0": "65+", "k1": "Noord", "name": "Bo Voorbeeld",
        "email": "bo@voorbeeld.invalid", "phone": "", **changed,
    }  # fmt: skip


@pytest.fixture
def guest(client, act):
    """A browser that showed the code of a letter."""
    code = invited(act)
    phases.open_act(act, None)
    answer = client.post(f"/meedoen/{act.slug}/toegang/", {"code": code})
    assert answer.url == url("respond", act)
    return client


def test_an_invited_person_answers_and_can_change_it(guest, act):
    html = guest.post(url("respond", act), answers()).content.decode()
    one = Candidate.objects.get(act=act)
    assert one.number in html
    assert one.answers == {"Leeftijd": "65+", "Wijk": "Noord"}
    assert one.contact.name == "Bo Voorbeeld"
    guest.post(url("respond", act), {"yes": "nee"})
    one.refresh_from_db()
    assert not one.yes
    assert one.answers == {}
    assert not Contact.objects.exists()


@pytest.mark.parametrize(
    "changed", [{"yes": ""}, {"k0": ""}, {"k0": "12"}, {"name": ""}, {"email": ""}, {"email": "x"}]
)
def test_an_answer_that_is_not_complete_is_refused(guest, act, changed):
    assert guest.post(url("respond", act), answers(**changed)).status_code == 422
    assert not Candidate.objects.exists()


def test_without_a_code_nobody_answers(client, act):
    phases.open_act(act, None)
    assert client.post(url("respond", act), answers()).status_code == 302
    assert not Candidate.objects.exists()


def test_after_closing_nobody_answers(guest, act):
    filled(act)
    phases.close_act(act, None)
    guest.post(url("respond", act), answers())
    assert Candidate.objects.filter(act=act).count() == 60


def test_there_is_no_ballot_to_cast(guest, act):
    answer = guest.post(f"/meedoen/{act.slug}/stembiljet/", {"step": "cast"})
    assert answer.status_code in {302, 404}
    assert guest.get(reverse("participation:ballot", args=[act.slug])).url == url("respond", act)
    assert (
        guest.post(reverse("participation:ballot", args=[act.slug]), {"step": "cast"}).status_code
        == 302
    )


def test_response_of_small_groups_is_not_told(client, act):
    for at in range(14):
        invited(act, "Noord" if at < 11 else "Zuid")
    phases.open_act(act, None)
    for at in range(10):
        Candidate.objects.create(act=act, number=f"n{at}", yes=True, area="Noord")
    Candidate.objects.create(act=act, number="z", yes=True, area="Zuid")
    assert people.response(act) == []
    for at in range(12):
        invited(act, "West")
        Candidate.objects.create(act=act, number=f"w{at}", yes=True, area="West")
    assert [one["name"] for one in people.response(act)] == ["Noord + Zuid", "West"]
    html = client.get(f"/meedoen/{act.slug}/").content.decode()
    assert "Noord + Zuid" in html


def test_reminders_list_only_who_did_not_answer(signed_in, client, act):
    codes = {}
    for name in ("Anna Stil", "Ben Antwoordt"):
        voter = Voter.objects.create(act=act, key=name, name=name, postcode="1234AB", number="1")
        codes[name] = issuing.issue(act, Channel.LETTER, voter=voter)[1]
    phases.open_act(act, None)
    client.post(f"/meedoen/{act.slug}/toegang/", {"code": codes["Ben Antwoordt"]})
    client.post(url("respond", act), answers())
    html = signed_in("organiser").get(url("remind", act)).content.decode()
    assert "Anna Stil" in html
    assert "Ben Antwoordt" not in html


def test_who_is_invited_is_drawn_and_the_others_leave_the_roll(signed_in, act):
    act.eligibility = {"who": "resident", "lowest_age": None, "areas": [], "reference_date": None}
    act.save()
    for at in range(40):
        Voter.objects.create(act=act, key=str(at), name=f"P{at}", area=("N", "Z")[at % 4 == 0])
    browser = signed_in("organiser")
    sent = {"letters": "41", "drawn": "1 2"}
    assert browser.post(url("invite", act), sent).status_code == 422
    assert browser.post(url("invite", act), {"letters": "20", "drawn": "a"}).status_code == 422
    browser.post(url("invite", act), {"letters": "20", "drawn": "1 2"})
    left = list(Voter.objects.filter(act=act).values_list("area", flat=True))
    assert sorted(left) == ["N"] * 15 + ["Z"] * 5


# ------------------------------------------------------------------ the draw on the screen


@pytest.mark.django_db(transaction=True)
def test_the_ceremony_takes_a_number_and_shows_the_panel(signed_in, act):
    browser = signed_in("organiser")
    assert "Leg eerst de loterij vast" in (
        browser.get(url("ceremony", closed(act))).content.decode()
    )
    browser.post(url("fix", act))
    html = browser.get(url("draw", act)).content.decode()
    assert "De loterij ligt vast" in html
    assert browser.post(url("ceremony", act), {"drawn": "zeven"}).status_code == 422
    html = browser.post(url("ceremony", act), {"drawn": "7 12 23 31"}, follow=True).content.decode()
    shown = re.findall(r"<li>([2-9a-z]{4}-[2-9a-z]{4})</li>", html)
    assert len(set(shown)) == 10
    assert browser.post(url("ceremony", act), {"drawn": "1"}).status_code == 422
    act.refresh_from_db()
    assert act.phase == Phase.COUNTED


def test_a_rehearsal_has_invented_people_and_the_same_quotas(signed_in, act):
    browser = signed_in("organiser")
    answer = browser.post(reverse("participation:rehearse", args=[act.slug]))
    slug = answer.url.rstrip("/").rsplit("/", 1)[-1]
    browser.post(f"/organiseren/{slug}/mensen/verzinnen/")
    assert Candidate.objects.filter(act__slug=slug).count() == 50
    html = browser.get(f"/organiseren/{slug}/grenzen/").content.decode()
    assert 'name="high-3" value="5"' in html
    browser.post(url("invent", act))
    assert not Candidate.objects.filter(act=act).exists()


# ------------------------------------------------------------------ panel and assembly


def test_replacing_and_tables_in_the_console(signed_in, act):
    published(act)
    browser = signed_in("organiser")
    html = browser.get(url("panel", act)).content.decode()
    number = re.search(r'name="out" value="([^"]+)"', html)[1]
    assert "Vrijwilliger" in html
    assert browser.post(url("panel", act), {"drawn": "3 3"}).status_code == 422
    answer = browser.post(url("panel", act), {"out": [number], "drawn": "3 3"}, follow=True)
    assert "Vervangen" in answer.content.decode()
    answer = browser.post(url("tables", act), {"tables": "2", "rounds": "2"}, follow=True)
    assert "Ronde 2" in answer.content.decode()
    answer = browser.post(url("tables", act), {"tables": "99", "rounds": "2"}, follow=True)
    assert "1 tot 10 tafels" in answer.content.decode()


def test_a_recommendation_is_voted_on_and_answered(signed_in, client, act):
    published(act)
    browser = signed_in("organiser")
    sent = {
        "title": "Meer sloten", "text": HOSTILE, "votes_yes": "9", "votes_no": "2",
        "answer_by": "2030-01-01",
    }  # fmt: skip
    assert browser.post(url("recommend", act), sent).status_code == 422
    browser.post(url("recommend", act), {**sent, "votes_no": "1"})
    html = client.get(url("assembly", act)).content.decode()
    assert "uiterlijk op 1 januari 2030" in html
    assert HOSTILE not in html
    assert browser.post(url("answer", act, 1), {"verdict": "no"}).status_code == 422
    browser.post(url("answer", act, 1), {"verdict": "no", "answer": HOSTILE})
    html = client.get(url("assembly", act)).content.decode()
    assert "Neemt niet over" in html
    assert HOSTILE not in html


def test_a_council_that_is_late_is_shown_so(client, act):
    published(act)
    Recommendation.objects.create(act=act, number=1, title="Sloten", answer_by="2020-01-01")
    assert "Dat is niet gebeurd" in client.get(url("assembly", act)).content.decode()


def test_a_meeting_takes_no_dangerous_link(signed_in, act):
    published(act)
    browser = signed_in("organiser")
    sent = {"day": "2030-01-01", "title": "Start", "source": "Stuk", "link": "javascript:alert(1)"}
    assert browser.post(url("meeting", act), sent).status_code == 422
    browser.post(url("meeting", act), {**sent, "link": "https://voorbeeld.invalid/stuk"})
    assert Meeting.objects.get(act=act).link == "https://voorbeeld.invalid/stuk"


# ------------------------------------------------------------------ who, when, and how much


def test_the_public_pages(client, act):
    fixed(act)
    for name in ("respond", "chance", "assembly"):
        assert client.get(url(name, act)).status_code == 200
    number = Candidate.objects.filter(act=act).first().number
    html = client.post(url("chance", act), {"number": number.upper().replace("-", " ")}).content
    assert "Uw kans was 1 op" in html.decode()
    assert client.post(url("chance", act), {"number": "aaaa-aaaa"}).status_code == 422


def test_nothing_is_public_before_opening(client, act):
    for name in ("respond", "chance", "assembly"):
        assert client.get(url(name, act)).status_code == 404


def test_another_organisation_sees_nothing(signed_in, other, act):
    browser = signed_in("organiser", other)
    for name in (*GETS, "invite", "remind", "ceremony", *AFTER):
        assert browser.get(url(name, act)).status_code == 404
    for name in ("take_in", "invent", "fix", "tables"):
        assert browser.post(url(name, act)).status_code == 404


def test_a_clerk_looks_but_does_not_decide(signed_in, act):
    browser = signed_in("clerk")
    for name in GETS:
        assert browser.get(url(name, act)).status_code == 200
    for name in ("take_in", "invent", "fix"):
        assert browser.post(url(name, act)).status_code == 403
    before = setting.draw_of(act).quotas
    browser.post(url("quotas", act), sent_quotas(act, **{"low-0": 0}))
    assert setting.draw_of(act).quotas == before


@pytest.mark.parametrize("name", ["ceremony", *AFTER])
def test_a_later_page_is_closed_in_preparation(signed_in, act, name):
    assert signed_in("organiser").get(url(name, act)).status_code == 403


def test_a_stranger_is_sent_to_sign_in(client, act):
    for name in GETS:
        assert client.get(url(name, act)).status_code == 302


def test_hostile_text_stays_text(signed_in, client, act):
    act.settings["features"] = [{"name": HOSTILE, "values": ["a", HOSTILE]}, FEATURES[1]]
    act.save()
    quotas = [[HOSTILE, "a", 0, 10, None], [HOSTILE, HOSTILE, 0, 10, None]]
    Draw.objects.filter(act=act).update(quotas=quotas)
    lines = [f"id;{HOSTILE};Wijk;naam"]
    lines += [f"{at};{HOSTILE if at % 2 else 'a'};Noord;{HOSTILE}" for at in range(20)]
    published_with(act, "\n".join(lines).encode())
    browser = signed_in("organiser")
    for name in ("quotas", "people", "draw", "panel", "desk"):
        assert HOSTILE not in browser.get(url(name, act)).content.decode()
    for path in (f"/meedoen/{act.slug}/", f"/meedoen/{act.slug}/uitslag/"):
        assert HOSTILE not in client.get(path).content.decode()
    number = Candidate.objects.filter(act=act).first().number
    assert HOSTILE not in client.post(url("chance", act), {"number": number}).content.decode()


def published_with(act, data: bytes) -> None:
    phases.open_act(act, None)
    filled(act, data)
    phases.close_act(act, None)
    drawing.ask(act, None)
    drawing.run(act.pk)
    seed.draw_number(act, None, "1 2 3")
    phases.count_act(act, None)
    counting.run(act.pk)
    act.refresh_from_db()
    phases.publish_act(act, None)


def test_two_thousand_people_cost_few_queries(
    signed_in, client, act, django_assert_max_num_queries
):
    published_with(act, volunteers(2000, 600))
    browser = signed_in("organiser")
    for name in ("people", "draw", "panel", "quotas"):
        with django_assert_max_num_queries(12):
            assert browser.get(url(name, act)).status_code == 200
    for path in (f"/meedoen/{act.slug}/", f"/meedoen/{act.slug}/uitslag/"):
        with django_assert_max_num_queries(12):
            assert client.get(path).status_code == 200
