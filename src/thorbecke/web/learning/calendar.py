"""The sessions of a track as a calendar file (RFC 5545)."""

from __future__ import annotations

from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from icalendar import Calendar, Event

from thorbecke.web.learning.models import Track


def file_of(track: Track) -> bytes:
    """Return one event for each session; ids stay the same when a session moves."""
    calendar = Calendar()
    calendar.add("prodid", "-//Thorbecke//NL")
    calendar.add("version", "2.0")
    page = settings.BASE_URL.rstrip("/") + reverse("learning:track", args=[track.slug])
    for session in track.sessions.all():
        event = Event()
        event.add("uid", f"{session.pk}@thorbecke")
        event.add("summary", f"{track.title}: {session.title}")
        event.add("dtstamp", session.changed_at)
        event.add("last-modified", session.changed_at)
        event.add("dtstart", timezone.localtime(session.starts_at))
        event.add("dtend", timezone.localtime(session.ends_at))
        event.add("location", session.place)
        event.add("description", session.text)
        event.add("url", page)
        calendar.add_component(event)
    return bytes(calendar.to_ical())
