"""Run the web server and the worker for background tasks side by side, and stop them together."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable

from thorbecke.cli.django import BadInput

READY_WITHIN = 120.0
STOP_WITHIN = 10.0
CLEAN_EVERY = 24 * 3600.0
FIRST_CLEAN = 120.0
WORKER = "task worker"


def port() -> int:
    """Return the port that ``PORT`` asks for; refuse one that is wrong or taken."""
    raw = os.environ.get("PORT", "8000")
    if not raw.isdecimal() or not 1 <= int(raw) <= 65535:
        raise BadInput("PORT: expected a whole number from 1 to 65535.")
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("0.0.0.0", int(raw)))  # noqa: S104  the server will listen there too
        except OSError as error:
            raise BadInput(
                f"Port {raw} is taken by another program. Choose another: PORT=8001 make run"
            ) from error
    return int(raw)


def supervise(number: int, when_ready: Callable[[], None]) -> None:
    """Start server and worker, tell when the site answers, and stay until one ends or Ctrl-C.

    Raises ``BadInput`` when the site does not answer within two minutes or a part stops by itself.
    """
    signal.signal(signal.SIGTERM, _interrupt)
    commands = _commands(number)
    parts = {name: subprocess.Popen(command) for name, command in commands.items()}
    try:
        _wait_until_ready(number, parts)
        when_ready()
        _watch(parts, commands)
    except KeyboardInterrupt:
        pass
    finally:
        _stop(parts)


def _commands(number: int) -> dict[str, list[str]]:
    from django.conf import settings

    commands = {
        "web server": [
            *(sys.executable, "-m", "gunicorn", "thorbecke.web.wsgi:application"),
            *("--bind", f"0.0.0.0:{number}", "--worker-class", "gthread"),
            *("--workers", str(settings.WEB_WORKERS), "--threads", str(settings.WEB_THREADS)),
            *("--log-level", "warning", "--preload", "--max-requests", "0"),
            *("--keep-alive", "5", "--no-control-socket"),
        ]
    }
    if settings.DEBUG:
        commands["web server"] = [word for word in commands["web server"] if word != "--preload"]
        commands["web server"].append("--reload")
    if settings.TASKS["default"]["BACKEND"].startswith("django_tasks_db"):
        commands[WORKER] = [
            *(sys.executable, "-m", "django", "db_worker", "--interval", "0.3"),
            *("--verbosity", "0"),
        ]
    return commands


def _interrupt(*_args: object) -> None:
    raise KeyboardInterrupt


def _wait_until_ready(number: int, parts: dict[str, subprocess.Popen[bytes]]) -> None:
    end = time.monotonic() + READY_WITHIN
    while time.monotonic() < end:
        _refuse_ended(parts)
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{number}/gezond/", timeout=5):
                return
        except urllib.error.HTTPError as error:
            raise BadInput(f"The site answers with status {error.code}; see above.") from error
        except OSError:
            time.sleep(0.05)
    raise BadInput(f"The site did not answer within {READY_WITHIN:.0f} seconds; see above.")


def _watch(parts: dict[str, subprocess.Popen[bytes]], commands: dict[str, list[str]]) -> None:
    """Stay until the web server ends. A worker that died is started anew: its tasks can be done again."""
    cleaned = time.monotonic() - CLEAN_EVERY + FIRST_CLEAN  # not while the first readers arrive
    revived: list[float] = []
    while True:
        revived = _revive(parts, commands, revived)
        _refuse_ended(parts)
        if time.monotonic() - cleaned >= CLEAN_EVERY:
            # The privacy page promises dates on which things are erased; nobody has to remember.
            subprocess.Popen([sys.executable, "-m", "django", "clean"], stdout=subprocess.DEVNULL)
            cleaned = time.monotonic()
        time.sleep(0.5)


def _revive(
    parts: dict[str, subprocess.Popen[bytes]], commands: dict[str, list[str]], before: list[float]
) -> list[float]:
    """Start a dead worker again, unless that happened ten times in the last minute."""
    now = time.monotonic()
    recent = [moment for moment in before if now - moment < 60]
    worker = parts.get(WORKER)
    if worker is None or worker.poll() is None or len(recent) >= 10:
        return recent
    parts[WORKER] = subprocess.Popen(commands[WORKER])
    return [*recent, now]


def _refuse_ended(parts: dict[str, subprocess.Popen[bytes]]) -> None:
    for name, part in parts.items():
        if part.poll() is not None:
            raise BadInput(f"The {name} stopped (code {part.returncode}); see above.")


def _stop(parts: dict[str, subprocess.Popen[bytes]]) -> None:
    for part in parts.values():
        part.terminate()
    for part in parts.values():
        try:
            part.wait(STOP_WITHIN)
        except subprocess.TimeoutExpired:
            part.kill()
