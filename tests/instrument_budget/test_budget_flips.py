"""What each option flips, shown on a real vote: Wieliczka 2023 (see docs/methods/equal-shares.md)."""

from __future__ import annotations

from dataclasses import replace

from thorbecke.formats import pb
from thorbecke.methods.budgeting import equal_shares
from thorbecke.methods.facts import to_data
from thorbecke.web.instruments.budget import results
from thorbecke.web.participation.models import Result


def test_the_page_shows_that_the_stop_changes_three_projects_of_wieliczka(shared_data):
    file = shared_data / "budgeting" / "poland_wieliczka_2023_green-budget.pb"
    election = pb.parse(file.read_bytes()).election
    rules = equal_shares.Rules(completion="add1", stop_when_exhaustive=False, ties=("id",))
    deciding, other = (
        {
            "question": "geheel",
            "method": "budgeting.equal-shares",
            "rules": to_data(one),
            "outcome": to_data(equal_shares.count(election, one)),
        }
        for one in (rules, replace(rules, stop_when_exhaustive=True))
    )
    result = Result(figures={"alternatives": [other]})
    names = {project.id: project.id for project in election.projects}
    (row,) = results._others(deciding, {}, result, names)
    assert row["rule"] == "Gelijke delen, maar: stopt als niets meer past"
    assert (row["in"], row["out"]) == ("66 en 67", "46")
    assert not row["same"]
