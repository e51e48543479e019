"""What the box says to voters and clerks, in plain words."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from django.utils.translation import gettext as _

from thorbecke.methods.ballots import Spec, Type
from thorbecke.methods.facts import Fact


def euros(cents: int) -> str:
    """Return an amount as Dutch readers write it, kept on one line: € 12.500, or € 12,50."""
    whole, part = divmod(abs(cents), 100)
    text = f"{whole:,}".replace(",", ".") + (f",{part:02d}" if part else "")
    return f"{'-' if cents < 0 else ''}€\N{NO-BREAK SPACE}{text}"


def how_to(spec: Spec) -> str:
    """Return how a question is filled in."""
    most = spec.most or len(spec.options)
    values = {"most": most, "least": spec.least, "highest": spec.highest}
    match spec.type:
        case Type.YESNO | Type.CHOICE:
            return _("Kies één antwoord.")
        case Type.APPROVAL if most < len(spec.options):
            return _("Kruis aan wat u goed vindt. U mag er hoogstens %(most)d kiezen.") % values
        case Type.APPROVAL:
            return _("Kruis alles aan wat u goed vindt.")
        case Type.RANKING if most < len(spec.options):
            return _("Geef uw eerste keus een 1, uw tweede een 2, tot hoogstens %(most)d.") % values
        case Type.RANKING:
            return _(
                "Geef uw eerste keus een 1, uw tweede een 2, en zo verder. "
                "U hoeft niet alles een plaats te geven."
            )
        case Type.SCORE:
            return (
                _("Geef elk voorstel een cijfer: 0 is slecht, %(highest)d is heel goed.") % values
            )
        case Type.POINTS:
            return _("Verdeel %(total)d punten. Wat u belangrijk vindt, krijgt meer.") % {
                "total": spec.total
            }
        case Type.BUDGET:
            return _("Kies plannen voor samen hoogstens %(total)s.") % {"total": euros(spec.total)}
    return ""


def mark(spec: Spec, value: str) -> str:
    """Return the place, score or points of one option, for the check page."""
    match spec.type:
        case Type.RANKING:
            return _("plaats %(number)s") % {"number": value}
        case Type.SCORE:
            return _("cijfer %(number)s") % {"number": value}
        case Type.POINTS:
            return _("%(number)s punten") % {"number": value}
    return ""


def fault(found: Fact, question: Mapping[str, Any]) -> str:
    """Return what is wrong with an answer and how to mend it."""
    say = _FAULTS.get(found.code)
    return say(found.values, question) if say else _FAULTS["not_an_answer"](found.values, question)


_FAULTS: dict[str, Callable[[Any, Any], str]] = {
    "not_an_answer": lambda v, q: _("Dit antwoord konden we niet lezen. Vul de vraag opnieuw in."),
    "not_a_vote": lambda v, q: _("Dit stembiljet konden we niet lezen. Vul het opnieuw in."),
    "unknown_question": lambda v, q: _("Dit stembiljet hoort bij een andere stemming."),
    "unknown_option": lambda v, q: _("U koos iets wat niet op dit stembiljet staat. Kies opnieuw."),
    "not_a_number": lambda v, q: _("Vul alleen hele getallen in, zoals 3."),
    "blank_not_allowed": lambda v, q: _("Vul deze vraag in. Blanco kan hier niet."),
    "not_a_mark": lambda v, q: _("Kruis aan wat u kiest, of laat het leeg."),
    "more_than_one": lambda v, q: _("U koos meer dan één antwoord. Kies er één."),
    "too_many": lambda v, q: _("U koos er %(named)d. Kies er hoogstens %(most)d.") % v,
    "too_few": lambda v, q: _("U koos er %(named)d. Kies er minstens %(least)d.") % v,
    "equal_places": lambda v, q: _(
        "Twee voorstellen hebben dezelfde plaats. Geef elk een eigen plaats."
    ),
    "gap_in_places": lambda v, q: _(
        "U slaat een plaats over. Begin bij 1 en tel zonder gaten door."
    ),
    "score_out_of_range": lambda v, q: _("Een cijfer gaat van 0 tot en met %(highest)d.") % v,
    "negative_points": lambda v, q: _("Punten zijn 0 of meer."),
    "too_many_points": lambda v, q: (
        _("U gaf %(given)d punten. U hebt er %(total)d. Haal ergens punten weg.") % v
    ),
    "over_budget": lambda v, q: (
        _("U koos voor %(spent)s. Er is %(total)s. Haal een plan weg.")
        % {"spent": euros(v["spent"]), "total": euros(v["total"])}
    ),
}
