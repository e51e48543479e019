"""Checks and takes in a register of some length, in a process of its own; prints its peak memory.

``long_register.py FOLDER ROWS`` prints two whole numbers: the peak in MB after a tenth of the rows and
after all. With a third argument "talk" it tells the time of each step on standard error.
"""

# ruff: noqa: E402 - the settings come first

from __future__ import annotations

import os
import sys
import time
from pathlib import Path

FOLDER, ROWS, TALK = Path(sys.argv[1]), int(sys.argv[2]), len(sys.argv) > 3
os.environ |= {
    "DJANGO_SETTINGS_MODULE": os.environ.get("DJANGO_SETTINGS_MODULE", "thorbecke.web.settings"),
    "THORBECKE_VAR": str(FOLDER / "var"),
    "THORBECKE_TASKS": "immediate",
    "THORBECKE_SECRET_KEY": "t" * 64,
    "THORBECKE_DEBUG": "0",
}
os.environ.pop("DATABASE_URL", None)
(FOLDER / "var").mkdir(parents=True, exist_ok=True)

import django

django.setup()

from django.conf import settings
from django.core.files import File
from django.core.management import call_command

from thorbecke.web.participation.models import Act, CensusImport, CensusState, Voter
from thorbecke.web.participation.roll.census import work
from thorbecke.web.people.models import Organisation


def rows(count: int, path: Path) -> Path:
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        file.write("Voorletters;Achternaam;Adres;Postcode;Woonplaats;Geboortedatum;Wijk\r\n")
        for number in range(count):
            born = f"{number % 28 + 1}-{number % 12 + 1}-{1930 + number % 75}"
            file.write(
                f"A.{number};Proef;Lange Dorpsstraat {number % 300 + 1} b;"
                f"{1000 + number % 8999} AB;Dorp;{born};Wijk {number % 40}\r\n"
            )
            if number % 1000 == 0:  # now and then somebody twice
                file.write(f"A.{number};PROEF;Lange Dorpsstraat {number % 300 + 1} b;")
                file.write(f"{1000 + number % 8999} AB;Dorp;{born};Wijk {number % 40}\r\n")
    return path


def peak() -> int:
    # Not ru_maxrss: that begins with what the program that started this one used.
    with Path("/proc/self/status").open() as told:
        return next(int(line.split()[1]) for line in told if line.startswith("VmHWM")) // 1024


def take_in(act: Act, path: Path) -> None:
    start = time.process_time()
    with path.open("rb") as file:
        row = CensusImport(act=act, name=path.name, sha256="")
        row.file.save("r.bin", File(file), save=False)
        row.save(force_insert=True)
    work.check(row.pk)
    checked = time.process_time()
    row.refresh_from_db()
    assert row.state == CensusState.CHECKED, row.report
    CensusImport.objects.filter(pk=row.pk).update(state=CensusState.ACCEPTED, done_rows=0)
    work.take(row.pk)
    row.refresh_from_db()
    assert row.state == CensusState.DONE, row.report
    if TALK:
        took = (checked - start, time.process_time() - checked)
        print(
            f"{row.report['rows']} rows: check {took[0]:.1f} s, in {took[1]:.1f} s", file=sys.stderr
        )
        print(f"added {row.report['added']}, double {row.report['double']}", file=sys.stderr)


# Pages of the database that SQLite maps belong to the file, not to us: read them instead.
options = settings.DATABASES["default"]["OPTIONS"]
options["init_command"] = options["init_command"].replace("mmap_size=134217728", "mmap_size=0")
assert "mmap_size=0" in options["init_command"]
call_command("migrate", verbosity=0)
organisation = Organisation.objects.create(name="Proef", kind="municipality")
act = Act.objects.create(instrument="x", organisation=organisation, slug="x", title="x")
take_in(act, rows(ROWS // 10, FOLDER / "small.csv"))
first = peak()
take_in(act, rows(ROWS, FOLDER / "large.csv"))
assert Voter.objects.count() == ROWS
print(first, peak())
