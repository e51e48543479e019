"""What stands in a letter: the same for everybody in a run, and what is of one person."""

from __future__ import annotations

import io
import unicodedata
from dataclasses import dataclass
from typing import Any

import segno
from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from thorbecke.web.library.bundles.documents.pdf import displayable
from thorbecke.web.participation.models import Act, PrintRun, Voter

LONGEST_LINE = 46  # signs that fit in the window


@dataclass(frozen=True)
class Sheet:
    """One letter: who it is for, the code, and which sheet of the envelope it is."""

    voter: Voter
    code: str
    number: int  # in the run, from 1
    sheet: int = 1
    sheets: int = 1

    @property
    def shown_code(self) -> str:
        """The code as it is printed: capitals, in groups."""
        return self.code.upper()


def entrance(act: Act) -> str:
    """Return the public address where a code is typed in."""
    return settings.BASE_URL + reverse("participation:access", args=[act.slug])


def scan_address(act: Act, code: str) -> str:
    """Return what the QR holds. What stands behind # never reaches a server, a log or a referrer."""
    return f"{entrance(act)}#c={code}"


def common(act: Act, run: PrintRun) -> dict[str, Any]:
    """Return what all letters of a run share."""
    return {
        "title": _("Brieven: %(title)s") % {"title": act.title},
        "sender": _plain(str(act.organisation)),
        "heading": _plain(act.title),
        "day": date_format(timezone.localdate(), "j F Y"),
        "return_address": _plain(run.options.get("return_address", "")),
        "opening": [_plain(text) for text in _opening(act, run)],
        "steps": [_plain(text) for text in _steps(act)],
        "closing": [_plain(text) for text in _closing(act)],
        "signed": _plain(run.options.get("signed", "")),
        "words": {
            "code": _("Uw persoonlijke code"),
            "once": _("Met deze code kunt u één keer meedoen. Geef hem aan niemand."),
            "how": _("Zo doet u mee"),
            "qr": _("QR-code met het adres van de site en uw code"),
        },
    }


def letter(act: Act, run: PrintRun, sheet: Sheet) -> dict[str, str]:
    """Return what is of one letter."""
    return {
        "address": _plain(address_block(sheet)),
        "greeting": _plain(_("Beste %(name)s,") % {"name": sheet.voter.name}),
        "code": sheet.shown_code,
        "qr": qr(scan_address(act, sheet.code)),
        "foot": _foot(run, sheet),
    }


def address_block(sheet: Sheet) -> str:
    """Return the lines in the window: name, street, postcode and place (two spaces, NEN 5825)."""
    voter = sheet.voter
    name = voter.name
    if sheet.sheets > 1 and sheet.sheet == 1:
        name = _("%(name)s en huisgenoten") % {"name": name}
    street = f"{voter.street} {voter.number} {voter.addition}".strip()
    place = f"{voter.postcode[:4]} {voter.postcode[4:]}  {voter.place.upper()}"
    return "\n".join(_cut(line) for line in (name, street, place))


def qr(text: str) -> str:
    """Return a QR code as SVG: error correction M, four modules of quiet zone as the standard asks."""
    made = segno.make(text, error="m", micro=False, boost_error=False)
    out = io.BytesIO()
    made.save(out, kind="svg", border=4, xmldecl=False, omitsize=True)
    return out.getvalue().decode("ascii")


def _opening(act: Act, run: PrintRun) -> list[str]:
    if text := run.options.get("text", ""):
        return [*text.replace("\r\n", "\n").split("\n\n"), _period(act)]
    summary = act.settings.get("summary", "")
    first = _("%(sender)s vraagt wat u vindt. U kunt meedoen.") % {"sender": act.organisation}
    return [part for part in (first, summary, _period(act)) if part]


def _period(act: Act) -> str:
    if not act.closes_at:
        return ""
    day = date_format(timezone.localtime(act.closes_at), "l j F Y, H:i")
    return _("Meedoen kan tot %(day)s uur.") % {"day": day}


def _steps(act: Act) -> list[str]:
    address = entrance(act).split("//", 1)[-1]
    return [
        _("Scan de QR-code met uw telefoon. Of ga naar %(address)s en typ uw code.")
        % {"address": address},
        _("Vul uw keuze in. Controleer haar, en stem."),
        _("Bewaar uw ontvangstcode. Daarmee ziet u later dat uw stem is meegeteld."),
    ]


def _closing(act: Act) -> list[str]:
    contact = act.settings.get("contact", "")
    lost = _("Brief of code kwijt? Vraag het loket om een nieuwe. De oude werkt dan niet meer.")
    secret = _("Uw naam staat los van uw stem. Wat wij beloven en wat niet, leest u op de site.")
    return [text for text in (secret, f"{lost} {contact}".strip()) if text]


def _foot(run: PrintRun, sheet: Sheet) -> str:
    text = _("Brief %(number)s van run %(run)s.") % {"number": sheet.number, "run": run.number}
    if sheet.sheets > 1:
        more = _("Blad %(sheet)s van %(sheets)s in dezelfde envelop.")
        text = f"{text} {more % {'sheet': sheet.sheet, 'sheets': sheet.sheets}}"
    return text


def _plain(text: str) -> str:
    return displayable(unicodedata.normalize("NFC", text))


def _cut(line: str) -> str:
    return line if len(line) <= LONGEST_LINE else f"{line[: LONGEST_LINE - 1]}…"
