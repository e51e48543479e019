"""The ballots of a PrefLib file: ``12: 3,{1,2},4`` is twelve ballots that put 3 first, then 1 and 2."""

from __future__ import annotations

import re
from array import array
from collections.abc import Iterable, Iterator
from itertools import chain

import numpy as np

from thorbecke.formats.preflib.fault import BallotFileError
from thorbecke.formats.preflib.header import Header, Line, read_header
from thorbecke.methods.voting.profile import Kind, Profile, WrongBallots, compress

_ITEM = r"(?:\d{1,9}|\{\s*(?:\d{1,9}(?:\s*,\s*\d{1,9})*)?\s*\})"
_LINE = re.compile(rf"(\d{{1,15}})\s*[:,]\s*((?:{_ITEM}(?:\s*,\s*{_ITEM})*)?)\s*,?")
_ITEMS = re.compile(r"\{[^}]*\}|\d+")
_NUMBER = re.compile(r"\d+")
MOST_BALLOTS = 2**53 - 1


def read_preflib(lines: Iterable[str], file: str) -> Profile:
    """Return the profile of the lines of a PrefLib file; the options are its alternatives by name.

    Orders become rankings. Two categories become approvals (the first one approves), more become
    scores: the first category the highest. O(size), memory for one row of numbers a line.
    Raises ``BallotFileError`` with the line, also when the ballots do not add up to what the header says.
    """
    walk = _filled(lines)
    header, after = read_header(walk, file)
    rows, counts = array("i"), array("q")
    for line in chain([after] if after else [], walk):
        if not line[1].startswith("#"):
            number, row = _row(header, line, file)
            counts.append(number)
            rows.extend(row)
    _check_total(header, sum(counts), file)
    shape = (len(counts), len(header.options))
    found = np.frombuffer(rows, np.int32).reshape(shape) if rows else np.zeros(shape, np.int32)
    many = np.frombuffer(counts, np.int64) if counts else np.zeros(0, np.int64)
    try:
        return compress(_kind(header), tuple(header.options.values()), found, "", None, many)
    except WrongBallots as error:
        raise BallotFileError(file, None, str(error), "check the ballots") from error


def _filled(lines: Iterable[str]) -> Iterator[Line]:
    for number, line in enumerate(lines, start=1):
        if text := line.strip():
            yield number, text


def _kind(header: Header) -> Kind:
    if header.type != "cat":
        return Kind.RANKING
    return Kind.APPROVAL if len(header.categories) <= 2 else Kind.SCORE


def _check_total(header: Header, found: int, file: str) -> None:
    if header.voters is not None and header.voters != found:
        wanted = f"{header.voters} ballots as the header says, found {found}"
        raise BallotFileError(file, None, wanted, "check that the file is complete")
    if found > MOST_BALLOTS:
        raise BallotFileError(file, None, "fewer than 2^53 ballots", "check the numbers")


def _row(header: Header, line: Line, file: str) -> tuple[int, list[int]]:
    """Return how many ballots a line stands for, and their row."""
    number, text = line
    found = _LINE.fullmatch(text)
    if not found or int(found[1]) < 1:
        wanted = "a line such as 12: 3,{1,2},4"
        raise BallotFileError(file, number, wanted, "write the number of ballots, then the order")
    groups = [
        [int(option) for option in _NUMBER.findall(item)] for item in _ITEMS.findall(found[2])
    ]
    _check_groups(header, groups, number, file)
    return int(found[1]), (_places if header.type != "cat" else _grades)(header, groups)


def _check_groups(header: Header, groups: list[list[int]], number: int, file: str) -> None:
    named = [option for group in groups for option in group]
    if strange := [option for option in named if option not in header.options]:
        wanted = f"an option of the header, found {strange[0]}"
        raise BallotFileError(file, number, wanted, "use the numbers of the header")
    if len(set(named)) != len(named):
        raise BallotFileError(file, number, "each option at most once", "take one of them away")
    if header.type in {"soc", "soi"} and any(len(group) != 1 for group in groups):
        raise BallotFileError(file, number, "no equal places", "use toc or toi for equal places")
    if header.type in {"soc", "toc"} and len(named) != len(header.options):
        raise BallotFileError(file, number, "every option in the order", "use soi or toi")
    if header.type == "cat" and len(groups) != len(header.categories):
        wanted = f"{len(header.categories)} categories, found {len(groups)}"
        raise BallotFileError(file, number, wanted, "write {} for an empty category")


def _places(header: Header, groups: list[list[int]]) -> list[int]:
    place: dict[int, int] = {}
    for step, group in enumerate([group for group in groups if group], start=1):
        place.update(dict.fromkeys(group, step))
    return [place.get(option, 0) for option in header.options]


def _grades(header: Header, groups: list[list[int]]) -> list[int]:
    """Return 1 and 0 for two categories, else the highest score for the first category; -1 for none."""
    most = max(len(groups) - 1, 1)
    grade = {option: most - step for step, group in enumerate(groups) for option in group}
    missing = 0 if len(groups) <= 2 else -1
    return [grade.get(option, missing) for option in header.options]
