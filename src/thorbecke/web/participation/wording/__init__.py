"""The facts of a count in plain words; each family of methods has a module that adds its sentences."""

from thorbecke.web.participation.wording import budgeting, opinion, sortition, voting
from thorbecke.web.participation.wording.core import (
    WORDS,
    decimal,
    listed,
    name,
    number,
    percent,
    sentence,
    sentences,
    tally,
    words,
)

__all__ = [
    "WORDS",
    "budgeting",
    "decimal",
    "listed",
    "name",
    "number",
    "opinion",
    "percent",
    "sentence",
    "sentences",
    "sortition",
    "tally",
    "voting",
    "words",
]
