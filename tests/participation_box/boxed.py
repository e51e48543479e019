"""An open act with two questions, codes to vote with, and things that happen at once."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Any

from django.db import connection
from django.http import HttpResponse
from django.test import Client

from thorbecke.web.participation import instruments
from thorbecke.web.participation.models import Act, Channel, Phase
from thorbecke.web.participation.roll import entry, issuing
from thorbecke.web.people.models import Organisation

QUESTIONS = [
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
        "options": [
            {"id": "red", "title": "Rood"},
            {"id": "green", "title": "Groen"},
            {"id": "blue", "title": "Blauw"},
        ],
    },
]
YES = {"plan": {"yes": 1}, "colour": {"red": 1, "blue": 2}}
NO = {"plan": {"no": 1}, "colour": {}}


class Plain(instruments.Instrument):
    """An instrument that is nothing but its questions."""

    id, name, summary, law = "box-test", "Proef", "Proef", "raadpleging"


def new_act(slug: str = "fietsstraat", **changes: Any) -> Act:
    """Make an act that is open, unless ``changes`` say otherwise."""
    organisation, _made = Organisation.objects.get_or_create(
        name="Gemeente Proef", defaults={"kind": "municipality"}
    )
    values = {
        "instrument": "box-test",
        "organisation": organisation,
        "slug": slug,
        "title": "De fietsstraat",
        "settings": {"questions": QUESTIONS},
        "phase": Phase.OPEN,
        "definition_hash": "0" * 64,
        **changes,
    }
    return Act.objects.create(**values)


def give_codes(act: Act, number: int, area: str = "") -> list[str]:
    """Give out codes; return them."""
    return [issuing.issue(act, Channel.LETTER, area=area)[1] for _ in range(number)]


def at_once(*acts: Callable[[], Any]) -> list[Any]:
    """Do things at the same moment, each in a thread; return what each gave or raised."""
    start, found = threading.Barrier(len(acts)), [None] * len(acts)

    def run(place: int, one: Callable[[], Any]) -> None:
        start.wait()
        try:
            found[place] = one()
        except Exception as error:  # noqa: BLE001  the test looks at it
            found[place] = error
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=pair) for pair in enumerate(acts)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    return found


def browser(act: Act, code: str, **options: Any) -> Client:
    """A browser that carries a pass for this act."""
    client, response = Client(**options), HttpResponse()
    entry.give_pass(response, act, code, Channel.LETTER)
    client.cookies.update(response.cookies)
    return client


def form_of(vote: dict[str, dict[str, int]]) -> dict[str, str]:
    """The fields that a browser sends for a vote on the two questions."""
    ranked = {f"v.colour.{option}": str(place) for option, place in vote["colour"].items()}
    return {"v.plan": next(iter(vote["plan"]), ""), **ranked}
