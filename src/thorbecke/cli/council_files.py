"""Elections out of the files that ``seats`` and ``whatif`` take, with one clear message when not."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

from thorbecke.cli.django import BadInput
from thorbecke.formats.kiesraad import Council, ResultsError, read_councils
from thorbecke.methods.seats import plain
from thorbecke.methods.seats.election import Election, WrongElection


@dataclass(frozen=True)
class Item:
    """One election to count, with what the file says around it."""

    code: str
    date: str | None
    municipality: str
    election: Election
    official: tuple[int, ...] | None = None

    @property
    def names(self) -> dict[str, str]:
        """The name of each list by its id; a name that occurs twice gets its number."""
        times = Counter(item.name for item in self.election.lists)
        return {
            item.id: item.name if times[item.name] == 1 else f"{item.name} (lijst {item.id})"
            for item in self.election.lists
        }


@dataclass(frozen=True)
class Extra:
    """What a file may lack: seats, an EML definition, the size of a list, who died."""

    seats: int | None = None
    definition: Path | None = None
    sizes: tuple[str, ...] = ()
    deceased: tuple[str, ...] = ()


def load(file: Path, extra: Extra | None = None, only: str = "") -> list[Item]:
    """Return the elections in a file. Raises ``BadInput`` that says what to mend.

    FILE: Kiesraad CSV, council table (CSV, Excel), EML 510, or an election as plain JSON.
    ``only``: a code or name, when one council is asked for.
    """
    extra = extra or Extra()
    try:
        items = _items(file, file.read_bytes(), extra)
    except (ResultsError, WrongElection) as error:
        raise BadInput(str(error)) from error
    except OSError as error:
        raise BadInput(f"Can't read {file}: {error.strerror or error}.") from error
    return _with_sizes(_only(items, only), extra.sizes)


def _items(file: Path, data: bytes, extra: Extra) -> list[Item]:
    start = data[:64].removeprefix(b"\xef\xbb\xbf").lstrip()
    if start.startswith(b"<") or data[:2] in (b"\x1f\x8b", b"\xff\xfe", b"\xfe\xff"):
        return [_eml(file, data, extra)]
    if start.startswith(b"{"):
        return [_plain(file, data)]
    return [_council(council, extra.seats) for council in read_councils(data, file.name)]


def _council(council: Council, seats: int | None) -> Item:
    known = replace(council, seats=council.seats if seats is None else seats)
    day = council.date.isoformat() if council.date else None
    official = council.official if known.seats == council.seats else None
    return Item(council.code, day, council.municipality, known.election(), official)


def _plain(file: Path, data: bytes) -> Item:
    try:
        found = json.loads(data)
    except ValueError as error:
        raise BadInput(f"{file.name}: expected valid JSON ({error})") from error
    try:
        election = plain.from_data(found)
    except WrongElection as error:
        raise BadInput(f"{file.name}: {error}") from error
    return Item(election.name, None, election.name, election)


def _eml(file: Path, data: bytes, extra: Extra) -> Item:
    from thorbecke.formats.eml import Count, EmlError, read_eml, to_election

    try:
        document = read_eml(data, file.name)
        if not isinstance(document, Count):
            raise BadInput(
                f"{file.name}: expected a count (EML 510b or 510d); this is another form"
            )
        info = document.election
        gone = {_deceased(text, document.lists) for text in extra.deceased}
        election = to_election(document, _eml_seats(file, info, extra), gone)
    except EmlError as error:
        raise BadInput(str(error)) from error
    day = info.date.isoformat() if info.date else None
    return Item(info.code or info.id, day, info.domain_name or info.name, election)


def _deceased(text: str, lists: Iterable[Any]) -> tuple[str, str]:
    """Return "3/12" as list and candidate, by their numbers in the count."""
    number, _, candidate = text.partition("/")
    if not any(item.id == number and candidate in item.candidates for item in lists):
        raise BadInput(
            f"--deceased {text!r}: expected the numbers of a list and a candidate, as 3/12"
        )
    return number, candidate


def _eml_seats(file: Path, info: Any, extra: Extra) -> int:
    """A count does not say how many seats there are: the option, the definition, or what we know."""
    from thorbecke.formats.eml import Definition, read_eml

    if extra.seats is not None:
        return extra.seats
    if extra.definition is not None:
        found = read_eml(extra.definition.read_bytes(), extra.definition.name)
        if not isinstance(found, Definition):
            raise BadInput(f"{extra.definition.name}: expected an election definition (EML 110a)")
        if found.election.id != info.id:
            raise BadInput(
                f"{extra.definition.name}: expected the definition of {info.id}, "
                f"found {found.election.id}"
            )
        return found.seats
    known = known_seats(info.code, info.date)
    if known is not None:
        return known
    raise BadInput(
        f"{file.name}: an EML count does not say how many seats the council has. "
        "Give --seats N or --definition FILE (EML 110a)."
    )


def known_seats(code: str, day: date | None) -> int | None:
    """Return the council seats that we ship for a municipality and election; None when not known."""
    from thorbecke.knowledge import shipped

    for place in shipped().municipalities:
        if place.code == code and place.seats_election == day:
            return place.council_seats
    return None


def _only(items: list[Item], wanted: str) -> list[Item]:
    if not wanted:
        return items
    kept = [item for item in items if wanted in (item.code, item.municipality)]
    if not kept:
        raise BadInput(f"There is no council {wanted!r} in the file; give its code or exact name.")
    return kept


def _with_sizes(items: list[Item], sizes: Iterable[str]) -> list[Item]:
    for text in sizes:
        code, name, number = _size(text)
        found = [i for i, item in enumerate(items) if _has(item, code, name)]
        if len(found) != 1:
            raise BadInput(
                f"--candidates {text!r}: expected the name of one list, found {len(found)}; "
                "write CODE:LIST=NUMBER"
            )
        items[found[0]] = _sized(items[found[0]], name, number)
    return items


def _size(text: str) -> tuple[str, str, int]:
    left, _, number = text.rpartition("=")
    if not left or not number.isdigit():
        raise BadInput(f"--candidates {text!r}: expected LIST=NUMBER or CODE:LIST=NUMBER")
    code, name = split_code(left)
    return code, name, int(number)


def split_code(text: str) -> tuple[str, str]:
    """Return "GM0957:VVD" as code and name; the code is empty when there is none."""
    code, colon, name = text.partition(":")
    if colon and len(code) == 6 and code.startswith("GM") and code[2:].isdigit():
        return code, name.strip()
    return "", text.strip()


def _has(item: Item, code: str, name: str) -> bool:
    return code in ("", item.code) and name in {one.name for one in item.election.lists}


def _sized(item: Item, name: str, number: int) -> Item:
    lists = tuple(
        replace(one, size=number) if one.name == name else one for one in item.election.lists
    )
    try:
        return replace(item, election=replace(item.election, lists=lists))
    except WrongElection as error:
        raise BadInput(str(error)) from error
