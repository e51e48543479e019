"""Run the suite on PostgreSQL: the server of DATABASE_URL, one on this machine, or one from apt."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import time
from pathlib import Path

import psycopg

LOCAL = "postgres://postgres@127.0.0.1:5432/postgres"
OURS = "postgres://thorbecke_test:thorbecke_test@127.0.0.1:5432/postgres"
ROLE = "CREATE ROLE thorbecke_test LOGIN SUPERUSER PASSWORD 'thorbecke_test'"


def answers(address: str) -> bool:
    try:
        with psycopg.connect(address.replace("postgres://", "postgresql://"), connect_timeout=3):
            return True
    except psycopg.Error:
        return False


def start_local() -> None:
    """Start Debian's PostgreSQL; install it first when we may. Does nothing on other systems."""
    if not Path("/etc/postgresql").is_dir():
        if os.geteuid() or not shutil.which("apt-get"):
            return
        quiet = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
        subprocess.run(["apt-get", "update", "-qq"], env=quiet, check=False)
        subprocess.run(["apt-get", "install", "-y", "-qq", "postgresql"], env=quiet, check=False)
    for version in sorted(Path("/etc/postgresql").glob("*")) if os.geteuid() == 0 else []:
        command = ["pg_ctlcluster", "--skip-systemctl-redirect", version.name, "main", "start"]
        subprocess.run(command, check=False, capture_output=True)
    time.sleep(2)
    if os.geteuid() == 0:
        command = ["su", "postgres", "-c", f'psql -c "{ROLE}"']
        subprocess.run(command, check=False, capture_output=True)


def find() -> str | None:
    """Return the address of a server that answers, or None."""
    given = os.environ.get("DATABASE_URL", "")
    candidates = [given] if given.startswith("postgres") else [LOCAL, OURS]
    found = next(filter(answers, candidates), None)
    if found or given:
        return found
    start_local()
    return next(filter(answers, candidates), None)


def main() -> int:
    address = find()
    if not address:
        print(
            "SKIPPED: no PostgreSQL server answers and none could be installed here.\n"
            "Give one with DATABASE_URL=postgres://USER:PASSWORD@HOST/NAME make test-postgres"
        )
        return 0
    command = [Path(sys.executable).parent / "pytest", "-n", "2", "--dist", "loadfile"]
    return subprocess.run(
        [*command, "-m", "not browser", *sys.argv[1:]], env={**os.environ, "DATABASE_URL": address}
    ).returncode


if __name__ == "__main__":
    sys.exit(main())
