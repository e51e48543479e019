"""The first part of a PrefLib file: what it holds and how the options are called."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from thorbecke.formats.preflib.fault import BallotFileError

ORDINAL = {"soc", "soi", "toc", "toi"}
TYPES = ORDINAL | {"cat"}
MOST_OPTIONS = 5_000
_FIELD = re.compile(r"#\s*([^:]+?)\s*:\s*(.*?)\s*$")
_NAME = re.compile(r"(ALTERNATIVE|CATEGORY) NAME (\d+)$")

Line = tuple[int, str]


@dataclass(frozen=True)
class Header:
    """What a file says of itself.

    ``type``: soc, soi, toc, toi or cat. ``options``: number in the file to name, names made different.
    ``categories``: their names, best first. ``voters``: how many ballots, None when it is not said.
    """

    type: str
    title: str
    options: dict[int, str]
    categories: tuple[str, ...]
    voters: int | None


def read_header(lines: Iterator[Line], file: str) -> tuple[Header, Line | None]:
    """Return the header and the first line after it. Also reads the older form, which has no signs #.

    Raises ``BallotFileError``.
    """
    number, text = next(lines, (1, ""))
    if text.isdigit() and int(text[:9]) <= MOST_OPTIONS:
        return _older(number, int(text), lines, file)
    fields: dict[str, str] = {}
    names: dict[str, dict[int, str]] = {"ALTERNATIVE": {}, "CATEGORY": {}}
    after = None
    while True:
        if not text.startswith("#"):
            after = (number, text)
            break
        if found := _FIELD.match(text):
            if named := _NAME.match(found[1].upper()):
                names[named[1]][int(named[2])] = found[2]
            else:
                fields[found[1].upper()] = found[2]
        following = next(lines, None)
        if following is None:
            break
        number, text = following
    return _made(fields, names, file), after


def _made(fields: dict[str, str], names: dict[str, dict[int, str]], file: str) -> Header:
    kind = fields.get("DATA TYPE", file.rsplit(".", 1)[-1]).lower()
    if kind not in TYPES:
        wanted = f"a DATA TYPE of {', '.join(sorted(TYPES))}"
        raise BallotFileError(file, None, wanted, "add the line # DATA TYPE, such as soi")
    size = _number(fields, "NUMBER ALTERNATIVES", file)
    options = names["ALTERNATIVE"]
    if len(options) != size:
        wanted = f"{size} lines # ALTERNATIVE NAME, found {len(options)}"
        raise BallotFileError(file, None, wanted, "name every option once")
    categories = tuple(names["CATEGORY"][key] for key in sorted(names["CATEGORY"]))
    if kind == "cat" and len(categories) != _number(fields, "NUMBER CATEGORIES", file):
        raise BallotFileError(file, None, "a name for each category", "add # CATEGORY NAME lines")
    voters = _number(fields, "NUMBER VOTERS", file) if "NUMBER VOTERS" in fields else None
    return Header(kind, fields.get("TITLE", ""), _different(options, file), categories, voters)


def _number(fields: dict[str, str], name: str, file: str) -> int:
    text = fields.get(name, "")
    if not text.isdigit() or len(text) > 15:
        raise BallotFileError(file, None, f"a line # {name}: with a number", "add that line")
    return int(text)


def _different(options: dict[int, str], file: str) -> dict[int, str]:
    """Return the names, the number added to those that are empty or stand there twice."""
    if not 1 <= len(options) <= MOST_OPTIONS:
        raise BallotFileError(file, None, f"1 to {MOST_OPTIONS} options", "check the header")
    many = Counter(options.values())
    found = {
        key: name if name and many[name] == 1 else f"{name} ({key})".strip()
        for key, name in sorted(options.items())
    }
    if len(set(found.values())) != len(found):
        raise BallotFileError(file, None, "different names of options", "rename one of them")
    return found


def _older(number: int, size: int, lines: Iterator[Line], file: str) -> tuple[Header, None]:
    """Read the form of before 2022: the number of options, their names, then three totals."""
    options: dict[int, str] = {}
    for _ in range(size):
        number, text = next(lines, (number + 1, ""))
        key, _, name = text.partition(",")
        if not key.strip().isdigit() or len(key) > 9:
            raise BallotFileError(file, number, "an option as 1,Name", "check the list of options")
        options[int(key)] = name.strip()
    number, text = next(lines, (number + 1, ""))
    totals = [part.strip() for part in text.split(",")]
    if len(totals) != 3 or not all(part.isdigit() and len(part) < 16 for part in totals):
        wanted = "the totals as voters,sum,different orders"
        raise BallotFileError(file, number, wanted, "check the line after the options")
    kind = file.rsplit(".", 1)[-1].lower()
    header = Header(
        kind if kind in ORDINAL else "toi", "", _different(options, file), (), int(totals[1])
    )
    return header, None
