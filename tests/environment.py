"""Loaded before everything else (``-p environment``): tests write into a scratch folder only."""

from __future__ import annotations

import atexit
import os
import shutil
import tempfile
from pathlib import Path

VAR = Path(tempfile.mkdtemp(prefix="thorbecke-test-"))
atexit.register(shutil.rmtree, VAR, ignore_errors=True)
(VAR / "static").mkdir()
os.environ["THORBECKE_VAR"] = str(VAR)
os.environ["THORBECKE_TASKS"] = "immediate"
os.environ["THORBECKE_SECRET_KEY"] = "t" * 64
os.environ["THORBECKE_SQLITE_SYNC"] = "NORMAL"
os.environ["THORBECKE_DEBUG"] = "0"
os.environ["THORBECKE_SECOND_FACTOR"] = "nobody"
os.environ["THORBECKE_BASE_URL"] = "http://localhost:8000"
# Playwright's sync API keeps a loop running in the process that later runs database tests.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
