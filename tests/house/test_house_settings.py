"""Wrong settings, broken content and a full disk each give one clear message."""

from __future__ import annotations

import os
import socket
import subprocess
import sys

import pytest

OURS = ("THORBECKE_", "DATABASE_", "DJANGO_ALLOW_")
GOOD = {"THORBECKE_SECRET_KEY": "abcdefghij" * 6, "THORBECKE_TASKS": "immediate"}


def run_cli(*words: str, var, **env: str) -> subprocess.CompletedProcess[str]:
    clean = {k: v for k, v in os.environ.items() if not k.startswith(OURS)}
    return subprocess.run(
        [sys.executable, "-c", "from thorbecke.cli.main import main; main()", *words],
        env={**clean, **GOOD, "THORBECKE_VAR": str(var), **env},
        capture_output=True,
        text=True,
        timeout=60,
    )


@pytest.mark.parametrize(
    ("name", "value", "expected"),
    [
        ("THORBECKE_DEBUG", "maybe", "expected yes or no"),
        ("DATABASE_URL", "mysql://x", "expected an address that starts with sqlite"),
        ("DATABASE_URL", "postgres://u:p@host:notaport/x", "DATABASE_URL"),
        ("THORBECKE_WEB_WORKERS", "0", "expected a whole number from 1 to 64"),
        ("THORBECKE_WEB_THREADS", "veel", "expected a whole number"),
        ("THORBECKE_BASE_URL", "thorbecke.example", "expected an address that starts with http"),
        ("THORBECKE_MAIL_URL", "http://mail", "expected an address that starts with smtp"),
        ("THORBECKE_TASKS", "celery", "expected one of database, immediate"),
        ("THORBECKE_SQLITE_SYNC", "OFF", "expected one of FULL, NORMAL"),
        ("THORBECKE_SECRET_KEY", "short", "at least 50 characters"),
    ],
)
def test_a_wrong_value_is_named_and_stops_with_code_2(tmp_path, name, value, expected):
    done = run_cli("prepare", var=tmp_path, **{name: value})
    assert done.returncode == 2
    assert name in done.stderr
    assert expected in done.stderr
    assert "Traceback" not in done.stderr


def test_all_mistakes_come_in_one_message_and_values_are_not_shown(tmp_path):
    done = run_cli("prepare", var=tmp_path, THORBECKE_DEBUG="geheim123", THORBECKE_TASKS="x")
    assert "THORBECKE_DEBUG" in done.stderr
    assert "THORBECKE_TASKS" in done.stderr
    assert "geheim123" not in done.stderr


def test_a_var_folder_that_is_a_file_is_refused(tmp_path):
    (tmp_path / "file").write_text("")
    done = run_cli("prepare", var=tmp_path / "file")
    assert done.returncode == 2
    assert "expected a folder" in done.stderr


@pytest.mark.parametrize("port", ["0", "80000", "http"])
def test_a_wrong_port_is_refused(tmp_path, port):
    done = run_cli("run", var=tmp_path, PORT=port)
    assert done.returncode == 2
    assert "PORT: expected a whole number" in done.stderr


def test_a_port_that_is_taken_is_said(tmp_path):
    with socket.socket() as busy:
        busy.bind(("127.0.0.1", 0))
        busy.listen()
        done = run_cli("run", var=tmp_path, PORT=str(busy.getsockname()[1]))
    assert done.returncode == 2
    assert "is taken by another program" in done.stderr


def test_a_database_that_does_not_answer_is_said(tmp_path):
    done = run_cli(
        "manage", "migrate", var=tmp_path, DATABASE_URL="postgres://u:p@127.0.0.1:1/none"
    )
    assert done.returncode == 2
    assert "The database can't be reached" in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.slow
@pytest.mark.skipif(not os.path.isdir("/dev/shm") or os.geteuid() != 0, reason="needs root")
def test_a_full_disk_gives_one_message_and_loads_nothing(tmp_path):
    disk = tmp_path / "disk"
    disk.mkdir()
    mounted = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=400k", "tmpfs", str(disk)])
    if mounted.returncode:
        pytest.skip("this machine does not let us mount a small disk")
    try:
        done = run_cli("manage", "migrate", var=disk)
        assert done.returncode == 2
        assert "disk is full" in done.stderr.lower()
        assert "Traceback" not in done.stderr
    finally:
        subprocess.run(["umount", str(disk)], check=False)


def test_the_secret_is_made_once_and_readable_by_the_owner_only(tmp_path):
    from thorbecke.web.settings import secret

    first = secret.load("", tmp_path)
    assert len(first) >= secret.SHORTEST
    assert secret.load("", tmp_path) == first
    assert (tmp_path / "secret.key").stat().st_mode & 0o077 == 0


def test_deploy_check_is_clean_with_https(tmp_path):
    done = run_cli(
        "manage",
        "check",
        "--deploy",
        "--fail-level",
        "WARNING",
        var=tmp_path,
        THORBECKE_BASE_URL="https://thorbecke.example",
    )
    assert done.returncode == 0, done.stderr
    assert "no issues" in done.stdout
