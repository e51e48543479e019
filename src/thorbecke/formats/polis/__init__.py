"""The files that Polis exports, read and written: the votes as a table, and the statements.

conversation = read_votes(file, "participants-votes.csv")      # .votes, .published
statements = read_statements(file, "comments.csv")
for line in vote_lines(votes): ...                            # streams

The layout: compdemocracy/openData, as exported by Polis in 2016-2024.
"""

from __future__ import annotations

from thorbecke.formats.polis.fault import PolisFileError
from thorbecke.formats.polis.statements import Statement, read_statements, statement_lines
from thorbecke.formats.polis.votes import Conversation, read_votes, vote_lines

__all__ = [
    "Conversation",
    "PolisFileError",
    "Statement",
    "read_statements",
    "read_votes",
    "statement_lines",
    "vote_lines",
]
