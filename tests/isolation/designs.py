"""Designs: of an organisation they are for its members, even for who has the address."""

from __future__ import annotations

from isolation.world import SECRET, World
from thorbecke.web.designs.models import Design

OPEN = {
    "designs:new": "the box is public; a design in an address is nobody's",
    "designs:verdict": "the verdict on a design in an address",
    "designs:file": "the document of a design in an address",
    "designs:keep": "keeps for oneself or for one's own organisation",
    "designs:begin": "fills in a form; keeps nothing",
}
OWN = {"designs:mine": "designs of one's own organisations"}

ABSENT = {"designs:open_here": "a design of an organisation has no secret link"}


def make(world: World) -> dict[str, dict[str, object]]:
    design = Design.objects.create(
        title=SECRET, state={"query": "werkvorm=stemming"}, organisation=world.here
    )
    one = {"token": design.token}
    names = "saved change alternative make_experiment work_on".split()
    found: dict[str, dict[str, object]] = {f"designs:{name}": one for name in names}
    found["designs:saved_file"] = {**one, "name": "gegevens"}
    found["designs:open_here"] = {**one, "key": "x"}
    return found
