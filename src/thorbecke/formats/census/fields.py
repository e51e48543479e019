"""Which column of a register holds what, by the names that municipalities give them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from enum import StrEnum


class Field(StrEnum):
    """What a column can hold."""

    PERSON = "person"  # the register's own number of a person; never the citizen service number
    NAME = "name"  # the whole name
    GIVEN = "given"
    PREFIX = "prefix"  # van der
    FAMILY = "family"
    ADDRESS = "address"  # street, number and addition in one
    STREET = "street"
    NUMBER = "number"
    LETTER = "letter"
    ADDITION = "addition"
    POSTCODE = "postcode"
    PLACE = "place"
    BORN = "born"
    AREA = "area"


FIELDS: dict[Field, tuple[str, ...]] = {
    Field.PERSON: (
        "persoonsnummer",
        "personid",
        "a-nummer",
        "anummer",
        "anr",
        "administratienummer",
        "registratienummer",
        "kenmerk",
        "id",
    ),
    Field.NAME: (
        "naam",
        "volledige naam",
        "name",
        "aanschrijfnaam",
        "naam inwoner",
        "tenaamstelling",
    ),
    Field.GIVEN: ("voornaam", "voornamen", "voorletters", "roepnaam", "initialen", "first name"),
    Field.PREFIX: ("tussenvoegsel", "tussenvoegsels", "voorvoegsel", "voorvoegsels"),
    Field.FAMILY: ("achternaam", "geslachtsnaam", "familienaam", "last name"),
    Field.ADDRESS: ("adres", "straat en huisnummer", "adresregel", "adresregel 1", "address"),
    Field.STREET: ("straat", "straatnaam", "street"),
    Field.NUMBER: ("huisnummer", "huisnr", "nr", "nummer", "house number"),
    Field.LETTER: ("huisletter", "letter"),
    Field.ADDITION: (
        "toevoeging",
        "huisnummertoevoeging",
        "huisnummer toevoeging",
        "huisnr toevoeging",
        "toev",
    ),
    Field.POSTCODE: ("postcode", "pc", "postcode 6", "postal code"),
    Field.PLACE: ("woonplaats", "plaats", "plaatsnaam", "woonplaatsnaam", "place", "city"),
    Field.BORN: (
        "geboortedatum",
        "geboren",
        "geboren op",
        "geb datum",
        "gebdatum",
        "date of birth",
    ),
    Field.AREA: ("wijk", "gebied", "kern", "buurt", "dorp", "stadsdeel", "wijknaam", "area"),
}
# The law allows the citizen service number only for tasks that a law names (Wabb, article 10; UAVG,
# article 46). A vote in a consultation needs no such number, so a file that has it is refused.
FORBIDDEN = frozenset({"bsn", "burgerservicenummer", "sofinummer", "sofi"})
_KNOWN = {name: field for field, names in FIELDS.items() for name in names}
_BETWEEN = re.compile(r"[\s_\-.:/()]+")
_TIGHT = {_BETWEEN.sub("", name): field for name, field in _KNOWN.items()}


class WrongColumns(ValueError):
    """Columns that don't make a register.

    ``reason``: "forbidden" (a citizen service number), "missing" or "double"; ``names``: the columns, or
    the fields that are missing or double.
    """

    def __init__(self, reason: str, names: Iterable[str]) -> None:
        self.reason, self.names = reason, tuple(names)
        super().__init__(f"{reason}: {', '.join(self.names)}")


def match(columns: Iterable[str]) -> tuple[dict[str, Field], list[str]]:
    """Return the field of each column that we know, and the columns that we don't.

    When two columns mean the same the first is taken. Raises ``WrongColumns`` when a column holds the
    citizen service number.
    """
    fields: dict[str, Field] = {}
    unread: list[str] = []
    for column in columns:
        tight = _BETWEEN.sub("", column.casefold())
        if tight in FORBIDDEN:
            raise WrongColumns("forbidden", [column])
        field = _TIGHT.get(tight)
        if field is None or field in fields.values():
            unread.append(column)
        else:
            fields[column] = field
    return fields, unread


def missing(fields: Mapping[str, Field]) -> list[Field]:
    """Return what a register still needs: a name and a whole address. Empty when it is enough."""
    have = set(fields.values())
    needed = []
    if not have & {Field.NAME, Field.FAMILY}:
        needed.append(Field.NAME)
    if Field.ADDRESS not in have:  # with a number of its own it is a street
        needed += [field for field in (Field.STREET, Field.NUMBER) if field not in have]
    return needed + [field for field in (Field.POSTCODE, Field.PLACE) if field not in have]
