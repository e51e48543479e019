"""``thorbecke opinion``."""

from __future__ import annotations

import json

import pytest
from click.testing import CliRunner

from thorbecke.cli.opinion import opinion
from thorbecke.formats.polis import vote_lines


@pytest.fixture
def file(make, tmp_path):
    path = tmp_path / "votes.csv"
    path.write_text("".join(vote_lines(make(5, people=60, statements=20, strength=2.5))))
    return path


def test_the_keys_of_the_design(file):
    done = CliRunner().invoke(opinion, [str(file), "--seed", "3", "--json"])
    assert done.exit_code == 0
    found = json.loads(done.stdout)
    assert found["k"] == len(found["sizes"]) == len(found["representative"])
    assert isinstance(found["stable"], bool)
    assert len(found["labels"]) == sum(found["sizes"])
    assert {"statement", "value"} <= set(found["consensus"][0])
    assert set(found["seconds"]) == {"parse", "count"}
    assert found["rules"]["seed"] == 3


def test_a_text_for_people(file, tmp_path):
    texts = tmp_path / "comments.csv"
    texts.write_text("comment-id,comment-body\ns0,Meer bomen\n")
    done = CliRunner().invoke(opinion, [str(file), "--statements", str(texts)])
    assert done.exit_code == 0
    assert "Groep A" in done.output
    assert "stelling s0: Meer bomen" in done.output


def test_the_bundle_verifies(file, tmp_path):
    from thorbecke.cli.verify import verify

    bundle = tmp_path / "record.zip"
    done = CliRunner().invoke(opinion, [str(file), "--bundle", str(bundle)])
    assert done.exit_code == 0
    done = CliRunner().invoke(verify, [str(bundle), "--json"])
    assert json.loads(done.stdout)["holds"] is True


@pytest.mark.parametrize(
    ("options", "message"),
    [
        (["--set", "most_groups"], "NAME=NUMBER"),
        (["--set", "colour=3"], "unknown rule 'colour'"),
        (["--set", "most_groups=90"], "expected a whole number from 1 to 20"),
    ],
)
def test_wrong_options(file, options, message):
    done = CliRunner().invoke(opinion, [str(file), *options])
    assert done.exit_code == 2
    assert message in done.output


def test_a_wrong_file(tmp_path):
    path = tmp_path / "votes.csv"
    path.write_text("participant,a\nann,5\n")
    done = CliRunner().invoke(opinion, [str(path)])
    assert done.exit_code == 2
    assert "votes.csv, row 2, column a: expected 1 (agree)" in done.output
