"""The room of the benchmark of ateliers: a server that can be killed, browsers, phones and the screen.

The phones keep their queue and name each card, as ``live.js`` does.
"""

from __future__ import annotations

import http.client
import os
import re
import secrets
import signal
import socket
import subprocess
import sys
import threading
import time
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlencode

ROOT = Path(__file__).resolve().parents[1]
TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="(\w+)"')
PARTS = re.compile(r'data-part="(\w+)" data-key="(\w+)"')
CARD = re.compile(r"kaart-[0-9a-f]{12}")
STEP = "verschil"
OURS = ("THORBECKE_", "DATABASE_", "DJANGO_ALLOW_")  # settings of who starts us
POLL, SCREEN_POLL = 1.0, 0.5  # seconds, as in live.js


class Server:
    """``thorbecke serve`` in its own process group, so that all of it can be killed at once."""

    def __init__(self, var: Path) -> None:
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = probe.getsockname()[1]
        clean = {k: v for k, v in os.environ.items() if not k.startswith(OURS)}
        self.env = {
            **clean,
            "THORBECKE_VAR": str(var),
            "PORT": str(self.port),
            "THORBECKE_DEMO": "1",
            "THORBECKE_LOG_LEVEL": "ERROR",
        }
        self.process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        code = "from thorbecke.cli.main import main; main()"
        self.process = subprocess.Popen(
            [sys.executable, "-c", code, "serve"],
            env=self.env,
            cwd=ROOT,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
        end = time.monotonic() + 180
        while time.monotonic() < end:
            if self.process.poll() is not None:
                sys.exit(f"the site stopped with code {self.process.returncode}")
            try:
                if Browser(self.port).get("/gezond/")[0] == 200:
                    return
            except OSError:
                time.sleep(0.1)
        sys.exit("the site did not answer in time")

    def kill(self, sign: int = signal.SIGKILL) -> None:
        assert self.process
        os.killpg(self.process.pid, sign)
        self.process.wait(30)


class Browser:
    """Cookies, one connection that stays, and nothing else."""

    def __init__(self, port: int) -> None:
        self.port, self.cookies, self.token = port, dict[str, str](), ""
        self.connection: http.client.HTTPConnection | None = None

    def ask(
        self, method: str, path: str, fields: list[tuple[str, str]] | None = None, **head: str
    ) -> tuple[int, dict[str, str], str]:
        body = urlencode(fields) if fields is not None else None
        sent = {"Cookie": "; ".join(f"{k}={v}" for k, v in self.cookies.items()), **head}
        if fields is not None:
            sent |= {"Content-Type": "application/x-www-form-urlencoded", "X-CSRFToken": self.token}
        try:
            return self._once(method, path, body, sent)
        except (http.client.HTTPException, OSError):
            self.close()
            raise

    def again(self) -> Browser:
        """Drop a connection that the server may have closed while nobody used it."""
        self.close()
        return self

    def _once(
        self, method: str, path: str, body: str | None, sent: dict[str, str]
    ) -> tuple[int, dict[str, str], str]:
        if self.connection is None:
            self.connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=15)
        self.connection.request(method, path, body, {"Host": f"localhost:{self.port}", **sent})
        answer = self.connection.getresponse()
        text = answer.read().decode("utf-8", "replace")
        for line in answer.headers.get_all("Set-Cookie") or ():
            name, _equals, rest = line.partition("=")
            self.cookies[name] = rest.partition(";")[0]
        if found := TOKEN.search(text):
            self.token = found[1]
        return answer.status, dict(answer.headers), text

    def get(self, path: str, **head: str) -> tuple[int, dict[str, str], str]:
        return self.ask("GET", path, **head)

    def post(self, path: str, **fields: str) -> tuple[int, dict[str, str], str]:
        return self.ask("POST", path, list(fields.items()))

    def close(self) -> None:
        if self.connection:
            self.connection.close()
        self.connection = None


@dataclass
class Live:
    """A page that renews itself: the tag and the parts that the browser has."""

    browser: Browser
    path: str
    tag: str = ""
    have: dict[str, str] = field(default_factory=dict)
    answers: Counter[int] = field(default_factory=Counter)

    def query(self) -> str:
        return "?" + urlencode({"heeft": ",".join(f"{k}:{v}" for k, v in self.have.items())})

    def renew(self) -> str:
        head = {"If-None-Match": self.tag} if self.tag else {}
        status, headers, text = self.browser.get(self.path + self.query(), **head)
        self.answers[status] += 1
        if status == 200:
            self.took(headers, text)
        return text

    def took(self, headers: dict[str, str], text: str) -> None:
        self.tag = headers.get("ETag", self.tag)
        self.have |= dict(PARTS.findall(text))


class Phone(threading.Thread):
    """A guest: asks each second, writes now and then, keeps a queue while there is no network."""

    def __init__(self, room: Room, number: int) -> None:
        super().__init__(daemon=True)
        self.room, self.number = room, number
        self.browser = Browser(room.port)
        self.live = Live(self.browser, f"/a/{room.code}/nu/")
        self.queue: list[tuple[str, str]] = []
        self.next_card = 0.0
        self.stopping = threading.Event()

    def join_room(self) -> None:
        self.browser.get(f"/a/{self.room.code}/")
        status, _headers, _text = self.browser.post(f"/a/{self.room.code}/binnen/", name="")
        assert status == 302, status
        status, headers, text = self.browser.get(f"/a/{self.room.code}/")
        assert status == 200
        assert 'data-part="bord"' in text
        self.live.took(headers, text)

    def run(self) -> None:
        # Phones do not ask in step: each begins at its own moment.
        time.sleep(POLL * self.number / self.room.phones)
        self.next_card = time.monotonic() + self.room.pause * self.number / self.room.phones
        while not self.stopping.is_set():
            start = time.monotonic()
            if start >= self.next_card and self.room.writing.is_set():
                self.write()
                self.next_card += self.room.pause
            if not self.room.away.is_set():
                self.talk()
            time.sleep(max(0.05, POLL - (time.monotonic() - start)))

    def write(self) -> None:
        text = f"kaart-{secrets.token_hex(6)}"
        self.queue.append((secrets.token_hex(16), text))
        self.room.wrote(text)

    def talk(self) -> None:
        try:
            while self.queue:
                client, text = self.queue[0]
                fields = [("stap", STEP), ("tekst", text), ("client", client)]
                path = f"/a/{self.room.code}/kaart/{self.live.query()}"
                status, headers, body = self.browser.ask("POST", path, fields, **{"X-Live": "1"})
                if status >= 500:
                    return
                assert status == 200, f"{status} {body[:200]}"
                self.live.took(headers, body)
                self.queue.pop(0)
            self.live.renew()
        except (http.client.HTTPException, OSError):
            self.room.failures += 1


class Screen(threading.Thread):
    """The big screen: asks twice a second and notes when it first shows a card."""

    def __init__(self, room: Room) -> None:
        super().__init__(daemon=True)
        self.room = room
        self.live = Live(Browser(room.port), f"/a/{room.code}/scherm/nu/")
        self.stopping = threading.Event()

    def run(self) -> None:
        while not self.stopping.is_set():
            start = time.monotonic()
            try:
                found = CARD.findall(self.live.renew())
            except (http.client.HTTPException, OSError):
                found = []
            self.room.saw(found)
            time.sleep(max(0.02, SCREEN_POLL - (time.monotonic() - start)))


class Room:
    """What everybody shares: who wrote what when, and when the screen showed it."""

    def __init__(self, port: int, code: str, phones: int, pause: float) -> None:
        self.port, self.code, self.phones, self.pause = port, code, phones, pause
        self.written: dict[str, float] = {}
        self.seen: dict[str, float] = {}
        self.lock = threading.Lock()
        self.writing, self.away = threading.Event(), threading.Event()
        self.failures = 0

    def wrote(self, text: str) -> None:
        with self.lock:
            self.written[text] = time.monotonic()

    def saw(self, texts: list[str]) -> None:
        now = time.monotonic()
        with self.lock:
            for text in texts:
                self.seen.setdefault(text, now)
