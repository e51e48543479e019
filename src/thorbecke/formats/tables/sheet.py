"""The first visible sheet of an Excel workbook (ECMA-376) as a stream of rows, in flat memory.

openpyxl keeps every shared text in memory, for a register of a million people more than the machine may
have. Here they stand in a scratch file, and a row is forgotten once it is given.
"""

from __future__ import annotations

import mmap
import posixpath
import re
import tempfile
import zipfile
from array import array
from collections.abc import Iterator
from typing import IO, Any, BinaryIO
from xml.etree import ElementTree as Xml

from openpyxl.styles.numbers import BUILTIN_FORMATS, is_date_format
from openpyxl.utils.datetime import CALENDAR_MAC_1904, CALENDAR_WINDOWS_1900, from_excel

from thorbecke.formats.tables.excel import ESCAPED, not_xlsx
from thorbecke.formats.tables.guard import unguard
from thorbecke.formats.tables.model import MAX_COLUMNS, TableError, Trouble, letter, too_wide
from thorbecke.formats.tables.words import words

MAX_UNPACKED = 2_000_000_000  # bytes of all parts together; a million rows of ten cells take 600 MB
MAX_SMALL_PART = 20_000_000  # bytes of the parts that are read whole: workbook, styles
_MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_LINK = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_RELATION = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
_PLACE = re.compile(r"([A-Z]{1,3})")
_WHOLE = re.compile(r"-?[0-9]{1,15}", re.ASCII)


class Sheet:
    """The rows of a workbook's first visible sheet. A context manager: it holds a scratch file.

    Raises TableError for a damaged or far too large workbook, a formula without a value, an error such
    as #REF! in a cell; ``excel.BROKEN`` errors of the libraries below pass through.
    """

    def __init__(self, file: BinaryIO, name: str) -> None:
        self.name = name
        self._package = zipfile.ZipFile(file)
        self._check_size()
        book = self._small("xl/workbook.xml")
        self._path = self._first_visible(book)
        properties = book.find(f"{_MAIN}workbookPr")
        mac = properties is not None and properties.get("date1904") in ("1", "true")
        self._epoch = CALENDAR_MAC_1904 if mac else CALENDAR_WINDOWS_1900
        self._dates = self._date_styles()
        self._texts = _Texts(self._package)

    def __enter__(self) -> Sheet:
        return self

    def __exit__(self, *_error: object) -> None:
        self._texts.close()
        self._package.close()

    def rows(self) -> Iterator[tuple[int, list[str]]]:
        """Yield the number and the cells of each row that is in the file."""
        number = 0
        with self._package.open(self._path) as part:
            for row in _elements(part, f"{_MAIN}row"):
                number = int(row.get("r") or number + 1)
                yield number, self._cells(row, number)

    def _cells(self, row: Xml.Element, number: int) -> list[str]:
        cells: list[str] = []
        for cell in row.iterfind(f"{_MAIN}c"):
            at = _column(cell.get("r", ""), len(cells))
            if at >= MAX_COLUMNS:
                raise too_wide(self.name, number)
            cells.extend([""] * (at - len(cells)))
            cells.append(self._text(cell, number, at))
        return cells

    def _text(self, cell: Xml.Element, row: int, at: int) -> str:
        kind = cell.get("t", "n")
        if kind == "inlineStr":
            return _clean(_runs(cell.find(f"{_MAIN}is")))
        value = cell.findtext(f"{_MAIN}v")
        if value is None or (not value and kind != "str"):
            self._check_formula(cell, row, at)
            return ""
        if kind == "s":
            return self._texts[int(value)]
        if kind == "e":
            said = f"a value, found the error {value}"
            mend = "correct the formula in this cell"
            raise TableError(Trouble.CELL_ERROR, self.name, row, letter(at), said, mend)
        if kind == "b":
            return words(value == "1")
        return self._number(cell, value) if kind == "n" else _clean(value)

    def _number(self, cell: Xml.Element, value: str) -> str:
        if int(cell.get("s") or 0) in self._dates:
            moment = from_excel(float(value), self._epoch)
            return words(moment) if moment is not None else ""
        return value if _WHOLE.fullmatch(value) else words(float(value))

    def _check_formula(self, cell: Xml.Element, row: int, at: int) -> None:
        if cell.find(f"{_MAIN}f") is not None:
            said = "a value, found a formula that was never computed"
            mend = "open the file in Excel or LibreOffice and save it, or type the value"
            raise TableError(Trouble.FORMULA, self.name, row, letter(at), said, mend)

    def _check_size(self) -> None:
        if sum(part.file_size for part in self._package.infolist()) > MAX_UNPACKED:
            most = f"at most {MAX_UNPACKED // 1_000_000} MB once unpacked"
            mend = "delete empty rows and sheets that you don't need"
            raise TableError(Trouble.TOO_LARGE, self.name, None, "", most, mend)

    def _small(self, path: str) -> Xml.Element:
        if self._package.getinfo(path).file_size > MAX_SMALL_PART:
            raise not_xlsx(self.name)
        # expat 2.4.1 and later stop a bomb of entities
        return Xml.fromstring(self._package.read(path))  # noqa: S314

    def _first_visible(self, book: Xml.Element) -> str:
        sheets = book.iterfind(f"{_MAIN}sheets/{_MAIN}sheet")
        visible = [sheet for sheet in sheets if sheet.get("state", "visible") == "visible"]
        link = visible[0].attrib[_LINK]
        for relation in self._small("xl/_rels/workbook.xml.rels").iterfind(_RELATION):
            if relation.get("Id") == link:
                return posixpath.normpath(posixpath.join("/xl", relation.attrib["Target"])).lstrip(
                    "/"
                )
        raise not_xlsx(self.name)

    def _date_styles(self) -> frozenset[int]:
        """Return the numbers of the cell styles that show a number as a date."""
        if "xl/styles.xml" not in self._package.namelist():
            return frozenset()
        styles = self._small("xl/styles.xml")
        own = {
            int(one.attrib["numFmtId"]): one.get("formatCode", "")
            for one in styles.iterfind(f"{_MAIN}numFmts/{_MAIN}numFmt")
        }
        formats = {**BUILTIN_FORMATS, **own}
        cells = styles.iterfind(f"{_MAIN}cellXfs/{_MAIN}xf")
        used = [formats.get(int(one.get("numFmtId") or 0), "General") for one in cells]
        return frozenset(at for at, code in enumerate(used) if is_date_format(code))


class _Texts:
    """The shared texts of a workbook: one after another in a scratch file, with where each ends."""

    def __init__(self, package: zipfile.ZipFile) -> None:
        self._ends = array("Q", [0])
        self._file = tempfile.TemporaryFile()  # noqa: SIM115 - closed by close()
        self._map: mmap.mmap | None = None
        try:
            self._fill(package)
        except BaseException:
            self.close()
            raise

    def _fill(self, package: zipfile.ZipFile) -> None:
        if "xl/sharedStrings.xml" in package.namelist():
            with package.open("xl/sharedStrings.xml") as part:
                for item in _elements(part, f"{_MAIN}si"):
                    data = _clean(_runs(item)).encode("utf-8", "surrogatepass")
                    self._file.write(data)
                    self._ends.append(self._ends[-1] + len(data))
        self._file.flush()
        if self._ends[-1]:
            self._map = mmap.mmap(self._file.fileno(), 0, access=mmap.ACCESS_READ)

    def __getitem__(self, index: int) -> str:
        if not 0 <= index < len(self._ends) - 1:
            raise IndexError(index)
        start, end = self._ends[index], self._ends[index + 1]
        assert self._map is not None or start == end
        return self._map[start:end].decode("utf-8", "surrogatepass") if self._map else ""

    def close(self) -> None:
        if self._map is not None:
            self._map.close()
        self._file.close()


def _elements(part: IO[bytes], tag: str) -> Iterator[Xml.Element]:
    """Yield each element with this tag and forget it, and its place in the parent, after use."""
    open_elements: list[Any] = []
    events = Xml.iterparse(part, events=("start", "end"))  # noqa: S314 - expat stops entity bombs
    for event, element in events:
        if event == "start":
            open_elements.append(element)
            continue
        open_elements.pop()
        if element.tag == tag:
            yield element
            if open_elements:
                open_elements[-1].clear()


def _runs(element: Xml.Element | None) -> str:
    """Return the text of a plain or a rich text; without phonetic hints (rPh)."""
    if element is None:
        return ""
    texts = [element.findtext(f"{_MAIN}t") or ""]
    texts += [run.findtext(f"{_MAIN}t") or "" for run in element.iterfind(f"{_MAIN}r")]
    return "".join(texts)


def _clean(text: str) -> str:
    if "_x" in text:
        text = ESCAPED.sub(lambda found: chr(int(found[1], 16)), text)
    return unguard(text)


def _column(place: str, otherwise: int) -> int:
    """Return the index of a column from "AB12"; without a place it is the next one."""
    found = _PLACE.match(place)
    if found is None:
        return otherwise
    index = 0
    for sign in found[1]:
        index = index * 26 + ord(sign) - 64
    return index - 1
