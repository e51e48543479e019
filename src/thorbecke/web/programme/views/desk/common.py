"""What the pages of the desk share."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

WRONG, CONFLICT = 422, 409


def back(
    request: HttpRequest, name: str, *args: Any, done: Any = "", wrong: Any = ""
) -> HttpResponse:
    """Go to a page and say what was done, or why not."""
    if wrong:
        messages.error(request, str(wrong))
    elif done:
        messages.success(request, str(done))
    return redirect(f"programme:{name}", *args)
