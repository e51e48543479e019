"""Lessons and tracks: what is not accepted or not open belongs to its organisation."""

from __future__ import annotations

from isolation.world import SECRET, World
from thorbecke.web.experiments.starting import start
from thorbecke.web.learning import starting
from thorbecke.web.learning.models import Lesson, Question, Session, Track

OPEN = {
    "learning:home": "lessons that were accepted, of public experiments",
    "learning:together": "the figures of those lessons",
    "learning:feed": "those lessons for programs",
    "learning:tracks": "tracks that are open",
}
OWN = {
    "learning:desk": "lessons of one's own organisations",
    "learning:track_new": "for one's own organisations",
}


def make(world: World) -> dict[str, dict[str, object]]:
    experiment = start(world.here, None, title=SECRET, challenge=SECRET, themes=[])
    other = start(world.here, None, title=SECRET, challenge=SECRET, themes=[])
    lesson = starting.lesson(experiment, None)
    one: dict[str, object] = {"pk": lesson.pk}
    found: dict[str, dict[str, object]] = {
        f"learning:{name}": one for name in ("lesson", "brief", "data", "edit")
    }
    found["learning:move"] = {**one, "step": "inleveren"}
    done = starting.lesson(other, None)
    Lesson.objects.filter(pk=done.pk).update(state="draft")
    found["learning:review"] = found["learning:to_library"] = {"pk": done.pk}
    found["learning:begin"] = found["learning:anchor"] = {"slug": experiment.slug}
    return {**found, **_track(world)}


def _track(world: World) -> dict[str, dict[str, object]]:
    track = Track.objects.create(
        organisation=world.here, slug="geheim-traject", title=SECRET, text=SECRET
    )
    session = Session.objects.create(
        track=track, title=SECRET, starts_at="2027-01-10T14:00Z", ends_at="2027-01-10T15:00Z"
    )
    question = Question.objects.create(track=track, text=SECRET)
    here: dict[str, object] = {"slug": track.slug}
    names = "track ical join ask track_change session_new".split()
    found: dict[str, dict[str, object]] = {f"learning:{name}": here for name in names}
    found["learning:session"] = {**here, "pk": session.pk}
    found["learning:answer"] = {**here, "pk": question.pk}
    return found
