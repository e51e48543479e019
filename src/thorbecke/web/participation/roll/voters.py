"""The people on the roll: who may take part, searching, and how each one's code stands."""

from __future__ import annotations

import re
from datetime import date

from django.db.models import Count, Exists, OuterRef, Prefetch, Q, QuerySet
from django.utils import timezone

from thorbecke.web.participation.models import Act, Credential, Spent, Voter
from thorbecke.web.participation.roll import eligibility

_POSTCODE = re.compile(
    r"([1-9]\d{3})\s?([a-z]{2})(?:[\s,]+(\d{1,5})\b.*)?", re.IGNORECASE | re.ASCII
)
MOST_WORDS = 5


def eligible(act: Act) -> QuerySet[Voter]:
    """Return those on the roll whom the rule allows; the same as ``eligibility.allows``, in SQL."""
    rule = eligibility.from_data(act.eligibility)
    found = Voter.objects.filter(act=act)
    if rule.areas:
        # Names of areas are few; comparing them here knows capitals beyond a to z, SQLite does not.
        wanted = {area.casefold() for area in rule.areas}
        names = found.values_list("area", flat=True).distinct()
        found = found.filter(area__in=[name for name in names if name.casefold() in wanted])
    if rule.lowest_age:
        day = rule.reference_date or timezone.localdate()
        found = found.filter(born_on__lte=born_by(day, rule.lowest_age))
    return found


def born_by(day: date, age: int) -> date:
    """Return the last day of birth that gives this age on a day.

    Back from 29 February to a common year that is 28 February: who was born on 1 March is too young.
    """
    try:
        return day.replace(year=day.year - age)
    except ValueError:
        return day.replace(year=day.year - age, day=28)


def search(act: Act, text: str) -> QuerySet[Voter]:
    """Return the people whom a clerk asks for: "1234 AB 12", or parts of a name. With their codes.

    A postcode is found by index; a name takes one walk over the act's own voters.
    """
    found, order = Voter.objects.filter(act=act), ("name", "postcode", "pk")
    if place := _POSTCODE.fullmatch(text.strip()):
        found = found.filter(postcode=(place[1] + place[2]).upper())
        order = ("postcode", "number", "pk")  # as the index has them; a name would lure SQLite away
        if place[3]:
            found = found.filter(number=str(int(place[3])))
    else:
        for word in text.split()[:MOST_WORDS]:
            found = found.filter(name__icontains=word)
    codes = Credential.objects.select_related("spent").order_by("void", "-id")
    found = found.prefetch_related(Prefetch("credentials", queryset=codes))
    return found.order_by(*order)


def counts(act: Act) -> dict[str, int]:
    """Return how many people, codes, void codes and used codes there are. Three queries."""
    codes = Credential.objects.filter(act=act).aggregate(
        all=Count("pk"), void=Count("pk", filter=Q(void=True))
    )
    valid = Credential.objects.filter(voter=OuterRef("pk"), void=False)
    people = Voter.objects.filter(act=act).aggregate(
        all=Count("pk"), without=Count("pk", filter=~Exists(valid))
    )
    return {
        "people": people["all"],
        "without": people["without"],
        "codes": codes["all"] - codes["void"],
        "void": codes["void"],
        "spent": Spent.objects.filter(credential__act=act).count(),
    }


def areas(act: Act) -> list[tuple[str, int]]:
    """Return the areas on the roll, each with its number of people."""
    rows = Voter.objects.filter(act=act).values_list("area").annotate(count=Count("pk"))
    return sorted((area, count) for area, count in rows)


def with_standing(found: QuerySet[Voter], standing: str) -> QuerySet[Voter]:
    """Narrow people down to those with ("met") or without ("zonder") a valid code."""
    valid = Exists(Credential.objects.filter(voter=OuterRef("pk"), void=False))
    if standing == "zonder":
        return found.filter(~valid)
    return found.filter(valid) if standing == "met" else found
