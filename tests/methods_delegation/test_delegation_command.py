"""``thorbecke delegate`` and the table that it reads."""

from __future__ import annotations

import io
import json

import pytest
from click.testing import CliRunner

from thorbecke.cli.delegate import delegate
from thorbecke.formats.delegation import DelegationFileError, delegation_lines, read_delegations

TABLE = """voter,vote,delegate_1,delegate_2
ann,yes,,
bob,,ann,
cor,,bob,dan
dan,no,ann,
eva,,fay,
fay,,eva,
"""
CROWD = "voter,vote,delegate_1\nann,yes,\nbob,,ann\ncor,,ann\n"


def run(tmp_path, text, *options):
    file = tmp_path / "round.csv"
    file.write_text(text)
    return CliRunner().invoke(delegate, [str(file), *options])


def test_the_keys_of_the_design(tmp_path):
    done = run(tmp_path, TABLE, "--json")
    assert done.exit_code == 0
    found = json.loads(done.stdout)
    assert found["outcome"] == {"no": 2, "yes": 2}
    assert found["lost"] == ["eva", "fay"]
    assert found["cycles"] == [["eva", "fay"]]
    assert found["weights"] == {"ann": 2, "dan": 2}
    assert found["largest_weight"] == 2
    assert found["without_delegation"] == {"no": 1, "yes": 1}


def test_a_text_for_people(tmp_path):
    done = run(tmp_path, TABLE)
    assert "kring: eva → fay → eva" in done.output
    assert "zonder volmacht 1" in done.output


def test_a_limit_needs_a_seed(tmp_path):
    done = run(tmp_path, CROWD, "--cap", "2")
    assert done.exit_code == 2
    assert "A lot is needed: 2 voters compete for room ann" in done.output
    done = run(tmp_path, CROWD, "--cap", "2", "--number", "07 12", "--json")
    found = json.loads(done.stdout)
    assert (found["outcome"], len(found["lost"])) == ({"yes": 2}, 1)


def test_the_bundle_verifies(tmp_path):
    from thorbecke.cli.verify import verify

    bundle = tmp_path / "record.zip"
    done = run(tmp_path, CROWD, "--cap", "2", "--seed", "ab" * 32, "--bundle", str(bundle))
    assert done.exit_code == 0
    done = CliRunner().invoke(verify, [str(bundle), "--json"])
    assert json.loads(done.stdout)["holds"] is True


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("voter,delegate_1\nann,\n", "column vote"),
        ("voter,vote,age\nann,,5\n", "column age"),
        ("voter,vote\nann,\nann,\n", "row 3, column voter: expected every voter once"),
        ("voter,vote\n,yes\n", "row 2, column voter: expected a voter"),
        ("voter,vote,delegate_1\nann,,ann\n", "row 2, column delegate: expected somebody else"),
        ("voter,vote,delegate_1\nann,,zoe\n", "on the roll, found 'zoe'"),
        ("voter,vote,delegate_1,delegate_2\nann,yes,,\nbob,,ann,ann\n", "row 3.*twice"),
        ("voter,vote\n", "at least one voter"),
        ("", "a first row with column names"),
    ],
)
def test_faults_name_their_place(tmp_path, text, place):
    done = run(tmp_path, text)
    assert done.exit_code == 2
    with pytest.raises(Exception, match=place):
        read_delegations(io.BytesIO(text.encode()), "round.csv")


def test_there_and_back():
    inputs = read_delegations(io.BytesIO(TABLE.encode()), "round.csv")
    again = read_delegations(io.BytesIO("".join(delegation_lines(inputs)).encode()), "round.csv")
    assert again == inputs


def test_delegates_count_in_the_order_of_their_numbers():
    text = "voter,vote,delegate_10,delegate_2\nann,yes,,\nbob,no,,\ncor,,ann,bob\n"
    inputs = read_delegations(io.BytesIO(text.encode()), "round.csv")
    assert inputs.grants["cor"][0].delegates == ("bob", "ann")
    assert issubclass(DelegationFileError, ValueError)
