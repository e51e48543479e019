"""A round from its settings to a result that verifies."""

from __future__ import annotations

import json
import zipfile
from io import BytesIO

import pytest

from instrument_delegation.conftest import browser, come_in, ended
from thorbecke.records.verify import verify
from thorbecke.web.instruments.delegation import counting, members
from thorbecke.web.instruments.delegation.models import Member
from thorbecke.web.participation import instruments
from thorbecke.web.participation.models import Channel
from thorbecke.web.participation.record import phases
from thorbecke.web.participation.roll import issuing

pytestmark = pytest.mark.django_db


def outcome(result, question="v1"):
    return next(one["outcome"] for one in result.counts if one["question"] == question)


def bundle(result) -> bytes:
    with result.bundle.open("rb") as file:
        return file.read()


def test_a_cycle_a_refusal_and_a_late_revocation_count_right_and_verify(
    opened, client, django_assert_max_num_queries
) -> None:
    a, b, c, d, e, f, g = come_in(opened, 7)
    members.vote(opened, a, "v1", "o1")
    members.vote(opened, b, "v1", "o2")
    members.trust(opened, c, "", [a.handle])
    members.trust(opened, d, "Verkeer", [a.handle, b.handle])
    members.trust(opened, e, "", [f.handle])
    members.trust(opened, f, "", [e.handle])
    members.trust(opened, g, "", [c.handle, b.handle])
    members.present(opened, c, "declines", "", "")  # g goes to the back-up, c still to a
    members.trust(opened, d, "Verkeer", [])  # taken back just before closing
    result = ended(opened)
    found = outcome(result)
    assert found["tally"] == {"o1": 2, "o2": 2}
    assert found["direct"] == {"o1": 1, "o2": 1}
    assert sorted(found["lost"].values()) == ["cycle", "cycle"]
    assert len(found["cycles"]) == 1
    assert found["absent"] == 1
    assert found["steps"][g.label]["via"] == b.label
    assert found["steps"][g.label]["rank"] == 2
    report = verify(BytesIO(bundle(result)))
    assert report.holds, [one for one in report.checks if not one.holds]
    with django_assert_max_num_queries(12):
        page = client.get(f"/meedoen/{opened.slug}/uitslag/").content.decode()
    assert "Minder dan vijf mensen stemden" in page  # two voted: the page shows no figures


def test_the_result_tells_what_it_was_without_delegation(opened, client) -> None:
    voters = come_in(opened, 5)
    for place, one in enumerate(voters):
        members.vote(opened, one, "v1", "o1" if place < 3 else "o2")
    for one in come_in(opened, 4):
        members.trust(opened, one, "", [voters[4].handle])
    result = ended(opened)
    assert outcome(result)["tally"] == {"o1": 3, "o2": 6}
    page = client.get(f"/meedoen/{opened.slug}/uitslag/").content.decode()
    for text in (
        "De meeste stemmen: Nee.",
        "Zonder volmachten was de uitkomst anders.",
        "had er 5 van de 9",
        "Gini-maat",
        "De volmachten veranderden",
    ):
        assert text in page


def test_the_limit_is_kept_and_its_lots_verify(act) -> None:
    act.settings["delegation"]["cap"] = 3
    act.save()
    phases.open_act(act, None)
    star, spare, *others = come_in(act, 8)
    members.vote(act, star, "v1", "o1")
    members.vote(act, spare, "v1", "o2")
    for one in others:
        members.trust(act, one, "", [star.handle, spare.handle])
    result = ended(act)
    found = outcome(result)
    assert found["largest"] == 3
    assert found["tally"] == {"o1": 3, "o2": 3}
    assert found["lots"]
    assert verify(BytesIO(bundle(result))).holds


def test_own_vote_and_theme_go_before_the_rest(opened) -> None:
    a, b, c, d, e = come_in(opened, 5)
    members.vote(opened, a, "v1", "o1")
    members.vote(opened, b, "v1", "o2")
    members.trust(opened, c, "", [a.handle])
    members.trust(opened, c, "Verkeer", [b.handle])
    members.trust(opened, d, "", [a.handle])
    members.vote(opened, d, "v1", "o2")
    members.trust(opened, e, "Groen", [a.handle])
    found = outcome(ended(opened))
    assert found["steps"][c.label]["via"] == b.label
    assert d.label not in found["steps"]
    assert found["tally"] == {"o1": 1, "o2": 3}
    assert found["absent"] == 1  # e named somebody for another theme only


def test_what_is_published_tells_nothing_that_ties_to_a_code(opened) -> None:
    come_in(opened, 6)
    kept = {one.label: (str(one.pk), one.key, one.handle) for one in Member.objects.all()}
    for one in Member.objects.all():
        members.vote(opened, one, "v1", "o1")
    result = ended(opened)
    with zipfile.ZipFile(BytesIO(bundle(result))) as archive:
        text = "".join(archive.read(name).decode("utf-8", "replace") for name in archive.namelist())
    for label, secrets in kept.items():
        assert label in text
        assert not any(one in text for one in secrets)
    assert set(Member.objects.values_list("key", flat=True)) == {None}


def test_of_fewer_than_five_nothing_is_published(opened, client) -> None:
    for one in come_in(opened, 4):
        members.vote(opened, one, "v1", "o1")
    data = json.dumps(counting.inputs(opened, "v1"))
    assert not any(one.label in data for one in Member.objects.all())
    result = ended(opened)
    assert outcome(result)["tally"] == {"o1": 0, "o2": 0}
    assert verify(BytesIO(bundle(result))).holds
    assert client.get(f"/meedoen/{opened.slug}/uitslag/").status_code == 200


def test_a_withdrawn_code_does_not_count(opened) -> None:
    one = browser(opened)
    one.post(f"/meedoen/{opened.slug}/volmacht/stemmen/", {"vraag": "v1", "keuze": "o1"})
    member = Member.objects.get()
    from thorbecke.web.participation.models import Credential

    credential = Credential.objects.get(code_hash=member.key)
    for voter in come_in(opened, 5):
        members.vote(opened, voter, "v1", "o2")
    issuing.void(credential, "moved", None)
    assert outcome(ended(opened))["tally"] == {"o1": 0, "o2": 5}


def test_settings_read_questions_and_name_the_wrong_line(act, signed_in) -> None:
    place, organiser = f"/organiseren/{act.slug}/instellen/vragen/", signed_in("organiser")
    lines = "Verkeer | Eén? | Ja; Nee\nGroen | Twee? | A; B; C"
    page = organiser.post(place, {"lines": lines, "cap": "20", "path": "on"})
    assert page.status_code == 302
    act.refresh_from_db()
    found = act.settings["delegation"]
    assert [one["theme"] for one in found["questions"]] == ["Verkeer", "Groen"]
    assert (found["cap"], found["path"], found["votes"]) == (20, True, False)
    for wrong in ("Verkeer | Eén? | Ja; Nee\nkapot", "a | b | c", "a | b | c; c", " | b | c; d"):
        page = organiser.post(place, {"lines": wrong})
        assert page.status_code == 422
        assert "Regel " in page.content.decode()
    assert organiser.post(place, {"lines": "a | b | c; d", "cap": "1"}).status_code == 422


def test_settings_are_fixed_once_open_and_need_a_role(opened, signed_in, other) -> None:
    place = f"/organiseren/{opened.slug}/instellen/vragen/"
    signed_in("organiser").post(place, {"lines": "a | b | c; d"})
    opened.refresh_from_db()
    assert len(opened.settings["delegation"]["questions"]) == 2
    assert signed_in("organiser", other).get(place).status_code == 404
    assert instruments.of(opened).problems(opened) == []


def test_who_sees_what_follows_the_settings(opened, client) -> None:
    place = f"/meedoen/{opened.slug}/volmacht/geheim/"
    assert "Iedereen, meteen" in client.get(place).content.decode()
    (one,) = come_in(opened, 1)
    members.present(opened, one, "public", "Dina", "")
    members.vote(opened, one, "v1", "o1", "Omdat het kan")
    assert "Omdat het kan" in client.get(f"/meedoen/{opened.slug}/volmacht/lijst/").content.decode()


def test_votes_of_delegates_stay_secret_where_the_round_says_so(act, client) -> None:
    act.settings["delegation"] |= {"votes": False, "path": False}
    act.save()
    phases.open_act(act, None)
    assert (
        "zolang de ronde open is"
        in client.get(f"/meedoen/{act.slug}/volmacht/geheim/").content.decode()
    )
    star = come_in(act, 1)[0]
    members.present(act, star, "public", "Dina", "")
    members.vote(act, star, "v1", "o1", "Omdat het kan")
    place = f"/meedoen/{act.slug}/volmacht/"
    assert "Omdat het kan" not in client.get(f"{place}lijst/").content.decode()
    voter = browser(act)
    voter.post(f"{place}geven/", {"thema": "", "wie": [star.handle]})
    page = voter.get(place).content.decode()
    assert "Uw stem gaat naar uw vertegenwoordiger." in page
    assert "Dina stemde" not in page
    assert "De weg:" not in page
    assert issuing.issue(act, Channel.LETTER)


@pytest.mark.parametrize("page", ["", "volmacht/lijst/", "volmacht/geheim/", "beloften/"])
def test_public_pages_take_few_queries(opened, client, page, django_assert_max_num_queries) -> None:
    for number, one in enumerate(come_in(opened, 5)):
        members.present(opened, one, "public", f"Naam {number}", "")
        members.vote(opened, one, "v1", "o1", "Reden")
    with django_assert_max_num_queries(12):
        assert client.get(f"/meedoen/{opened.slug}/{page}").status_code == 200
