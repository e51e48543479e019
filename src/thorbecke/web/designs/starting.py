"""Begin a design from what is known already, such as an atelier: nothing is typed twice."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django.db import transaction

from thorbecke.web.designs.models import LONGEST_CHALLENGE, Design
from thorbecke.web.designs.state import LONGEST, State, blocks
from thorbecke.web.people.models import Organisation, Person


@transaction.atomic
def start(
    organisation: Organisation,
    by: Person | None,
    *,
    title: str,
    challenge: str,
    themes: Sequence[str],
    choices: Mapping[str, str] | None = None,
    origin: Mapping[str, str] | None = None,
) -> Design:
    """Return a design of the organisation; the same origin gives the same design.

    ``choices``: parameter to option; what the box does not know is left out.
    """
    Organisation.objects.select_for_update().get(pk=organisation.pk)
    if origin and (known := _of(organisation, origin)):
        return known
    name = " ".join(title.split())[: LONGEST["titel"]]
    place = organisation.municipality.name if organisation.municipality_id else ""
    state = State(choices=_known(choices or {}), title=name, place=place)
    return Design.objects.create(
        organisation=organisation,
        made_by=by,
        title=name,
        challenge=challenge.strip()[:LONGEST_CHALLENGE],
        themes=list(themes),
        origin=dict(origin) if origin else None,
        state={"query": state.query},
    )


def _of(organisation: Organisation, origin: Mapping[str, str]) -> Design | None:
    same = {"origin__kind": origin["kind"], "origin__id": origin["id"]}
    return Design.objects.filter(organisation=organisation, **same).first()


def _known(choices: Mapping[str, str]) -> dict[str, Any]:
    options = {one.id: {row.id for row in one.options} for one in blocks().parameters}
    return {name: choice for name, choice in choices.items() if choice in options.get(name, ())}
