"""A result that a reader brings: read in the request, carried in the address, kept nowhere."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from django.core import signing
from django.utils.translation import gettext as _

from thorbecke.formats.eml import Count, EmlError, read_eml, to_council
from thorbecke.formats.kiesraad import Council, ListRow, ResultsError, read_councils
from thorbecke.web.lab.elections import seats_known

SALT = "thorbecke.lab.result"
MOST_BYTES = 5 * 2**20
MOST_LISTS = 60
LONGEST_TOKEN = 3500  # with the other choices it stays below what a web server takes in an address
_LINE = re.compile(r"^(?P<name>.+?)[\t;:=]\s*(?P<count>[\d. ]+)$")


class Unusable(Exception):
    """A file or text that the lab can't use; the message says what was expected."""


def read_file(data: bytes, name: str, seats: int | None) -> tuple[Council, ...]:
    """Return the councils in a Kiesraad CSV, a council table or an EML count. Raises ``Unusable``."""
    if len(data) > MOST_BYTES:
        raise Unusable(_("Het bestand is groter dan 5 MB. Kies een kleiner bestand."))
    try:
        found = _eml(data, name) if _is_xml(data) else read_councils(data, name)
    except (EmlError, ResultsError) as error:
        raise Unusable(_told(error)) from error
    return tuple(_with_seats(one, seats) for one in found)


def _told(error: EmlError | ResultsError) -> str:
    """Return where the file is wrong in Dutch, and what the reader of the file says about it."""
    row, column = getattr(error, "row", None), getattr(error, "column", "")
    if row and column:
        start = _("Rij %(row)s, kolom %(column)s klopt niet.") % {"row": row, "column": column}
    elif row:
        start = _("Rij %(row)s klopt niet.") % {"row": row}
    else:
        start = _("Dit bestand kunnen wij niet lezen.")
    matter = _("Dit is er aan de hand:")
    return f"{start} {matter} {error}"


def _is_xml(data: bytes) -> bool:
    start = data[:64].removeprefix(b"\xef\xbb\xbf").lstrip()
    return start.startswith(b"<") or data[:2] in (b"\x1f\x8b", b"\xff\xfe", b"\xfe\xff")


def _eml(data: bytes, name: str) -> tuple[Council, ...]:
    document = read_eml(data, name)
    if not isinstance(document, Count):
        raise Unusable(_("Dit EML-bestand is geen telling. Kies een bestand 510b of 510d."))
    info = document.election
    return (to_council(document, seats_known(info.code, info.date)),)


def _with_seats(council: Council, seats: int | None) -> Council:
    return replace(council, seats=seats or council.seats)


def pairs(text: str, most: int = MOST_LISTS) -> list[tuple[str, int]]:
    """Return the lines "name; number" of a text. Raises ``Unusable`` that names the line."""
    found: list[tuple[str, int]] = []
    for number, line in enumerate(text.splitlines(), 1):
        if not line.strip():
            continue
        match = _LINE.match(line.strip())
        digits = re.sub(r"[. ]", "", match["count"]) if match else ""
        if match is None or not digits or len(digits) > 9:
            raise Unusable(
                _("Regel %(number)s: schrijf een naam, een puntkomma en een heel getal.")
                % {"number": number}
            )
        found.append((match["name"].strip()[:80], int(digits)))
    if not 1 <= len(found) <= most:
        raise Unusable(_("Wij verwachten 1 tot %(most)s regels.") % {"most": most})
    if len({name for name, _count in found}) < len(found):
        raise Unusable(_("Een naam staat er twee keer. Geef elke regel een eigen naam."))
    return found


def read_lines(text: str, seats: int | None) -> Council:
    """Return a council from lines "list; votes". Raises ``Unusable``."""
    rows = tuple(ListRow(name, votes) for name, votes in pairs(text))
    return Council("", _("Eigen cijfers"), None, seats, rows)


def checked(council: Council) -> Council:
    """Return a council that the lab can count, or raise ``Unusable``."""
    if council.seats is None:
        raise Unusable(_("Het aantal zetels staat niet in het bestand. Vul het in."))
    if not 1 <= len(council.lists) <= MOST_LISTS or not 1 <= council.seats <= 150:
        raise Unusable(_("Het lab rekent met 1 tot 60 lijsten en 1 tot 150 zetels."))
    if not any(row.votes for row in council.lists):
        raise Unusable(_("Er is geen stem uitgebracht. Er valt niets te verdelen."))
    if len(pack(council)) > LONGEST_TOKEN:
        raise Unusable(_("De namen van de lijsten zijn samen te lang. Maak ze korter."))
    return council


def pack(council: Council) -> str:
    """Return the result as one signed text for an address. Votes of lists are public, not personal."""
    day = council.date.isoformat() if council.date else ""
    rows = [[row.name, row.votes, row.seats, row.size] for row in council.lists]
    data = [council.code, council.municipality, day, council.seats, rows]
    return signing.dumps(data, salt=SALT, compress=True)


def unpack(token: str) -> Council:
    """Return the result of ``pack``. Raises ``Unusable`` for a text that was changed or cut off."""
    try:
        code, name, day, seats, rows = signing.loads(token, salt=SALT)
    except (signing.BadSignature, ValueError) as error:
        raise Unusable(
            _("Uw cijfers kwamen niet heel over. Lees het bestand opnieuw in.")
        ) from error
    return Council(code, name, date.fromisoformat(day) if day else None, seats, _rows(rows))


def _rows(rows: Sequence[Sequence[Any]]) -> tuple[ListRow, ...]:
    return tuple(ListRow(*row) for row in rows)
