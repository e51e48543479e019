"""What an organisation owns here: its experiments with all that belongs to them, and its offers.

Addresses of followers don't come along: they were given to this site for its mail, not to the
organisation. Single answers to an open survey don't either.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from thorbecke.web.experiments.models import Document, Experiment, Offer, Photo
from thorbecke.web.people.models import Organisation
from thorbecke.web.people.owning import File, as_json

OWN = (
    "id slug title challenge themes design origin contact press_contact phase public public_since "
    "plan_hash made_at changed_at"
).split()
# Related name, and what of it comes along.
PARTS = {
    "steps": "before after on reason made_at",
    "additions": "text reason made_at",
    "indicators": (
        "number core name unit kind better baseline baseline_n baseline_spread no_baseline target "
        "source moments late reason fixed_at"
    ),
    "surveys": "moment opened_at closed_at results",
    "documents": "id title kind on public extension sha256",
    "notes": "on title text surprise public made_at",
    "needs": "kind text state made_at",
    "quotes": "text who cleared cleared_on",
    "acts": "act__slug act__title",
}
VALUES = "indicator__number on value n spread source note corrects origin made_at".split()


def files_of(organisation: Organisation) -> Iterator[File]:
    """Yield each experiment as data, its documents and its photos; then the offers."""
    for one in Experiment.objects.filter(organisation=organisation).select_related("plan"):
        yield f"{one.slug}/experiment.json", as_json(_data(one))
        for document in Document.objects.filter(experiment=one).iterator():
            yield f"{one.slug}/stukken/{document.pk}.{document.extension}", _pieces(document.file)
        for photo in Photo.objects.filter(note__experiment=one).iterator():
            yield f"{one.slug}/fotos/{photo.pk}.jpg", _pieces(photo.photo)
    columns = "title text expertise exposure legal_room themes contact open made_at".split()
    yield (
        "aanbod.json",
        as_json(list(Offer.objects.filter(organisation=organisation).values(*columns))),
    )


def _data(one: Experiment) -> dict[str, Any]:
    found = {name: getattr(one, name) for name in OWN}
    plan = getattr(one, "plan", None)
    if plan is not None:
        names = "context intervention mechanism outcome stop_rule fixed_at fixed".split()
        found["plan"] = {name: getattr(plan, name) for name in names}
    for name, columns in PARTS.items():
        found[name] = list(getattr(one, name).values(*columns.split()))
    values = [
        row
        for indicator in one.indicators.all()
        for row in indicator.observations.values("id", *VALUES)
    ]
    return {**found, "observations": values}


def _pieces(file: Any) -> Iterator[bytes]:
    with file.open("rb") as opened:
        yield from opened.chunks()


def delete_of(organisation: Organisation) -> None:
    """Delete all; files go when the transaction is through."""
    Experiment.objects.filter(organisation=organisation).delete()
    Offer.objects.filter(organisation=organisation).delete()
