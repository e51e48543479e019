"""The parts of a print run as files, and the whole: one PDF, a zip of PDFs, or one CSV."""

from __future__ import annotations

import json
import shutil
import zipfile
from collections.abc import Iterator, Sequence
from pathlib import Path

from django.conf import settings

from thorbecke.formats.tables import csv_lines
from thorbecke.web.library.bundles.documents.pdf import compiled
from thorbecke.web.participation.models import Act, PrintRun
from thorbecke.web.participation.roll.letters import wording
from thorbecke.web.participation.roll.letters.wording import Sheet

TEMPLATE = Path(__file__).with_name("letter.typ")
COLUMNS = (
    "brief",
    "naam",
    "straat",
    "huisnummer",
    "toevoeging",
    "postcode",
    "plaats",
    "code",
    "qr",
    "blad",
    "bladen",
)


def folder(run: PrintRun) -> Path:
    """Return the folder of a run's parts; only the site's own user may look into it."""
    place = Path(settings.MEDIA_ROOT) / "letters" / str(run.pk)
    place.mkdir(parents=True, exist_ok=True, mode=0o700)
    return place


def part_path(run: PrintRun, first: int) -> Path:
    """Return the file of the part whose first letter has this number."""
    return folder(run) / f"brieven-{first:07}.{run.form}"


def write_part(act: Act, run: PrintRun, sheets: Sequence[Sheet]) -> Path:
    """Write the letters of one part: whole, or not at all."""
    path = part_path(run, sheets[0].number)
    scratch = path.with_suffix(".new")
    scratch.touch(mode=0o600)
    scratch.write_bytes(pdf(act, run, sheets) if run.form == "pdf" else b"".join(rows(act, sheets)))
    scratch.replace(path)
    return path


def pdf(act: Act, run: PrintRun, sheets: Sequence[Sheet]) -> bytes:
    """Return letters as a tagged PDF. About 6 ms a letter."""
    data = wording.common(act, run)
    data["letters"] = [wording.letter(act, run, sheet) for sheet in sheets]
    return compiled(TEMPLATE.read_bytes(), {"data": json.dumps(data, ensure_ascii=False)})


def rows(act: Act, sheets: Sequence[Sheet]) -> Iterator[bytes]:
    """Yield the lines of a CSV for a print house; no cell of it is run as a formula."""
    lines = csv_lines(COLUMNS, (_row(act, sheet) for sheet in sheets))
    return (line.encode() for line in lines)


def _row(act: Act, sheet: Sheet) -> list[str | int]:
    voter = sheet.voter
    place = f"{voter.postcode[:4]} {voter.postcode[4:]}"
    person = [voter.name, voter.street, voter.number, voter.addition, place, voter.place]
    code = [sheet.shown_code, wording.scan_address(act, sheet.code)]
    return [sheet.number, *person, *code, sheet.sheet, sheet.sheets]


def put_together(run: PrintRun) -> str:
    """Make one file of the parts; return its name below the media folder. The parts are erased."""
    place = folder(run)
    parts = sorted(place.glob(f"brieven-*.{run.form}"))
    if len(parts) == 1:
        whole = place / f"brieven.{run.form}"
        parts[0].replace(whole)
    elif run.form == "csv":
        whole = _joined(place / "brieven.csv", parts)
    else:
        whole = _zipped(place / "brieven.zip", parts)
    for part in parts:
        part.unlink(missing_ok=True)
    return str(whole.relative_to(settings.MEDIA_ROOT))


def erase(run: PrintRun) -> None:
    """Erase everything of a run from the disk."""
    shutil.rmtree(folder(run), ignore_errors=True)


def _joined(whole: Path, parts: Sequence[Path]) -> Path:
    """Join CSV parts: the column names and the mark for Excel once."""
    with _private(whole).open("wb") as out:
        for index, part in enumerate(parts):
            with part.open("rb") as file:
                if index:
                    file.readline()
                shutil.copyfileobj(file, out)
    return whole


def _zipped(whole: Path, parts: Sequence[Path]) -> Path:
    with zipfile.ZipFile(_private(whole), "w", zipfile.ZIP_STORED) as package:
        for part in parts:
            package.write(part, part.name)
    return whole


def _private(path: Path) -> Path:
    path.touch(mode=0o600)
    return path
