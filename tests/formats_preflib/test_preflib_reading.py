"""PrefLib files and tables of ballots: what is read, and every fault with its line."""

from __future__ import annotations

import io

import pytest

from thorbecke.formats.preflib import BallotFileError, read_ballots
from thorbecke.formats.tables import TableError, write_xlsx
from thorbecke.methods.voting.profile import Kind

HEAD = """# FILE NAME: 00001-00000001.{type}
# TITLE: A small one
# DATA TYPE: {type}
# NUMBER ALTERNATIVES: 3
# NUMBER VOTERS: {voters}
# NUMBER UNIQUE ORDERS: 2
# ALTERNATIVE NAME 1: Park
# ALTERNATIVE NAME 2: School
# ALTERNATIVE NAME 3: Plein
"""
CATEGORIES = "# NUMBER CATEGORIES: {n}\n"


def read(text, name="x.soi", kind=None):
    data = text if isinstance(text, bytes) else text.encode()
    return read_ballots(io.BytesIO(data), name, kind)


def head(type_, voters):
    return HEAD.format(type=type_, voters=voters)


def held(profile):
    return dict(zip(map(tuple, profile.rows.tolist()), profile.counts.tolist(), strict=True))


@pytest.mark.parametrize(
    ("type_", "lines", "expected"),
    [
        ("soc", "4: 1,2,3\n2: 3,1,2\n", {(1, 2, 3): 4, (2, 3, 1): 2}),
        ("soi", "4: 1, 2\n2: 3\n", {(1, 2, 0): 4, (0, 0, 1): 2}),
        ("toc", "4: 1,{2,3}\n2: {1, 2},3\n", {(1, 2, 2): 4, (1, 1, 2): 2}),
        ("toi", "4: {1,2}\n2: 3,{2}\n", {(1, 1, 0): 4, (0, 2, 1): 2}),
        ("soi", "4: 1\n1: 1\n1: \n", {(1, 0, 0): 5, (0, 0, 0): 1}),
    ],
)
def test_orders(type_, lines, expected):
    profile = read(head(type_, 6) + lines)
    assert profile.kind is Kind.RANKING
    assert profile.options == ("Park", "School", "Plein")
    assert held(profile) == expected


def test_two_categories_are_approvals_and_more_are_scores():
    two = (
        head("cat", 6) + CATEGORIES.format(n=2) + "# CATEGORY NAME 1: Yes\n# CATEGORY NAME 2: No\n"
    )
    profile = read(two + "4: {1,2},3\n2: {},{1,2,3}\n")
    assert profile.kind is Kind.APPROVAL
    assert held(profile) == {(1, 1, 0): 4, (0, 0, 0): 2}
    three = two.replace("CATEGORIES: 2", "CATEGORIES: 3") + "# CATEGORY NAME 3: Never\n"
    profile = read(three + "4: 1,{2,3},{}\n2: {},3,1\n")
    assert profile.kind is Kind.SCORE
    assert held(profile) == {(2, 1, 1): 4, (0, -1, 1): 2}


def test_the_form_of_before_2022_and_a_mark_at_the_start():
    text = "3\n1,Park\n2,School\n3,Plein\n6,6,2\n4,1,{2,3}\n2,3\n"
    assert held(read(text, "old.toi")) == {(1, 2, 2): 4, (0, 0, 1): 2}
    assert held(read(b"\xef\xbb\xbf" + text.replace("\n", "\r\n").encode(), "old.toi"))


def test_names_that_are_empty_or_double_get_their_number():
    text = head("soi", 1).replace("School", "Park").replace("Plein", "") + "1: 1\n"
    assert read(text).options == ("Park (1)", "Park (2)", "(3)")


@pytest.mark.parametrize(
    ("type_", "line", "place"),
    [
        ("soi", "2: 9", "line 11: expected an option of the header, found 9"),
        ("soi", "2; 1", "line 11: expected a line such as"),
        ("soi", "0: 1", "line 11: expected a line such as"),
        ("soi", "2: 1,,2", "line 11: expected a line such as"),
        ("soi", "2: {1", "line 11: expected a line such as"),
        ("soi", "2: 1,1", "line 11: expected each option at most once"),
        ("soi", "2: {1,2}", "line 11: expected no equal places"),
        ("soc", "2: 1,2", "line 11: expected every option in the order"),
        ("soi", "3: 1", "expected 6 ballots as the header says, found 7"),
        ("soi", f"{'9' * 5000}: 1", "line 11: expected a line such as"),
    ],
)
def test_a_fault_is_named_with_its_line(type_, line, place):
    first = "4: 1,2,3\n"
    with pytest.raises(BallotFileError, match=place) as caught:
        read(head(type_, 6) + first + line + "\n", "votes." + type_)
    assert str(caught.value).startswith("votes.")
    assert "To mend:" in str(caught.value)


@pytest.mark.parametrize(
    ("change", "text"),
    [
        (("# DATA TYPE: soi\n", "# DATA TYPE: xyz\n"), "a DATA TYPE of"),
        (("# NUMBER ALTERNATIVES: 3\n", ""), "NUMBER ALTERNATIVES"),
        (("# NUMBER ALTERNATIVES: 3", "# NUMBER ALTERNATIVES: 4"), "4 lines # ALTERNATIVE NAME"),
        (("# NUMBER VOTERS: 6", "# NUMBER VOTERS: many"), "NUMBER VOTERS"),
        (("DATA TYPE: soi", "DATA TYPE: cat"), "NUMBER CATEGORIES"),
    ],
)
def test_a_wrong_header_is_refused(change, text):
    with pytest.raises(BallotFileError, match=text):
        read(head("soi", 6).replace(*change) + "6: 1\n")


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("2\n1,Park\nSchool\n", "line 3: expected an option as 1,Name"),
        ("1\n1,Park\n3,3\n", "line 3: expected the totals"),
    ],
)
def test_a_wrong_older_file_is_refused(text, fault):
    with pytest.raises(BallotFileError, match=fault):
        read(text)


def test_a_file_in_another_encoding_is_refused():
    with pytest.raises(BallotFileError, match="UTF-8"):
        read(head("soi", 1).encode() + b"# TITLE: \xff\n1: 1\n")


def test_a_table_of_places_with_counts():
    profile = read("\ufeffPark;School;Aantal\r\n1;2;5\r\n;1;3\r\n", "x.csv")
    assert profile.options == ("Park", "School")
    assert held(profile) == {(1, 2): 5, (0, 1): 3}


@pytest.mark.parametrize(
    ("kind", "text", "expected"),
    [
        (Kind.APPROVAL, "a,b\nx,\n1,1\n0,0\n", {(0, 0): 1, (1, 0): 1, (1, 1): 1}),
        (Kind.SCORE, "a,b\n5,\n0,3\n", {(0, 3): 1, (5, -1): 1}),
        (Kind.POINTS, "a,b\n7,3\n", {(7, 3): 1}),
        (Kind.CHOICE, "a,b\n120,80\n0,1\n0,0\n", {(0, 0): 1, (0, 1): 81, (1, 0): 120}),
    ],
)
def test_a_table_of_other_kinds(kind, text, expected):
    assert held(read(text, "x.csv", kind)) == expected


def test_an_excel_file():
    file = io.BytesIO()
    write_xlsx(file, ["a", "b"], [[1, 2], [2, 1], [1, 2]])
    assert held(read(file.getvalue(), "x.xlsx")) == {(1, 2): 2, (2, 1): 1}


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        (
            "a,b\n1,2\n1,x\n",
            "x.csv, column b, line 3: expected a whole number of 0 or more, found 'x'",
        ),
        ("a,b\n1,-2\n", "line 2"),
        ("a,count\n1,0\n", "column count, line 2: expected a whole number of 1 or more"),
        ("a,b\n1,3\n", "expected 0 to 2, found 3"),
        ("count\n3\n", "a column for each option"),
        ("a,count,aantal\n1,1,1\n", "one column with counts"),
        (f"a,b\n1,{'9' * 30}\n", "line 2"),
    ],
)
def test_a_fault_in_a_table_is_named(text, fault):
    with pytest.raises(BallotFileError, match=fault):
        read(text, "x.csv")


def test_a_broken_table_is_refused():
    with pytest.raises(TableError, match="row 2"):
        read("a,b\n1,2,3\n", "x.csv")
    with pytest.raises(TableError, match="column names"):
        read("", "x.csv")
