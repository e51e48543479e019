"""How many ballots the box takes: straight into it, over HTTP, and a thousand at the same moment.

For SQLite (the site's own settings, every commit on the disk) and for PostgreSQL when there is a server
at THORBECKE_BENCH_POSTGRES (default: postgres on this machine). Straight: two processes call
``casting.cast``. HTTP: gunicorn as ``thorbecke serve`` starts it, 8 connections of a load program on the
same cores, after 200 other ballots. A thousand at once: a thousand connections are opened, then each
sends its ballot; the time until each has its answer, waiting in the row included. Afterwards every ballot
must be there, once.
"""

from __future__ import annotations

import asyncio
import json
import multiprocessing
import os
import re
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

SERVER = os.environ.get("THORBECKE_BENCH_POSTGRES", "postgres://postgres@127.0.0.1:5432/postgres")
DATABASE = "thorbecke_bench_box"
STRAIGHT, OVER_HTTP, AT_ONCE, WARM = 4000, 2000, 1000, 200
PROCESSES, CLIENTS = 2, 8
TARGETS = {"SQLite": 150, "PostgreSQL": 400}
QUESTIONS = [
    {
        "id": "plan",
        "title": "Komt er een fietsstraat?",
        "type": "yesno",
        "options": [{"id": "yes", "title": "Ja"}, {"id": "no", "title": "Nee"}],
    },
    {
        "id": "order",
        "title": "Wat eerst?",
        "type": "ranking",
        "options": [{"id": f"o{n}", "title": f"Plan {n}"} for n in range(8)],
    },
]
VOTE = {"plan": {"yes": 1}, "order": {f"o{n}": n + 1 for n in range(5)}}


# --- inside a process with Django ------------------------------------------------------------------


def measured() -> dict[str, Any]:
    """Measure all three on the database of the environment."""
    import django

    django.setup()
    from django.core.management import call_command

    call_command("migrate", verbosity=0)
    found = {"straight": straight(*new_act("recht", STRAIGHT))}
    with served() as port:
        over_http(port, *new_act("warm", WARM), CLIENTS)  # each process has loaded its code
        found["http"] = over_http(port, *new_act("http", OVER_HTTP), CLIENTS)
        found["at_once"] = over_http(port, *new_act("tegelijk", AT_ONCE), AT_ONCE)
    return found


def new_act(slug: str, voters: int) -> tuple[Any, list[str]]:
    """Make an open act and give out codes."""
    from thorbecke.web.participation.models import Act, Channel, Credential, Phase
    from thorbecke.web.participation.roll.codes import code_hash, new_code
    from thorbecke.web.people.models import Organisation

    organisation, _made = Organisation.objects.get_or_create(
        name="Proef", defaults={"kind": "municipality"}
    )
    act = Act.objects.create(
        instrument="consultation",
        organisation=organisation,
        slug=slug,
        title="De fietsstraat",
        settings={"questions": QUESTIONS},
        phase=Phase.OPEN,
        definition_hash="0" * 64,
    )
    from django.utils import timezone

    codes = [new_code() for _ in range(voters)]
    Credential.objects.bulk_create(
        Credential(
            act=act,
            code_hash=code_hash(act, code),
            channel=Channel.LETTER,
            area="Noord",
            issued_on=timezone.localdate(),
        )
        for code in codes
    )
    return act, codes


def straight(act: Any, codes: list[str]) -> dict[str, float]:
    """Cast from two processes; return ballots per second and latencies in ms."""
    from django.db import connections

    connections.close_all()
    context = multiprocessing.get_context("fork")
    queue = context.Queue()
    parts = [codes[start::PROCESSES] for start in range(PROCESSES)]
    workers = [context.Process(target=_cast_all, args=(act, part, queue)) for part in parts]
    start = time.perf_counter()
    for worker in workers:
        worker.start()
    times = [one for _ in workers for one in queue.get()]
    for worker in workers:
        worker.join()
    return figures(act, times, time.perf_counter() - start)


def _cast_all(act: Any, codes: list[str], queue: Any) -> None:
    from thorbecke.web.participation.box.casting import cast

    times = []
    for code in codes:
        start = time.perf_counter()
        cast(act, code, VOTE)
        times.append(time.perf_counter() - start)
    queue.put(times)


def figures(act: Any, times: list[float], seconds: float) -> dict[str, float]:
    """Return the figures; every ballot must be in the box, once."""
    from thorbecke.web.participation.box import reading

    found = reading.totals(act)
    if not found.sound or found.ballots != len(times):
        raise SystemExit(f"ballots were lost or doubled: {found} for {len(times)} receipts")
    ordered = sorted(times)
    return {
        "ballots": len(times),
        "per_second": len(times) / seconds,
        "p50": ordered[len(ordered) // 2] * 1000,
        "p95": ordered[int(len(ordered) * 0.95)] * 1000,
        "slowest": ordered[-1] * 1000,
    }


class served:
    """The site under gunicorn, with the processes and threads of ``thorbecke serve``."""

    def __enter__(self) -> int:
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            port = int(probe.getsockname()[1])
        from django.conf import settings
        from django.core.management import call_command

        call_command("collectstatic", verbosity=0, interactive=False)
        command = [
            *(sys.executable, "-m", "gunicorn", "thorbecke.web.wsgi:application"),
            *("--bind", f"127.0.0.1:{port}", "--worker-class", "gthread", "--preload"),
            *("--workers", str(settings.WEB_WORKERS), "--threads", str(settings.WEB_THREADS)),
            *("--log-level", "warning", "--keep-alive", "5", "--backlog", "2048"),
        ]
        self.server = subprocess.Popen(command)
        for _ in range(600):
            try:
                urllib.request.urlopen(f"http://127.0.0.1:{port}/gezond/", timeout=5)
                return port
            except OSError:
                time.sleep(0.1)
        raise SystemExit("the site did not start")

    def __exit__(self, *_details: object) -> None:
        self.server.send_signal(signal.SIGTERM)
        self.server.wait(20)


def over_http(port: int, act: Any, codes: list[str], clients: int) -> dict[str, float]:
    """Send each ballot as a browser does; return ballots per second and latencies in ms."""
    requests = [request_of(port, act, code) for code in codes]
    times, seconds = asyncio.run(load(port, requests, clients))
    return figures(act, times, seconds)


def request_of(port: int, act: Any, code: str) -> bytes:
    """Return the bytes of one POST with its pass and its token."""
    from urllib.parse import urlencode

    from django.http import HttpResponse
    from django.middleware.csrf import _get_new_csrf_string, _mask_cipher_secret

    from thorbecke.web.participation.roll import entry

    response, secret = HttpResponse(), _get_new_csrf_string()
    entry.give_pass(response, act, code, "letter")
    ((name, morsel),) = response.cookies.items()
    fields = {"v.plan": "yes", **{f"v.order.o{n}": n + 1 for n in range(5)}, "step": "cast"}
    body = urlencode({**fields, "csrfmiddlewaretoken": _mask_cipher_secret(secret)})
    lines = [
        f"POST /meedoen/{act.slug}/stem/ HTTP/1.1",
        f"Host: localhost:{port}",
        f"Cookie: {name}={morsel.value}; csrftoken={secret}",
        "Content-Type: application/x-www-form-urlencoded",
        f"Content-Length: {len(body)}",
        "Connection: close",
    ]
    return ("\r\n".join(lines) + "\r\n\r\n" + body).encode()


async def load(port: int, requests: list[bytes], clients: int) -> tuple[list[float], float]:
    """Keep so many connections busy until every ballot has its answer."""
    waiting, times = iter(requests), []
    connections = [
        await asyncio.open_connection("127.0.0.1", port) if clients >= len(requests) else None
        for _ in range(clients)
    ]

    async def client(opened: Any) -> None:
        for request in waiting:
            start = time.perf_counter()
            reader, writer = opened or await asyncio.open_connection("127.0.0.1", port)
            writer.write(request)
            answer = await reader.read()
            times.append(time.perf_counter() - start)
            writer.close()
            if not re.match(rb"HTTP/1.1 302 ", answer):
                raise SystemExit(f"a ballot was not taken: {answer[:200]!r}")
            opened = None

    start = time.perf_counter()
    await asyncio.gather(*(client(one) for one in connections))
    return times, time.perf_counter() - start


# --- around it -------------------------------------------------------------------------------------


def main() -> None:
    """Measure each database in a process of its own and print the part of the page."""
    found = {"SQLite": child("")}
    if postgres := new_database():
        found["PostgreSQL"] = child(postgres)
    else:
        print("no PostgreSQL at THORBECKE_BENCH_POSTGRES: not measured", file=sys.stderr)
    print(json.dumps({"markdown": page(found), "figures": found}))


def child(database: str) -> dict[str, Any]:
    """Return what one database gives."""
    print(f"box: {urlsplit(database).scheme or 'sqlite'} …", file=sys.stderr, flush=True)
    with tempfile.TemporaryDirectory(prefix="thorbecke-box-") as var:
        env = {
            **os.environ,
            "THORBECKE_VAR": var,
            "THORBECKE_LOG_LEVEL": "ERROR",
            "THORBECKE_TASKS": "immediate",
            "DJANGO_SETTINGS_MODULE": "thorbecke.web.settings",
            "DATABASE_URL": database,
        }
        command = [sys.executable, __file__, "--child"]
        done = subprocess.run(command, env=env, stdout=subprocess.PIPE, text=True, check=True)
    return json.loads(done.stdout.splitlines()[-1])


def new_database() -> str:
    """Make an empty database on the server; return its address, nothing without a server."""
    import psycopg

    try:
        with psycopg.connect(SERVER, autocommit=True, connect_timeout=3) as server:
            server.execute(f"DROP DATABASE IF EXISTS {DATABASE} WITH (FORCE)")
            server.execute(f"CREATE DATABASE {DATABASE}")
    except psycopg.OperationalError:
        return ""
    return urlsplit(SERVER)._replace(path=f"/{DATABASE}").geturl()


def page(found: dict[str, Any]) -> str:
    """Return the part of docs/benchmarks.md."""
    lines = [
        "## The ballot box: one code, one ballot, one receipt\n",
        f"Two questions, one of them a ranking of 8. Straight into the box from {PROCESSES} processes;",
        f"over HTTP with {CLIENTS} connections; {AT_ONCE:,} ballots sent at the same moment. The load",
        "program, the site and the database share the cores. Every run ends with a count: each receipt",
        "has its ballot, none is lost, none is there twice.\n",
        "| database | way in | ballots | ballots/s | target | | median ms | p95 ms | slowest ms |",
        "|---|---|---|---|---|---|---|---|---|",
    ]
    names = {"straight": "straight", "http": "HTTP", "at_once": "HTTP, all at once"}
    for database, rows in found.items():
        for key, name in names.items():
            row, target = rows[key], TARGETS[database]
            ratio = row["per_second"] / target
            verdict = f"{ratio:.2f} ×, {'holds' if ratio >= 1 else '**missed**'}"
            lines.append(
                f"| {database} | {name} | {row['ballots']:,} | {row['per_second']:.0f} | {target} "
                f"| {verdict} | {row['p50']:.1f} | {row['p95']:.1f} | {row['slowest']:.0f} |"
            )
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    if "--child" in sys.argv:
        sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "src"))
        print(json.dumps(measured()))
    else:
        main()
