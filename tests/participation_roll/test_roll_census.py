"""Registers: preview, all or nothing, twice the same file, a worker that dies, a million rows."""

from __future__ import annotations

import re
import subprocess
import sys
from datetime import timedelta
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from participation_roll.rolled import make_act, person_of
from thorbecke.formats.tables import xlsx_bytes
from thorbecke.web.participation.models import CensusImport, CensusState, LogEntry, Phase, Voter
from thorbecke.web.participation.roll.census import examining, work

HEAD = "Naam;Adres;Postcode;Woonplaats;Geboortedatum;Wijk"
HOSTILE = (
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "{{ 7|add:7 }}",
    "javascript:alert(1)",
)


@pytest.fixture
def act(db):
    return make_act(phase=Phase.PREPARE, definition_hash="", eligibility={"lowest_age": 16})


def people(count, first=0):
    return [
        f"Anna {number};Kade {number % 300 + 1};1234AB;Dorp;1-2-1980;{'Noord' if number % 2 else 'Zuid'}"
        for number in range(first, first + count)
    ]


def register(rows, head=HEAD, encoding="utf-8", ends="\n"):
    return ends.join([head, *rows]).encode(encoding)


def send(browser, act, data, name="register.csv"):
    file = SimpleUploadedFile(name, data)
    response = browser.post(reverse("participation:roll_upload", args=[act.slug]), {"file": file})
    assert response.status_code == 302, response.content.decode()
    return CensusImport.objects.order_by("-made_at").first()


def post(browser, act, row, step, data=None):
    return browser.post(reverse(f"participation:roll_{step}", args=[act.slug, row.pk]), data or {})


def look(browser, act, row):
    return browser.get(
        reverse("participation:roll_import", args=[act.slug, row.pk])
    ).content.decode()


def stored(media):
    return [path for path in media.rglob("*") if path.is_file()] if media.exists() else []


def test_a_register_is_shown_first_and_taken_in_after_a_yes(browser, act, media):
    row = send(browser, act, register([*people(5), "Kind;Kade 1;1234AB;Dorp;1-1-2020;Noord"]))
    assert row.state == CensusState.CHECKED
    assert not Voter.objects.exists()
    text = look(browser, act, row)
    assert "Te jong op de peildatum" in text
    assert "Anna 0" in text
    assert post(browser, act, row, "accept").status_code == 302
    row.refresh_from_db()
    assert (row.state, row.report["added"]) == (CensusState.DONE, 5)
    assert Voter.objects.filter(act=act).count() == 5  # who may not take part is not kept
    voter = Voter.objects.get(name="Anna 1")
    assert (voter.street, voter.number, voter.postcode, voter.area) == (
        "Kade",
        "2",
        "1234AB",
        "Noord",
    )
    assert not stored(media)
    assert row.report["sample"] == []
    logged = LogEntry.objects.get(kind="census_accepted")
    assert logged.values["rows"] == 5


def test_one_fault_and_nobody_comes_in_and_the_faults_are_a_file(browser, act):
    row = send(browser, act, register([*people(3), "Bram;Kade 5;12;Dorp;01-02-80;=1+1"]))
    text = look(browser, act, row)
    assert "Wij verwachten een postcode" in text
    assert "Schrijf 1980, niet 80" in text
    assert "Neem over" not in text
    post(browser, act, row, "accept")
    row.refresh_from_db()
    assert row.state == CensusState.CHECKED
    assert not Voter.objects.exists()
    lines = b"".join(
        browser.get(reverse("participation:roll_faults", args=[act.slug, row.pk]))
    ).decode()
    assert "5;Postcode;12;" in lines


def test_abuse_26_a_fault_that_looks_like_a_formula_is_text_in_the_file(browser, act):
    row = send(browser, act, register(["=HYPERLINK();Kade 5;=1+1;Dorp;@SUM(1);Noord"]))
    found = b"".join(
        browser.get(reverse("participation:roll_faults", args=[act.slug, row.pk]))
    ).decode()
    cells = [cell for line in found.splitlines() for cell in line.split(";")]
    assert not [cell for cell in cells if re.match(r"\"?[=+@\t]", cell)]
    assert "'=1+1" in cells


def test_abuse_42_the_same_census_twice_gives_no_second_voter(browser, act):
    data = register(people(50))
    post(browser, act, send(browser, act, data), "accept")
    keys = set(Voter.objects.values_list("key", flat=True))
    row = send(browser, act, data)
    assert (row.report["new"], row.report["known"]) == (0, 50)
    post(browser, act, row, "accept")
    row.refresh_from_db()
    assert row.report["added"] == 0
    assert set(Voter.objects.values_list("key", flat=True)) == keys
    # The same people in another order, with other capitals and one more.
    again = [line.replace("Anna", "ANNA") for line in reversed(people(51))]
    post(browser, act, send(browser, act, register(again)), "accept")
    assert Voter.objects.count() == 51


def test_abuse_40_doubles_bom_semicolons_and_quotes(browser, act):
    rows = [*people(4), people(1)[0].upper(), '"Bram; de Vries";Kade 5;1234AB;Dorp;1-2-1980;Noord']
    row = send(browser, act, register(rows, encoding="utf-8-sig", ends="\r\n"))
    assert (row.report["rows"], row.report["double"], row.report["new"]) == (6, 1, 5)
    assert row.report["doubles"] == [[6, 2]]
    assert "Rij 6 is dezelfde persoon als rij 2" in look(browser, act, row)
    post(browser, act, row, "accept")
    assert Voter.objects.count() == 5


def test_excel_comes_in_as_csv_does(browser, act):
    rows = [line.split(";") for line in people(3)]
    row = send(browser, act, xlsx_bytes(HEAD.split(";"), rows), "Bewoners.xlsx")
    assert row.report["good"] == 3


def test_columns_can_be_told_by_hand(browser, act):
    data = register(["Anna;Kade 5;1234AB;Dorp;1-2-1980"], head="Wie;Waar;Pc;Stad;Geb.datum")
    row = send(browser, act, data)
    assert "Wij missen een kolom voor: naam" in look(browser, act, row)
    chosen = {"column-0": "name", "column-1": "address", "column-2": "postcode"}
    double = {**chosen, "column-3": "name", "column-4": "born"}
    assert post(browser, act, row, "columns", double).status_code == 400
    post(browser, act, row, "columns", {**chosen, "column-3": "place", "column-4": "born"})
    row.refresh_from_db()
    assert (row.report["good"], row.report.get("problem")) == (1, None)
    post(browser, act, row, "accept")
    assert Voter.objects.get().place == "Dorp"


def test_a_citizen_service_number_is_refused_and_the_file_is_gone(browser, act, media):
    row = send(browser, act, register(["Anna;1"], head="Naam;BSN"))
    assert row.state == CensusState.FAILED
    assert not stored(media)
    assert "burgerservicenummer" in look(browser, act, row)


@pytest.mark.parametrize(
    ("name", "data", "said"),
    [
        ("register.csv", b"\x89PNG\r\n\x1a\n", "geen CSV-bestand"),
        ("register.xlsx", b"PK\x03\x04 polyglot", "geen Excel-bestand"),
        ("register.csv", b"<svg onload=alert(1)/>", "Wij missen een kolom"),
        ("register.csv", HEAD.encode() + b'\n"open;1', "aanhalingsteken"),
    ],
)
def test_abuse_27_files_that_are_no_register(browser, act, name, data, said):
    assert said in look(browser, act, send(browser, act, data, name))
    assert not Voter.objects.exists()


@pytest.mark.parametrize("name", ["register.exe", "register.svg", "register", "register.csv.html"])
def test_abuse_27_other_kinds_of_files_are_refused(browser, act, name):
    address = reverse("participation:roll_upload", args=[act.slug])
    response = browser.post(address, {"file": SimpleUploadedFile(name, b"a;b")})
    assert response.status_code == 400
    assert not CensusImport.objects.exists()


def test_abuse_27_a_path_in_the_name_leads_nowhere(browser, act, media):
    row = send(browser, act, register(people(1)), "../../etc/passwd.csv")
    (path,) = stored(media)
    assert path.parent == media / "census"
    assert re.fullmatch(r"[0-9a-f-]{36}\.bin", path.name)
    assert ".." not in row.name


def test_abuse_22_hostile_text_in_every_cell_is_shown_as_text(browser, act):
    rows = []
    for number, text in enumerate(HOSTILE):
        cell = '"' + text.replace('"', '""') + '"'
        rows.append(f"{cell};Kade {number + 1};1234AB;{cell};1-2-1980;{cell}")
    row = send(browser, act, register(rows), 'a"><script>alert(1)<script>.csv')
    pages = [look(browser, act, row)]
    post(browser, act, row, "accept")
    for name in ("roll_overview", "roll_list", "letters"):
        pages.append(
            browser.get(reverse(f"participation:{name}", args=[act.slug])).content.decode()
        )
    desk = reverse("participation:desk", args=[act.slug])
    pages.append(browser.get(desk, {"q": "1234AB"}).content.decode())
    for text in pages:
        assert "<script>alert" not in text
        assert "<img src=x" not in text
    assert "&lt;script&gt;" in pages[2]


def test_abuse_41_a_worker_that_dies_while_taking_in_goes_on_and_nothing_is_twice(
    browser, act, monkeypatch
):
    monkeypatch.setattr(examining, "CHUNK", 10)
    row = send(browser, act, register(people(95)))
    original, calls = work._store_chunk, []

    def dies(*arguments):
        calls.append(1)
        if len(calls) == 5:
            raise SystemExit  # as a killed worker: no handler of ours sees it
        return original(*arguments)

    monkeypatch.setattr(work, "_store_chunk", dies)
    CensusImport.objects.filter(pk=row.pk).update(state=CensusState.ACCEPTED, done_rows=0)
    with pytest.raises(SystemExit):
        work.take(row.pk)
    row.refresh_from_db()
    assert (row.state, row.done_rows) == (CensusState.ACCEPTED, 40)
    assert Voter.objects.count() == 40
    assert not work.go_on(row)  # it was alive a moment ago
    CensusImport.objects.update(heard_at=timezone.now() - 2 * work.STUCK)
    assert "Nieuw op de lijst: 95" in look(browser, act, row)  # opening the page starts it again
    row.refresh_from_db()
    assert row.state == CensusState.DONE
    assert Voter.objects.count() == 95


def test_abuse_41_two_workers_on_one_register_store_each_row_once(browser, act, monkeypatch):
    monkeypatch.setattr(examining, "CHUNK", 10)
    row = send(browser, act, register(people(60)))
    CensusImport.objects.filter(pk=row.pk).update(state=CensusState.ACCEPTED, done_rows=0)
    original, nested = work._store_chunk, []

    def other_first(*arguments):
        if not nested:
            nested.append(1)
            work.take(row.pk)  # a second worker does everything in between
        return original(*arguments)

    monkeypatch.setattr(work, "_store_chunk", other_first)
    work.take(row.pk)
    row.refresh_from_db()
    assert (row.state, row.report["added"]) == (CensusState.DONE, 60)
    assert Voter.objects.count() == 60


def test_closing_the_act_stops_a_register_that_is_taken_in(browser, act):
    row = send(browser, act, register(people(5)))
    CensusImport.objects.filter(pk=row.pk).update(state=CensusState.ACCEPTED, done_rows=0)
    act.__class__.objects.filter(pk=act.pk).update(phase=Phase.OPEN, definition_hash="0" * 64)
    act.__class__.objects.filter(pk=act.pk).update(phase=Phase.CLOSED)
    work.take(row.pk)
    assert not Voter.objects.exists()


def test_a_fault_of_ours_is_told_and_the_log_has_nothing_of_the_file(
    browser, act, monkeypatch, caplog
):
    def broken(*_arguments):
        raise RuntimeError("Anna 0 lives here")

    monkeypatch.setattr(examining, "examine", broken)
    row = send(browser, act, register(people(1)))
    assert "Dat ligt aan ons" in look(browser, act, row)
    assert "Anna" not in caplog.text


def test_an_upload_of_a_week_ago_is_erased(browser, act, media):
    row = send(browser, act, register(people(1)))
    CensusImport.objects.update(made_at=timezone.now() - work.KEPT - timedelta(hours=1))
    assert work.erase_old() == 1
    row.refresh_from_db()
    assert (row.state, row.report) == (CensusState.REJECTED, {})
    assert not stored(media)


def test_an_upload_can_be_thrown_away(browser, act, media):
    row = send(browser, act, register(people(1)))
    assert post(browser, act, row, "reject").status_code == 302
    assert not stored(media)
    assert not Voter.objects.exists()


def test_an_upload_of_another_organisation_is_not_there(browser, act):
    row = send(browser, act, register(people(1)))
    other = make_act("elders", name="Gemeente Anders")
    browser.force_login(person_of("organiser", other.organisation))
    for address in (
        reverse("participation:roll_import", args=[act.slug, row.pk]),
        reverse("participation:roll_import", args=[other.slug, row.pk]),
    ):
        assert browser.get(address).status_code == 404


@pytest.mark.slow
def test_abuse_43_a_long_register_takes_flat_memory(tmp_path):
    script = Path(__file__).with_name("long_register.py")
    done = subprocess.run(
        [sys.executable, str(script), str(tmp_path), "60000"], capture_output=True, text=True
    )
    assert done.returncode == 0, done.stderr
    small, large = (int(part) for part in done.stdout.split())
    assert large < 200
    assert large - small < 40
