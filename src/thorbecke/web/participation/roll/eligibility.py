"""Who may take part, as data: an age on a date, areas, residents only or others too."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _

OLDEST = 120


class Who(StrEnum):
    """Which people the act is for."""

    RESIDENT = "resident"  # on the roll
    RESIDENT_OR_OTHER = "resident_or_other"  # on the roll, or somebody with an account
    OPEN = "open"  # anybody with an account or a confirmed address


class WrongRule(ValueError):
    """A rule that can't be: the text says which part and what was expected."""


@dataclass(frozen=True)
class Rule:
    """Who may take part. ``lowest_age`` counts on ``reference_date``, or today without one."""

    lowest_age: int | None = None
    reference_date: date | None = None
    areas: tuple[str, ...] = ()
    who: Who = Who.RESIDENT


def from_data(data: Mapping[str, Any]) -> Rule:
    """Read ``Act.eligibility``. Raises ``WrongRule``."""
    age, day, who = data.get("lowest_age"), data.get("reference_date"), data.get("who", "resident")
    if age is not None and (
        isinstance(age, bool) or not isinstance(age, int) or not 0 <= age <= OLDEST
    ):
        raise WrongRule(f"lowest_age: expected a whole number from 0 to {OLDEST}, found {age!r}")
    if who not in set(Who):
        raise WrongRule(f"who: expected one of {', '.join(Who)}, found {who!r}")
    return Rule(age, _day(day), _areas(data.get("areas") or ()), Who(who))


def to_data(rule: Rule) -> dict[str, Any]:
    """Return the plain form, for ``Act.eligibility`` and for the record."""
    day = rule.reference_date
    return {
        "lowest_age": rule.lowest_age,
        "reference_date": day.isoformat() if day else None,
        "areas": list(rule.areas),
        "who": rule.who.value,
    }


def allows(rule: Rule, born_on: date | None, area: str, today: date) -> tuple[bool, str]:
    """Tell whether somebody on the roll may take part, and if not: "age", "born_on" or "area".

    "born_on" means that the rule needs a date of birth and there is none.
    """
    if rule.areas and area.casefold() not in {name.casefold() for name in rule.areas}:
        return False, "area"
    if not rule.lowest_age:
        return True, ""
    if born_on is None:
        return False, "born_on"
    old_enough = age_on(born_on, rule.reference_date or today) >= rule.lowest_age
    return old_enough, "" if old_enough else "age"


def age_on(born_on: date, day: date) -> int:
    """Return the age in full years; in a common year 29 February is passed on 1 March."""
    return day.year - born_on.year - ((day.month, day.day) < (born_on.month, born_on.day))


def reasons() -> dict[str, str]:
    """Return the words for what ``allows`` gives."""
    return {
        "age": _("Te jong op de peildatum."),
        "born_on": _("De geboortedatum ontbreekt. Die is nodig voor de leeftijd."),
        "area": _("Woont niet in een van de gekozen gebieden."),
    }


def in_words(rule: Rule) -> str:
    """Return the rule as one or two sentences for a reader."""
    parts = [_people(rule)]
    if rule.areas:
        parts.append(_("Het gaat om %(areas)s.") % {"areas": _listed(rule.areas)})
    return " ".join(parts)


def _people(rule: Rule) -> str:
    """Whole sentences for each case: parts of sentences can't be translated."""
    if not rule.lowest_age:
        return {
            Who.RESIDENT: _("Alle inwoners kunnen meedoen."),
            Who.RESIDENT_OR_OTHER: _("Alle inwoners kunnen meedoen, en anderen met een account."),
            Who.OPEN: _("Iedereen kan meedoen."),
        }[rule.who]
    text = {
        Who.RESIDENT: _("Inwoners van %(age)s jaar en ouder kunnen meedoen."),
        Who.RESIDENT_OR_OTHER: _(
            "Inwoners van %(age)s jaar en ouder kunnen meedoen, en anderen met een account."
        ),
        Who.OPEN: _("Iedereen van %(age)s jaar en ouder kan meedoen."),
    }[rule.who]
    text = text % {"age": rule.lowest_age}
    if rule.reference_date is None:
        return text
    day = date_format(rule.reference_date, "j F Y")
    return f"{text} {_('De leeftijd telt op %(day)s.') % {'day': day}}"


def _listed(names: Iterable[str]) -> str:
    *first, last = names
    return _("%(names)s en %(last)s") % {"names": ", ".join(first), "last": last} if first else last


def _day(value: Any) -> date | None:
    if value in (None, ""):
        return None
    try:
        return date.fromisoformat(value)
    except (TypeError, ValueError) as error:
        raise WrongRule(
            f"reference_date: expected a date such as 2026-03-18, found {value!r}"
        ) from error


def _areas(value: Any) -> tuple[str, ...]:
    if not isinstance(value, list | tuple) or not all(isinstance(one, str) for one in value):
        raise WrongRule(f"areas: expected a list of names, found {value!r}")
    return tuple(dict.fromkeys(one.strip() for one in value if one.strip()))
