"""``thorbecke budget`` as others may script it."""

from __future__ import annotations

import json
import xml.etree.ElementTree as ET

import pytest
from click.testing import CliRunner

from thorbecke.cli.main import cli

FILE = """META
key;value
description;Wijk
budget;100
vote_type;approval
currency;EUR
PROJECTS
project_id;cost;name;category
a;40;Bank;noord
b;30;Boom;noord
c;40;Speelplek;zuid
VOTES
voter_id;vote
1;a,b
2;a,b
3;a,b
4;a,b
5;a,b
6;a,b
7;c
8;c
9;c
10;c
"""


@pytest.fixture
def file(tmp_path):
    path = tmp_path / "wijk.pb"
    path.write_text(FILE)
    return str(path)


def run(*arguments: str):
    return CliRunner().invoke(cli, ["budget", *arguments])


@pytest.mark.parametrize(
    "rule", ["greedy", "mes", "mes-add1", "mes-add1u", "mes-votes", "phragmen", "bos"]
)
def test_one_json_object_with_the_promised_keys(file, rule):
    done = run(file, "--rule", rule, "--json")
    assert done.exit_code == 0, done.output
    data = json.loads(done.stdout)
    assert {"funded", "spent", "rules", "projects", "seconds"} <= set(data)
    assert set(data["seconds"]) == {"parse", "count"}
    for name in "abc":
        assert {"votes", "funded", "effective_support", "missing"} <= set(data["projects"][name])
    assert data["rules"]["rule"] == rule
    assert data["spent"] <= 100
    assert "10 ballots" in done.stderr


def test_options_before_the_file_and_utilities(file):
    done = run("--rule", "mes", file, "--utility", "cardinality", "--json")
    assert json.loads(done.stdout)["rules"]["utility"] == "cardinality"
    data = json.loads(run(file, "--rule", "mes-add1", "--no-stop-when-exhaustive", "--json").stdout)
    assert data["rules"]["stop_when_exhaustive"] is False


def test_the_text_says_why_each_project_lost(file):
    done = run(file, "--rule", "mes", "--ties", "cost,id")
    assert "Funded: 2 of 3 projects, 70 EUR of 100 EUR." in done.stdout
    assert "1 more supporter or 10 EUR cheaper would have won" in done.stdout
    assert "EJR+ up to any project: holds." in done.stdout
    done = run(file, "--rule", "mes", "--explain", "c")
    assert "4 voters paid 10.00 EUR each" in done.stdout
    assert run(file, "--rule", "mes", "--explain", "x").exit_code == 2


def test_rules_side_by_side(file):
    done = run("compare", file, "--json")
    lines = {line["rule"]: line for line in json.loads(done.stdout)["rules"]}
    assert set(lines) >= {"greedy", "mes", "mes-add1", "mes-add1u", "phragmen", "bos"}
    assert lines["mes"]["ejr_plus"] is True
    assert "Funded by every rule" in run("compare", file).stdout


def test_limits(file):
    def funded(*options: str) -> list[str]:
        return json.loads(run(file, "--rule", "mes", "--json", *options).stdout)["funded"]

    assert funded("--cap", "zuid=30") == ["a"]
    assert funded("--floor", "zuid=40")[0] == "c"
    assert funded("--exclusive", "a,c") == ["a"]
    assert funded("--minimum-votes", "5") == ["a"]


def test_record_chart_and_export(file, tmp_path):
    bundle, chart, export = (tmp_path / name for name in ("b.zip", "c.svg", "e.pb"))
    done = run(
        file,
        "--rule",
        "mes",
        "--json",
        "--bundle",
        str(bundle),
        "--chart",
        str(chart),
        "--export",
        str(export),
        "--seed",
        "ab" * 32,
    )
    assert done.exit_code == 0, done.output
    checked = CliRunner().invoke(cli, ["verify", str(bundle), "--json"])
    assert json.loads(checked.stdout)["holds"] is True
    assert ET.fromstring(chart.read_text()).tag.endswith("svg")
    assert "rule;equalshares\n" in export.read_text()


def test_a_tie_asks_for_a_lot(tmp_path):
    path = tmp_path / "tie.pb"
    path.write_text(
        FILE.replace("7;c\n8;c\n9;c\n10;c\n", "").replace("c;40", "c;99").replace("b;30", "b;40")
    )
    done = run(str(path), "--rule", "mes", "--ties", "votes,cost,lot", "--json")
    assert done.exit_code == 2
    assert "between a, b" in done.stderr
    seeded = run(str(path), "--rule", "mes", "--seed", "00" * 32, "--json")
    assert json.loads(seeded.stdout)["ties"][0]["by"] == "lot"


@pytest.mark.parametrize(
    ("options", "message"),
    [
        (("--cap", "oost=30"), "oost"),
        (("--cap", "noord"), "category=amount"),
        (("--ties", "votes"), "listed, id or lot"),
        (("--seed", "xyz"), "hex"),
        (("--utility", "points"), "no points"),
    ],
)
def test_wrong_options_are_refused(file, options, message):
    done = run(file, "--rule", "mes", *options)
    assert done.exit_code == 2
    assert message in done.stderr


def test_a_wrong_file_is_refused_with_its_line(tmp_path):
    path = tmp_path / "wrong.pb"
    path.write_text(FILE.replace("10;c", "10;z"))
    done = run(str(path), "--rule", "mes", "--json")
    assert done.exit_code == 2
    assert "wrong.pb, line 23: there is no project 'z'" in done.stderr
    assert done.stdout == ""
