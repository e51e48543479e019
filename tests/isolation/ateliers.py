"""Ateliers: the console is the organisation's; the room belongs to who has its code."""

from __future__ import annotations

from isolation.world import SECRET, World
from thorbecke.web.ateliers.starting import start

BY_CODE = "who has the code of the room may; before it opens there is no room"
OPEN = {
    "ateliers:enter": "a form for a code",
    **dict.fromkeys(
        (
            "ateliers:phone ateliers:come_in ateliers:leave ateliers:invited ateliers:renew "
            "ateliers:add ateliers:remove ateliers:edit ateliers:dot ateliers:undot ateliers:score "
            "ateliers:group ateliers:screen ateliers:screen_renew ateliers:public_report"
        ).split(),
        BY_CODE,
    ),
}
OWN = {
    "ateliers:mine": "ateliers of one's own organisations",
    "ateliers:new": "for one's own organisations",
}

ABSENT = {"ateliers:withdraw": "the form of this test names no invitation"}


def make(world: World) -> dict[str, dict[str, object]]:
    atelier = start(world.here, world.insider, title=SECRET, challenge=SECRET, themes=[])
    here: dict[str, object] = {"pk": atelier.pk}
    names = (
        "home settings open copy delete passes withdraw log console_renew close reopen experiment"
    ).split()
    found = {f"ateliers:{name}": here for name in names}
    found["ateliers:act"] = {**here, "action": "verder"}
    found["ateliers:file"] = {**here, "name": "pdf"}
    return found
