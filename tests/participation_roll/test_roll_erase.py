"""Erasing: every name, address and account goes; figures that the count needs stay."""

from __future__ import annotations

from datetime import timedelta
from io import StringIO

import pytest
from django.core.files.base import ContentFile
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone

from participation_roll.rolled import letter_code, make_act, make_voter, make_voters, person_of
from thorbecke.web.participation.models import (
    Act,
    CensusImport,
    Channel,
    Credential,
    LogEntry,
    Phase,
    PrintRun,
    Spent,
    Voter,
)
from thorbecke.web.participation.roll import erasing, issuing
from thorbecke.web.participation.roll.letters import files


def filled(act):
    voters = make_voters(act, 20)
    for voter in voters[:12]:
        letter_code(act, voter)
    issuing.issue(act, Channel.ACCOUNT, subject_hash="a" * 64)
    Spent.objects.create(credential=Credential.objects.first(), how=Spent.How.ELECTRONIC)
    row = CensusImport(act=act, name="Anna.csv", sha256="", report={"sample": [{"name": "Anna"}]})
    row.file.save("r.bin", ContentFile(b"Anna"), save=True)
    run = PrintRun.objects.create(act=act, number=1, form="csv", options={"signed": "Anna"})
    (files.folder(run) / "brieven.csv").write_text("Anna")
    return act


def closed(act, **values):
    Act.objects.filter(pk=act.pk).update(phase=Phase.CLOSED, **values)
    act.refresh_from_db()
    return act


def test_everything_personal_goes_and_the_figures_stay(
    act, organiser, media, django_capture_on_commit_callbacks
):
    closed(filled(act))
    areas = sorted(Credential.objects.values_list("area", flat=True))
    with django_capture_on_commit_callbacks(execute=True):
        assert erasing.erase(act, organiser) == 20
    act.refresh_from_db()
    assert act.erased_on == timezone.localdate()
    assert not Voter.objects.exists()
    assert sorted(Credential.objects.values_list("area", flat=True)) == areas
    assert Spent.objects.count() == 1
    everything = [
        *Credential.objects.values(),
        *CensusImport.objects.values(),
        *PrintRun.objects.values(),
    ]
    assert "Anna" not in str(everything)
    assert "a" * 64 not in str(everything)
    assert not [path for path in media.rglob("*") if path.is_file()]
    assert LogEntry.objects.get(kind="roll_erased").values == {"people": 20}


def test_while_people_vote_the_roll_stays(act):
    filled(act)
    with pytest.raises(erasing.NotNow):
        erasing.erase(act)
    assert Voter.objects.count() == 20


def test_a_date_that_passed_while_the_box_is_open_is_told_on_the_overview(act, organiser, client):
    make_voter(act)
    client.force_login(organiser)
    pages = [
        reverse(f"participation:{name}", args=[act.slug]) for name in ("overview", "roll_overview")
    ]
    today, said = timezone.localdate(), "De dag om te wissen is voorbij"
    for day, told in ((today + timedelta(days=1), False), (today, True), (None, False)):
        Act.objects.filter(pk=act.pk).update(erase_on=day)
        for page in pages:
            assert (said in client.get(page).content.decode()) is told
    closed(act, erase_on=today)
    for page in pages:
        assert said not in client.get(page).content.decode()


def test_the_date_does_it_by_itself_and_only_there(db):
    today = timezone.localdate()
    due = closed(make_act("vandaag"), erase_on=today)
    later = closed(make_act("later"), erase_on=today + timedelta(days=1))
    never, running = closed(make_act("nooit")), make_act("open", erase_on=today)
    for act in (due, later, never, running):
        make_voter(act)
    out = StringIO()
    call_command("clean_roll", stdout=out)
    assert out.getvalue().startswith("1 rolls")
    assert set(Voter.objects.values_list("act", flat=True)) == {later.pk, never.pk, running.pk}
    assert LogEntry.objects.get(act=due).by == "system"


def test_the_page_asks_once_more(act, browser):
    closed(filled(act))
    address = reverse("participation:roll_erase", args=[act.slug])
    assert browser.post(address, {}).status_code == 400
    assert Voter.objects.exists()
    page = browser.post(address, {"sure": "on"}, follow=True)
    assert "Gewist: de gegevens van 20 mensen" in page.content.decode()
    assert not Voter.objects.exists()


def test_erasing_one_act_leaves_another_alone(act, db):
    other = make_act("elders")
    make_voter(other)
    closed(filled(act))
    erasing.erase(act, person_of("organiser", act.organisation))
    assert Voter.objects.get().act == other


def test_the_daily_cleaning_calls_it(db):
    out = StringIO()
    call_command("clean", stdout=out)
    assert "rolls" in out.getvalue()
