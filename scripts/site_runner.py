"""Start the site in a scratch folder for a script, and stop it afterwards."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


@dataclass(frozen=True)
class Started:
    """A running site: its address, its folder and how long it took to answer (seconds)."""

    url: str
    var: Path
    seconds: float


@contextmanager
def site(verb: str = "serve", var: Path | None = None, **extra: str) -> Iterator[Started]:
    """Run ``thorbecke VERB`` on a free port until the block ends."""
    folder = var or Path(tempfile.mkdtemp(prefix="thorbecke-site-"))
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    clean = {k: v for k, v in os.environ.items() if not k.startswith(("THORBECKE_", "DATABASE_"))}
    env = {**clean, "THORBECKE_VAR": str(folder), "PORT": str(port), **extra}
    command = [sys.executable, "-c", "from thorbecke.cli.main import main; main()", verb]
    start = time.monotonic()
    process = subprocess.Popen(command, env=env, cwd=ROOT, stdout=subprocess.DEVNULL)
    try:
        url = f"http://localhost:{port}"
        wait_for(url, process)
        yield Started(url, folder, time.monotonic() - start)
    finally:
        process.terminate()
        process.wait(20)
        if var is None:
            shutil.rmtree(folder, ignore_errors=True)


def wait_for(url: str, process: subprocess.Popen[bytes], seconds: float = 90) -> None:
    """Return when the site answers; raise when it ends or takes too long."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if process.poll() is not None:
            raise RuntimeError(f"the site stopped with code {process.returncode}")
        try:
            with urllib.request.urlopen(f"{url}/gezond/", timeout=5):
                return
        except OSError:
            time.sleep(0.1)
    raise RuntimeError("the site did not answer in time")
