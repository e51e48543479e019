"""Turnout per area: small groups are joined, and can't be found by subtracting."""

from __future__ import annotations

from itertools import combinations

import pytest
from hypothesis import given as with_examples
from hypothesis import strategies as st

from participation_record.recorded import Phase, codes, new_act, report, to_the_end, voted
from thorbecke.records import lists
from thorbecke.web.participation.models import Result
from thorbecke.web.participation.record import figures, log, phases
from thorbecke.web.participation.record.figures import Area, joined
from thorbecke.web.participation.roll import issuing

AREAS = st.lists(st.tuples(st.integers(0, 60), st.integers(0, 60)), max_size=8)


def areas_of(numbers: list[tuple[int, int]]) -> list[Area]:
    return [
        Area((f"wijk {place}",), max(codes_, spent), min(codes_, spent))
        for place, (codes_, spent) in enumerate(numbers)
    ]


@with_examples(AREAS)
def test_rows_add_up_and_each_holds_at_least_ten(numbers) -> None:
    areas = areas_of(numbers)
    rows = joined(areas)
    assert len(rows) != 1
    if not rows:
        return
    assert sum(row.codes for row in rows) == sum(area.codes for area in areas)
    assert sum(row.spent for row in rows) == sum(area.spent for area in areas)
    assert all(row.spent >= lists.FEWEST for row in rows)
    names = [name for row in rows for name in row.names]
    assert sorted(names) == sorted(area.names[0] for area in areas)


@with_examples(AREAS)
def test_abuse_9_no_sum_or_difference_of_rows_is_a_small_group(numbers) -> None:
    """Any set of rows, and the whole less any set, is empty or at least ten people."""
    rows = joined(areas_of(numbers))
    whole = sum(row.spent for row in rows)
    for size in range(1, len(rows) + 1):
        for some in combinations(rows, size):
            part = sum(row.spent for row in some)
            assert part >= lists.FEWEST
            assert whole - part == 0 or whole - part >= lists.FEWEST


def test_a_joined_row_names_its_areas() -> None:
    rows = joined([Area(("Noord",), 50, 40), Area(("Zuid",), 40, 20), Area(("Kern",), 9, 4)])
    assert [row.data() for row in rows] == [
        {"name": "Kern + Zuid", "codes": 49, "spent": 24},
        {"name": "Noord", "codes": 50, "spent": 40},
    ]


@pytest.mark.django_db(transaction=True)
def test_abuse_9_two_exports_can_not_be_subtracted(person) -> None:
    """Figures are made once. What happens to codes after closing makes no second set of figures."""
    act = new_act()
    north, core = codes(act, 25, "Noord"), codes(act, 12, "Kern")
    south = codes(act, 30, "Zuid")
    phases.open_act(act, person)
    voted(act, north[:20])
    voted(act, south[:18])
    voted(act, core[:3])
    assert log.last_of(act, "opened").values.keys() == {"codes", "definition", "commitment", "root"}
    to_the_end(act, person)
    announced = log.last_of(act, "closed").values["areas"]
    assert announced == [
        {"name": "Kern + Zuid", "codes": 42, "spent": 21},
        {"name": "Noord", "codes": 25, "spent": 20},
    ]
    assert Result.objects.get(act=act).figures["areas"] == announced
    assert report(act).holds
    assert act.phase == Phase.PUBLISHED
    from thorbecke.web.participation.models import Credential

    unspent = Credential.objects.filter(act=act, area="Kern", spent=None).first()
    assert unspent is not None
    with pytest.raises(issuing.Refused):
        issuing.void(unspent, "kwijt", person)
    Credential.objects.filter(pk=unspent.pk).update(area="Noord")
    assert Result.objects.get(act=act).figures["areas"] == announced


def test_abuse_9_no_area_stands_on_a_published_ballot(person) -> None:
    act = new_act()
    given = codes(act, 15, "Noord")
    phases.open_act(act, person)
    voted(act, given)
    phases.close_act(act, person)
    from thorbecke.web.participation.box import reading
    from thorbecke.web.participation.record.sealing import paper_of

    lines = lists.publish(
        (paper_of(ballot) for ballot in reading.ballots(act)), lists.WITH_RECEIPT
    ).lines[lists.BALLOTS]
    assert len(lines) == 15
    assert not any(b"Noord" in line for line in lines)


def test_one_area_gives_no_split(person) -> None:
    act = new_act()
    codes(act, 15, "Noord")
    assert figures.areas(act) == []
