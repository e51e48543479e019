"""A register of people (census): CSV or Excel as Dutch municipalities export it, read row by row.

stream = stream_table(file, "register.csv")
fields, unread = match(stream.columns)               # column -> field, by its usual names
for found in people(stream, fields, today):          # a Person or a list of Faults for each row
"""

from __future__ import annotations

from thorbecke.formats.census.dates import WrongDate, read_date
from thorbecke.formats.census.fields import FIELDS, Field, WrongColumns, match, missing
from thorbecke.formats.census.people import Code, Fault, Person, identity, people
from thorbecke.formats.census.places import WrongAddress, read_address, read_number, read_postcode

__all__ = [
    "FIELDS",
    "Code",
    "Fault",
    "Field",
    "Person",
    "WrongAddress",
    "WrongColumns",
    "WrongDate",
    "identity",
    "match",
    "missing",
    "people",
    "read_address",
    "read_date",
    "read_number",
    "read_postcode",
]
