"""From a file of volunteers to a published panel: the order of the draw, abuse 12, and the bundle."""

from __future__ import annotations

import zipfile
from datetime import timedelta
from pathlib import Path

import pytest
from django.core.management import call_command
from django.utils import timezone

from instrument_lottery.panel import closed, filled, fixed, published
from thorbecke.methods.sortition import plain
from thorbecke.records.verify import verify
from thorbecke.web.instruments.lottery import drawing, results, seating, setting
from thorbecke.web.instruments.lottery.models import Candidate, Change, Contact, Draw
from thorbecke.web.participation.models import Act, Phase, Result
from thorbecke.web.participation.record import counting, log, phases, seed
from thorbecke.web.participation.record.locking import NotNow

pytestmark = pytest.mark.django_db


def seats(act) -> list[str]:
    draw = setting.draw_of(act)
    first = seating.drawn(act, draw, Result.objects.get(act=act))
    return seating.panel(first, list(Change.objects.filter(act=act)))


def keeps_quotas(act, members) -> bool:
    pool = setting.draw_of(act).pool
    rows = seating.quota_table(pool, members)
    return len(set(members)) == 10 and all(r["low"] <= r["seated"] <= r["high"] for r in rows)


def test_the_published_bundle_verifies_and_the_panel_keeps_the_quotas(act):
    published(act)
    result = Result.objects.get(act=act)
    found = verify(Path(result.bundle.path))
    assert found.holds, found
    assert act.phase == Phase.PUBLISHED
    assert keeps_quotas(act, seats(act))


def test_the_bundle_holds_no_name_no_address_and_no_id_of_the_file(act):
    published(act)
    data = Path(Result.objects.get(act=act).bundle.path)
    with zipfile.ZipFile(data) as archive:
        text = "".join(archive.read(name).decode("utf-8", "replace") for name in archive.namelist())
    assert "Vrijwilliger 7" not in text
    assert "voorbeeld.invalid" not in text
    assert '"v7"' not in text
    assert Candidate.objects.filter(act=act).first().number in text


def test_the_hash_of_pool_and_lottery_is_in_the_log_before_the_number(act):
    published(act)
    kinds = [row["kind"] for row in log.rows(act)]
    assert kinds.index("closed") < kinds.index("lottery_fixed") < kinds.index("drawn")
    announced = log.last_of(act, "lottery_fixed").values
    outcome = Result.objects.get(act=act).counts[0]["outcome"]
    assert announced["lottery"] == drawing.lottery_hash(outcome)
    assert announced["people"] == 60
    assert announced["panels"] == 1000


def test_no_number_is_drawn_before_the_lottery_is_fixed(act):
    closed(act)
    with pytest.raises(NotNow):
        seed.draw_number(act, None, "1 2 3")
    with pytest.raises(NotNow):
        phases.count_act(act, None)


def test_nothing_is_counted_before_the_number_is_drawn(act):
    fixed(act)
    with pytest.raises(NotNow):
        phases.count_act(act, None)


def test_too_few_people_can_not_close(act):
    phases.open_act(act, None)
    with pytest.raises(NotNow):
        phases.close_act(act, None)


def test_a_pool_is_not_changed_after_closing(act):
    closed(act)
    with pytest.raises(NotNow):
        filled(act)


def _other_answer(act) -> None:
    one = Candidate.objects.filter(act=act).first()
    one.answers = {**one.answers, "Wijk": "Noord" if one.answers["Wijk"] == "Zuid" else "Zuid"}
    one.save()


def _one_less(act) -> None:
    Candidate.objects.filter(act=act).first().delete()


def _other_pool(act) -> None:
    draw = Draw.objects.get(act=act)
    draw.pool["quotas"][0][3] = 9
    draw.save()


@pytest.mark.parametrize("edit", [_other_answer, _one_less, _other_pool])
def test_a_pool_that_was_edited_after_it_was_fixed_is_refused(act, edit):
    fixed(act)
    edit(act)
    with pytest.raises(NotNow):
        seed.draw_number(act, None, "1 2 3")


@pytest.mark.parametrize("edit", [_other_answer, _one_less, _other_pool])
def test_a_pool_that_was_edited_after_the_number_is_not_counted(act, edit):
    fixed(act)
    seed.draw_number(act, None, "1 2 3")
    edit(act)
    with pytest.raises(LookupError):
        counting.run(act.pk)
    assert not Result.objects.filter(act=act).exists()


def test_another_lottery_than_the_announced_one_is_not_shown(act):
    published(act)
    Draw.objects.filter(act=act).update(lottery_hash="0" * 64)
    with pytest.raises(LookupError):
        seats(act)


def test_quotas_that_no_panel_meets_stop_the_fixing_and_give_ways_out(act):
    draw = Draw.objects.get(act=act)
    draw.quotas = [["Wijk", "Noord", 9, 10, None], ["Wijk", "Zuid", 0, 1, None]]
    draw.save()
    phases.open_act(act, None)
    lines = [b"id;Leeftijd;Wijk"]
    lines += [b"a%d;65+;%s" % (at, b"Noord" if at < 8 else b"Zuid") for at in range(40)]
    filled(act, b"\n".join(lines))
    phases.close_act(act, None)
    drawing.ask(act, None)
    drawing.run(act.pk)
    draw.refresh_from_db()
    assert draw.state == Draw.State.FAILED
    assert not drawing.feasible(act, draw)
    ways = drawing.relaxations(act, draw)
    assert len(ways) >= 3
    assert all(way.changes for way in ways)


def test_dropped_out_members_are_replaced_and_the_quotas_hold(act):
    published(act)
    before = seats(act)
    change = seating.replace(act, before[:2], "4 4 4", None)
    after = seats(act)
    assert set(before[2:]) < set(after)
    assert not set(before[:2]) & set(after)
    assert set(change.seated) == set(after) - set(before)
    assert keeps_quotas(act, after)
    entry = log.last_of(act, "panel_changed")
    assert entry.values["seated"] == ", ".join(change.seated)
    again = seating.replace(act, change.seated[:1], "9 9", None)
    assert not {*before[:2], change.seated[0]} & set(again.seated)
    assert keeps_quotas(act, seats(act))


def test_a_replacement_needs_a_new_number_and_somebody_in_the_panel(act):
    published(act)
    now = seats(act)
    for out, number in (([now[0]], "7 12 23 31"), (["niet-erin"], "5"), ([], "5")):
        with pytest.raises(NotNow):
            seating.replace(act, out, number, None)
    assert not Change.objects.exists()


def test_tables_seat_everybody_once_a_round(act):
    published(act)
    now = seats(act)
    seating.divide(act, setting.draw_of(act), now, 2, 3)
    rounds = setting.draw_of(act).tables["rounds"]
    assert len(rounds) == 3
    assert all(sorted(n for table in one for n in table) == sorted(now) for one in rounds)


def test_the_chance_of_a_person_is_told_with_why(act):
    draw = fixed(act)
    young = Candidate.objects.filter(act=act, answers__Leeftijd="16-34").first()
    told = " ".join(results.chance(act, draw, young.number))
    assert "1 op" in told
    assert "16-34" in told
    assert "sortition" not in told


def test_names_and_keys_are_erased_on_the_day(act):
    published(act)
    assert Contact.objects.count() == 60
    call_command("lottery_daily")
    assert Contact.objects.count() == 60
    Act.objects.filter(pk=act.pk).update(erase_on=timezone.localdate() - timedelta(days=1))
    call_command("lottery_daily")
    assert not Contact.objects.exists()
    assert not Candidate.objects.exclude(key=None, household="").exists()
    assert len(seats(act)) == 10


def test_a_household_has_one_seat_at_most(act):
    phases.open_act(act, None)
    lines = ["id;Leeftijd;Wijk;postcode;huisnummer"]
    ages = ("16-34", "35-64", "65+")
    lines += [
        f"p{at};{ages[at % 3]};{('Noord', 'Zuid')[at % 2]};1234AB;{at // 4}" for at in range(60)
    ]
    filled(act, "\n".join(lines).encode())
    phases.close_act(act, None)
    drawing.ask(act, None)
    drawing.run(act.pk)
    seed.draw_number(act, None, "3 1 4")
    phases.count_act(act, None)
    counting.run(act.pk)
    home = {p.id: p.household for p in plain.from_data(setting.draw_of(act).pool).people}
    assert all(home.values())
    assert len({home[one] for one in seats(act)}) == 10


def test_the_same_file_twice_adds_nobody(act):
    assert filled(act) == 60
    assert filled(act) == 0
