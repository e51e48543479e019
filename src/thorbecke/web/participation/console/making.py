"""Making an act: new, as a copy, or as a rehearsal of one."""

from __future__ import annotations

import copy
from datetime import timedelta

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.crypto import get_random_string
from django.utils.text import slugify

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
    return _with_address(act, slugify(title))


def duplicate(act: Act, person: Person, title: str = "") -> Act:
    """Return a new act with the same settings; no dates, people, codes or ballots come along."""
    found = _copy(act, person)
    found.title = title or act.title
    found.settings = instruments.of(act).copied_settings(found.settings)
    found.opens_at = found.closes_at = None
    return _with_address(found, slugify(found.title))


def rehearse(act: Act, person: Person) -> Act:
    """Return a rehearsal: a copy with a roll, codes and a box of its own, that points to this act."""
    found = _copy(act, person)
    found.rehearsal_of = act.rehearsal_of or act
    found.closes_at = None
    return _with_address(found, f"oefening-{act.slug}")


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


def _with_address(act: Act, wish: str) -> Act:
    """Store the act under the address it wishes for, or with four letters behind it."""
    base = (wish or act.instrument)[:70].strip("-")
    act.slug = base if base not in RESERVED else f"{base}-1"
    while True:
        try:
            with transaction.atomic():
                act.save(force_insert=True)
            return act
        except IntegrityError:
            act.slug = f"{base}-{get_random_string(4, 'abcdefghjkmnpqrstuvwxyz23456789')}"
