"""The phases of an act, its announcements, and the bundle at the end."""

from __future__ import annotations

import threading

import pytest
from django.db import connection, transaction

from participation_record.recorded import (
    NO,
    QUESTIONS,
    YES,
    Counted,
    Phase,
    codes,
    kinds,
    new_act,
    opened,
    report,
    seal_of,
    to_the_end,
    voted,
)
from thorbecke.records import canonical, chain, lists, merkle
from thorbecke.records.signing import load
from thorbecke.web.participation.box import casting, reading
from thorbecke.web.participation.models import (
    CountPart,
    LogEntry,
    PaperBallot,
    PaperBatch,
    Result,
    Seed,
)
from thorbecke.web.participation.record import counting, log, phases, seed


def closed_log(act):
    return log.last_of(act, "closed").values


def test_opening_fixes_the_definition_and_commits_to_the_lots(person) -> None:
    act = new_act()
    codes(act, 3)
    phases.open_act(act, person)
    assert act.phase == Phase.OPEN
    entry = log.last_of(act, "opened")
    assert entry.by == "organiser"
    assert entry.values["codes"] == 3
    assert entry.values["definition"] == act.definition_hash == canonical.hashed(act.definition)
    assert entry.values["root"] == merkle.EMPTY
    kept = Seed.objects.get(act=act)
    assert entry.values["commitment"] == kept.commitment
    assert kept.opening not in str(entry.values)
    assert seed.lots_data(act) is None  # secret while ballots may come


def test_every_rule_is_filled_in_and_frozen(person) -> None:
    act, _given = opened(person)
    plan = act.definition["counts"][1]
    assert plan["method"] == "voting.schulze"
    assert plan["rules"]["strength"] == "winning_votes"
    assert [count["decides"] for count in act.definition["counts"]] == [True, True, False]


def test_an_act_that_is_not_ready_does_not_open(person, monkeypatch) -> None:
    with pytest.raises(phases.NotNow, match="minstens één vraag"):
        phases.open_act(new_act(settings={"questions": []}), person)
    wrong = new_act(slug="b", settings={"quorum": "3/2"})
    with pytest.raises(phases.NotNow, match="turnout"):
        phases.open_act(wrong, person)
    wrong.refresh_from_db()
    assert wrong.phase == Phase.PREPARE
    assert not LogEntry.objects.exists()


def test_each_step_works_in_its_own_phase_only(person, django_capture_on_commit_callbacks) -> None:
    act = new_act()
    given = codes(act, 12)
    for step in (phases.close_act, phases.count_act, phases.publish_act):
        with pytest.raises(phases.NotNow):
            step(act, person)
    phases.open_act(act, person)
    voted(act, given)
    for step in (phases.open_act, phases.count_act, phases.publish_act):
        with pytest.raises(phases.NotNow):
            step(act, person)
    phases.close_act(act, person)
    for step in (phases.open_act, phases.close_act, phases.publish_act):
        with pytest.raises(phases.NotNow):
            step(act, person)
    with django_capture_on_commit_callbacks(execute=True):
        phases.count_act(act, person)
    act.refresh_from_db()
    assert act.phase == Phase.COUNTED
    phases.publish_act(act, person)
    for step in (phases.open_act, phases.close_act, phases.count_act, phases.publish_act):
        with pytest.raises(phases.NotNow):
            step(act, person)
    steps = ["opened", "closed", "revealed", "count_asked", "counted", "published"]
    assert kinds(act) == steps
    assert chain.first_fault(log.rows(act)) is None


def test_closing_announces_numbers_and_root_and_never_more_ballots_than_codes(person) -> None:
    act, given = opened(person, 14)
    receipts = voted(act, given[:11])
    phases.close_act(act, person)
    announced = closed_log(act)
    assert announced["totals"]["ballots"] == 11 == announced["totals"]["spent"]
    assert announced["totals"]["codes"] == 14
    papers = [lists.Paper(ballot.receipt, ballot.vote) for ballot in reading.ballots(act)]
    assert announced["root"] == lists.publish(papers, lists.WITH_RECEIPT).root
    assert sorted(receipts) == [paper.receipt for paper in papers]


@pytest.mark.django_db(transaction=True)
def test_the_published_bundle_holds_with_key_and_seal(person, tmp_path) -> None:
    act, given = opened(person, 30)
    voted(act, given[:15])
    voted(act, given[15:26], NO)
    to_the_end(act, person)
    key = load(tmp_path).public
    found = report(act, key=key, root=seal_of(act))
    assert [check for check in found.checks if not check.holds] == []
    result = Result.objects.get(act=act)
    assert result.counts[0]["outcome"]["winners"] == ["yes"]
    assert [count["method"] for count in result.counts] == ["voting.yesno", "voting.schulze"]
    assert [count["method"] for count in result.figures["alternatives"]] == ["voting.irv"]
    assert log.last_of(act, "published").values["bundle"] == result.bundle_sha256


@pytest.mark.django_db(transaction=True)
def test_fewer_than_ten_ballots_give_a_winner_and_no_figures(person) -> None:
    act, given = opened(person, 30)
    voted(act, given[:9])
    to_the_end(act, person)
    outcome = Result.objects.get(act=act).counts[0]["outcome"]
    assert outcome["winners"] == ["yes"]
    assert outcome["scores"] == {}
    assert outcome["figures"] == {"ballots": 9}
    assert report(act).holds


@pytest.mark.django_db(transaction=True)
def test_ballots_and_receipts_apart(person) -> None:
    act, given = opened(person, 30, publish="apart")
    voted(act, given[:20])
    to_the_end(act, person)
    assert report(act, root=seal_of(act)).holds


def paper_pile(act, votes) -> PaperBatch:
    batch = PaperBatch.objects.create(act=act, number=1, ballots=len(votes), state="done")
    for number, vote in enumerate(votes, start=1):
        PaperBallot.objects.create(batch=batch, number=number, final=vote)
    return batch


@pytest.mark.django_db(transaction=True)
def test_paper_ballots_count_and_invalid_ones_are_told(person) -> None:
    act, given = opened(person, 60)
    voted(act, given[:20])
    from thorbecke.web.participation.models import Credential, Spent

    unspent = Credential.objects.filter(act=act, spent=None)[:12]
    Spent.objects.bulk_create(Spent(credential=one, how="paper") for one in unspent)
    paper_pile(act, [*[NO] * 11, {"invalid": True}])
    to_the_end(act, person)
    assert closed_log(act)["totals"]["invalid"] == 1
    assert report(act, root=seal_of(act)).holds
    figures = Result.objects.get(act=act).counts[0]["outcome"]
    assert figures["scores"] == {"yes": 20, "no": 11}
    assert figures["figures"]["ballots"] == 32


def test_a_pile_that_is_not_finished_or_too_thick_keeps_the_box_open(person) -> None:
    act, given = opened(person, 30)
    voted(act, given[:12])
    batch = paper_pile(act, [YES])
    with pytest.raises(phases.NotNow, match="1 papieren"):
        phases.close_act(act, person)
    batch.state = PaperBatch.State.SECOND
    batch.save()
    with pytest.raises(phases.NotNow, match="stapels"):
        phases.close_act(act, person)
    assert kinds(act) == ["opened"]
    assert voted(act, given[12:13])  # the box is still open, and nothing was sealed


# --- abuse 4: closing -----------------------------------------------------------------------------


@pytest.mark.django_db(transaction=True)
def test_abuse_4_closing_while_ballots_are_on_their_way_is_exact(person) -> None:
    """Each voter with a receipt is counted, and who is not counted was told so."""
    act, given = opened(person, 60)
    voted(act, given[:10])
    start, told, refused = threading.Barrier(9), [], []

    def vote(codes_of_one: list[str]) -> None:
        start.wait()
        for code in codes_of_one:
            try:
                told.append(casting.cast(act, code, YES).text)
            except casting.Refused as reason:
                refused.append(reason.reason)
        connection.close()

    def close() -> None:
        start.wait()
        phases.close_act(type(act).objects.get(pk=act.pk), person)
        connection.close()

    parts = [given[10 + place :: 8] for place in range(8)]
    threads = [threading.Thread(target=vote, args=[part]) for part in parts]
    threads.append(threading.Thread(target=close))
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    act.refresh_from_db()
    assert act.phase == Phase.CLOSED
    assert set(refused) <= {"closed"}
    assert len(told) + len(refused) == 50
    in_box = {ballot.receipt for ballot in reading.ballots(act)}
    assert set(told) <= in_box
    assert len(in_box) == 10 + len(told) == closed_log(act)["totals"]["ballots"]


def test_abuse_4_a_second_before_and_after_closing_time(person) -> None:
    """The clock that decides is that of the database, not of the voter or the web server."""
    from datetime import timedelta

    from django.utils import timezone

    act, given = opened(person, 12)
    act.closes_at = timezone.now() + timedelta(seconds=30)
    act.save(update_fields=["closes_at"])
    assert casting.cast(act, given[0], YES)
    act.closes_at = timezone.now() - timedelta(seconds=1)
    act.save(update_fields=["closes_at"])
    with pytest.raises(casting.Refused) as reason:
        casting.cast(act, given[1], YES)
    assert reason.value.reason == "closed"


@pytest.mark.django_db(transaction=True)
def test_abuse_4_nothing_closes_when_the_announcement_fails(person, monkeypatch) -> None:
    act, given = opened(person, 12)
    voted(act, given[:11])

    def broken(*_: object, **__: object) -> None:
        raise OSError("no space")

    monkeypatch.setattr(phases.log, "append", broken)
    with pytest.raises(OSError, match="no space"):
        phases.close_act(act, person)
    monkeypatch.undo()
    act.refresh_from_db()
    assert act.phase == Phase.OPEN
    from thorbecke.web.participation import instruments

    monkeypatch.setitem(instruments._REGISTRY, "record-test", Counted())
    assert casting.cast(act, given[11], YES)
    assert casting.receipt_of(act, given[0])  # keys are still there


# --- abuse 11: recount ----------------------------------------------------------------------------


@pytest.mark.django_db(transaction=True)
def test_abuse_11_a_recount_gives_the_same_and_one_flipped_vote_is_seen(person) -> None:
    import json
    from io import BytesIO

    from participation_record.recorded import bundle_bytes
    from thorbecke.records import bundle
    from thorbecke.records.verify import verify

    act, given = opened(person, 30)
    voted(act, given[:20])
    to_the_end(act, person)
    first = report(act, root=seal_of(act))
    again = report(act, root=seal_of(act))
    assert first == again
    assert first.holds
    files = bundle.read(BytesIO(bundle_bytes(act)))
    lines = canonical.lines_of(files[lists.BALLOTS])
    row = json.loads(lines[3])
    lines[3] = canonical.dumps({**row, "vote": NO})
    forged = {**files, lists.BALLOTS: canonical.list_file(lines)}
    bare = {name: data for name, data in forged.items() if name not in bundle.SEALS}
    target = BytesIO()
    bundle._pack(target, bundle.sealed(bare, load_signer(person)))
    assert not verify(target).holds


def load_signer(_person):
    from thorbecke.web.participation.record.sealing import signer

    return signer()


@pytest.mark.django_db(transaction=True)
def test_ballots_that_were_changed_after_closing_are_never_sealed(person) -> None:
    from thorbecke.web.participation.models import Drawer

    act, given = opened(person, 12)
    voted(act, given)
    phases.close_act(act, person)
    drawer = Drawer.objects.get(act=act)
    Drawer.objects.filter(pk=drawer.pk).update(content=drawer.content.replace('"yes"', '"no"', 1))
    with pytest.raises(LookupError, match="not those of the closing"):
        counting.run(act.pk)
    act.refresh_from_db()
    assert act.phase == Phase.CLOSED
    assert not Result.objects.filter(act=act).exists()


# --- abuse 12: the seed ---------------------------------------------------------------------------


def test_abuse_12_no_number_before_closing_none_after_a_commitment_and_none_twice(person) -> None:
    act, given = opened(person, 12)
    voted(act, given[:11])
    with pytest.raises(phases.NotNow, match="dicht"):
        seed.draw_number(act, person, "7 12")
    phases.close_act(act, person)
    with pytest.raises(phases.NotNow, match="ligt al vast"):
        seed.draw_number(act, person, "7 12")
    other, given = opened(person, 12, slug="b", settings={"lots": "number"})
    voted(other, given[:11])
    assert log.last_of(other, "opened").values["commitment"] is None
    phases.close_act(other, person)
    with pytest.raises(seed.WrongSeed):
        seed.draw_number(other, person, "zeven")
    seed.draw_number(other, person, " 7  12 ")
    assert seed.lots_data(other) == {"drawn": "7 12"}
    with pytest.raises(phases.NotNow, match="ligt al vast"):
        seed.draw_number(other, person, "7 13")
    assert kinds(other).count("drawn") == 1


def test_abuse_12_the_seed_is_fixed_in_the_database_itself(person) -> None:
    from django.db import IntegrityError

    act, _given = opened(person, 12)
    for change in ({"opening": "00" * 32}, {"commitment": "00" * 32}, {"drawn": "1"}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Seed.objects.filter(act=act).update(**change)


def test_abuse_12_the_box_takes_nothing_once_the_seed_is_known(person) -> None:
    act, given = opened(person, 12)
    voted(act, given[:11])
    phases.close_act(act, person)
    assert seed.lots_data(act)["opening"]
    with pytest.raises(casting.Refused, match="closed"):
        casting.cast(act, given[11], YES)


@pytest.mark.django_db(transaction=True)
def test_an_open_tie_waits_for_a_number_drawn_in_public(person) -> None:
    act, given = opened(person, 20, settings={"lots": "number"})
    red = {"plan": {"yes": 1}, "colour": {"rood": 1}}
    blue = {"plan": {"yes": 1}, "colour": {"blauw": 1}}
    voted(act, given[:10], red)
    voted(act, given[10:], blue)
    phases.close_act(act, person)
    phases.count_act(act, person)
    act.refresh_from_db()
    assert act.phase == Phase.COUNTED
    ties = counting.open_ties(Result.objects.get(act=act).counts)
    assert [tie["between"] for tie in ties] == [["rood", "blauw"]]
    with pytest.raises(phases.NotNow, match="openbaar een getal"):
        phases.publish_act(act, person)
    seed.draw_number(act, person, "3 1 4")
    phases.count_act(act, person)
    phases.publish_act(act, person)
    assert Result.objects.get(act=act).counts[1]["outcome"]["winners"] in (["rood"], ["blauw"])
    found = report(act, root=seal_of(act))
    assert [check for check in found.checks if not check.holds] == []
    assert "lots_drawn" in {check.code for check in found.checks}


# --- abuse 13: nothing changes after opening ---------------------------------------------------------


@pytest.mark.parametrize(
    "change",
    [
        {"settings": {"questions": QUESTIONS[:1]}},
        {"title": "Iets anders"},
        {"eligibility": {"who": "open"}},
        {"may_change": True},
        {"publish": "apart"},
        {"definition": {}},
        {"definition_hash": "00" * 32},
        {"phase": "prepare"},
    ],
    ids=lambda change: next(iter(change)),
)
def test_abuse_13_the_database_refuses_a_change_after_opening(person, change) -> None:
    from django.db import IntegrityError

    act, _given = opened(person)
    with pytest.raises(IntegrityError), transaction.atomic():
        type(act).objects.filter(pk=act.pk).update(**change)
    act.refresh_from_db()
    for name, value in change.items():
        setattr(act, name, value)
    with pytest.raises(IntegrityError), transaction.atomic():
        act.save()


def test_abuse_13_dates_may_still_move_and_the_rest_may_be_saved_as_it_is(person) -> None:
    from datetime import timedelta

    from django.utils import timezone

    act, _given = opened(person)
    act.closes_at = timezone.now() + timedelta(days=3)
    act.save()


@pytest.mark.parametrize(
    "change",
    [{"kind": "x"}, {"values": {"codes": 9}}, {"at": "x"}, {"by": "x"}, {"hash": "0" * 64}],
)
def test_the_log_cannot_be_changed_even_past_the_model(person, change) -> None:
    from django.db import IntegrityError

    act, _given = opened(person)
    with pytest.raises(IntegrityError), transaction.atomic():
        LogEntry.objects.filter(act=act).update(**change)
    entry = LogEntry.objects.get(act=act)
    with pytest.raises(TypeError):
        entry.save()
    with pytest.raises(TypeError):
        entry.delete()
    person.delete()  # who it was may be forgotten; the entry stays
    assert LogEntry.objects.get(act=act).hash == entry.hash


# --- abuse 41: a worker that dies ------------------------------------------------------------------


@pytest.mark.django_db(transaction=True)
def test_abuse_41_a_count_that_was_cut_off_goes_on_and_nothing_happens_twice(
    person, monkeypatch
) -> None:
    act, given = opened(person, 30)
    voted(act, given[:20])
    phases.close_act(act, person)
    made, real = [], counting.recount.count

    def dies_at_the_second(method: str, *rest: object) -> object:
        if made and len(made) == 1:
            made.append("died")
            raise SystemExit
        made.append(method)
        return real(method, *rest)

    monkeypatch.setattr(counting.recount, "count", dies_at_the_second)
    log.append(act, "count_asked", person)
    with pytest.raises(SystemExit):
        counting.run(act.pk)
    assert CountPart.objects.filter(act=act).count() == 1
    assert not Result.objects.filter(act=act).exists()
    act.refresh_from_db()
    assert act.phase == Phase.CLOSED
    assert counting.resume() == 1
    act.refresh_from_db()
    assert act.phase == Phase.COUNTED
    assert made == ["voting.yesno", "died", "voting.schulze", "voting.irv"]
    assert not CountPart.objects.exists()
    counting.run(act.pk)
    counting.run(act.pk)
    assert kinds(act).count("counted") == 1
    assert Result.objects.filter(act=act).count() == 1
    phases.publish_act(act, person)
    assert report(act, root=seal_of(act)).holds


@pytest.mark.django_db(transaction=True)
def test_abuse_41_dying_between_bundle_and_result_leaves_no_half_result(
    person, monkeypatch
) -> None:
    act, given = opened(person, 30)
    voted(act, given[:20])
    phases.close_act(act, person)
    monkeypatch.setattr(Result, "save", lambda *_: (_ for _ in ()).throw(SystemExit))
    with pytest.raises(SystemExit):
        counting.run(act.pk)
    monkeypatch.undo()
    act.refresh_from_db()
    assert act.phase == Phase.CLOSED
    assert "counted" not in kinds(act)


@pytest.mark.django_db(transaction=True)
def test_steps_at_the_same_moment_all_get_into_the_log(person) -> None:
    act, _given = opened(person)
    start = threading.Barrier(6)

    def note(number: int) -> None:
        start.wait()
        with transaction.atomic():
            log.append(act, "edited", person, {"n": number})
        connection.close()

    threads = [threading.Thread(target=note, args=[number]) for number in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    assert kinds(act).count("edited") == 6
    assert chain.first_fault(log.rows(act)) is None
