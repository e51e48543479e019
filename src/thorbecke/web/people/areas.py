"""The areas of a municipality as a tree: order, add, rename, move, retire. One transaction each."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext as _

from thorbecke.web.people.inviting import Refused
from thorbecke.web.people.models import Area, Municipality
from thorbecke.web.people.organisations import Conflict

Kind = Area.Kind
SIZE = {Kind.TOWN: 2, Kind.NEIGHBOURHOOD: 1, Kind.STREET: 0}
SEPARATOR = " > "


@dataclass(frozen=True)
class Place:
    """An area with its place in the tree: how deep, and the names of what it lies in."""

    area: Area
    depth: int
    above: tuple[str, ...]

    @property
    def path(self) -> str:
        """What it lies in, from large to small."""
        return SEPARATOR.join(self.above)


def tree(municipality: Municipality) -> list[Place]:
    """Return all areas, each after what it lies in, names in order. One query, O(n log n)."""
    parts: dict[Any, list[Area]] = defaultdict(list)
    for area in Area.objects.filter(municipality=municipality).order_by("name", "pk"):
        parts[area.parent_id].append(area)
    return list(_walk(parts, None, ()))


def _walk(parts: dict[Any, list[Area]], parent: Any, above: tuple[str, ...]) -> Iterator[Place]:
    for area in parts.get(parent, ()):
        yield Place(area, len(above), above)
        yield from _walk(parts, area.pk, (*above, area.name))


def fits(kind: str, parent: Area | None) -> bool:
    """Tell whether an area of this kind may lie in that one: it must be smaller."""
    return parent is None or SIZE[Kind(kind)] < SIZE[Kind(parent.kind)]


@transaction.atomic
def add(
    municipality: Municipality,
    kind: str,
    name: str,
    parent: Area | None = None,
    inhabitants: int | None = None,
) -> Area:
    """Add an area. Raises ``Refused``."""
    _check(municipality, kind, parent)
    area = Area(municipality=municipality, kind=kind, parent=parent, inhabitants=inhabitants)
    area.name, area.slug = name, free_slug(municipality, name, parent)
    return _store(area)


@transaction.atomic
def change(
    area: Area, version: int, name: str, kind: str, parent: Area | None, inhabitants: int | None
) -> None:
    """Rename or move an area; its address stays. Raises ``Refused`` and ``Conflict``."""
    _check(area.municipality, kind, parent)
    if parent is not None and parent.pk == area.pk:
        raise Refused(_("Een gebied kan niet in zichzelf liggen."))
    if any(not _smaller(part.kind, kind) for part in area.parts.all()):
        raise Refused(_("In dit gebied liggen delen die dan te groot zijn."))
    rows = Area.objects.filter(pk=area.pk, version=version)
    try:
        with transaction.atomic():
            done = rows.update(
                name=name,
                kind=kind,
                parent=parent,
                inhabitants=inhabitants,
                version=F("version") + 1,
            )
    except IntegrityError as error:
        raise _double() from error
    if not done:
        raise Conflict(Area.objects.select_related("parent").get(pk=area.pk))


@transaction.atomic
def retire(area: Area) -> int:
    """Close an area and what lies in it; return how many. What names them stays as it is."""
    rows = Area.objects.filter(pk__in=_below(area), retired_on=None)
    return rows.update(retired_on=timezone.localdate(), version=F("version") + 1)


@transaction.atomic
def restore(area: Area) -> None:
    """Open a closed area again. Raises ``Refused`` while what it lies in is closed."""
    if area.parent is not None and area.parent.retired_on is not None:
        raise Refused(_("Open eerst ‘%(name)s’ weer.") % {"name": area.parent.name})
    Area.objects.filter(pk=area.pk).update(retired_on=None, version=F("version") + 1)


def free_slug(
    municipality: Municipality, name: str, parent: Area | None, taken: Iterable[str] = ()
) -> str:
    """Return an address that no other area of the municipality has; ``taken``: more to avoid."""
    start = slugify(f"{parent.slug} {name}" if parent else name)[:110].strip("-") or "gebied"
    rows = Area.objects.filter(municipality=municipality, slug__startswith=start)
    used = {*rows.values_list("slug", flat=True), *taken}
    number, found = 1, start
    while found in used:
        number += 1
        found = f"{start}-{number}"
    return found


def _below(area: Area) -> list[Any]:
    """Return the keys of an area and of all that lies in it; at most three levels."""
    found, level = [area.pk], [area.pk]
    while level:
        level = list(Area.objects.filter(parent__in=level).values_list("pk", flat=True))
        found += level
    return found


def _check(municipality: Municipality, kind: str, parent: Area | None) -> None:
    if parent is not None and parent.municipality_id != municipality.pk:
        raise Refused(_("Dit gebied hoort bij een andere gemeente."))
    if not fits(kind, parent):
        raise Refused(_("Een gebied ligt altijd in iets groters: straat, wijk, kern."))


def _smaller(kind: str, than: str) -> bool:
    return SIZE[Kind(kind)] < SIZE[Kind(than)]


def _store(area: Area) -> Area:
    try:
        with transaction.atomic():
            area.save()
    except IntegrityError as error:
        raise _double() from error
    return area


def _double() -> Refused:
    return Refused(_("Op deze plek staat al een gebied met deze naam."))
