"""A list of areas as a file: read with care, looked at first, then taken over whole or not at all."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from thorbecke.formats.tables import Source, TableError, Trouble, csv_lines, read_table
from thorbecke.web.people.areas import SEPARATOR, Kind, tree
from thorbecke.web.people.models import Area, AreaImport, Municipality

COLUMNS = ("naam", "soort", "ligt in", "inwoners")
MOST_ROWS = 20_000
MOST_PEOPLE = 2_000_000
KEPT = timedelta(days=1)
ORDER = (Kind.TOWN, Kind.NEIGHBOURHOOD, Kind.STREET)
READING = {
    Trouble.TOO_LARGE: gettext_lazy("hooguit 10 MB"),
    Trouble.TOO_MANY_ROWS: gettext_lazy("minder rijen"),
    Trouble.ENCODING: gettext_lazy("tekst in UTF-8"),
    Trouble.BINARY: gettext_lazy("een tabel, geen plaatje of pdf"),
    Trouble.EMPTY: gettext_lazy("een eerste rij met kolomnamen"),
    Trouble.DOUBLE_COLUMN: gettext_lazy("elke kolomnaam één keer"),
}

Path = tuple[str, ...]


@dataclass(frozen=True)
class Problem:
    """What is wrong: row and column as a spreadsheet shows them, what is expected, how to mend it."""

    row: int | None
    column: str
    expected: str
    mend: str


@dataclass
class Node:
    """A row of the file with its place in the tree; ``area`` when it is there already."""

    row: int
    name: str
    kind: str
    inhabitants: int | None
    path: Path
    area: Area | None = None

    @property
    def state(self) -> str:
        """new, changed or same."""
        if self.area is None:
            return "new"
        same = self.area.inhabitants == self.inhabitants and self.area.retired_on is None
        return "same" if same else "changed"

    @property
    def above(self) -> str:
        """What it lies in, from large to small."""
        return SEPARATOR.join(self.path[:-1])


@dataclass
class Plan:
    """What taking the file over would do. With a problem nothing can be taken over."""

    nodes: list[Node] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)

    def number(self, state: str) -> int:
        """Count the rows in one state."""
        return sum(node.state == state for node in self.nodes)

    @property
    def new(self) -> int:
        return self.number("new")

    @property
    def changed(self) -> int:
        return self.number("changed")

    @property
    def same(self) -> int:
        return self.number("same")


class Unreadable(ValueError):
    """A file that can't be read as a whole; ``problem`` says where and why."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem.expected)
        self.problem = problem


def read(source: Source, file: str) -> list[list[Any]]:
    """Return the rows of a file: number and the four cells. Raises ``Unreadable``."""
    try:
        table = read_table(source, file)
    except TableError as error:
        raise Unreadable(_unreadable(error)) from error
    names = {name.casefold(): name for name in table.columns}
    for column in COLUMNS[:2]:
        if column not in names:
            mend = _("Geef de kolommen deze namen: %(names)s.") % {"names": ", ".join(COLUMNS)}
            raise Unreadable(Problem(1, column, _("een kolom met deze naam"), mend))
    if len(table.rows) > MOST_ROWS:
        mend = _("Maak er meer bestanden van.")
        raise Unreadable(Problem(None, "", _("hooguit %(n)s rijen") % {"n": MOST_ROWS}, mend))
    if not table.rows:
        raise Unreadable(Problem(2, "", _("minstens één gebied"), _("Vul het bestand in.")))
    return [
        [row.number, *(row.cells.get(names.get(column, ""), "").strip() for column in COLUMNS)]
        for row in table.rows
    ]


def _unreadable(error: TableError) -> Problem:
    expected = READING.get(error.code, gettext_lazy("een tabel met één rij kolomnamen"))
    mend = _("Sla het bestand op als CSV UTF-8 of als xlsx, en kijk deze plek na.")
    return Problem(error.row, error.column, str(expected), mend)


def plan(municipality: Municipality, rows: Iterable[list[Any]]) -> Plan:
    """Work out what the rows would do to the tree as it is now. One query, O(n log n)."""
    known: dict[Path, Area] = {}
    kinds: dict[Path, str] = {}  # of what is in the tree or in the file
    for place in tree(municipality):
        path = (*place.above, place.area.name)
        known[_key(path)], kinds[path] = place.area, place.area.kind
    found, by_kind = Plan(), defaultdict(list)
    for row in rows:
        kind = _kind(row[2])
        if _sound(found, row, kind):
            by_kind[kind].append(row)
    for kind in ORDER:
        _place(found, by_kind[kind], kind, known, kinds)
    found.nodes.sort(key=lambda node: node.row)
    found.problems.sort(key=lambda problem: problem.row or 0)
    return found


def _place(
    found: Plan,
    rows: list[list[Any]],
    kind: str,
    known: dict[Path, Area],
    kinds: dict[Path, str],
) -> None:
    """Put the rows of one kind under what they lie in; the larger kinds are placed already."""
    named: dict[str, list[Path]] = defaultdict(list)
    for path in kinds:
        named[_key(path)[-1]].append(path)
    seen = {_key(node.path) for node in found.nodes}
    for number, name, _word, above, people in rows:
        parent = _parent(found, number, above, named)
        if parent is None or not _larger(found, number, parent, kind, kinds):
            continue
        path = (*parent, name)
        if _key(path) in seen:
            mend = _("Haal een van de twee rijen weg.")
            found.problems.append(Problem(number, "naam", _("elk gebied één keer"), mend))
            continue
        seen.add(_key(path))
        area = known.get(_key(path))
        if area is not None and area.kind != kind:
            mend = _("Schrijf dat woord, of verander eerst het gebied zelf.")
            expected = _("%(kind)s, zoals het nu is") % {"kind": area.get_kind_display().lower()}
            found.problems.append(Problem(number, "soort", expected, mend))
            continue
        inhabitants = int(people) if people else None
        found.nodes.append(Node(number, name, kind, inhabitants, path, area))
        if _key(path) not in known:
            kinds[path] = kind


def _parent(found: Plan, number: int, above: str, named: dict[str, list[Path]]) -> Path | None:
    """Return the path of what a row lies in; None, with a problem noted, when it is not clear."""
    if not above:
        return ()
    tail = _key(above.split(">"))
    fitting = [path for path in named.get(tail[-1], ()) if _key(path)[-len(tail) :] == tail]
    if len(fitting) == 1:
        return fitting[0]
    if fitting:
        expected = _("één gebied; er zijn er %(n)s met deze naam") % {"n": len(fitting)}
        mend = _("Schrijf het hele pad, zoals Kern > Wijk.")
    else:
        expected = _("een gebied dat bestaat of in dit bestand staat")
        mend = _("Voeg dat gebied toe, of kijk de naam na.")
    found.problems.append(Problem(number, "ligt in", expected, mend))
    return None


def _larger(found: Plan, number: int, parent: Path, kind: str, kinds: dict[Path, str]) -> bool:
    """Tell whether a row is smaller than what it lies in; note it when not."""
    if not parent or ORDER.index(Kind(kinds[parent])) < ORDER.index(Kind(kind)):
        return True
    expected = _("iets groters: een kern, of voor een straat ook een wijk")
    found.problems.append(Problem(number, "ligt in", expected, _("Kijk soort en plek na.")))
    return False


def _sound(found: Plan, row: list[Any], kind: str) -> bool:
    """Check the cells of a row by themselves; note what is wrong."""
    number, name, _word, _above, people = row
    before = len(found.problems)
    if not name or len(name) > 80 or ">" in name:
        mend = _("Vul een naam in van hooguit 80 tekens, zonder het teken >.")
        found.problems.append(Problem(number, "naam", _("een naam"), mend))
    if not kind:
        mend = _("Schrijf een van deze drie woorden.")
        found.problems.append(Problem(number, "soort", _("kern, wijk of straat"), mend))
    if people and not (people.isascii() and people.isdecimal() and int(people) <= MOST_PEOPLE):
        mend = _("Schrijf alleen cijfers, of laat de cel leeg.")
        found.problems.append(Problem(number, "inwoners", _("een heel getal"), mend))
    return len(found.problems) == before


@transaction.atomic
def take_over(municipality: Municipality, rows: Iterable[list[Any]]) -> Plan:
    """Store all rows, or none when one of them is wrong. Three inserts and one update."""
    Municipality.objects.select_for_update().get(pk=municipality.pk)
    found = plan(municipality, rows)
    if found.problems:
        return found
    made = {_key((*p.above, p.area.name)): p.area for p in tree(municipality)}
    taken = {area.slug for area in made.values()}
    for kind in ORDER:
        fresh = [node for node in found.nodes if node.kind == kind and node.area is None]
        areas = [_area(municipality, node, made, taken) for node in fresh]
        Area.objects.bulk_create(areas, batch_size=500)
        made.update((_key(node.path), area) for node, area in zip(fresh, areas, strict=True))
    changed = [node for node in found.nodes if node.area and node.state == "changed"]
    for node in changed:
        assert node.area is not None
        node.area.inhabitants, node.area.retired_on = node.inhabitants, None
        node.area.version += 1
    Area.objects.bulk_update(
        [node.area for node in changed if node.area],
        ["inhabitants", "retired_on", "version"],
        batch_size=200,
    )
    return found


def _area(municipality: Municipality, node: Node, made: dict[Path, Area], taken: set[str]) -> Area:
    parent = made.get(_key(node.path[:-1]))
    start = slugify(f"{parent.slug} {node.name}" if parent else node.name)[:110].strip("-")
    slug, number = start or "gebied", 1
    while slug in taken:
        number += 1
        slug = f"{start or 'gebied'}-{number}"
    taken.add(slug)
    return Area(
        municipality=municipality,
        parent=parent,
        kind=node.kind,
        name=node.name,
        slug=slug,
        inhabitants=node.inhabitants,
    )


def lines(municipality: Municipality) -> Iterator[str]:
    """Yield the areas as CSV, in the columns that an import reads."""
    rows = (
        (place.area.name, place.area.kind, place.path, place.area.inhabitants)
        for place in tree(municipality)
        if place.area.retired_on is None
    )
    yield from csv_lines(COLUMNS, rows)


def erase_old() -> int:
    """Erase uploads that nobody took over; return how many."""
    return AreaImport.objects.filter(made_at__lt=timezone.now() - KEPT).delete()[0]


def _kind(word: str) -> str:
    plain = word.casefold()
    words = {"dorp": Kind.TOWN, "plaats": Kind.TOWN, "buurt": Kind.NEIGHBOURHOOD}
    return str(plain) if plain in Kind.values else str(words.get(plain, ""))


def _key(path: Iterable[str]) -> Path:
    return tuple(" ".join(name.casefold().split()) for name in path)
