"""Closing, the report and its files, erasing on the date, and what comes after."""

from __future__ import annotations

import io
import json
import re
import time
from datetime import timedelta
from html import unescape

import docx
import pypdf
import pytest
from django.core.management import call_command
from django.test import Client
from django.utils import timezone

from ateliers.conftest import at, do, write
from ateliers.test_ateliers_console import fresh, page
from ateliers.test_ateliers_phone import put, text
from thorbecke.knowledge import shipped
from thorbecke.web.ateliers import closing, owned, results
from thorbecke.web.ateliers.models import Atelier, Card, Cluster, Dot, Guest, Score
from thorbecke.web.designs.models import Design
from thorbecke.web.experiments.models import Experiment

pytestmark = pytest.mark.django_db


@pytest.fixture
def played(opened, leader, phone):
    """An atelier with a challenge that was weighed, and a scale that was chosen."""
    first, second = phone("Fatima"), phone()
    for browser, said in (
        (first, "Niemand kent de wijkraad"),
        (second, "Geld ontbreekt"),
        (second, "Weg ermee"),
    ):
        write(browser, opened, said)
    at(opened, "opgave-wegen")
    known = Card.objects.get(text="Niemand kent de wijkraad")
    for browser in (first, second):
        put(browser, opened, f"k-{known.pk}")
    put(first, opened, f"k-{Card.objects.get(text='Geld ontbreekt').pk}")
    do(leader, opened, "verberg", kaart=str(Card.objects.get(text="Weg ermee").pk), waarom="grof")
    at(opened, "schaal-kiezen")
    village = Card.objects.get(value="schaal=dorp")
    for browser in (first, second):
        put(browser, opened, f"k-{village.pk}", step="schaal-kiezen")
    return fresh(opened)


def close_fields(leader, atelier, **more):
    form = leader.get(page(atelier, "afsluiten/")).context["form"]
    found = {name: form.get_initial_for_field(field, name) for name, field in form.fields.items()}
    chosen = [
        target
        for outcome, kept in leader.get(page(atelier, "afsluiten/")).context["outcomes"]
        for target in kept
    ]
    return {**found, "share_report": "on", "kies": chosen, **more}


def close(leader, atelier, **more):
    answer = leader.post(page(atelier, "afsluiten/"), close_fields(leader, atelier, **more))
    assert answer.status_code == 302, text(answer)[-2000:]
    return fresh(atelier)


def test_the_closing_is_filled_in_with_what_the_room_chose(played, leader):
    form = leader.get(page(played, "afsluiten/")).context["form"]
    assert form.initial["title"] == "Het dorp kiest zelf"
    lines = form.initial["challenge"].splitlines()
    assert lines == [played.challenge, "- Niemand kent de wijkraad", "- Geld ontbreekt"]
    assert form.fields["keuze-schaal"].initial == "dorp"
    done = close(leader, played)
    assert done.phase == "closed"
    assert done.report["choices"] == {"schaal": "dorp"}


def test_a_tie_is_left_open(played, leader, phone):
    third, fourth = phone(), phone()
    region = Card.objects.get(value="schaal=regio")
    for browser in (third, fourth):
        put(browser, played, f"k-{region.pk}", step="schaal-kiezen")
    assert results.choices(results.outcomes(fresh(played))) == {}


def test_the_report_keeps_what_was_chosen_and_no_names(played, leader):
    data = json.dumps(close(leader, played).report, ensure_ascii=False)
    assert "Niemand kent de wijkraad" in data
    assert "Weg ermee" not in data
    assert "Fatima" not in data
    only = next(one for one in json.loads(data)["steps"] if one["key"] == "opgave-wegen")
    assert [(one["text"], one["dots"]) for one in only["items"]] == [
        ("Niemand kent de wijkraad", 2),
        ("Geld ontbreekt", 1),
    ]
    assert only["cards"] == 2
    assert only["people"] == 2


def test_what_the_facilitator_unticks_is_left_out(played, leader):
    done = close(leader, played, kies=[f"k-{Card.objects.get(text='Geld ontbreekt').pk}", "k-vals"])
    assert "Niemand kent" not in json.dumps(done.report["steps"])
    assert "Geld ontbreekt" in json.dumps(done.report["steps"])


def test_choices_that_can_not_go_together_are_said(played, leader, monkeypatch):
    clash = next(one for one in shipped().building_blocks.exclusions if len(one.options) == 2)
    assert closing.together({"schaal": "dorp"})
    assert not closing.together(dict(clash.options))
    monkeypatch.setattr(results, "choices", lambda _found: dict(clash.options))
    assert "keuzes van de zaal gaan niet samen" in text(leader.get(page(played, "afsluiten/")))


def test_a_closing_without_a_title_is_refused(played, leader):
    answer = leader.post(page(played, "afsluiten/"), close_fields(leader, played, title=""))
    assert answer.status_code == 422
    assert fresh(played).phase == "open"


@pytest.mark.parametrize("name", ["word", "pdf", "gegevens"])
def test_the_files_hold_the_report(name, played, leader):
    close(leader, played)
    answer = leader.get(page(played, f"bestand/{name}/"))
    assert answer.status_code == 200
    assert "attachment" in answer["Content-Disposition"]
    body = answer.content
    if name == "word":
        found = "\n".join(one.text for one in docx.Document(io.BytesIO(body)).paragraphs)
    elif name == "pdf":
        reader = pypdf.PdfReader(io.BytesIO(body))
        assert reader.trailer["/Root"]["/MarkInfo"]["/Marked"]
        found = " ".join(one.extract_text() for one in reader.pages)
    else:
        found = body.decode()
        assert json.loads(found)["format"] == "thorbecke-atelier"
    assert "Niemand kent de wijkraad" in found


def test_a_report_of_sixty_people_with_ten_cards_is_ready_in_ten_seconds(played, leader):
    guests = Guest.objects.bulk_create([Guest(atelier=played, number=n) for n in range(10, 70)])
    Card.objects.bulk_create(
        Card(
            atelier=played,
            step="verschil",
            author=one,
            client=f"{one.number:04}{n:028}",
            text=f"Gedachte {one.number}-{n}. " * 8,
        )
        for one in guests
        for n in range(10)
    )
    every = [f"k-{card.pk}" for card in Card.objects.filter(step="verschil")]
    start = time.perf_counter()
    done = close(leader, played, kies=every)
    assert len(done.report["steps"][0]["items"]) == 600
    for name in ("word", "pdf", "gegevens"):
        assert leader.get(page(played, f"bestand/{name}/")).status_code == 200
    assert time.perf_counter() - start < 10


def test_who_was_there_reads_it_with_the_code_if_it_is_shared(played, leader, phone):
    inside = phone()
    close(leader, played)
    assert "Lees het verslag" in text(inside.get(f"/a/{played.code}/"))
    assert "Niemand kent de wijkraad" in text(Client().get(f"/a/{played.code}/verslag/"))
    assert "Maak er een ontwerp van" not in text(Client().get(f"/a/{played.code}/verslag/"))
    assert "afgelopen" in text(Client().get(f"/a/{played.code}/"))
    Atelier.objects.filter(pk=played.pk).update(share_report=False)
    assert Client().get(f"/a/{played.code}/verslag/").status_code == 404


def test_nothing_is_written_after_closing(played, leader, phone):
    inside = phone()
    close(leader, played)
    assert write(inside, played, "Nog iets").status_code == 409
    assert (
        put(inside, played, f"k-{Card.objects.first().pk}", step="schaal-kiezen").status_code == 409
    )
    assert Client().post(f"/a/{played.code}/binnen/", {"name": ""}).status_code == 409
    assert do(leader, played, "verder", stap=1, ronde=1).status_code == 403
    assert leader.get(page(played, "afsluiten/")).status_code == 403


def test_closing_can_be_undone_while_the_cards_are_there(played, leader):
    close(leader, played)
    leader.post(page(played, "heropenen/"))
    again = fresh(played)
    assert (again.phase, again.report) == ("open", None)
    assert close(leader, played).report["title"] == "Het dorp kiest zelf"
    Atelier.objects.filter(pk=played.pk).update(erased_at=timezone.now())
    leader.post(page(played, "heropenen/"))
    assert fresh(played).phase == "closed"


def test_on_its_date_all_that_people_wrote_is_gone_and_the_report_stays(played, leader, phone):
    done = close(leader, played)
    leader.post(page(played, "kopie/"))
    Atelier.objects.filter(pk=played.pk).update(erase_on=timezone.localdate())
    call_command("ateliers_daily", stdout=io.StringIO())
    for model in (Card, Dot, Score, Cluster, Guest):
        assert not model.objects.filter(atelier=played).exists()
    after = fresh(played)
    assert after.erased_at
    assert after.report == done.report
    assert "De kaarten zijn gewist op" in text(leader.get(page(played)))
    assert not after.log.exclude(reason="").exists()
    said = io.StringIO()
    call_command("ateliers_daily", stdout=said)
    assert said.getvalue().startswith("0 ")


def test_one_that_was_never_closed_is_erased_too(played, leader):
    Atelier.objects.filter(pk=played.pk).update(erase_on=timezone.localdate() - timedelta(days=1))
    call_command("ateliers_daily", stdout=io.StringIO())
    assert fresh(played).phase == "closed"
    assert "geen verslag gemaakt" in text(leader.get(page(played)))
    assert leader.get(page(played, "bestand/word/")).status_code == 404
    assert leader.post(page(played, "experiment/")).status_code == 404


def test_the_daily_cleaning_knows_it():
    from thorbecke.web.library.management.commands.clean import DAILY

    assert "ateliers_daily" in DAILY


def test_a_design_begins_with_nothing_typed_again(played, leader):
    close(leader, played)
    html = text(leader.get(page(played)))
    form = html[html.index('action="/ontwerp/begin/"') :].split("</form>")[0]
    pairs = re.findall(r'name="([\w_-]+)" value="([^"]*)"', form)
    data = {name: unescape(value) for name, value in pairs if name != "csrfmiddlewaretoken"}
    answer = leader.post("/ontwerp/begin/", data)
    design = Design.objects.get()
    assert answer.url.endswith(f"{design.token}/")
    assert design.title == "Het dorp kiest zelf"
    assert "Geld ontbreekt" in design.challenge
    assert design.themes == ["dorp-wijk-straat"]
    assert design.origin == {"kind": "atelier", "id": str(played.pk), "url": page(played)}
    assert "schaal=dorp" in design.state["query"]


def test_an_experiment_begins_with_nothing_typed_again_and_once(played, leader):
    close(leader, played)
    for _press in range(2):
        answer = leader.post(page(played, "experiment/"))
        assert answer.status_code == 302
    made = Experiment.objects.get()
    assert (made.title, made.themes) == ("Het dorp kiest zelf", ["dorp-wijk-straat"])
    assert made.design["choices"] == {"schaal": "dorp"}
    assert made.origin["id"] == str(played.pk)


def test_an_organisation_takes_its_ateliers_along_and_deletes_them(played, organisation):
    ((name, body),) = list(owned.files(organisation))
    assert name == f"{played.pk}.json"
    data = json.loads(body)
    assert data["title"] == "Het dorp kiest zelf"
    assert len(data["cards"]) == 7
    assert "Fatima" not in body.decode()
    owned.delete(organisation)
    assert not Atelier.objects.exists()
