"""An act that goes through its phases, with an instrument that counts its questions."""

from __future__ import annotations

from io import BytesIO
from typing import Any

from thorbecke.records.verify import Report, verify
from thorbecke.web.participation import instruments
from thorbecke.web.participation.box import casting
from thorbecke.web.participation.instruments import CountPlan
from thorbecke.web.participation.models import Act, Channel, Phase, Result
from thorbecke.web.participation.record import log, phases
from thorbecke.web.participation.roll import issuing
from thorbecke.web.people.models import Membership, Organisation, Person

QUESTIONS: list[dict[str, Any]] = [
    {
        "id": "plan",
        "title": "Komt er een fietsstraat?",
        "type": "yesno",
        "options": [{"id": "yes", "title": "Ja"}, {"id": "no", "title": "Nee"}],
    },
    {
        "id": "colour",
        "title": "Welke kleur?",
        "type": "ranking",
        "options": [{"id": name, "title": name.title()} for name in ("rood", "groen", "blauw")],
    },
]
YES = {"plan": {"yes": 1}, "colour": {"rood": 1, "blauw": 2}}
NO = {"plan": {"no": 1}, "colour": {"groen": 1}}


class Counted(instruments.Instrument):
    """Yes or no, and a ranking by Schulze; IRV for comparison."""

    id, name, summary, law = "record-test", "Proef", "Proef", "raadpleging"

    def definition(self, act: Act) -> dict[str, Any]:
        return {}

    def problems(self, act: Act) -> list[str]:
        return [] if act.settings.get("questions") else ["Maak minstens één vraag."]

    def counts(self, act: Act) -> tuple[CountPlan, ...]:
        quorum = {"turnout": act.settings.get("quorum", "1/100")}
        return (
            CountPlan("plan", "voting.yesno", 1, quorum, needs_electorate=True),
            CountPlan("colour", "voting.schulze", 1),
        )

    def alternatives(self, act: Act, question: str) -> tuple[CountPlan, ...]:
        return (CountPlan("colour", "voting.irv", 1),) if question == "colour" else ()


def organisation() -> Organisation:
    found, _made = Organisation.objects.get_or_create(
        name="Gemeente Proef", defaults={"kind": "municipality"}
    )
    return found


def organiser(role: str = "organiser") -> Person:
    person = Person.objects.create_user(f"{role}@proef.invalid", name=role)
    Membership.objects.create(person=person, organisation=organisation(), role=role)
    return person


def new_act(**changes: Any) -> Act:
    """Return an act in preparation."""
    settings = {"questions": QUESTIONS, **changes.pop("settings", {})}
    values = {"slug": "fietsstraat", "title": "De fietsstraat", "settings": settings, **changes}
    return Act.objects.create(instrument="record-test", organisation=organisation(), **values)


def codes(act: Act, number: int, area: str = "") -> list[str]:
    return [issuing.issue(act, Channel.LETTER, area=area)[1] for _ in range(number)]


def voted(act: Act, given: list[str], vote: Any = YES) -> list[str]:
    """Cast the same vote with each code; return the receipts."""
    return [casting.cast(act, code, vote).text for code in given]


def opened(person: Person, number: int = 12, **changes: Any) -> tuple[Act, list[str]]:
    """Return an open act and its codes."""
    act = new_act(**changes)
    given = codes(act, number)
    phases.open_act(act, person)
    return act, given


def to_the_end(act: Act, person: Person) -> Act:
    """Close, count and publish."""
    phases.close_act(act, person)
    phases.count_act(act, person)
    act.refresh_from_db()
    phases.publish_act(act, person)
    return act


def report(act: Act, *, key: str | None = None, root: str | None = None) -> Report:
    """Verify the published bundle."""
    return verify(BytesIO(bundle_bytes(act)), key=key, root=root)


def bundle_bytes(act: Act) -> bytes:
    with Result.objects.get(act=act).bundle.open("rb") as file:
        return file.read()


def seal_of(act: Act) -> str:
    entry = log.last_of(act, "closed")
    assert entry is not None
    return entry.hash


def kinds(act: Act) -> list[str]:
    return [row["kind"] for row in log.rows(act)]


__all__ = ["Phase"]
