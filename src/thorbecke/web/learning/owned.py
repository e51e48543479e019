"""What an organisation keeps here, for its export and its deletion."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.translation import gettext as _

from thorbecke.web.learning.models import Lesson, Track
from thorbecke.web.people.models import Organisation
from thorbecke.web.people.owning import File, as_json

LESSON = (
    "title context intervention mechanism outcome surprise went_wrong transfer strength "
    "effects state number entry made_at accepted_at"
).split()


def files_of(organisation: Organisation) -> Iterable[File]:
    """Yield a file for each lesson and track."""
    for lesson in Lesson.objects.filter(organisation=organisation).prefetch_related("reviews"):
        data = {name: getattr(lesson, name) for name in LESSON}
        data["reviews"] = list(lesson.reviews.values("verdict", "text", "made_at"))
        yield f"lessen/{lesson.pk}.json", as_json(data)
    for track in Track.objects.filter(organisation=organisation):
        sessions = track.sessions.values(
            "title", "starts_at", "ends_at", "place", "text", "material", "homework"
        )
        data = {"title": track.title, "text": track.text, "themes": track.themes}
        yield f"trajecten/{track.slug}.json", as_json({**data, "sessions": list(sessions)})


def delete_of(organisation: Organisation) -> None:
    """Delete lessons and tracks; a case in the library stays."""
    Lesson.objects.filter(organisation=organisation).delete()
    Track.objects.filter(organisation=organisation).delete()


def stays(organisation: Organisation) -> Iterable[str]:
    """Say that cases in the library stay."""
    number = Lesson.objects.filter(organisation=organisation).exclude(entry="").count()
    if number:
        yield _("Praktijkvoorbeelden die uit uw lessen zijn gemaakt: %(n)s.") % {"n": number}
