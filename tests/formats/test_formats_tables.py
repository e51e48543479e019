"""Tables: read with clear errors, written so that no spreadsheet runs a cell."""

from __future__ import annotations

import io
import re
import tracemalloc
import zipfile
from datetime import date, datetime
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook

from thorbecke.formats.tables import (
    MAX_BYTES,
    TableError,
    Trouble,
    csv_lines,
    excel,
    fit,
    guard,
    model,
    read_csv,
    read_table,
    read_xlsx,
    unguard,
    xlsx_bytes,
)

TEXT = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x00"), max_size=20)
MARKS = st.text("'=+-@\t\r\n;,\"#_x000D_05", max_size=12)
ROWS = st.lists(st.tuples(TEXT | MARKS, TEXT | MARKS), max_size=8)


def written(rows, columns=("a", "b"), delimiter=";") -> bytes:
    return "".join(csv_lines(columns, rows, delimiter)).encode()


def cells(table) -> list[tuple[str, ...]]:
    return [tuple(row.cells.values()) for row in table.rows]


def trouble(data: bytes, file: str = "bestand.csv") -> TableError:
    with pytest.raises(TableError) as caught:
        read_table(data, file)
    return caught.value


def workbook(*rows, formulas=()) -> bytes:
    book, out = Workbook(), io.BytesIO()
    for row in rows:
        book.active.append(row)
    for place, formula in formulas:
        book.active[place] = formula
    book.save(out)
    return out.getvalue()


@given(TEXT | MARKS)
def test_unguard_gives_back_what_was_guarded(text):
    assert unguard(guard(text)) == text
    safe = guard(text)
    assert not re.match(r"[=+\-@\t\r]", safe) or re.fullmatch(r"-[0-9]+([.,][0-9]+)?", safe)


@given(ROWS, st.sampled_from(";,\t"))
def test_csv_gives_back_every_text(rows, delimiter):
    assert cells(read_csv(written(rows, delimiter=delimiter))) == [row for row in rows if any(row)]


@settings(max_examples=40, deadline=None)
@given(ROWS)
def test_xlsx_gives_back_every_text(rows):
    found = cells(read_xlsx(xlsx_bytes(("a", "b"), rows)))
    assert found == [row for row in rows if any(row)]


@pytest.mark.parametrize("sign", ["=", "+", "-", "@", "\t", "\r"])
def test_a_formula_gets_an_apostrophe_in_both_kinds_of_file(sign):
    text = f"{sign}cmd|' /C calc'!A0"
    assert f"'{text}" in written([[text, ""]]).decode()
    sheet = load_workbook(io.BytesIO(xlsx_bytes(["a"], [[text]]))).active
    assert sheet["A2"].data_type == "s"
    assert sheet["A2"].value.startswith("'")


@pytest.mark.parametrize("number", ["-5", "-0,5", "-12.25"])
def test_a_plain_negative_number_stays_as_it_is(number):
    assert guard(number) == number


@pytest.mark.parametrize("text", ["-5+3", "--5", "-", "+5", "-1-1", "-5\n", "-٣"])
def test_what_only_looks_like_a_number_is_guarded(text):
    assert guard(text) == f"'{text}"


def test_values_are_numbers_in_excel_and_words_in_csv():
    row = [-5, 2.5, Decimal("0.10"), True, date(2026, 3, 18), None]
    names = list("abcdef")
    sheet = load_workbook(io.BytesIO(xlsx_bytes(names, [row]))).active
    assert [cell.value for cell in sheet[2]] == [-5, 2.5, 0.1, True, "2026-03-18", None]
    assert written([row], names).splitlines()[1] == b"-5;2.5;0.10;true;2026-03-18;"


def test_a_row_may_be_a_mapping_and_must_fit():
    assert written([{"b": 2}]).splitlines()[1] == b";2"
    with pytest.raises(ValueError, match="3 cells"):
        written([[1, 2, 3]])


def test_rows_have_the_number_that_a_spreadsheet_shows():
    data = b'titel;tekst\r\n\r\n"twee\nregels";x\r\nlaatste;y\r\n'
    assert [row.number for row in read_csv(data).rows] == [3, 4]
    sheet = workbook(["titel"], [None], ["x"])
    assert [row.number for row in read_xlsx(sheet).rows] == [3]


@pytest.mark.parametrize("mark", [";", ",", "\t"])
@pytest.mark.parametrize("codec", ["utf-8", "utf-8-sig", "cp1252"])
def test_csv_is_read_as_people_save_it(mark, codec):
    data = f'naam{mark}"x;y,z"\nCafé {mark}€\n'.encode(codec)
    assert read_csv(data).rows[0].cells == {"naam": "Café ", "x;y,z": "€"}


def test_a_csv_with_one_column_needs_no_delimiter():
    assert read_csv(b"naam\nDelft\n").rows[0].cells == {"naam": "Delft"}


def test_missing_cells_at_the_end_are_empty_and_empty_columns_at_the_end_are_left_out():
    table = read_csv(b"a;b;;\n1\n")
    assert (table.columns, table.rows[0].cells) == (("a", "b"), {"a": "1", "b": ""})


def test_excel_values_become_words():
    row = [5, 5.0, 0.5, True, datetime(2026, 3, 18), datetime(2026, 3, 18, 9, 30), "007"]
    read = cells(read_xlsx(workbook(list("abcdefg"), row)))[0]
    assert read == ("5", "5", "0.5", "true", "2026-03-18", "2026-03-18T09:30:00", "007")


def test_a_file_object_is_read_too():
    assert read_table(io.BytesIO(b"a\n1\n"), "x").rows[0].cells == {"a": "1"}


@pytest.mark.parametrize(
    ("data", "code", "row", "column"),
    [
        (b"", Trouble.EMPTY, None, ""),
        (b"\xef\xbb\xbf\r\n;;\r\n", Trouble.EMPTY, None, ""),
        (b"Titel;tekst;titel\n", Trouble.DOUBLE_COLUMN, 1, "titel"),
        (b"titel;;tekst\n", Trouble.NAMELESS_COLUMN, 1, "B"),
        (b"a;b\n1;2\n1;2;;3\n", Trouble.TOO_MANY_CELLS, 3, "D"),
        (b"a;b\n\x00\x01\x02", Trouble.BINARY, None, ""),
        (b"%PDF-1.7 x", Trouble.BINARY, None, ""),
        (b"\xff\x01\x02", Trouble.BINARY, None, ""),
        (b"\xd0\xcf\x11\xe0 old Excel", Trouble.BINARY, None, ""),
        ("naam\n".encode("utf-16"), Trouble.ENCODING, None, ""),
        (b"naam\n\x81", Trouble.ENCODING, None, ""),
        (b'a;b\n1;2\n"open;3\n', Trouble.QUOTES, 3, ""),
        (b"a\n" + b"x" * 140_000, Trouble.LONG_CELL, 2, ""),
        (b"PK\x03\x04 broken", Trouble.NOT_XLSX, None, ""),
        (b";".join(b"k%d" % n for n in range(501)), Trouble.TOO_WIDE, 1, ""),
        (b"a" * (MAX_BYTES + 1), Trouble.TOO_LARGE, None, ""),
    ],
)
def test_a_wrong_file_says_what_is_wrong_and_where(data, code, row, column):
    error = trouble(data)
    assert (error.code, error.row, error.column, error.file) == (code, row, column, "bestand.csv")
    assert "bestand.csv" in str(error)
    assert f"expected {error.expected}" in str(error)
    assert f"To mend: {error.mend}" in str(error)


def test_too_many_rows(monkeypatch):
    monkeypatch.setattr(model, "MAX_ROWS", 2)
    assert trouble(b"a\n1\n2\n3\n").row == 4


def test_a_formula_that_nobody_computed_is_refused():
    error = trouble(workbook(["a", "b"], ["x", 1], formulas=[("B2", "=1+1")]), "x.xlsx")
    assert (error.code, error.row, error.column) == (Trouble.FORMULA, 2, "B")


@pytest.mark.parametrize(
    ("stored", "value"),
    [(b'r="B2"><f>1+1</f><v>2</v>', "2"), (b'r="B2" t="str"><f>1+1</f><v></v>', "")],
)
def test_a_formula_that_was_computed_counts_as_its_value(stored, value):
    book = workbook(["a", "b"], ["x", 1], formulas=[("B2", "=1+1")])
    data = repacked(book, b'r="B2"><f>1+1</f><v/>', stored)
    data = repacked(data, b'r="B2"><f>1+1</f><v></v>', stored)
    data = repacked(data, b'r="B2"><f>1+1</f><v />', stored)
    assert read_xlsx(data).rows[0].cells == {"a": "x", "b": value}


def test_an_error_of_excel_in_a_cell_is_refused():
    error = trouble(workbook(["a"], ["#REF!"]), "x.xlsx")
    assert (error.code, error.row, error.column) == (Trouble.CELL_ERROR, 2, "A")


def repacked(data: bytes, old: bytes, new: bytes) -> bytes:
    """The workbook with a piece of its first sheet replaced."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as source, zipfile.ZipFile(out, "w") as target:
        for name in source.namelist():
            part = source.read(name)
            target.writestr(name, part.replace(old, new) if "sheet1" in name else part)
    return out.getvalue()


def test_a_workbook_with_a_broken_sheet_is_not_an_excel_file():
    assert trouble(repacked(workbook(["a"], ["b"]), b"</row>", b"")).code is Trouble.NOT_XLSX


def test_a_zip_that_is_no_workbook_is_not_an_excel_file():
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as package:
        package.writestr("a.txt", "a;b")
    assert trouble(out.getvalue()).code is Trouble.NOT_XLSX


def test_a_zip_bomb_is_refused_before_it_is_unpacked():
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("xl/worksheets/sheet1.xml", b" " * 101_000_000)
    tracemalloc.start()
    assert trouble(out.getvalue()).code is Trouble.TOO_LARGE
    _now, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < 5_000_000


def test_a_text_too_long_for_excel_is_refused_and_not_cut():
    with pytest.raises(TableError) as caught:
        xlsx_bytes(["a"], [["x" * 32_768]])
    assert (caught.value.code, caught.value.row) == (Trouble.LONG_CELL, 2)


@given(st.text(st.sampled_from("a=-5'\x01_x04\n"), max_size=30))
def test_fit_keeps_the_longest_beginning_that_excel_can_hold(text):
    def refused(value):
        try:
            xlsx_bytes(["a"], [[value]])
        except TableError:
            return True
        return False

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(excel, "MAX_CELL", 20)
        cut = fit(text)
        assert text.startswith(cut)
        assert not refused(cut)
        assert cut == text or refused(text[: len(cut) + 1])


def test_writing_streams():
    """The first line is there before the second row is asked for."""

    def rows():
        yield ["1"]
        raise RuntimeError("too early")

    lines = csv_lines(["a"], rows())
    assert [next(lines), next(lines)] == ["\ufeffa\r\n", "1\r\n"]


def test_writing_a_workbook_is_flat_in_memory():
    def peak(count: int) -> int:
        tracemalloc.start()
        xlsx_bytes(["a"], (["dezelfde tekst"] for _ in range(count)))
        _now, most = tracemalloc.get_traced_memory()
        tracemalloc.stop()
        return most

    peak(10)
    assert peak(4000) < peak(400) + 300_000
