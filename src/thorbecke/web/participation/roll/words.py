"""What the roll finds, in words for the organiser."""

from __future__ import annotations

from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from thorbecke.formats.census import Code, Field
from thorbecke.formats.tables import Trouble
from thorbecke.web.library.desk.tables import trouble

Text = str | Promise

FAULTS: dict[Code, Text] = {
    Code.EMPTY: gettext_lazy("Deze cel is leeg. Vul haar in, of haal de rij weg."),
    Code.LONG: gettext_lazy("Deze tekst is te lang. Kijk of dit de goede kolom is."),
    Code.CONTROL: gettext_lazy(
        "Er staat een regeleinde of een onzichtbaar teken in. Haal dat weg."
    ),
    Code.POSTCODE: gettext_lazy("Wij verwachten een postcode zoals 1234 AB. Verbeter haar."),
    Code.NUMBER: gettext_lazy(
        "Wij verwachten een huisnummer zoals 12. Zet een toevoeging erachter."
    ),
    Code.ADDITION: gettext_lazy(
        "De toevoeging is te lang of bevat een vreemd teken. Maak haar korter."
    ),
    Code.NO_NUMBER: gettext_lazy("Het huisnummer ontbreekt. Vul het in achter de straat."),
    Code.TWO_NUMBERS: gettext_lazy(
        "Hier staan twee nummers. Geef het huisnummer een eigen kolom, dan is er geen twijfel."
    ),
    Code.ADDRESS: gettext_lazy("Wij verwachten een adres zoals Dorpsstraat 12 b. Verbeter het."),
    Code.DATE: gettext_lazy(
        "Wij verwachten een datum zoals 1-2-1980 of 1980-02-01. Schrijf hem zo."
    ),
    Code.SHORT_YEAR: gettext_lazy("Het jaar heeft vier cijfers nodig. Schrijf 1980, niet 80."),
    Code.UNKNOWN_PART: gettext_lazy(
        "De dag of de maand is niet bekend. Spreek af welke dag telt, en vul die in."
    ),
    Code.NO_SUCH_DAY: gettext_lazy("Deze dag bestaat niet. Schrijf eerst de dag, dan de maand."),
    Code.FUTURE: gettext_lazy("Deze datum ligt in de toekomst. Verbeter hem."),
    Code.TOO_OLD: gettext_lazy("Deze datum ligt te ver terug. Verbeter hem."),
}

FIELDS: dict[Field, Text] = {
    Field.NAME: gettext_lazy("Naam"),
    Field.GIVEN: gettext_lazy("Voornaam of voorletters"),
    Field.PREFIX: gettext_lazy("Tussenvoegsel"),
    Field.FAMILY: gettext_lazy("Achternaam"),
    Field.ADDRESS: gettext_lazy("Adres in één kolom"),
    Field.STREET: gettext_lazy("Straat"),
    Field.NUMBER: gettext_lazy("Huisnummer"),
    Field.LETTER: gettext_lazy("Huisletter"),
    Field.ADDITION: gettext_lazy("Toevoeging"),
    Field.POSTCODE: gettext_lazy("Postcode"),
    Field.PLACE: gettext_lazy("Plaats"),
    Field.BORN: gettext_lazy("Geboortedatum"),
    Field.AREA: gettext_lazy("Gebied, wijk of kern"),
    Field.PERSON: gettext_lazy("Eigen nummer van de persoon"),
}


def fault(code: str) -> str:
    """Return what is wrong with a cell and how to mend it."""
    return str(FAULTS[Code(code)])


def problem(found: dict[str, Any]) -> str:
    """Return what is wrong with a file as a whole, and how to mend it."""
    match found.get("kind"):
        case "table":
            wrong = trouble(Trouble(found["code"]), found["row"], found["column"])
            return f"{_place(found)}{wrong.text}"
        case "forbidden":
            text = _(
                "In de kolom “%(column)s” staat een burgerservicenummer. Dat mag hier niet en is niet "
                "nodig. Wij hebben het bestand gewist. Haal de kolom weg en stuur het opnieuw."
            )
            return text % {"column": found["columns"][0]}
        case "missing":
            names = ", ".join(str(FIELDS[Field(name)]).lower() for name in found["fields"])
            text = _("Wij missen een kolom voor: %(names)s. Kies hieronder welke kolom dat is.")
            return text % {"names": names}
    return _("Het ging mis. Dat ligt aan ons. Stuur het bestand opnieuw.")


def _place(found: dict[str, Any]) -> str:
    parts = []
    if found["row"]:
        parts.append(_("rij %(row)s") % {"row": found["row"]})
    if found["column"]:
        parts.append(_("kolom %(column)s") % {"column": found["column"]})
    return f"{', '.join(parts).capitalize()}: " if parts else ""


def typed_code(problem: str, group: int, found: str) -> str:
    """Return what is wrong with a code that somebody typed, and where to look."""
    if problem == "empty":
        return _("Vul de code in die in uw brief staat.")
    if problem == "length":
        text = _("Een code heeft 20 tekens. U typte er %(found)s. Kijk of er iets ontbreekt.")
        return text % {"found": found}
    if problem == "sign":
        text = _("Het teken “%(found)s” komt in geen enkele code voor. Kijk nog eens in de brief.")
        return text % {"found": found}
    if group:
        text = _("Er is een typefout in het groepje %(group)s. Kijk dat nog eens na.")
        return text % {"group": group}
    return _("Er is een typefout in de code. Kijk elk groepje nog eens na.")
