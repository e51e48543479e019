"""Files of the field: read, written back byte for byte, and refused with line and mend."""

from __future__ import annotations

from contextlib import suppress

import pytest

from methods_budgeting.budgets import drawn, unpacked
from thorbecke.formats.pb import WrongPb, parse, with_rule, without_personal, write
from thorbecke.formats.pb.document import split
from thorbecke.methods.budgeting import equal_shares
from thorbecke.methods.budgeting.election import Kind
from thorbecke.methods.budgeting.plain import to_data

GOOD = """META
key;value
description;Wijk Noord
num_projects;3
num_votes;4
budget;100
vote_type;approval
max_length;3
PROJECTS
project_id;cost;name;category
a;40;"Bank; met dak";groen,spelen
b;30.50;Boom;groen
c;60;Speelplek;
VOTES
voter_id;age;vote
1;34;a,b
2;51;b,a
3;17;c
4;80;
"""


def changed(old: str, new: str) -> bytes:
    assert old in GOOD
    return GOOD.replace(old, new, 1).encode()


def test_a_small_file():
    found = parse(GOOD.encode())
    election = found.election
    assert (found.decimals, election.budget, election.costs) == (1, 1000, (400, 305, 600))
    assert (election.votes, election.voters, election.blank) == ((2, 2, 1), 4, 1)
    assert election.counts.tolist() == [2, 1]
    assert election.projects[0].title == "Bank; met dak"
    assert election.projects[0].categories == ("groen", "spelen")


def test_every_shared_file_comes_back_byte_for_byte(shared_data):
    files = sorted((shared_data / "budgeting").glob("*.pb"))
    assert len(files) >= 7
    for path in files:
        content = path.read_bytes()
        assert parse(content).document.to_bytes() == content, path.name


def test_every_shared_file_says_the_same_after_export(shared_data):
    for path in sorted((shared_data / "budgeting").glob("*.pb")):
        first = parse(path.read_bytes())
        again = parse(
            write(
                first.election,
                {"currency": first.currency},
                "none",
                equal_shares.Rules(),
                (),
                first.decimals,
            )
        )
        one, other = to_data(first.election), to_data(again.election)
        for data in (one, other):
            data["projects"] = [(item["id"], item["cost"]) for item in data["projects"]]
        assert one == other, path.name


@pytest.mark.parametrize("kind", list(Kind))
def test_drawn_elections_survive_writing(kind):
    for seed in range(40):
        election = drawn(seed, kind)
        again = parse(write(election, {}, "none", equal_shares.Rules(), (), 0)).election
        assert to_data(again)["ballots"] == to_data(election)["ballots"]
        assert again.blank == election.blank


@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_the_fast_way_reads_what_the_plain_way_reads(end, monkeypatch):
    from thorbecke.formats.pb import read

    for seed in range(60):
        election = drawn(seed, Kind.APPROVAL)
        content = write(election, {}, "none", equal_shares.Rules(), (), 0)
        content = content.replace(b"\n", end.encode())
        fast = parse(content).election
        with monkeypatch.context() as patched:
            patched.setattr(read, "approvals", lambda *a: None)
            plain = parse(content).election
        assert to_data(fast) == to_data(plain)
        assert sorted(map(str, unpacked(fast))) == sorted(map(str, unpacked(plain)))


def test_points_and_order():
    cumulative = (
        "META\nkey;value\nbudget;10\nvote_type;cumulative\nPROJECTS\nproject_id;cost\na;5\nb;5\n"
        "VOTES\nvoter_id;vote;points\n1;b,a;3,2\n2;a;5\n"
    )
    found = parse(cumulative.encode()).election
    assert (found.kind, found.tallies) == (Kind.POINTS, (7, 3))
    ordinal = cumulative.replace("cumulative", "ordinal")
    found = parse(ordinal.encode()).election
    assert (found.kind, found.votes, found.tallies) == (Kind.ORDINAL, (2, 1), (0, 1))


def test_age_and_sex_are_left_out_by_default():
    document = split(GOOD.encode())
    text = without_personal(document).to_bytes().decode()
    assert "voter_id;vote\n1;a,b" in text
    assert ";34;" not in text
    assert without_personal(document, keep=["age"]).to_bytes() == GOOD.encode()


def test_export_carries_the_true_rule_and_its_options():
    rules = equal_shares.Rules(completion="add1", stop_when_exhaustive=False, ties=("id",))
    read = parse(GOOD.encode())
    found = equal_shares.count(read.election, rules)
    text = with_rule(read, "equalshares/add1", rules, found.funded).to_bytes().decode()
    assert "rule;equalshares/add1\n" in text
    assert "rule_stop_when_exhaustive;False\n" in text
    assert "rule_completion;add1\n" in text
    again = parse(text.encode())
    assert again.election.votes == read.election.votes
    assert [line.split(";")[-1] for line in text.splitlines() if line.startswith(("a;", "c;"))] == [
        str(int("a" in found.funded)),
        str(int("c" in found.funded)),
    ]
    assert "age" not in text


WRONG = [
    ("VOTES\n", "VOTEN\n", 0, "section VOTES is missing"),
    ("META\n", "PROJECTS\nMETA\n", 0, "twice"),
    ("1;34;a,b", "1;34;a,x", 16, "no project 'x'"),
    ("2;51;b,a", "1;51;b,a", 17, "voter '1' stands on line 16"),
    ("2;51;b,a", "2;51;b,b", 17, "names a project twice"),
    ("c;60", "c;-60", 13, "-60"),
    ("c;60", "c;zestig", 13, "zestig"),
    ("c;60", "c;0", 13, "is 0"),
    ("c;60", "b;60", 13, "project 'b' stands on line 12"),
    ("budget;100", "budget;", 0, "no budget"),
    ("budget;100", "budget;NaN", 6, "NaN"),
    ("vote_type;approval", "vote_type;veto", 7, "vote_type is 'veto'"),
    ("num_votes;4", "num_votes;5", 5, "num_votes is 5, but there are 4"),
    ("num_projects;3", "num_projects;2", 4, "num_projects is 2, but there are 3"),
    ("max_length;3", "max_length;1", 16, "names 2 projects, at most 1"),
    ("max_length;3", "max_sum_cost;60", 16, "spends 70.5, over the 60"),
    ("project_id;cost", "project_id;costs", 10, "no column cost"),
    ("voter_id;age;vote", "voter;age;vote", 15, "no column voter_id"),
    ("1;34;a,b", "1;34", 16, "2 values under 3 columns"),
    ("b;30.50;Boom;groen", "b;30.50;Boom;met;groen", 12, "5 values under 4 columns"),
]


@pytest.mark.parametrize(("old", "new", "line", "message"), WRONG)
def test_malformed_files_name_line_and_mend(old, new, line, message):
    with pytest.raises(WrongPb) as refused:
        parse(changed(old, new))
    assert message in str(refused.value)
    assert refused.value.mend
    if line:
        assert refused.value.line == line


def test_wrong_encodings_are_named():
    with pytest.raises(WrongPb, match=r"line 13.*not UTF-8"):
        parse(GOOD.replace("Speelplek", "Fontänen").encode("latin-1"))
    with pytest.raises(WrongPb, match="UTF-16"):
        parse(GOOD.encode("utf-16"))


def test_no_bytes_at_all():
    for content in (b"", b"\n\n", b"hello", b"\x00" * 50):
        with pytest.raises(WrongPb, match="no section"):
            parse(content)


def test_any_broken_file_is_refused_or_read_but_never_crashes():
    content = GOOD.encode()
    for cut in range(len(content)):
        for part in (
            content[:cut],
            content[:cut] + b";" + content[cut:],
            content[:cut] + b"\n" + content[cut:],
        ):
            with suppress(WrongPb):
                assert parse(part).election.budget > 0
