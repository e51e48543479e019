"""The period of an act as a calendar file (RFC 5545)."""

from __future__ import annotations

from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from icalendar import Calendar, Event

from thorbecke.web.participation.models import Act


def event(act: Act) -> bytes:
    """Return one event from opening to closing; the id stays the same when the dates change."""
    found = Event()
    found.add("uid", f"{act.pk}@thorbecke")
    found.add("summary", act.title)
    found.add("dtstamp", act.made_at)
    opens = act.opens_at or act.opened_at or act.made_at
    found.add("dtstart", timezone.localtime(opens))
    found.add("dtend", timezone.localtime(act.closes_at or opens))
    found.add("url", settings.BASE_URL.rstrip("/") + reverse("participation:act", args=[act.slug]))
    calendar = Calendar()
    calendar.add("prodid", "-//Thorbecke//NL")
    calendar.add("version", "2.0")
    calendar.add_component(found)
    return bytes(calendar.to_ical())
