"""The files of Polis: read as they are, written as they are, refused with their place."""

from __future__ import annotations

import csv
import io

import pytest

from thorbecke.formats.polis import (
    PolisFileError,
    Statement,
    read_statements,
    read_votes,
    statement_lines,
    vote_lines,
)

HEAD = "participant,group-id,n-comments,n-votes,n-agree,n-disagree,xid,1,4\r\n"


def votes_of(text):
    return read_votes(io.BytesIO(text if isinstance(text, bytes) else text.encode()), "v.csv")


def test_columns_of_polis_are_no_statements():
    found = votes_of(HEAD + "7,1,0,2,1,1,secret,1,-1\r\n8,,0,1,0,0,,,0\r\n")
    assert found.votes.participants == ("7", "8")
    assert found.votes.statements == ("1", "4")
    assert found.votes.value.tolist() == [1, -1, 0]
    assert found.published == {"7": "1"}


@pytest.mark.parametrize(
    "text", ["who;s1;s2\nann;1;\nbob;-1;0\n", "\ufeffwho,s1,s2\nann,1\n\nbob, -1,0\n"]
)
def test_a_plain_table_is_read_too(text):
    found = votes_of(text).votes
    assert found.participants == ("ann", "bob")
    assert found.given.tolist() == [1, 2]


def test_there_and_back():
    votes = votes_of(HEAD + "7,1,,2,1,1,,1,-1\r\n=cmd,,,1,0,0,,,0\r\n").votes
    text = "".join(vote_lines(votes, {"7": 0}))
    assert "'=cmd" in text
    again = votes_of(text)
    assert again.votes.participants == votes.participants
    assert again.votes.value.tolist() == votes.value.tolist()
    assert again.published == {"7": "0"}
    assert next(csv.DictReader(io.StringIO(text)))["n-votes"] == "2"


@pytest.mark.parametrize(
    ("text", "place"),
    [
        (HEAD + "7,1,0,2,1,1,,yes,-1\n", "row 2, column 1: expected 1 .agree."),
        (HEAD + "7,1,0,2,1,1,,1,2\n", "row 2, column 4"),
        (HEAD + "7,,,,,,,1,1\n7,,,,,,,1,1\n", "row 3, column participant: expected every part"),
        (HEAD + ",,,,,,,1,1\n", "row 2, column participant: expected a participant"),
        (HEAD + "7,,,,,,,1,1,1\n", "row 2: expected at most 9 cells"),
        (HEAD, "at least one participant"),
        ("", "first a column with participants"),
        ("participant,n-votes\n1,2\n", "first a column with participants"),
        ("participant,1,1\n1,1,1\n", "column 1: expected every column name once"),
        ("participant,,1\n1,1,1\n", "a name above column 2"),
        (b"PK\x03\x04 a zip", "expected a CSV"),
        (b"participant,1\n\xff\xfe,1\n", "UTF-8"),
    ],
)
def test_faults_name_their_place(text, place):
    with pytest.raises(PolisFileError, match=place):
        votes_of(text)


def test_a_conversation_wider_than_a_spreadsheet():
    columns = [str(place) for place in range(2000)]
    found = votes_of(f"participant,{','.join(columns)}\nann,{','.join(['1'] * 2000)}\n").votes
    assert len(found.statements) == 2000


@pytest.mark.parametrize(
    "name", ["london", "brexit", "taxes", "canadian", "biodiversity", "football"]
)
def test_real_files_are_read_whole(shared_data, name):
    folder = shared_data / "opinion" / name
    with (folder / "participants-votes.csv").open("rb") as file:
        found = read_votes(file, "participants-votes.csv")
    with (folder / "participants-votes.csv").open(newline="") as file:
        rows = list(csv.DictReader(file))
    given = {row["participant"]: row for row in rows}
    for person, number in zip(found.votes.participants, found.votes.given.tolist(), strict=True):
        cells = [given[person][statement] for statement in found.votes.statements]
        assert number == sum(cell != "" for cell in cells)
    with (folder / "comments.csv").open("rb") as file:
        statements = read_statements(file, "comments.csv")
    assert set(found.votes.statements) <= {one.id for one in statements}


def test_statements_there_and_back():
    some = (Statement("1", 'He said "yes", twice', "7", 1, 3, 4), Statement("2", "=1+1", "", -1))
    text = "".join(statement_lines(some))
    assert read_statements(io.BytesIO(text.encode()), "c.csv") == some


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("comment-id\n1\n", "column comment-body"),
        ("comment-id,comment-body\n1,a\n1,b\n", "row 3, column comment-id: expected every"),
        ("comment-id,comment-body\n,a\n", "row 2, column comment-id"),
        ("comment-id,comment-body,moderated\n1,a,5\n", "column moderated: expected 1"),
        ("comment-id,comment-body,agrees\n1,a,many\n", "column agrees: expected a whole number"),
    ],
)
def test_faults_in_statements_name_their_place(text, place):
    with pytest.raises(PolisFileError, match=place):
        read_statements(io.BytesIO(text.encode()), "c.csv")
