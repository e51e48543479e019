"""Makers for the tests of the roll: acts, people on the roll, people with a role, codes."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.utils import timezone

from thorbecke.methods.ballots import Spec, Type
from thorbecke.web.participation.instruments import Instrument
from thorbecke.web.participation.models import Act, Channel, Credential, Phase, Voter
from thorbecke.web.participation.roll import issuing
from thorbecke.web.people.models import Membership, Organisation, Person

ROLES = ("organiser", "clerk", "administrator")


class Plain(Instrument):
    """One yes-no question."""

    id = "roll-test"
    name = "Proef"
    summary = "Proef"
    law = "raadpleging"

    def specs(self, act: Act) -> tuple[Spec, ...]:
        return (Spec("q", Type.YESNO, ("yes", "no")),)

    def problems(self, act: Act) -> list[str]:
        return []


def make_act(slug: str = "marktplein", phase: str = Phase.OPEN, name: str = "", **more: Any) -> Act:
    """Make an act; open unless told otherwise."""
    organisation, _new = Organisation.objects.get_or_create(
        name=name or "Gemeente Proef", defaults={"kind": "municipality"}
    )
    values: dict[str, Any] = {
        "title": "Wat doen we met het Marktplein?",
        "definition_hash": "0" * 64,
        "credentials": ["letter"],
        "closes_at": timezone.now() + timedelta(days=7),
    }
    return Act.objects.create(
        instrument="roll-test", organisation=organisation, slug=slug, phase=phase, **values | more
    )


def make_voter(act: Act, number: int = 1, **changes: Any) -> Voter:
    """Make somebody on the roll."""
    values: dict[str, Any] = {
        "name": f"Anna Proef {number}",
        "street": "Dorpsstraat",
        "number": str(number),
        "postcode": "1234AB",
        "place": "Proefstad",
        "area": "Noord",
    }
    return Voter.objects.create(act=act, **{"key": f"{number:064}"} | values | changes)


def make_voters(act: Act, count: int) -> list[Voter]:
    """Make many people in one statement."""
    rows = [
        Voter(
            act=act,
            key=f"{number:064}",
            name=f"Anna Proef {number}",
            street="Dorpsstraat",
            number=str(number // 3 + 1),
            postcode=f"{1000 + number % 50}AB",
            place="Proefstad",
            area=("Noord", "Zuid")[number % 2],
        )
        for number in range(count)
    ]
    return Voter.objects.bulk_create(rows, batch_size=1000)


def person_of(role: str, organisation: Organisation) -> Person:
    """Make a person with a role, or without when it is empty."""
    email = f"{role or 'geen'}-{organisation.pk.hex[-6:]}@voorbeeld.nl"
    person = Person.objects.create_user(email, name=role or "geen")
    if role:
        Membership.objects.create(person=person, organisation=organisation, role=role)
    return person


def letter_code(act: Act, voter: Voter | None = None) -> str:
    """Give out a code by letter."""
    return issuing.issue(act, Channel.LETTER, voter=voter)[1]


def valid_codes(act: Act) -> int:
    """Return how many codes of an act open the box."""
    return Credential.objects.filter(act=act, void=False).count()
