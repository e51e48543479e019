"""Files out, and the same files in again."""

from __future__ import annotations

import contextlib
import csv
import io
import json
import tracemalloc
import zipfile
from codecs import BOM_UTF8
from datetime import timedelta
from types import GeneratorType

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.http import QueryDict
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from thorbecke.formats import tables as format_tables
from thorbecke.formats.tables import excel
from thorbecke.knowledge import shipped
from thorbecke.web.library import publishing
from thorbecke.web.library.desk import exports, imports, references, tables
from thorbecke.web.library.kinds import KINDS
from thorbecke.web.library.loading import load
from thorbecke.web.library.models import Entry, ImportBatch, State, Version

TYPES = ("csv", "json", "xlsx")


def export_url(ext: str, kind: str = "case") -> str:
    return reverse("library_export", kwargs={"kind": kind, "ext": ext})


def fetch(ext: str, query: str = "", kind: str = "case") -> bytes:
    response = Client().get(export_url(ext, kind) + query)
    assert response.status_code == 200
    return b"".join(response.streaming_content)


def csv_rows(content: bytes) -> list[dict[str, str]]:
    text = io.StringIO(content.decode("utf-8-sig"), newline="")
    return list(csv.DictReader(text, delimiter=";"))


@pytest.mark.parametrize("ext", TYPES)
@pytest.mark.django_db
def test_what_goes_out_comes_in_unchanged(ext):
    load(shipped())
    for kind in KINDS:
        content = fetch(ext, kind=kind)
        found = imports.read(kind, f"alles.{ext}", content)
        wrong = [row for row in found if row["status"] != "unchanged"]
        assert wrong == []
        assert len(found) == Entry.objects.filter(kind=kind).count()


@pytest.mark.parametrize("kind", list(KINDS))
def test_every_column_has_a_name_of_the_schema_and_words(kind):
    from thorbecke.web.library.desk.columns import columns

    found = columns(kind, KINDS[kind].schema)
    assert {one.name.split(".")[0] for one in found} == set(KINDS[kind].schema.model_fields)
    assert all(one.label and one.label != one.name for one in found)


def test_the_columns_are_documented(client, db):
    html = client.get(reverse("library_files")).content.decode()
    names = ("figures.invited.value", "lesson_nl", "confidence_note_nl", "EUPL-1.2")
    for name in (*names, "puntkomma", "UTF-8", "(BOM)"):
        assert name in html


def test_a_csv_is_as_documented(entry):
    content = fetch("csv")
    assert content.startswith(BOM_UTF8 + b"id;")


def test_json_says_licence_and_version(entry):
    found = json.loads(fetch("json"))
    assert (found["licence"], found["schema_version"], found["kind"]) == ("EUPL-1.2", 1, "case")
    assert found["entries"] == [entry.data]


def test_what_readers_cannot_see_is_not_in_a_file(entry, people):
    publishing.withdraw(entry, people["reviewer"])
    assert json.loads(fetch("json"))["entries"] == []
    assert csv_rows(fetch("csv")) == []


@pytest.mark.parametrize(
    "url", ["/bestanden/case.exe", "/bestanden/person.csv", "/bestanden/x.json"]
)
def test_other_files_do_not_exist(client, db, url):
    assert client.get(url).status_code == 404


def test_the_filters_of_a_list_work_for_a_file(make, entry):
    make.entry("case", {**make.case, "id": "ander-geval", "scale": "dorp"})
    assert [row["id"] for row in csv_rows(fetch("csv", "?scale=dorp"))] == ["ander-geval"]
    assert len(csv_rows(fetch("csv", "?sort=title"))) == 2
    assert csv_rows(fetch("csv", "?scale=land")) == []


FORMULAS = [
    "=1+1",
    "+31612345678",
    "-5+1",
    "@som(a1)",
    "\t=1",
    "'=al met apostrof",
    "=HYPERLINK(0)",
]


@pytest.mark.parametrize("text", FORMULAS)
@pytest.mark.django_db
def test_no_cell_is_a_formula(make, text):
    make.entry("case", {**make.case, "opgave": text, "title_nl": "Gewoon"})
    stored = Entry.objects.get().data["opgave"]
    assert csv_rows(fetch("csv"))[0]["opgave"].startswith("'")
    book = openpyxl.load_workbook(io.BytesIO(fetch("xlsx")))
    cells = [cell for row in book.active.iter_rows() for cell in row]
    assert all(cell.data_type != "f" for cell in cells)
    assert f"'{stored}" in [cell.value for cell in cells]


@given(st.text())
def test_the_apostrophe_goes_and_comes_back(text):
    safe = format_tables.guard(text)
    assert format_tables.unguard(safe) == text
    assert not safe.startswith(("=", "+", "-", "@", "\t", "\r"))


def peak_of_export() -> int:
    tracemalloc.start()
    rows = exports.as_csv("case", QueryDict())
    assert isinstance(rows, GeneratorType)
    for _part in rows:
        pass
    _now, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    return peak


def test_a_big_export_does_not_grow_in_memory(make, entry):
    peaks = []
    for start, stop in ((0, 1500), (1500, 5000)):
        Entry.objects.bulk_create(
            [
                Entry(kind="case", slug=f"c-{n}", title="t", data={**entry.data, "id": f"c-{n}"})
                for n in range(start, stop)
            ],
            batch_size=500,
        )
        peaks.append(peak_of_export())
    assert peaks[1] < peaks[0] * 1.3  # more than three times the rows, the same memory


# --- in --------------------------------------------------------------------------------------------


def as_csv(header: list[str], *rows: list[str]) -> bytes:
    text = io.StringIO()
    csv.writer(text, delimiter=";").writerows([header, *rows])
    return text.getvalue().encode()


@pytest.fixture
def table(entry):
    """Header and the one row of an export, to spoil."""
    rows = list(csv.reader(io.StringIO(fetch("csv").decode("utf-8-sig")), delimiter=";"))
    return rows[0], rows[1]


def spoilt(table, **changes):
    header, row = table
    values = [changes.get(name, cell) for name, cell in zip(header, row, strict=True)]
    return imports.read("case", "a.csv", as_csv(header, values))[0]


def test_a_changed_and_a_new_row(table):
    changed = spoilt(table, lesson_nl="Een andere les.")
    assert (changed["status"], changed["based_on"]) == ("changed", 1)
    assert [(one["label"], one["new"]) for one in changed["changes"]] == [
        ("Les", "Een andere les.")
    ]
    assert spoilt(table, id="nog-een")["status"] == "new"
    assert spoilt(table)["status"] == "unchanged"


@pytest.mark.parametrize(
    ("column", "value", "says"),
    [
        ("scale", "heelal", "Kies een van deze"),
        ("year_start", "ooit", "getal"),
        ("title_nl", "", "Vul dit in"),
        ("themes", "1 | 99", "10 of een lager"),
        ("sources", "geen adres", "https://"),
        ("checked_on", "gisteren", "datum"),
        ("facts_nl", "=SOM(A1)", "formule"),
        ("law_refs", "bestaat-niet", "bestaat niet"),
        ("figures.invited.value", "veel", "getal"),
        ("id", "Hoofd Letters", "kleine letters"),
    ],
)
def test_a_wrong_cell_is_named_with_what_to_do(table, column, value, says):
    found = spoilt(table, **{column: value})
    assert found["status"] == "error"
    assert found["row"] == 2
    assert any(one["column"].startswith(column) and says in one["text"] for one in found["errors"])


def test_a_double_address_names_the_other_row(table):
    header, row = table
    found = imports.read("case", "a.csv", as_csv(header, row, row))
    assert [one["status"] for one in found] == ["unchanged", "error"]
    assert "rij 2" in found[1]["errors"][0]["text"]


def damaged(content: bytes) -> bytes:
    """A file that says it is UTF-8 and is not."""
    return BOM_UTF8 + content.removeprefix(BOM_UTF8).replace(b"Wijkraad", b"Wijkr\xe4d")


def without(header: list[str], row: list[str], name: str) -> bytes:
    place = header.index(name)
    return as_csv(header[:place] + header[place + 1 :], row[:place] + row[place + 1 :])


@pytest.mark.parametrize(
    ("spoil", "says"),
    [
        (lambda h, r: without(h, r, "title_nl"), "title_nl"),
        (lambda h, r: as_csv([*h, "kleur"], [*r, "rood"]), "kennen wij niet"),
        (lambda h, r: as_csv([*h, "id"], [*r, "x"]), "twee keer"),
        (lambda h, r: damaged(as_csv(h, r)), "UTF-8"),
        (lambda h, r: b"", "eerste rij"),
        (lambda h, r: as_csv(h), "geen rijen"),
        (lambda h, r: b'a;b\n"open', "aanhalingsteken"),
        (lambda h, r: b"a\0b", "CSV"),
        (lambda h, r: b"a;;c\n1;2;3", "geen naam. Zet een naam"),
        (lambda h, r: b"a;;c\n1;2;3", " B"),
        (lambda h, r: b"a;b\n1;2;3", "meer cellen"),
        (lambda h, r: b"a\n" + b"x" * 140_000, "te lang. Maak hem korter"),
        (lambda h, r: ";".join(f"c{n}" for n in range(501)).encode(), "hooguit 500 kolommen"),
        (lambda h, r: b"a\n" + b"x\n" * 5001, "hooguit 5000 rijen"),
    ],
)
def test_a_file_that_cannot_be_read(table, spoil, says):
    with pytest.raises(tables.TableError) as wrong:
        imports.read("case", "a.csv", spoil(*table))
    assert says in f"{wrong.value.text} {wrong.value.column}"


def test_every_trouble_with_a_table_has_words_of_its_own():
    assert set(tables.TEXTS) == set(format_tables.Trouble)
    texts = {code: tables.trouble(code).text for code in format_tables.Trouble}
    assert not any("%" in text for text in texts.values())
    assert len(set(texts.values())) == len(texts)


@pytest.mark.parametrize("rows", [5000, 5001])
@pytest.mark.django_db
def test_json_has_the_same_limit_of_rows(rows):
    content = json.dumps([None] * rows).encode()
    if rows == 5000:
        assert len(imports.read("case", "a.json", content)) == rows
        return
    with pytest.raises(tables.TableError, match="hooguit 5000 rijen") as wrong:
        imports.read("case", "a.json", content)
    assert wrong.value.row == rows


def test_what_fits_the_form_fits_the_reader():
    assert tables.MOST_BYTES == format_tables.MAX_BYTES


@pytest.mark.parametrize("text", ["\x01" * 20_000, "=" + "x" * 40_000, "_x0041_" * 5000])
def test_one_long_text_does_not_stop_an_export_to_excel(text):
    with tables.write_xlsx("case", ["a"], [[text]]) as file:
        (row,) = tables.read(file.read(), "a.xlsx").rows
    assert row.cells["a"]
    assert text.startswith(row.cells["a"])


@pytest.mark.django_db
def test_a_file_in_the_old_windows_encoding_is_read(table):
    header, row = table
    (found,) = imports.read("case", "a.csv", as_csv(header, row).replace(b"proeftuin", b"caf\xe9"))
    assert "café" in found["data"]["title_nl"]


@pytest.mark.django_db
def test_a_plain_negative_number_stays_a_number(make):
    make.entry("case", {**make.case, "opgave": "-5", "title_nl": "Gewoon"})
    assert csv_rows(fetch("csv"))[0]["opgave"] == "-5"


@pytest.mark.parametrize(
    "content", [b"{", b'{"a": 1}', b"[]", b'"x"', b"\xff\xfe", b"[" * 100_000, b"[1, null]"]
)
@pytest.mark.django_db
def test_json_that_is_no_library(content):
    try:
        found = imports.read("case", "a.json", content)
    except tables.TableError:
        return
    assert {one["status"] for one in found} == {"error"}


def bomb() -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as file:
        file.writestr("xl/worksheets/sheet1.xml", b"0" * (excel.MAX_UNPACKED + 1))
    return packed.getvalue()


@pytest.mark.parametrize("content", [b"geen excel", b"PK\x03\x04kapot", bomb()])
@pytest.mark.django_db
def test_excel_that_is_not(content):
    with pytest.raises(tables.TableError):
        imports.read("case", "a.xlsx", content)


@given(st.binary(max_size=300), st.sampled_from(TYPES))
def test_no_file_makes_us_fall_over(content, ext):
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(imports, "_compare", lambda kind, found: None)
        patch.setattr(references, "missing_in", lambda contents: [[] for _one in contents])
        with contextlib.suppress(tables.TableError):
            imports.read("case", f"a.{ext}", content)


def upload(browser, content: bytes, name: str = "a.csv"):
    file = SimpleUploadedFile(name, content)
    return browser.post(reverse("desk_import"), {"kind": "case", "file": file})


def test_preview_then_accept(table, entry, people, client_of):
    header, row = table
    other = [
        "nieuw-geval" if name == "id" else cell for name, cell in zip(header, row, strict=True)
    ]
    changed = [
        "Een betere les." if name == "lesson_nl" else cell
        for name, cell in zip(header, row, strict=True)
    ]
    browser = client_of("editor")
    response = upload(browser, as_csv(header, changed, other))
    batch = ImportBatch.objects.get()
    html = browser.get(response["Location"]).content.decode()
    assert "Een betere les." in html
    assert "Neem over" in html
    assert Version.objects.count() == 1  # nothing was stored yet
    browser.post(reverse("desk_accept", kwargs={"pk": batch.pk}))
    made = Version.objects.filter(origin="import")
    assert {(one.state, one.made_by) for one in made} == {(State.REVIEW, people["editor"])}
    assert made.count() == 2
    entry.refresh_from_db()
    assert entry.data["lesson_nl"] != "Een betere les."  # readers see nothing yet
    assert not ImportBatch.objects.exists()


def test_a_row_with_a_mistake_stops_everything(table, client_of):
    header, row = table
    good = ["goed" if name == "id" else cell for name, cell in zip(header, row, strict=True)]
    bad = ["ooit" if name == "year_start" else cell for name, cell in zip(header, row, strict=True)]
    browser = client_of("editor")
    response = upload(browser, as_csv(header, good, bad), "mijn.csv")
    html = browser.get(response["Location"]).content.decode()
    assert "mijn.csv, rij 3, kolom year_start" in html
    assert "Neem over</button>" not in html
    browser.post(reverse("desk_accept", kwargs={"pk": ImportBatch.objects.get().pk}))
    assert Version.objects.count() == 1
    assert ImportBatch.objects.exists()


def test_all_or_nothing_when_the_last_row_fails(table, people, monkeypatch):
    header, row = table
    rows = [
        [f"c-{n}" if h == "id" else c for h, c in zip(header, row, strict=True)] for n in range(3)
    ]
    batch = ImportBatch.objects.create(
        kind="case",
        filename="a.csv",
        rows=imports.read("case", "a.csv", as_csv(header, *rows)),
        made_by=people["editor"],
    )
    submit, done = publishing.submit, []

    def failing(version, by):
        done.append(version)
        if len(done) == 3:
            raise RuntimeError
        return submit(version, by)

    monkeypatch.setattr(publishing, "submit", failing)
    with pytest.raises(RuntimeError):
        imports.accept(batch, people["editor"])
    assert Entry.objects.count() == 1
    assert ImportBatch.objects.exists()


def test_a_library_that_changed_meanwhile_refuses(table, entry, people, client_of):
    header, row = table
    changed = ["Anders." if h == "lesson_nl" else c for h, c in zip(header, row, strict=True)]
    browser = client_of("editor")
    upload(browser, as_csv(header, changed))
    version = publishing.save_draft("case", entry.slug, entry.data, people["editor"], "", 1)
    publishing.submit(version, people["editor"])
    publishing.publish(version, people["reviewer"])
    pk = ImportBatch.objects.get().pk
    response = browser.post(reverse("desk_accept", kwargs={"pk": pk}), follow=True)
    assert "intussen veranderd" in response.content.decode()
    assert not Version.objects.filter(origin="import").exists()


def test_uploads_of_another_person_do_not_exist(table, client_of):
    upload(client_of("editor"), as_csv(*table))
    pk = ImportBatch.objects.get().pk
    for name in ("desk_accept", "desk_discard"):
        response = client_of("administrator").post(reverse(name, kwargs={"pk": pk}))
        assert response.status_code == 404


def test_throwing_away_and_forgetting(table, client_of):
    browser = client_of("editor")
    upload(browser, as_csv(*table))
    browser.post(reverse("desk_discard", kwargs={"pk": ImportBatch.objects.get().pk}))
    assert not ImportBatch.objects.exists()
    upload(browser, as_csv(*table))
    ImportBatch.objects.update(made_on=timezone.now() - timedelta(days=8))
    call_command("clean_reports", verbosity=0)
    assert not ImportBatch.objects.exists()


@pytest.mark.parametrize("name", ["a.exe", "a.xls", "a"])
def test_other_types_are_refused(client_of, name):
    response = upload(client_of("editor"), b"a;b", name)
    assert response.status_code == 400
    assert "eindigt op .csv" in response.content.decode()


def test_a_file_of_more_than_ten_megabytes_is_refused(client_of):
    response = upload(client_of("editor"), b"a" * (10 * 2**20 + 1))
    assert response.status_code == 400
    assert "groter dan 10 MB" in response.content.decode()


def test_a_long_file_takes_few_queries(table, django_assert_max_num_queries):
    header, row = table
    rows = [
        [f"c-{n}" if h == "id" else c for h, c in zip(header, row, strict=True)] for n in range(500)
    ]
    content = as_csv(header, *rows)
    with django_assert_max_num_queries(6):
        assert len(imports.read("case", "a.csv", content)) == 500
