"""``thorbecke vote``: JSON keys, plain words, lots, bundles, and one clear message for bad input."""

from __future__ import annotations

import json

import pytest
from click.testing import CliRunner

from thorbecke.cli.vote import RULES
from thorbecke.cli.vote import vote as command
from thorbecke.methods.lots import Lots, seed_of_number

SOI = """# DATA TYPE: soi
# NUMBER ALTERNATIVES: 3
# NUMBER VOTERS: 9
# ALTERNATIVE NAME 1: Park
# ALTERNATIVE NAME 2: School
# ALTERNATIVE NAME 3: Plein
4: 1,2,3
3: 2,3,1
2: 3,1
"""
TABLES = {
    "ranking": SOI,
    "choice": "yes,no\n6,3\n",
    "approval": "a,b,c\n1,1,0\n1,0,0\n0,0,1\n",
    "score": "a,b,c\n5,3,0\n2,4,1\n",
    "points": "a,b\n7,3\n2,8\n",
}


@pytest.fixture
def run(tmp_path):
    def run(text, *words):
        file = tmp_path / "votes.txt"
        file.write_text(text)
        return CliRunner().invoke(command, [str(file), *words])

    return run


@pytest.mark.parametrize("rule", RULES)
def test_every_rule_counts_as_json_and_in_words(run, rule):
    text = TABLES[RULES[rule][1]]
    done = run(text, "--rule", rule, "--json", "--seed", "00" * 32)
    assert done.exit_code == 0, done.output
    found = json.loads(done.stdout)
    assert {"winners", "ranking", "ties", "steps", "figures", "seconds", "rules"} <= set(found)
    assert found["winners"]
    told = run(text, "--rule", rule, "--seed", "00" * 32).stdout
    assert told.startswith(f"Gekozen: {found['winners'][0]}")
    assert "Zo is geteld:" in told
    assert "Fraction" not in told


def test_schulze_in_words(run):
    told = run(SOI, "--rule", "schulze").stdout
    assert "Park tegen School: 6 tegen 3." in told
    assert "Sterkste pad Park > School > Plein: 6; terug 5." in told


def test_thresholds_from_the_command_line(run):
    words = ["--rule", "yesno", "--set", "majority=2/3", "--set", "majority_strict=true"]
    told = run(TABLES["choice"], *words).stdout
    assert told.startswith("Niemand is gekozen.")
    assert "66,66666%, nodig is meer dan 66,66666%: niet gehaald." in told
    found = json.loads(
        run(
            TABLES["choice"], *words[:4], "--set", "turnout=1/2", "--electorate", "18", "--json"
        ).stdout
    )
    assert (found["winners"], found["passed"], found["figures"]["turnout"]) == (
        ["yes"],
        True,
        "1/2",
    )


def test_an_open_tie_is_said_and_a_public_number_settles_it(run):
    told = run(SOI, "--rule", "borda").stdout
    assert told.startswith("Nog geen uitslag: er moet worden geloot.")
    assert "Er moet nog worden geloot." in told
    done = run(SOI, "--rule", "borda", "--number", "07 12", "--json")
    order = Lots(seed_of_number("07 12")).order("|voting.borda|winner|1", ("Park", "School"))
    assert json.loads(done.stdout)["winners"] == [order[0]]
    assert json.loads(done.stdout)["ties"][0]["order"] == list(order)


def test_the_bundle_holds(run, tmp_path):
    from thorbecke.records import verify

    bundle = tmp_path / "vote.zip"
    done = run(SOI, "--rule", "stv", "--seats", "2", "--number", "7", "--bundle", str(bundle))
    assert done.exit_code == 0, done.output
    assert verify.verify(bundle).holds


@pytest.mark.parametrize(
    ("text", "words", "message"),
    [
        (SOI.replace("2: 3,1", "2: 3,7"), ["--rule", "irv"], "line 9: expected an option"),
        (SOI, ["--rule", "approval"], "counts ballots of kind"),
        (SOI, ["--rule", "stv", "--seats", "4"], "seats: expected 1 to 3, found 4"),
        (SOI, ["--rule", "irv", "--seats", "2"], "unknown rule 'seats'"),
        (SOI, ["--rule", "irv", "--set", "ties"], "expected NAME=VALUE"),
        (SOI, ["--rule", "irv", "--set", "ties=coin"], "earlier_rounds"),
        (SOI, ["--rule", "irv", "--set", "turnout=1/2"], "needs the size of the electorate"),
        (SOI, ["--rule", "irv", "--set", "turnout=much"], "expected a fraction"),
        (SOI, ["--rule", "irv", "--seed", "xyz"], "64 hexadecimal digits"),
        (SOI, ["--rule", "irv", "--seed", "00"], "expected a seed of 32 bytes"),
        (SOI, ["--rule", "irv", "--number", "seven"], "expected a number"),
        (SOI, ["--rule", "irv", "--seed", "00" * 32, "--number", "7"], "not both"),
        ("a,b\n1,x\n", ["--rule", "irv"], "found 'x'"),
        ("", ["--rule", "irv"], "column names"),
    ],
)
def test_bad_input_is_one_message_and_exit_code_2(run, text, words, message):
    done = run(text, *words, "--json")
    assert done.exit_code == 2
    assert message in done.stderr
    assert done.stdout == ""
