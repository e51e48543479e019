"""The real site, started as a reader would start it, and a real browser that looks at it."""

from __future__ import annotations

import json
import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright

ROOT = Path(__file__).resolve().parents[2]
# A machine that is busy with other tests is slow, not wrong.
expect.set_options(timeout=30_000)
CHROMIUM = os.environ.get("THORBECKE_CHROMIUM") or shutil.which("chromium")


@dataclass(frozen=True)
class Site:
    """A running site: its address and who can sign in."""

    url: str
    accounts: dict[str, tuple[str, str]]  # role -> e-mail, password
    var: Path


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def answers(url: str) -> bool:
    try:
        with urllib.request.urlopen(f"{url}/gezond/", timeout=5):
            return True
    except OSError:
        return False


@pytest.fixture(scope="session")
def site() -> Iterator[Site]:
    """Start ``thorbecke run`` in a folder of its own; stop it at the end."""
    var = Path(tempfile.mkdtemp(prefix="thorbecke-journey-"))
    port = free_port()
    clean = {k: v for k, v in os.environ.items() if not k.startswith(("THORBECKE_", "DATABASE_"))}
    env = {**clean, "THORBECKE_VAR": str(var), "PORT": str(port), "THORBECKE_WEB_WORKERS": "1"}
    log = (var / "site.log").open("w")
    process = subprocess.Popen(
        [sys.executable, "-c", "from thorbecke.cli.main import main; main()", "run"],
        env=env,
        cwd=ROOT,
        stdout=log,
        stderr=log,
    )
    log.close()
    url = f"http://localhost:{port}"
    end = time.monotonic() + 240
    while not answers(url):
        if process.poll() is not None or time.monotonic() > end:
            process.kill()
            pytest.fail(f"the site did not start:\n{(var / 'site.log').read_text()[-3000:]}")
        time.sleep(0.2)
    accounts = json.loads((var / "demo-accounts.json").read_text())
    yield Site(url, {a["role"]: (a["email"], a["password"]) for a in accounts}, var)
    process.terminate()
    process.wait(20)
    told = (var / "site.log").read_text(errors="replace")
    if "Traceback" in told:
        print(told[told.index("Traceback") :][:6000])
    shutil.rmtree(var, ignore_errors=True)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Debian's chromium, without a window."""
    if not CHROMIUM:
        pytest.skip("no browser: install chromium or set THORBECKE_CHROMIUM")
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(
            executable_path=CHROMIUM,
            args=[
                "--no-sandbox",
                "--disable-gpu",
                "--disable-quic",
                "--disable-dev-shm-usage",
                "--disable-background-networking",
                "--disable-component-update",
                "--disable-sync",
            ],
        )
        yield started
        started.close()


@pytest.fixture
def visit(browser: Browser, site: Site) -> Iterator[Callable[..., Page]]:
    """Open a page of the site in a fresh browser profile: ``visit("/", width=360, dark=True)``."""
    contexts: list[BrowserContext] = []

    def go(path: str = "/", width: int = 1280, dark: bool = False, **options: object) -> Page:
        context = browser.new_context(
            base_url=site.url,
            viewport={"width": width, "height": 800},
            color_scheme="dark" if dark else "light",
            reduced_motion="reduce",
            locale="nl-NL",
            **options,
        )
        context.set_default_timeout(60_000)
        contexts.append(context)
        page = context.new_page()
        page.goto(path)
        return page

    yield go
    for context in contexts:
        context.close()


@pytest.fixture
def sign_in(site: Site) -> Callable[[Page, str], None]:
    """Sign a page in as one of the demonstration roles."""

    def enter(page: Page, role: str) -> None:
        email, password = site.accounts[role]
        page.goto("/account/login/")
        page.get_by_label("E-mailadres").fill(email)
        page.get_by_label("Wachtwoord", exact=False).first.fill(password)
        page.locator("main form button[type=submit]").first.click()
        page.wait_for_url("**/mijn/")

    return enter
