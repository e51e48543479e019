"""Ballots from files: PrefLib (.soc .soi .toc .toi .cat) and tables with one column for each option.

with open("00001-00000001.soi", "rb") as file:
    profile = read_ballots(file, "00001-00000001.soi")

The formats: N. Mattei and T. Walsh, PrefLib: A Library for Preferences, ADT 2013,
DOI 10.1007/978-3-642-41575-3_20; https://preflib.github.io/PrefLib-Jekyll/format.
"""

from __future__ import annotations

import io
from typing import BinaryIO

from thorbecke.formats.preflib.fault import BallotFileError
from thorbecke.formats.preflib.header import Header
from thorbecke.formats.preflib.orders import read_preflib
from thorbecke.formats.preflib.table import read_table_ballots
from thorbecke.methods.voting.profile import Kind, Profile

__all__ = ["BallotFileError", "Header", "read_ballots", "read_preflib", "read_table_ballots"]


def read_ballots(file: BinaryIO, name: str, kind: Kind | None = None) -> Profile:
    """Return the ballots of a file, PrefLib or table (CSV, Excel) told apart by the first sign.

    ``file``: open for reading bytes, able to seek. ``name``: for messages. ``kind``: what the numbers in
    a table mean, a ranking when left out; a PrefLib file says it itself.
    O(size), one row for each line of the file. Raises ``BallotFileError``, and ``tables.TableError`` for
    a table that can't be read.
    """
    head = file.read(64).lstrip(b"\xef\xbb\xbf \t\r\n")
    file.seek(0)
    first = head.split(b"\n", 1)[0].strip()
    if not head.startswith(b"#") and not first.isdigit():
        return read_table_ballots(file, name, kind or Kind.RANKING)
    text = io.TextIOWrapper(file, encoding="utf-8-sig", errors="strict", newline=None)
    try:
        return read_preflib(text, name)
    except UnicodeDecodeError as error:
        raise BallotFileError(name, None, "text in UTF-8", "save it as UTF-8") from error
    finally:
        text.detach()
