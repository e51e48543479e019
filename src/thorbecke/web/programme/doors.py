"""The four doors as data: which steps each has, and what each step asks.

A field of ``COLUMNS`` is a column of the submission; any other goes into ``answers``.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from thorbecke.web.programme.models import Door

Text = str | Promise
COLUMNS = frozenset(
    {"title", "challenge", "themes", "municipality", "works_for", "role", "name", "email"}
)


@dataclass(frozen=True)
class Ask:
    """One field: how it is asked. ``kind``: text, long, email, choice, choices, themes or place."""

    name: str
    label: Text
    kind: str = "text"
    help: Text = ""
    choices: tuple[tuple[str, Text], ...] = ()
    required: bool = False
    most: int = 120


@dataclass(frozen=True)
class Step:
    """One page of the form."""

    title: Text
    asks: tuple[Ask, ...]


@dataclass(frozen=True)
class Entrance:
    """One door: its place in the address, what it says, and its steps."""

    door: Door
    slug: str
    text: Text
    steps: tuple[Step, ...]


THEMES = Ask("themes", _("Bij welke thema's past het?"), "themes", _("Kies er hooguit drie."))
STAGES = (
    ("idea", _("Het is nog een idee")),
    ("plan", _("Er is een plan op papier")),
    ("decided", _("De raad of het college besloot het al")),
    ("running", _("Wij zijn al bezig")),
)
SUPPORT = (
    ("expertise", _("Deskundigheid")),
    ("exposure", _("Bekendheid")),
    ("legal_room", _("Regelruimte: de wet zit in de weg")),
)
WISHES = (
    ("examples", _("Voorbeelden van elders")),
    ("together", _("Samen een plan maken")),
    ("try", _("Het plan uitproberen")),
    ("unknown", _("Dat weet ik nog niet")),
)
COUNCIL = (
    ("yes", _("Ja, de raad doet mee")),
    ("knows", _("De raad weet ervan")),
    ("no", _("Nee, nog niet")),
)
TIME = (
    ("once", _("Een keer")),
    ("sometimes", _("Een paar keer per jaar")),
    ("often", _("Elke maand of vaker")),
)
ROLES = (
    ("", _("Kies …")),
    ("councillor", _("Raadslid")),
    ("griffier", _("Griffier")),
    ("executive", _("Burgemeester of wethouder")),
    ("official", _("Ambtenaar")),
    ("resident", _("Inwoner")),
    ("group", _("Groep of vereniging")),
    ("scientist", _("Wetenschapper of adviseur")),
    ("other", _("Iets anders")),
)
WHO = Step(
    _("Over u"),
    (
        Ask("name", _("Uw naam"), required=True),
        Ask(
            "email",
            _("Uw e-mailadres"),
            "email",
            _("Hier krijgt u het antwoord en uw eigen link."),
            required=True,
            most=254,
        ),
        Ask("role", _("Wie bent u?"), "choice", choices=ROLES),
        Ask("municipality", _("Om welke gemeente gaat het?"), "place"),
        Ask(
            "works_for",
            _("Namens welke organisatie?"),
            help=_("Laat leeg als u voor uzelf spreekt."),
        ),
    ),
)
ENTRANCES = (
    Entrance(
        Door.EXPERIMENT,
        "experiment",
        _(
            "U probeert iets nieuws in uw gemeente, of gaat dat doen. U zoekt kennis of regelruimte."
        ),
        (
            Step(
                _("Uw experiment"),
                (
                    Ask("title", _("Hoe heet uw experiment?"), required=True),
                    Ask(
                        "challenge",
                        _("Wat is de opgave?"),
                        "long",
                        _("Welk probleem wilt u oplossen, en voor wie?"),
                        required=True,
                        most=4000,
                    ),
                    THEMES,
                ),
            ),
            Step(
                _("Hoe ver u bent"),
                (
                    Ask("stage", _("Hoe ver bent u?"), "choice", choices=STAGES),
                    Ask("plan", _("Wat doet u anders dan nu?"), "long", most=2000),
                    Ask("support", _("Waar wilt u hulp bij?"), "choices", choices=SUPPORT),
                    Ask("council", _("Doet de raad mee?"), "choice", choices=COUNCIL),
                ),
            ),
            WHO,
        ),
    ),
    Entrance(
        Door.IDEA,
        "idee",
        _("U hebt een idee om inwoners meer te laten meedoen of beslissen. Er is nog geen plan."),
        (
            Step(
                _("Uw idee"),
                (
                    Ask("title", _("Uw idee in een paar woorden"), required=True),
                    Ask(
                        "challenge",
                        _("Wat is de opgave?"),
                        "long",
                        _("Welk probleem wilt u oplossen, en voor wie?"),
                        required=True,
                        most=4000,
                    ),
                    THEMES,
                ),
            ),
            Step(
                _("Wat u zoekt"),
                (
                    Ask("wish", _("Wat zoekt u nu vooral?"), "choice", choices=WISHES),
                    Ask("with", _("Met wie wilt u dit doen?"), "long", most=2000),
                    Ask("council", _("Doet de raad mee?"), "choice", choices=COUNCIL),
                ),
            ),
            WHO,
        ),
    ),
    Entrance(
        Door.JOIN,
        "meedenken",
        _("U wilt andere gemeenten helpen met uw kennis of ervaring."),
        (
            Step(
                _("Waarover"),
                (
                    Ask("title", _("Waarover wilt u meedenken?"), required=True),
                    Ask(
                        "challenge",
                        _("Wat weet of kunt u?"),
                        "long",
                        _("Noem bijvoorbeeld uw werk, uw ervaring of uw wijk."),
                        required=True,
                        most=4000,
                    ),
                    THEMES,
                    Ask("time", _("Hoe vaak kunt u meedoen?"), "choice", choices=TIME),
                ),
            ),
            WHO,
        ),
    ),
    Entrance(
        Door.QUESTION,
        "vraag",
        _("U wilt iets weten over lokale democratie, de wet of deze oproep."),
        (
            Step(
                _("Uw vraag"),
                (
                    Ask("title", _("Waar gaat uw vraag over?"), required=True),
                    Ask("challenge", _("Wat is uw vraag?"), "long", required=True, most=4000),
                    THEMES,
                ),
            ),
            WHO,
        ),
    ),
)
BY_DOOR = {entrance.door.value: entrance for entrance in ENTRANCES}
BY_SLUG = {entrance.slug: entrance for entrance in ENTRANCES}


def asks(door: str) -> list[Ask]:
    """Return every field of a door, in order."""
    return [ask for step in BY_DOOR[door].steps for ask in step.asks]


def in_words(ask: Ask, value: Any) -> str:
    """Return an answer in words; empty when there is none."""
    if ask.kind == "choices":
        known = dict(ask.choices)
        return ", ".join(str(known[one]) for one in value or () if one in known)
    if ask.kind == "choice":
        return str(dict(ask.choices).get(value, "")) if value else ""
    return "" if value is None else str(value)
