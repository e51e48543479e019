"""The map, its privacy, the report, the files, and the bundle that verifies."""

from __future__ import annotations

import json
from io import BytesIO

import pytest

from instrument_conversation.conftest import SEEDS, Phone, crowd, statements
from thorbecke.formats.polis import read_statements, read_votes
from thorbecke.records.verify import verify
from thorbecke.web.instruments.conversation import mapping, results
from thorbecke.web.instruments.conversation.models import Participant, Room, Statement, Vote
from thorbecke.web.participation.models import Result
from thorbecke.web.participation.record import counting, phases

pytestmark = pytest.mark.django_db


def ended(act, person):
    phases.close_act(act, person)
    counting.run(act.pk)
    act.refresh_from_db()
    phases.publish_act(act, person)
    return Result.objects.get(act=act)


def test_a_few_people_are_not_shown_nor_published(opened, person, client) -> None:
    crowd(opened, 4)
    mapping.run(opened)
    kept = Room.objects.get().snapshot
    assert not kept["shown"]
    assert kept["dots"] == kept["groups"] == kept["consensus"] == []
    page = client.get(f"/meedoen/{opened.slug}/gesprek/kaart/").content.decode()
    assert "te weinig mensen" in page
    result = ended(opened, person("administrator"))
    assert result.counts[0]["outcome"]["labels"] == {}
    with result.bundle.open("rb") as file:
        assert verify(file).holds
    page = client.get(f"/meedoen/{opened.slug}/uitslag/").content.decode()
    assert "te weinig mensen" in page


def test_a_conversation_comes_to_a_report_that_verifies(
    opened, person, client, django_assert_max_num_queries
) -> None:
    crowd(opened, 24)
    base = f"/meedoen/{opened.slug}/"
    mapping.run(opened)
    with django_assert_max_num_queries(12):
        assert "De kaart van meningen" in client.get(f"{base}gesprek/kaart/").content.decode()
    assert client.get(f"{base}gesprek/stemmen.csv").status_code == 404
    result = ended(opened, person("administrator"))
    outcome = result.counts[0]["outcome"]
    assert outcome["k"] == 2
    assert sorted(outcome["sizes"]) == [12, 12]
    with result.bundle.open("rb") as file:
        data = file.read()
    report = verify(BytesIO(data))
    assert report.holds, [one for one in report.checks if not one.holds]
    with django_assert_max_num_queries(12):
        page = client.get(f"{base}uitslag/").content.decode()
    for text in ("Groep A", "Groep B", "Wat mensen delen", SEEDS[-1], "Hoe zeker is dit?"):
        assert text in page
    votes = b"".join(client.get(f"{base}gesprek/stemmen.csv").streaming_content)
    read = read_votes(BytesIO(votes), "x.csv")
    assert len(read.votes.participants) == 24
    assert len(read.votes.value) == 24 * len(SEEDS) == Vote.objects.count()
    assert set(read.published.values()) == {"0", "1"}
    rows = b"".join(client.get(f"{base}gesprek/stellingen.csv").streaming_content)
    assert [one.text for one in read_statements(BytesIO(rows), "x.csv")] == SEEDS


def test_what_is_published_holds_no_key_of_a_device(opened, person) -> None:
    crowd(opened, 6)
    text = json.dumps(mapping.inputs(opened))
    for one in Participant.objects.all():
        assert one.label in text
        assert str(one.pk) not in text
        assert one.pk.hex not in text
    mapping.run(opened)
    kept = json.dumps(Room.objects.get().snapshot)
    assert not any(one.label in kept for one in Participant.objects.all())


def test_new_votes_move_the_map_and_a_statement_that_goes_redraws_it(opened) -> None:
    crowd(opened, 20)
    mapping._held.clear()
    mapping.run(opened)
    first = mapping._held[opened.pk]
    phone = Phone(opened)
    phone.join()
    for one in statements(opened):
        phone.vote(one, "weet-niet")
    phone.vote(statements(opened)[0], "eens")
    mapping.run(opened)
    moved = mapping._held[opened.pk]
    assert moved.stability is first.stability  # it moved on: the tests were not made again
    assert len(moved.votes.participants) == 21
    fresh, _names, _until = mapping.read(opened)
    assert len(moved.votes.value) == len(fresh.value)
    assert sorted(moved.votes.value.tolist()) == sorted(fresh.value.tolist())
    Statement.objects.filter(number=3).update(state="refused")
    mapping.run(opened)
    again = mapping._held[opened.pk]
    assert "3" not in again.votes.statements
    assert again.stability is not moved.stability


def test_my_group_is_the_group_of_the_map(opened) -> None:
    crowd(opened, 20)
    mapping._held.clear()
    mapping.run(opened)
    held, kept = mapping._held[opened.pk], Room.objects.get().snapshot
    label = dict(zip(held.chart.grouped.tolist(), held.chart.labels.tolist(), strict=True))
    for who in Participant.objects.all():
        place = mapping.place_of(kept, who)
        row = held.names[who.pk]
        assert place["group"] == (label[row] if kept["k"] > 1 else None)
        assert [place["x"], place["y"]] == held.chart.positions[row].tolist()


def test_my_page_shows_my_group_and_my_answers(
    opened, phone, django_assert_max_num_queries
) -> None:
    crowd(opened, 20)
    for one in statements(opened):
        phone.vote(one, "eens", belangrijk="1")
    mapping.run(opened)
    with django_assert_max_num_queries(12):
        page = phone.client.get(f"{phone.base}mijn/").content.decode()
    assert "lijken het meest op groep" in page
    assert page.count("Verander") >= len(SEEDS)


def test_the_screen_shows_code_and_map_and_renews_itself(
    opened, client, django_assert_max_num_queries
) -> None:
    crowd(opened, 12)
    mapping.run(opened)
    with django_assert_max_num_queries(12):
        page = client.get(f"/meedoen/{opened.slug}/gesprek/scherm/")
    assert page["Refresh"] == "20"
    text = page.content.decode()
    assert Room.objects.get().code in text
    assert "<svg" in text


def test_a_cell_of_fewer_than_five_is_a_dash() -> None:
    from thorbecke.web.instruments.conversation import words

    assert words.cell(4, 0, 4) == "–"
    assert words.cell(4, 0, 5) == "80% eens, 0% oneens"


def test_the_act_page_tells_how_far_it_is(opened, client, django_assert_max_num_queries) -> None:
    crowd(opened, 2)
    with django_assert_max_num_queries(12):
        page = client.get(f"/meedoen/{opened.slug}/").content.decode()
    assert "Doe mee aan het gesprek" in page
    assert results.so_far(opened)["votes"] == 2 * len(SEEDS)
    for place in ("gesprek/spelregels/", "toegang/", "beloften/", "controleren/"):
        assert client.get(f"/meedoen/{opened.slug}/{place}").status_code == 200
