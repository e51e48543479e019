"""Requests per second and latency of real pages under ``thorbecke serve`` with SQLite.

Eight clients on the same machine as the server (wrk, one thread), so the client takes its share of
the cores. Each page is warmed up first. The query of the list changes with each request, so that the
figure is not that of one stored answer. The site keeps finished pages in memory until the content
changes; a reader with a cookie gets the frame of the page made anew, so that is measured as well.
Prints one JSON object.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "scripts"))

from site_runner import site

CLIENTS, SECONDS = 8, 6
COOKIE = "gemeente=zeist; gemeente_naam=Zeist"
# wrk prints no 95th percentile of its own; this script asks for it.
DONE = """
done = function(summary, latency, requests)
  local errors = summary.errors.status + summary.errors.connect + summary.errors.timeout
  print(string.format("RESULT %d %d %.1f %.1f %d", summary.requests, summary.duration,
    latency:percentile(50) / 1000, latency:percentile(95) / 1000, errors))
end
"""
VARY = """
local n = 0
local paths = { PATHS }
request = function() n = n % #paths + 1; return wrk.format("GET", paths[n]) end
"""
WORDS = ["budget", "loting", "wijk", "jongeren", "referendum", "zorg", "energie", "dorp", "raad"]
PAGES = {
    "home": ["/"],
    "search list": ["/praktijk/"]
    + [f"/praktijk/?q={word}&theme={theme}" for word in WORDS for theme in range(1, 11)],
    "case": [
        "/praktijk/groningen-cooperatieve-wijkraad/",
        "/praktijk/melbourne-peoples-panel/",
        "/praktijk/amsterdam-mini-burgerberaad/",
        "/praktijk/rotterdam-wijkraden/",
        "/praktijk/hoogeloon-zorgcooperatie/",
    ],
}


def wrk() -> str:
    """Return the load program; get it from Debian when we may."""
    found = shutil.which("wrk")
    if not found and os.geteuid() == 0 and shutil.which("apt-get"):
        subprocess.run(["apt-get", "install", "-y", "-qq", "wrk"], check=False, capture_output=True)
        found = shutil.which("wrk")
    if not found:
        sys.exit("This benchmark needs wrk. On Debian: sudo apt-get install wrk")
    return found


def load(url: str, paths: list[str], seconds: int, cookie: str = "") -> dict[str, float]:
    """Send requests for ``seconds``; return requests per second, latencies in ms and errors."""
    listed = ", ".join(json.dumps(path) for path in paths)
    with tempfile.NamedTemporaryFile("w", suffix=".lua") as script:
        script.write(VARY.replace("PATHS", listed) + DONE)
        script.flush()
        done = subprocess.run(
            [
                *(wrk(), "-t1", f"-c{CLIENTS}", f"-d{seconds}s", "-s", script.name),
                *("-H", "Accept-Encoding: gzip", *(("-H", f"Cookie: {cookie}") if cookie else ())),
                url,
            ],
            capture_output=True,
            text=True,
            check=True,
        )
    line = next(line for line in done.stdout.splitlines() if line.startswith("RESULT"))
    requests, micros, median, p95, errors = map(float, line.split()[1:])
    return {"rps": requests / micros * 1e6, "p50": median, "p95": p95, "errors": errors}


def main() -> None:
    with site("serve", THORBECKE_WEB_WORKERS="2", THORBECKE_WEB_THREADS="4") as started:
        result = {}
        for name, paths in PAGES.items():
            load(started.url, paths, 1)
            result[name] = load(started.url, paths, SECONDS)
            result[f"{name}, own municipality"] = load(started.url, paths, SECONDS, COOKIE)
    print(json.dumps({"start_seconds": started.seconds, "pages": result}))


if __name__ == "__main__":
    main()
