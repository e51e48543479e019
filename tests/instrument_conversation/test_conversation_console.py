"""Setting a conversation up, judging statements, and who may do that."""

from __future__ import annotations

import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from instrument_conversation.conftest import SEEDS, statements
from thorbecke.formats.polis import Statement as Row
from thorbecke.formats.polis import statement_lines
from thorbecke.web.instruments.conversation import texts
from thorbecke.web.instruments.conversation.models import Judgement, Statement
from thorbecke.web.participation import instruments
from thorbecke.web.participation.console import making
from thorbecke.web.participation.record import phases

pytestmark = pytest.mark.django_db


def test_the_settings_take_statements_from_the_page_and_from_a_file(act, signed_in) -> None:
    rows = [
        Row("1", "Een stelling uit een ander gesprek.", "", 1),
        Row("2", "Weg hiermee.", "", -1),
    ]
    file = SimpleUploadedFile("comments.csv", "".join(statement_lines(rows)).encode())
    data = {
        "entry": "open",
        "joins": "100",
        "seeds": "\n".join([*SEEDS, SEEDS[0].lower(), ""]),
        "policy": "Geen namen.",
        "add": "on",
        "file": file,
    }
    page = signed_in("organiser").post(f"/organiseren/{act.slug}/instellen/gesprek/", data)
    assert page.status_code == 302
    act.refresh_from_db()
    found = act.settings["conversation"]
    assert found["seeds"] == [*SEEDS, "Een stelling uit een ander gesprek."]
    assert (found["add"], found["before"], found["joins"]) == (True, False, 100)
    assert instruments.of(act).problems(act) == []


@pytest.mark.parametrize(
    ("change", "why"),
    [
        ({"seeds": "kort"}, "Schrijf een hele zin"),
        ({"seeds": "Kijk op www.reclame.invalid nu"}, "Zet geen adressen"),
        ({"joins": "1"}, "5"),
        ({"policy": ""}, "verplicht"),
    ],
)
def test_wrong_settings_are_refused_with_a_reason(act, signed_in, change, why) -> None:
    data = {"entry": "open", "joins": "60", "seeds": "\n".join(SEEDS), "policy": "x", **change}
    page = signed_in("organiser").post(f"/organiseren/{act.slug}/instellen/gesprek/", data)
    assert page.status_code == 422
    assert why in page.content.decode()


def test_a_file_that_is_no_export_is_refused(act, signed_in) -> None:
    data = {
        "entry": "open",
        "joins": "60",
        "seeds": "",
        "policy": "x",
        "file": io.BytesIO(b"a,b\n"),
    }
    data["file"].name = "x.csv"
    page = signed_in("organiser").post(f"/organiseren/{act.slug}/instellen/gesprek/", data)
    assert "Dit bestand kunnen wij niet lezen" in page.content.decode()


def test_too_few_statements_do_not_open(act, person) -> None:
    act.settings["conversation"]["seeds"] = SEEDS[:4]
    act.save()
    with pytest.raises(phases.NotNow, match="vijf stellingen"):
        phases.open_act(act, person("organiser"))


def test_a_rehearsal_has_the_same_first_statements(act, person) -> None:
    copy = making.rehearse(act, person("organiser"))
    copy.closes_at = act.closes_at
    copy.save()
    phases.open_act(copy, person("administrator"))
    from thorbecke.web.instruments.conversation import rooms

    rooms.room_of(copy)
    assert [one.text for one in statements(copy)] == SEEDS


def waiting(phone, opened, text="Er moeten bankjes komen voor ouderen") -> Statement:
    phone.add(text, toch="1")
    return Statement.objects.get(act=opened, state="waiting")


def test_a_statement_waits_until_it_is_placed(phone, opened, signed_in) -> None:
    one = waiting(phone, opened)
    browser = signed_in("organiser")
    page = browser.get(f"/organiseren/{opened.slug}/stellingen/").content.decode()
    assert one.text in page
    browser.post(f"/organiseren/{opened.slug}/stellingen/{one.pk}/", {"keuze": "tonen"})
    one.refresh_from_db()
    assert one.state == "shown"
    entry = Judgement.objects.get()
    assert (entry.state, entry.by) == ("shown", "organiser")


def test_a_refusal_needs_a_reason_and_its_words_stay_out_of_the_public_log(
    phone, opened, signed_in, client
) -> None:
    one = waiting(phone, opened, "Mijn buurman Piet is een dief")
    browser, place = signed_in("organiser"), f"/organiseren/{opened.slug}/stellingen/{one.pk}/"
    browser.post(place, {"keuze": "weigeren"})
    assert not Judgement.objects.exists()
    browser.post(place, {"keuze": "weigeren", "reason": "Het gaat over één persoon."})
    page = client.get(f"{phone.base}spelregels/").content.decode()
    assert "Het gaat over één persoon." in page
    assert "Piet" not in page
    log = b"".join(client.get(f"{phone.base}logboek.csv").streaming_content).decode()
    assert "persoon" in log
    assert "Piet" not in log


def test_splitting_keeps_where_a_statement_comes_from(phone, opened, signed_in) -> None:
    one = waiting(phone, opened, "Er moeten bankjes komen en de winkels moeten langer open")
    browser = signed_in("organiser")
    place = f"/organiseren/{opened.slug}/stellingen/{one.pk}/tekst/"
    lines = "Er moeten bankjes komen.\nDe winkels moeten langer open."
    assert browser.post(place, {"lines": lines, "reason": ""}).status_code == 422
    assert Statement.objects.filter(replaces=one).count() == 0
    assert browser.post(place, {"lines": lines, "reason": "Twee dingen."}).status_code == 302
    made = Statement.objects.filter(replaces=one).order_by("number")
    assert [found.text for found in made] == lines.split("\n")
    one.refresh_from_db()
    assert one.state == "replaced"
    assert {found.author_id for found in made} == {one.author_id}


def test_nothing_changes_when_one_part_of_a_split_is_wrong(phone, opened, signed_in) -> None:
    one = waiting(phone, opened)
    place = f"/organiseren/{opened.slug}/stellingen/{one.pk}/tekst/"
    lines = f"Er moeten bankjes komen bij de kerk.\n{SEEDS[0]}"
    page = signed_in("organiser").post(place, {"lines": lines, "reason": "Twee dingen."})
    assert "Deze stelling is er al" in page.content.decode()
    one.refresh_from_db()
    assert one.state == "waiting"
    assert not Statement.objects.filter(replaces=one).exists()


@pytest.mark.parametrize(("role", "code"), [("organiser", 302), ("clerk", 403), ("editor", 404)])
def test_only_organisers_judge(phone, opened, signed_in, role, code) -> None:
    one = waiting(phone, opened)
    place = f"/organiseren/{opened.slug}/stellingen/{one.pk}/"
    assert signed_in(role).post(place, {"keuze": "tonen"}).status_code == code


def test_another_organisation_sees_nothing(phone, opened, signed_in, other) -> None:
    one = waiting(phone, opened)
    browser = signed_in("organiser", other)
    for place in ("stellingen/", f"stellingen/{one.pk}/tekst/", "gesprek/code/"):
        assert browser.get(f"/organiseren/{opened.slug}/{place}").status_code == 404
    place = f"/organiseren/{opened.slug}/stellingen/{one.pk}/"
    assert browser.post(place, {"keuze": "tonen"}).status_code == 404


def test_after_closing_statements_stay_as_they_are(phone, opened, signed_in, person) -> None:
    one = waiting(phone, opened)
    phases.close_act(opened, person("administrator"))
    place = f"/organiseren/{opened.slug}/stellingen/{one.pk}/"
    assert signed_in("organiser").post(place, {"keuze": "tonen"}).status_code == 403
    one.refresh_from_db()
    assert one.state == "waiting"


def test_the_queue_takes_few_queries(opened, signed_in, django_assert_max_num_queries) -> None:
    browser = signed_in("organiser")
    with django_assert_max_num_queries(12):
        browser.get(f"/organiseren/{opened.slug}/stellingen/?stand=shown")
    with django_assert_max_num_queries(12):
        browser.get(f"/organiseren/{opened.slug}/gesprek/code/")


def test_likeness_sees_through_endings_and_order() -> None:
    others = ["De fietsen moeten weg", "Meer groen in de wijk", "Auto's weg uit het centrum"]
    assert [place for place, _score in texts.alike("Fiets weg!", others)] == [0]
    assert texts.alike("Iets heel anders", others) == []
    assert texts.alike("x", []) == []
    assert texts.fingerprint("Meer GROEN, in de wijk!") == texts.fingerprint(others[1])
