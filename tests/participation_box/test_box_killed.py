"""A worker that dies at any moment loses no ballot and doubles none."""

from __future__ import annotations

import multiprocessing
import os
import signal
import time
from pathlib import Path

import pytest
from django.db import connections
from numpy.random import PCG64, Generator

from participation_box.boxed import YES, give_codes
from thorbecke.web.participation.box import reading
from thorbecke.web.participation.box.casting import cast
from thorbecke.web.participation.models import Act, Spent

BALLOTS, KILLS = 2000, 200


def work(act: Act, codes: list[str], file: Path) -> None:
    """Cast every ballot; write each receipt down once it is given, as a voter does."""
    with file.open("a") as book:
        for code in codes:
            receipt = cast(act, code, YES)
            book.write(f"{code} {receipt.text}\n")
            book.flush()


def killed(act: Act, codes: list[str], file: Path, kills: int) -> int:
    """Let a worker cast these ballots and kill it again and again; return how often it was killed."""
    context = multiprocessing.get_context("fork")
    chance, done = Generator(PCG64(7)), 0
    todo = list(codes)
    while todo:
        worker = context.Process(target=work, args=(act, todo, file))
        worker.start()
        if done < kills:
            time.sleep(float(chance.uniform(0.004, 0.03)))
            if worker.is_alive() and worker.pid:
                os.kill(worker.pid, signal.SIGKILL)
                done += 1
        worker.join()
        given = {
            line.split()[0] for line in file.read_text().splitlines() if len(line.split()) == 2
        }
        # The voter whose receipt did not come tries again: that is the first of what is left.
        todo = [code for code in codes if code not in given]
    return done


def check(act: Act, codes: list[str], file: Path) -> None:
    receipts = dict(
        line.split() for line in file.read_text().splitlines() if len(line.split()) == 2
    )
    assert set(receipts) == set(codes)
    counted = {ballot.receipt for ballot in reading.ballots(act)}
    assert counted == set(receipts.values())
    found = reading.totals(act)
    assert found.sound
    assert found.ballots == len(codes) == Spent.objects.count()


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(
    ("ballots", "kills"),
    [(80, 12), pytest.param(BALLOTS, KILLS, marks=pytest.mark.slow)],
)
def test_a_worker_killed_again_and_again_loses_and_doubles_no_ballot(act, tmp_path, ballots, kills):
    codes, file = give_codes(act, ballots), tmp_path / "receipts"
    file.touch()
    connections.close_all()
    done = killed(act, codes, file, kills)
    assert done >= kills // 2
    check(act, codes, file)
