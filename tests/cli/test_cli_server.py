"""The programs beside each other: a worker that dies comes back, and not without end."""

from __future__ import annotations

import subprocess
import sys

import pytest

from thorbecke.cli import server
from thorbecke.cli.django import BadInput

ENDS = [sys.executable, "-c", "raise SystemExit(1)"]


def ended() -> subprocess.Popen[bytes]:
    found = subprocess.Popen(ENDS)
    found.wait()
    return found


def test_a_dead_worker_is_started_again():
    parts = {server.WORKER: ended()}
    old = parts[server.WORKER]
    revived = server._revive(parts, {server.WORKER: ENDS}, [])
    assert len(revived) == 1
    assert parts[server.WORKER] is not old
    parts[server.WORKER].wait()


def test_a_worker_that_keeps_dying_is_told():
    parts, revived = {server.WORKER: ended()}, []
    for _number in range(11):
        revived = server._revive(parts, {server.WORKER: ENDS}, revived)
        parts[server.WORKER].wait()
    assert len(revived) == 10
    with pytest.raises(BadInput, match="task worker stopped"):
        server._refuse_ended(parts)


def test_a_dead_web_server_is_not_hidden():
    parts = {"web server": ended()}
    assert server._revive(parts, {}, []) == []
    with pytest.raises(BadInput, match="web server stopped"):
        server._refuse_ended(parts)
