"""Taking everything along, and deleting an organisation: what goes, what stays, what stops it."""

from __future__ import annotations

import io
import json
import zipfile

import pytest
from django.core.files.base import ContentFile
from django.urls import reverse
from django.utils import timezone

from thorbecke.web.designs.models import Design
from thorbecke.web.participation.console import making
from thorbecke.web.participation.models import Act, LogEntry, Phase, Result, Voter
from thorbecke.web.participation.record import log
from thorbecke.web.people import areas, inviting, owning, zipping
from thorbecke.web.people.models import Area, Organisation, Person

pytestmark = pytest.mark.django_db


def url(name: str, *args: object) -> str:
    return reverse(f"people:{name}", args=args)


def published(organisation, person) -> Act:
    act = making.create("consultation", "Het Marktplein", organisation, person)
    Voter.objects.create(act=act, key="k" * 64, name="Noor de Stemmer")
    log.append(act, "opened", person)
    Act.objects.filter(pk=act.pk).update(phase=Phase.PUBLISHED, definition_hash="0" * 64)
    Act.objects.filter(pk=act.pk).update(published_at=timezone.now())
    result = Result(act=act, counted_at=timezone.now())
    result.bundle.save("proef.zip", ContentFile(b"een bundel"))
    return act


def fetch(browser, organisation) -> dict[str, bytes]:
    answer = browser.get(url("download", organisation.pk))
    assert answer.streaming
    with zipfile.ZipFile(io.BytesIO(b"".join(answer.streaming_content))) as package:
        assert package.testzip() is None
        return {name: package.read(name) for name in package.namelist()}


def test_everything_comes_along_in_one_file(here, there, browse, person):
    lead = person("lead", here, "Noor")
    published(here, lead)
    Design.objects.create(title="Ons ontwerp", state={"query": "x=1"}, organisation=here)
    Design.objects.create(title="Van een ander", state={"query": "x=2"}, organisation=there)
    areas.add(here.municipality, "kern", "Centrum")
    inviting.invite(here, lead, "sam@voorbeeld.invalid", "Sam", ["expert"])
    found = fetch(browse("lead", here), here)
    everything = b"".join(found.values()).decode()
    assert "Ons ontwerp" in everything
    assert "Van een ander" not in everything
    assert json.loads(found["mensen/organisatie.json"])["name"] == here.name
    assert b"Centrum" in found["mensen/gebieden.csv"]
    assert found["raadplegingen/het-marktplein/bundel.zip"] == b"een bundel"
    assert json.loads(found["raadplegingen/het-marktplein/logboek.json"])[0]["kind"] == "opened"
    assert "sam@voorbeeld.invalid" in everything
    assert "Noor de Stemmer" not in everything, "the roll stays where it came from"
    assert inviting.Invitation.objects.get().token_hash not in everything
    assert Design.objects.first().token not in everything


def test_the_zip_is_made_piece_by_piece():
    def pieces():
        for _ in range(200):
            yield bytes(range(256)) * 256

    sizes = [len(part) for part in zipping.stream([("groot.bin", pieces())])]
    assert len(sizes) > 3
    assert max(sizes) < 2_000_000


def test_who_may_not_take_it_along(here, there, team, browse):
    for role in ("griffier", "organiser", "expert", "resident"):
        assert browse(role, here).get(url("download", here.pk)).status_code == 403
    assert browse("programme", team).get(url("download", here.pk)).status_code == 403
    assert browse("lead", there).get(url("download", here.pk)).status_code == 404


def test_an_organisation_without_public_things_is_gone_whole(here, browse, person):
    act = making.create("consultation", "Nog niet open", here, person("organiser", here))
    log.append(act, "roll_imported", None)
    Design.objects.create(title="Ons ontwerp", state={"query": "x=1"}, organisation=here)
    areas.add(here.municipality, "kern", "Centrum")
    browser = browse("lead", here)
    page = browser.post(url("end", here.pk), {"name": here.name})
    assert "Weet u het zeker?" in page.content.decode()
    answer = browser.post(url("end_sure", here.pk), {"proof": page.context["proof"]})
    assert answer["Location"] == reverse("mine")
    assert browser.get(reverse("mine")).status_code == 200, "the person stays, signed in"
    assert not Organisation.objects.filter(pk=here.pk).exists()
    assert not any(model.objects.exists() for model in (Act, Design, Area))
    assert Person.objects.filter(name="organiser").exists()


def test_what_was_published_stays_without_people(here, browse, person, client):
    organiser = person("organiser", here)
    act = published(here, organiser)
    making.rehearse(act, organiser)
    browser = browse("lead", here)
    page = browser.get(url("end", here.pk)).content.decode()
    assert "De uitslag en de uitslagbundel van ‘Het Marktplein’" in page
    proof = browser.post(url("end", here.pk), {"name": here.name}).context["proof"]
    browser.post(url("end_sure", here.pk), {"proof": proof})
    here.refresh_from_db()
    assert here.closed_on is not None
    assert (here.memberships.count(), here.municipality) == (0, None)
    act = Act.objects.get()
    assert (act.made_by, act.phase) == (None, Phase.PUBLISHED)
    assert not Voter.objects.exists()
    assert not LogEntry.objects.exclude(person=None).exists()
    with Result.objects.get().bundle.open() as file:
        assert file.read() == b"een bundel"
    page = client.get(url("public", here.pk)).content.decode()
    assert "niet meer op deze site" in page
    assert browser.get(url("organisation", here.pk)).status_code == 404


def test_the_name_and_the_municipality_are_free_again(here, browse, person):
    published(here, person("organiser", here))
    place = here.municipality
    browser = browse("lead", here)
    proof = browser.post(url("end", here.pk), {"name": here.name}).context["proof"]
    browser.post(url("end_sure", here.pk), {"proof": proof})
    Organisation.objects.create(kind="municipality", name=here.name, municipality=place)


@pytest.mark.parametrize("phase", [Phase.OPEN, Phase.CLOSED, Phase.COUNTED])
def test_what_residents_wait_for_is_ended_first(here, browse, person, phase):
    act = making.create("consultation", "Het Marktplein", here, person("organiser", here))
    Act.objects.filter(pk=act.pk).update(phase=phase, definition_hash="0" * 64)
    browser = browse("lead", here)
    page = browser.post(url("end", here.pk), {"name": here.name})
    assert "Rond die eerst af" in page.content.decode()
    from thorbecke.web.people.views import ending

    request = type("R", (), {"user": Person.objects.get(memberships__role="lead")})
    browser.post(url("end_sure", here.pk), {"proof": ending._proof(request, here)})
    assert Organisation.objects.filter(pk=here.pk, closed_on=None).exists()
    assert Act.objects.filter(pk=act.pk).exists()


def test_two_steps_are_needed(here, there, browse):
    browser = browse("lead", here)
    assert browser.post(url("end", here.pk), {"name": "Iets anders"}).status_code == 422
    for proof in ("", "x", "a:b:c"):
        browser.post(url("end_sure", here.pk), {"proof": proof})
    elsewhere = browse("lead", there)
    proof = elsewhere.post(url("end", there.pk), {"name": there.name}).context["proof"]
    browser.post(url("end_sure", here.pk), {"proof": proof})
    assert browser.get(url("end_sure", here.pk)).status_code == 302
    assert Organisation.objects.filter(closed_on=None).count() == 2


def test_a_failure_half_way_deletes_nothing(here, browse, monkeypatch):
    Design.objects.create(title="Ons ontwerp", state={"query": "x=1"}, organisation=here)
    browser = browse("lead", here)
    proof = browser.post(url("end", here.pk), {"name": here.name}).context["proof"]
    broken = owning.Part("mensen", lambda o: (), lambda o: 1 / 0)
    monkeypatch.setitem(owning._PARTS, "mensen", broken)
    with pytest.raises(ZeroDivisionError):
        browser.post(url("end_sure", here.pk), {"proof": proof})
    assert Design.objects.exists()
    assert Organisation.objects.filter(pk=here.pk, closed_on=None).exists()


def test_the_programme_is_not_deleted_from_a_page(team, browse):
    assert browse("administrator", team).get(url("end", team.pk)).status_code == 403


def test_every_app_with_private_things_is_in_the_list():
    assert {part.app for part in owning.parts()} >= {
        "mensen",
        "raadplegingen",
        "ontwerpen",
        "argumenten",
        "ideeen",
        "gesprekken",
        "volmachten",
        "lotingen",
    }
