"""The layout of a form: what the template walks through, and how the content is read back."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from thorbecke.web.library.desk.forms.plan import Spec


@dataclass
class Node:
    """A piece of the form. ``path`` is its name in the form; parts are joined with a dash."""

    spec: Spec
    path: str
    label: Any = ""
    help_text: Any = ""
    bound: Any = None  # the bound field of a leaf

    template = "library/desk/node_leaf.html"


@dataclass
class Group(Node):
    """A nested piece of content, or one row of a list."""

    children: list[Node] = field(default_factory=list)
    key: str = ""  # the figure's name, or the row's number

    template = "library/desk/node_group.html"


@dataclass
class Rows(Node):
    """A list of pieces; ``rows`` holds the filled ones and one or more empty ones."""

    rows: list[Group] = field(default_factory=list)
    count_name: str = ""

    template = "library/desk/node_rows.html"


@dataclass
class Figures(Rows):
    """A fixed list: one row for every figure that the schema knows."""

    template = "library/desk/node_figures.html"

    @property
    def is_open(self) -> bool:
        """True when there is something to see: a figure, or a mistake in one."""
        leaves = [child.bound for row in self.rows for child in row.children]
        return any(leaf.errors or leaf.value() not in EMPTY for leaf in leaves)


REMOVE = "weg"  # the tick that takes a row away; not a field of the content
EMPTY: tuple[Any, ...] = (None, "", [], {}, False)


class Reader:
    """Reads cleaned values back into content; remembers where each row came from.

    ``places`` maps the place of a value in the content (as pydantic names it) to the name of its
    form field, because empty rows are left out of the content.
    """

    def __init__(self, cleaned: dict[str, Any]) -> None:
        self.cleaned = cleaned
        self.places: dict[tuple[Any, ...], str] = {}

    def read(self, nodes: list[Node], place: tuple[Any, ...] = ()) -> dict[str, Any]:
        """Return the content of these nodes; what is empty and not nullable is left out."""
        content = {}
        for node in nodes:
            if node.spec.name == REMOVE:
                continue
            here = (*place, node.spec.name)
            self.places[here] = node.path
            value = self._value(node, here)
            if value in (None, "") and not node.spec.nullable:
                continue
            content[node.spec.name] = None if value == "" else value
        return content

    def _value(self, node: Node, here: tuple[Any, ...]) -> Any:
        if isinstance(node, Figures):
            return self._figures(node, here)
        if isinstance(node, Rows):
            return self._rows(node, here)
        if isinstance(node, Group):
            return self._group(node, here)
        value = self.cleaned.get(node.path)
        if isinstance(value, str):  # browsers send each line end as two characters
            return value.replace("\r\n", "\n")
        return value.isoformat() if isinstance(value, date) else value

    def _rows(self, node: Rows, here: tuple[Any, ...]) -> list[Any]:
        found: list[Any] = []
        for row in node.rows:
            if self.is_empty(row):
                continue
            self.places[(*here, len(found))] = row.path
            found.append(self.read(row.children, (*here, len(found))))
        return found

    def _figures(self, node: Figures, here: tuple[Any, ...]) -> dict[str, Any]:
        found = {}
        for row in node.rows:
            if not self.is_empty(row):
                found[row.key] = self.read(row.children, (*here, row.key))
        return found

    def _group(self, node: Group, here: tuple[Any, ...]) -> dict[str, Any] | None:
        if node.spec.nullable and self.is_empty(node):
            return None
        return self.read(node.children, here)

    def is_empty(self, group: Group) -> bool:
        """True when nothing in a row is filled in, or it was ticked for removal."""
        if self.cleaned.get(f"{group.path}-{REMOVE}"):
            return True
        return all(
            self.is_empty(child)
            if isinstance(child, Group)
            else self.cleaned.get(child.path) in EMPTY
            for child in group.children
        )
