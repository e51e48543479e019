"""Registers: CSV and Excel by the row, columns by their usual names, faults with place and mend."""

from __future__ import annotations

import io
import zipfile
from datetime import date, datetime

import openpyxl
import pytest

from thorbecke.formats import census
from thorbecke.formats.census import Code, Field
from thorbecke.formats.tables import (
    TableError,
    Trouble,
    read_table,
    sheet,
    stream_table,
    xlsx_bytes,
)

TODAY = date(2026, 11, 25)
HEAD = "Naam;Adres;Postcode;Woonplaats;Geboortedatum;Wijk"


def read(text: str | bytes, name: str = "register.csv", **options):
    data = text.encode() if isinstance(text, str) else text
    stream = stream_table(io.BytesIO(data), name)
    fields, _unread = census.match(stream.columns)
    return list(census.people(stream, fields, TODAY, **options))


def test_a_row_becomes_a_person():
    (person,) = read(f"{HEAD}\nAnna  de Vries;Dorpsstraat 12 b;1234 ab;Dorp;1-2-1980;Noord\n")
    assert person == census.Person(
        2,
        "Anna de Vries",
        "Dorpsstraat",
        "12",
        "b",
        "1234AB",
        "Dorp",
        date(1980, 2, 1),
        "Noord",
        "",
    )


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252"])
@pytest.mark.parametrize("delimiter", [";", ",", "\t"])
@pytest.mark.parametrize("ends", ["\n", "\r\n"])
def test_abuse_40_bom_semicolons_and_older_encodings_are_read(encoding, delimiter, ends):
    text = f"{HEAD}\nChloé;Kade 5;1234AB;Dorp;1980-02-01;Zuid\n\n"
    data = text.replace(";", delimiter).replace("\n", ends).encode(encoding)
    (person,) = read(data)
    assert (person.name, person.area) == ("Chloé", "Zuid")


def test_the_parts_of_a_name_and_of_an_address_are_put_together():
    head = "Voorletters;Tussenvoegsel;Geslachtsnaam;Straatnaam;Huisnummer;Huisletter;Huisnummertoevoeging"
    row = "A.B.;van der;Berg;Dorpsstraat;12;b;2"
    (person,) = read(f"{head};PC;Plaats\n{row};1234AB;Dorp")
    assert person.name == "A.B. van der Berg"
    assert (person.street, person.number, person.addition) == ("Dorpsstraat", "12", "b 2")


def test_an_address_column_with_a_number_beside_it_is_a_street():
    (person,) = read("Naam;Adres;Nr;Postcode;Plaats\nAnna;Plein 1945;3a;1234AB;Dorp")
    assert (person.street, person.number, person.addition) == ("Plein 1945", "3", "a")


def test_a_fault_names_row_column_what_was_expected_and_how_to_mend_it():
    (faults,) = read(f"{HEAD}\n;Dorpsstraat;12 AB;;01-02-80;\n")
    assert [(fault.row, fault.column, fault.code) for fault in faults] == [
        (2, "Adres", Code.NO_NUMBER),
        (2, "Naam", Code.EMPTY),
        (2, "Postcode", Code.POSTCODE),
        (2, "Woonplaats", Code.EMPTY),
        (2, "Geboortedatum", Code.SHORT_YEAR),
    ]
    assert str(faults[4]) == (
        "row 2, column Geboortedatum: expected a year of four figures, found '01-02-80'. "
        "To mend: write 1980 in place of 80."
    )


def test_a_date_of_birth_is_needed_only_for_an_age():
    row = "Naam;Adres;Postcode;Woonplaats\nAnna;Kade 5;1234AB;Dorp"
    assert read(row)[0].born_on is None
    with pytest.raises(census.WrongColumns) as caught:
        read(row, born_needed=True)
    assert caught.value.names == (Field.BORN,)
    (faults,) = read(f"{HEAD}\nAnna;Kade 5;1234AB;Dorp;;Noord", born_needed=True)
    assert [fault.code for fault in faults] == [Code.EMPTY]


def test_a_citizen_service_number_is_refused():
    with pytest.raises(census.WrongColumns, match="forbidden"):
        read("Naam;Adres;Postcode;Woonplaats;B.S.N\n")


def test_missing_columns_are_named():
    with pytest.raises(census.WrongColumns) as caught:
        read("Naam;Postcode\nAnna;1234AB")
    assert caught.value.reason == "missing"
    assert caught.value.names == (Field.STREET, Field.NUMBER, Field.PLACE)


def test_columns_that_we_do_not_know_are_told():
    fields, unread = census.match(
        ["NAAM", "Volledige naam", "Lievelingskleur", "Geb.datum", "post_code"]
    )
    assert fields == {"NAAM": Field.NAME, "Geb.datum": Field.BORN, "post_code": Field.POSTCODE}
    assert unread == ["Volledige naam", "Lievelingskleur"]


def test_who_is_the_same_person():
    def person(**changes):
        first = {
            "row": 2,
            "name": "Anna de Vries",
            "street": "Kade",
            "number": "5",
            "addition": "b",
            "place": "Dorp",
        }
        rest = {"postcode": "1234AB", "born_on": date(1980, 2, 1), "area": "", "person": ""}
        return census.identity(census.Person(**(first | rest | changes)))

    assert person() == person(row=9, name="ANNA DE  VRIES", addition="B", area="Noord")
    for change in ({"name": "Anne de Vries"}, {"born_on": date(1980, 2, 2)}, {"number": "6"}):
        assert person() != person(**change)
    assert person(person="17") == person(person="17", name="Anna Bakker")


def test_excel_gives_the_same_people_as_csv():
    book = openpyxl.Workbook()
    page = book.active
    page.append(HEAD.split(";"))
    page.append(["Anna", "Kade 5 b", "1234 AB", "Dorp", datetime(1980, 2, 1), "Noord"])
    page.append(["=1+1", "Kade 6", "1234AB", "Dorp", "1-2-1980", None])
    page["A3"].data_type = "s"
    page.append([None] * 6)
    page.append(["Bram", "Kade 7", "1234AB", "Dorp", 19800201, 12.0])
    out = io.BytesIO()
    book.save(out)
    rows = read(out.getvalue(), "r.xlsx")
    assert [person.row for person in rows] == [2, 3, 5]
    assert {person.born_on for person in rows} == {date(1980, 2, 1)}
    assert [person.area for person in rows] == ["Noord", "", "12"]
    assert rows[1].name == "=1+1"


def test_the_stream_agrees_with_the_reader_of_whole_tables():
    columns = ["a", "b"]
    data = xlsx_bytes(columns, [["x", 1], ["_x0041_", 2.5], ["", ""], [" é\n", True], ["#N/A", -3]])
    csv_data = '﻿a;b\r\nx;1\r\n\r\n\'=1;"q;""z"\r\n'.encode()
    for one in (data, csv_data):
        whole = read_table(one, "t")
        stream = stream_table(io.BytesIO(one), "t")
        assert stream.columns == whole.columns
        assert [(row.number, list(row.cells.values())) for row in whole.rows] == list(stream.rows)


@pytest.mark.parametrize(
    ("data", "trouble"),
    [
        (b"", Trouble.EMPTY),
        (b"\n\n", Trouble.EMPTY),
        (b"%PDF-1.7 x", Trouble.BINARY),
        (b"\x89PNG\r\n\x1a\n", Trouble.BINARY),
        (b"a;b\n\x00;1\n", Trouble.BINARY),
        (b"PK\x03\x04 no zip at all", Trouble.NOT_XLSX),
        ("a;b\n1;2\n".encode("utf-16"), Trouble.ENCODING),
        (b"\xef\xbb\xbfa;b\n\xff;1\n", Trouble.ENCODING),
        (b'a;b\n"open;1\n', Trouble.QUOTES),
        (b"a;a\n1;2\n", Trouble.DOUBLE_COLUMN),
        (b"a;b\n1;2;3\n", Trouble.TOO_MANY_CELLS),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", None),
    ],
)
def test_abuse_27_what_is_no_table_is_refused_whatever_its_name(data, trouble):
    if trouble is None:  # text, but without the columns of a register
        with pytest.raises(census.WrongColumns):
            read(data, "register.xlsx")
        return
    with pytest.raises(TableError) as caught:
        list(stream_table(io.BytesIO(data), "../../register.csv").rows)
    assert caught.value.code == trouble


def test_abuse_27_a_zip_bomb_is_refused_before_it_is_unpacked(monkeypatch):
    monkeypatch.setattr(sheet, "MAX_UNPACKED", 20_000_000)
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as package:
        for name in range(3):
            package.writestr(f"xl/{name}.xml", bytes(10_000_000))
    with pytest.raises(TableError) as caught:
        stream_table(out, "bomb.xlsx")
    assert caught.value.code == Trouble.TOO_LARGE


def test_the_caller_keeps_the_file_and_may_read_it_again():
    file = io.BytesIO(f"{HEAD}\nAnna;Kade 5;1234AB;Dorp;1-2-1980;Noord".encode())
    first = list(stream_table(file, "r").rows)
    assert list(stream_table(file, "r").rows) == first
