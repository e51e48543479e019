"""Making an act: new, as a copy, or as a rehearsal of one."""

from __future__ import annotations

import copy
from datetime import timedelta

from django.utils import timezone

from thorbecke.web.core import addresses
from thorbecke.web.participation import instruments
from thorbecke.web.participation.models import Act
from thorbecke.web.people.models import Organisation, Person

ERASE_AFTER = timedelta(days=180)
RESERVED = frozenset({"nieuw", "ateliers", "oproep"})


def create(instrument: str, title: str, organisation: Organisation, person: Person) -> Act:
    """Return a new act in preparation, with an address made from its title."""
    found = instruments.get(instrument)
    if found is None:
        raise ValueError(instrument)
    act = Act(
        instrument=instrument,
        title=title.strip(),
        organisation=organisation,
        municipality=organisation.municipality,
        settings=found.starting_settings(),
        eligibility={"who": "resident", "lowest_age": 16, "reference_date": None, "areas": []},
        credentials=["letter"],
        erase_on=timezone.localdate() + ERASE_AFTER,
        made_by=person,
    )
    return addresses.store(act, title, instrument, RESERVED)


def duplicate(act: Act, person: Person, title: str = "") -> Act:
    """Return a new act with the same settings; no dates, people, codes or ballots come along."""
    found = _copy(act, person)
    found.title = title or act.title
    found.settings = instruments.of(act).copied_settings(found.settings)
    found.opens_at = found.closes_at = None
    return addresses.store(found, found.title, found.instrument, RESERVED)


def rehearse(act: Act, person: Person) -> Act:
    """Return a rehearsal: a copy with a roll, codes and a box of its own, that points to this act."""
    found = _copy(act, person)
    found.rehearsal_of = act.rehearsal_of or act
    found.closes_at = None
    return addresses.store(found, f"oefening-{act.slug}", found.instrument, RESERVED)


def _copy(act: Act, person: Person) -> Act:
    return Act(
        instrument=act.instrument,
        title=act.title,
        organisation=act.organisation,
        municipality=act.municipality,
        settings=copy.deepcopy(act.settings),
        eligibility=copy.deepcopy(act.eligibility),
        credentials=list(act.credentials),
        may_change=act.may_change,
        publish=act.publish,
        opens_at=act.opens_at,
        closes_at=act.closes_at,
        erase_on=timezone.localdate() + ERASE_AFTER,
        made_by=person,
    )
