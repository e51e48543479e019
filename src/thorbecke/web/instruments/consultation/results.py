"""The result of a consultation for its page."""

from __future__ import annotations

from typing import Any

from thorbecke.web.participation.models import Act, Result


def context(act: Act, result: Result) -> dict[str, Any]:
    """Return each question with its outcome."""
    return {}
