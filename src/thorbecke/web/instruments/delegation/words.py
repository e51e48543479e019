"""Why something was refused, where a vote goes, and what the result says, in plain words."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from thorbecke.methods.delegation.count import Outcome
from thorbecke.web.instruments.delegation import setting
from thorbecke.web.instruments.delegation.counting import Round
from thorbecke.web.instruments.delegation.models import Member
from thorbecke.web.participation.models import Act

REFUSED: dict[str, str | Promise] = {
    "closed": gettext_lazy("De ronde is gesloten. Er kan niets meer veranderen."),
    "scope": gettext_lazy("Dit thema hoort niet bij deze ronde."),
    "many": gettext_lazy("Kies hoogstens vier mensen: een vertegenwoordiger en drie reserves."),
    "self": gettext_lazy("U kunt uzelf geen volmacht geven. Stem dan gewoon zelf."),
    "double": gettext_lazy("U noemde iemand twee keer. Kies telkens een ander."),
    "stranger": gettext_lazy(
        "Deze code hoort bij niemand in deze ronde. Alleen wie zelf binnen is, kan uw volmacht krijgen."
    ),
    "declines": gettext_lazy("Deze persoon wil geen volmachten. Kies iemand anders."),
    "option": gettext_lazy("Deze keuze bestaat niet."),
    "name": gettext_lazy("Vul de naam in waaronder u op de lijst wilt staan."),
}


def refusal(reason: str) -> str:
    """Return why something was refused."""
    return str(REFUSED[reason])


LOST: dict[str, str | Promise] = {
    "cycle": gettext_lazy(
        "Uw stem gaat nu verloren: u en anderen wijzen naar elkaar in een kring. "
        "Stem zelf, of kies een reserve."
    ),
    "before_cycle": gettext_lazy(
        "Uw stem gaat nu verloren: zij komt uit bij mensen die naar elkaar wijzen. "
        "Stem zelf, of kies een reserve."
    ),
    "dead_end": gettext_lazy(
        "Uw stem gaat nu verloren: niemand op de weg heeft gestemd. Dat kan nog komen."
    ),
    "full": gettext_lazy("Uw stem gaat nu verloren: wie haar zou uitbrengen, zit vol."),
}


def way(act: Act, found: Round, outcome: Outcome, who: Member, question: Any) -> dict[str, Any]:
    """Return where a member's vote on a question goes at this moment, in words.

    ``state``: own, handed, lost or absent. Names are of public delegates only, and only where the round
    says so.
    """
    titles = {one["id"]: one["title"] for one in question["options"]}
    mine = found.votes.get(question["id"], {}).get(who.label)
    if mine:
        return {"state": "own", "text": _("U stemde zelf: %(vote)s.") % {"vote": titles[mine]}}
    if who.label in outcome.lost:
        return {"state": "lost", "text": str(LOST[outcome.lost[who.label]])}
    if who.label not in outcome.steps:
        return {"state": "absent", "text": _("U stemde niet en gaf hiervoor geen volmacht.")}
    return {"state": "handed", "text": _handed(act, found, outcome, who, question["id"], titles)}


def _handed(
    act: Act, found: Round, outcome: Outcome, who: Member, question: str, titles: Mapping[str, str]
) -> str:
    step = outcome.steps[who.label]
    parts = [
        _("Uw stem gaat naar uw vertegenwoordiger.")
        if step.rank == 1
        else _("Uw stem gaat naar uw reserve %(number)s.") % {"number": step.rank - 1}
    ]
    known = {one.label: one for one in found.members.values()}
    if setting.option(act, "path"):
        names = [_name(known[label]) for label in outcome.path(who.label)[1:]]
        parts.append(_("De weg: %(path)s.") % {"path": " → ".join(names)})
    caster = known[step.caster]
    if caster.public and setting.option(act, "path") and setting.option(act, "votes"):
        given = {"name": caster.name, "vote": titles[found.votes[question][caster.label]]}
        parts.append(_("%(name)s stemde: %(vote)s.") % given)
    cap = setting.option(act, "cap")
    if cap and outcome.weights[step.caster] > cap:
        parts.append(
            _("Daar komen meer stemmen binnen dan mag. Een loting kan u naar uw reserve sturen.")
        )
    return " ".join(parts)


def _name(one: Member) -> str:
    return one.name if one.public else _("iemand")


def who_sees(act: Act) -> list[tuple[str, str]]:
    """Return who sees what in this round: (what, who), chosen by the organiser before it opened."""
    path, votes = setting.option(act, "path"), setting.option(act, "votes")
    return [
        (_("Wat u stemt"), _("Niemand. Alleen u ziet het op uw eigen pagina.")),
        (
            _("Wat een openbare vertegenwoordiger stemt"),
            _("Iedereen, meteen, met de reden erbij.")
            if votes
            else _("Niemand zolang de ronde open is. Daarna iedereen."),
        ),
        (
            _("Aan wie u een volmacht geeft"),
            _("Alleen u. De ander ziet alleen hoeveel volmachten er zijn, en dat pas vanaf vijf."),
        ),
        (
            _("Via wie uw stem loopt"),
            _("U ziet de weg. Openbare vertegenwoordigers met naam, anderen als iemand.")
            if path
            else _("U ziet alleen of uw stem telt, niet via wie."),
        ),
        (
            _("Wat er na afloop in het bestand staat"),
            _("Alle stemmen en volmachten met willekeurige nummers. Zo kan iedereen natellen."),
        ),
        (
            _("Wie u bent"),
            _(
                "Het bestand kent geen namen. Wie de draaiende server beheert, "
                "kan tijdens de ronde wel meekijken."
            ),
        ),
    ]
