"""Letters: everybody once, codes only in the file, a PDF that reads aloud, a CSV without formulas."""

from __future__ import annotations

import contextlib
import csv
import io
import re
import zipfile
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from pypdf import PdfReader

from participation_roll.rolled import letter_code, make_act, make_voter, make_voters, valid_codes
from thorbecke.web.participation.models import Credential, LogEntry, Phase, PrintRun, Spent
from thorbecke.web.participation.roll import codes, entry, issuing
from thorbecke.web.participation.roll.entry import Standing
from thorbecke.web.participation.roll.letters import files, wording, work
from thorbecke.web.participation.roll.letters.wording import Sheet

CODE = re.compile(r"[2-9CDFHJKMNPRTVWXY]{5}(?:-[2-9CDFHJKMNPRTVWXY]{5}){3}")


def run_of(act, organiser, form="csv", **options):
    return work.start(act, form, options, organiser)


def content(run):
    with run.file.open("rb") as file:
        return file.read()


def table(run):
    return list(csv.DictReader(io.StringIO(content(run).decode("utf-8-sig")), delimiter=";"))


def stored(media):
    return [path for path in media.rglob("*") if path.is_file()] if media.exists() else []


def test_everybody_without_a_code_gets_one_letter_sorted_by_address(act, organiser):
    for number in (10, 9, 100):
        make_voter(act, number)
    has_one = make_voter(act, 1)
    letter_code(act, has_one)
    run = run_of(act, organiser)
    rows = table(run)
    assert (run.state, run.letters, run.done) == (PrintRun.State.READY, 3, 3)
    assert [row["huisnummer"] for row in rows] == ["9", "10", "100"]
    assert valid_codes(act) == 4
    for row in rows:
        standing, credential = entry.check(act, row["code"])
        assert standing == Standing.GOOD
        assert credential.voter.number == row["huisnummer"]
        assert credential.print_run == run
        assert (
            row["qr"]
            == f"http://localhost:8000/meedoen/{act.slug}/toegang/#c={row['code'].lower()}"
        )


def test_a_second_run_has_nobody_and_one_run_at_a_time(act, organiser):
    make_voter(act)
    run = run_of(act, organiser)
    with pytest.raises(work.NotNow, match="nobody"):
        run_of(act, organiser)
    make_voter(act, 2)
    PrintRun.objects.filter(pk=run.pk).update(state=PrintRun.State.MAKING)
    with pytest.raises(work.NotNow, match="running"):
        run_of(act, organiser)


def test_only_who_may_take_part_gets_a_letter(db, organiser_of):
    act = make_act("jeugd", eligibility={"lowest_age": 16, "areas": ["noord"]})
    good = timezone.localdate() - timedelta(days=20 * 366)
    make_voter(act, 1, born_on=good)
    make_voter(act, 2, born_on=timezone.localdate())
    make_voter(act, 3, born_on=good, area="Zuid")
    assert [row["huisnummer"] for row in table(run_of(act, organiser_of(act)))] == ["1"]


def test_an_area_can_be_printed_apart(act, organiser):
    make_voter(act, 1, area="Noord")
    make_voter(act, 2, area="Zuid")
    assert [row["huisnummer"] for row in table(run_of(act, organiser, area="Zuid"))] == ["2"]
    assert work.waiting(act).get().area == "Noord"


def test_several_codes_for_one_address_stay_together(act, organiser, monkeypatch):
    monkeypatch.setattr(work, "PART", 4)
    for number in range(9):
        make_voter(act, number // 3 + 1, key=str(number), name=f"Proef {number}")
    rows = table(run_of(act, organiser, per_address=True))
    assert len({row["code"] for row in rows}) == 9
    assert [row["blad"] for row in rows] == ["1", "2", "3"] * 3
    assert {row["bladen"] for row in rows} == {"3"}


def test_abuse_26_a_name_that_is_a_formula_is_text_in_the_file(act, organiser):
    hostile = ["=cmd|' /C calc'!A0", "+1", "-1+2", "@SUM(A1)", "\t=1", '=HYPERLINK("http://x")']
    for number, name in enumerate(hostile, start=1):
        make_voter(act, number, name=name, area=name, addition=name[:10])
    rows = table(run_of(act, organiser))
    for row in rows:
        assert not [cell for cell in row.values() if re.match(r"[=+@\t\r]|-[^0-9]", cell)]
    assert [row["naam"] for row in rows] == [f"'{name}" for name in hostile]


def test_the_pdf_has_each_name_address_and_code_and_reads_aloud(act, organiser):
    make_voter(act, 1, name="Çağla van den Berg-Łukasz", addition="bis")
    make_voter(act, 2)
    run = run_of(act, organiser, form="pdf", signed="De griffier", return_address="Postbus 1")
    reader = PdfReader(io.BytesIO(content(run)))
    first, second = (page.extract_text() for page in reader.pages)
    assert "Beste Çağla van den Berg-Łukasz," in first
    assert "Dorpsstraat 1 bis" in first
    assert "1234 AB" in first
    assert "PROEFSTAD" in first
    assert "De griffier" in first
    found = [CODE.search(text)[0] for text in (first, second)]
    assert [entry.check(act, code)[0] for code in found] == [Standing.GOOD, Standing.GOOD]
    assert reader.trailer["/Root"]["/MarkInfo"]["/Marked"]
    assert reader.trailer["/Root"]["/Lang"].startswith("nl")
    width, height = (float(side) for side in reader.pages[0].mediabox[2:])
    assert (round(width), round(height)) == (595, 842)


def test_the_address_stands_in_the_window_of_the_envelope(act):
    voter = make_voter(act, 7, name="W" * 60, street="Burgemeester van der Meulenstraat")
    run = PrintRun(act=act, number=1, form="pdf", options={"return_address": "Postbus 1"})
    page = PdfReader(io.BytesIO(files.pdf(act, run, [Sheet(voter, codes.new_code(), 1)]))).pages[0]
    places = []

    def visit(text, cm, tm, _font, _size):
        if "Meulenstraat" in text or "PROEFSTAD" in text:
            left, up = tm[4] * cm[0] + cm[4], tm[5] * cm[3] + cm[5]
            places.append((left / 72 * 25.4, (842 - up) / 72 * 25.4))

    page.extract_text(visitor_text=visit)
    assert len(places) >= 2
    for left, top in places:
        assert 19 <= left <= 40
        assert 45 <= top <= 75


def test_markup_and_strange_signs_in_a_name_are_text(act, organiser):
    for number, name in enumerate(
        ('#eval("1")', "$x^2$ *b*", "نور 😀 名", "a\u0301 \u200b"), start=1
    ):
        make_voter(act, number, name=name)
    text = (
        PdfReader(io.BytesIO(content(run_of(act, organiser, form="pdf")))).pages[0].extract_text()
    )
    assert '#eval("1")' in text


def test_a_large_run_is_a_zip_of_parts(act, organiser, monkeypatch):
    monkeypatch.setattr(work, "PART", 4)
    make_voters(act, 10)
    run = run_of(act, organiser, form="pdf")
    with zipfile.ZipFile(io.BytesIO(content(run))) as package:
        names = package.namelist()
        pages = [len(PdfReader(io.BytesIO(package.read(name))).pages) for name in names]
    assert names == ["brieven-0000001.pdf", "brieven-0000005.pdf", "brieven-0000009.pdf"]
    assert pages == [4, 4, 2]


def test_the_parts_of_a_csv_become_one_table(act, organiser, monkeypatch):
    monkeypatch.setattr(work, "PART", 4)
    make_voters(act, 10)
    rows = table(run_of(act, organiser))
    assert [row["brief"] for row in rows] == [str(number) for number in range(1, 11)]


def test_abuse_41_a_worker_that_dies_prints_nobody_twice(act, organiser, monkeypatch):
    monkeypatch.setattr(work, "PART", 3)
    make_voters(act, 10)
    original, calls = issuing.store_many, []

    def dies(*arguments):
        calls.append(1)
        if len(calls) == 3:
            raise SystemExit  # the part is on disk, its codes are not stored
        original(*arguments)

    monkeypatch.setattr(issuing, "store_many", dies)
    with contextlib.suppress(SystemExit):  # the backend of the tests catches even that
        run_of(act, organiser)
    run = PrintRun.objects.get()
    assert (run.state, run.done, valid_codes(act)) == (PrintRun.State.MAKING, 6, 6)
    assert not work.go_on(run)
    PrintRun.objects.update(heard_at=timezone.now() - 2 * work.STUCK)
    assert work.go_on(run)
    run.refresh_from_db()
    rows = table(run)
    assert (run.state, len(rows), valid_codes(act)) == (PrintRun.State.READY, 10, 10)
    assert len({row["naam"] for row in rows}) == 10
    assert all(entry.check(act, row["code"])[0] == Standing.GOOD for row in rows)


def test_a_code_from_the_desk_during_a_run_wins(act, organiser, monkeypatch):
    make_voters(act, 5)
    original, done = files.write_part, []

    def meanwhile(*arguments):
        if not done:
            done.append(1)
            issuing.issue(act, "desk", voter=act.voters.first())
        return original(*arguments)

    monkeypatch.setattr(files, "write_part", meanwhile)
    run = run_of(act, organiser)
    assert (run.state, len(table(run)), valid_codes(act)) == (PrintRun.State.READY, 4, 5)


def test_codes_are_in_the_file_alone_and_go_with_it(act, browser, media):
    make_voter(act)
    address = reverse("participation:letters", args=[act.slug])
    response = browser.post(address, {"form": "csv"})
    assert response.status_code == 302
    run = PrintRun.objects.get()
    code = table(run)[0]["code"]
    page = browser.get(response.url).content.decode()
    fetch = reverse("participation:letters_fetch", args=[act.slug, run.number])
    assert browser.get(fetch).status_code == 405
    got = browser.post(fetch)
    assert code in b"".join(got).decode()
    assert got.headers["Content-Disposition"].startswith("attachment")
    assert (media / "letters").stat().st_mode & 0o077 == 0 or not stored(media / "nothing")
    assert all(path.stat().st_mode & 0o077 == 0 for path in stored(media))
    browser.post(reverse("participation:letters_erase", args=[act.slug, run.number]))
    run.refresh_from_db()
    assert (run.state, run.file.name) == (PrintRun.State.FETCHED, "")
    assert not stored(media)
    assert browser.post(fetch).status_code == 404
    assert code not in page
    kinds = list(LogEntry.objects.values_list("kind", flat=True))
    assert kinds == ["letters_started", "letters_fetched", "letters_erased"]
    assert code not in str(list(LogEntry.objects.values()))


@pytest.mark.parametrize(
    ("made", "fetched", "erased"),
    [(1, None, 0), (8, None, 1), (2, 30, 1), (2, 2, 0)],
)
def test_files_are_erased_by_themselves(act, organiser, made, fetched, erased):
    make_voter(act)
    run = run_of(act, organiser)
    now = timezone.now()
    if fetched:
        run.options["fetched_at"] = (now - timedelta(hours=fetched)).isoformat()
    PrintRun.objects.update(made_at=now - timedelta(days=made), options=run.options)
    assert work.erase_old() == erased


def test_a_lost_pile_can_be_voided_and_printed_anew(act, organiser):
    make_voters(act, 5)
    run = run_of(act, organiser)
    used = Credential.objects.filter(print_run=run).first()
    Spent.objects.create(credential=used, how=Spent.How.ELECTRONIC)
    assert work.void_run(run, "doos kwijt", organiser) == 4
    used.refresh_from_db()
    assert not used.void
    again = run_of(act, organiser)
    assert again.number == 2
    assert len(table(again)) == 4


def test_a_full_disk_is_told_and_gives_no_codes(act, organiser, monkeypatch):
    def full(*_arguments):
        raise OSError(28, "No space left on device")

    make_voter(act)
    monkeypatch.setattr(files, "write_part", full)
    run = run_of(act, organiser)
    assert (run.state, valid_codes(act)) == (PrintRun.State.FAILED, 0)
    assert "Maak ruimte vrij" in run.note


def test_a_closed_act_gets_no_letters(act, organiser):
    make_voter(act)
    act.__class__.objects.filter(pk=act.pk).update(phase=Phase.CLOSED)
    with pytest.raises(issuing.Refused, match="phase"):
        run_of(act, organiser)


def test_the_qr_holds_the_address_with_the_code_behind_the_hash(act):
    code = codes.new_code()
    address = wording.scan_address(act, code)
    before, behind = address.split("#")
    assert code not in before
    assert behind == f"c={code}"
    assert wording.qr(address).startswith("<svg")


def test_the_sample_letter_has_a_code_that_opens_nothing(act, browser):
    response = browser.get(reverse("participation:letters_sample", args=[act.slug]))
    text = PdfReader(io.BytesIO(response.content)).pages[0].extract_text()
    assert entry.check(act, CODE.search(text)[0]) == (Standing.UNKNOWN, None)
    assert not Credential.objects.exists()
