"""One form for every kind of content, built from its schema."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.text import slugify
from django.utils.translation import gettext as _
from pydantic import BaseModel, ValidationError

from thorbecke.web.library.desk import choices, problems, references, words
from thorbecke.web.library.desk.forms.fields import field_for
from thorbecke.web.library.desk.forms.nodes import REMOVE, Figures, Group, Node, Reader, Rows
from thorbecke.web.library.desk.forms.plan import Spec, plan

MOST_ROWS = 60


class ContentForm(forms.Form):
    """The form of one entry.

    ``content`` is what the entry holds now (``{}`` for a new one), ``data`` what was posted,
    ``add`` the path of the list that gets an extra row. ``nodes`` is the layout. After
    ``is_valid()``: ``result`` is content that the schema accepts.
    """

    use_required_attribute = False

    def __init__(
        self,
        kind: str,
        schema: type[BaseModel],
        content: dict[str, Any],
        data: Any = None,
        add: str = "",
        slug: str = "",
    ) -> None:
        self.kind, self.schema, self.add, self.slug = kind, schema, add, slug
        self.posted = data
        super().__init__(data=data, label_suffix="")
        self.result: dict[str, Any] = {}
        self.required_in_rows: list[str] = []
        self.nodes = self._nodes(plan(schema), content, "", top=True)
        _bind(self, self.nodes)

    # --- building ---------------------------------------------------------------------------

    def _nodes(self, specs: Iterable[Spec], content: Any, prefix: str, top: bool) -> list[Node]:
        content = content if isinstance(content, dict) else {}
        wanted = [one for one in specs if not (top and one.name == "id" and self.slug)]
        return [self._node(spec, content.get(spec.name), prefix, top) for spec in wanted]

    def _node(self, spec: Spec, value: Any, prefix: str, top: bool) -> Node:
        path = f"{prefix}{spec.name}"
        label, help_text = words.words(self.kind, spec.name)
        base = {"spec": spec, "path": path, "label": label, "help_text": help_text}
        match spec.sort:
            case "group":
                children = self._nodes(spec.parts, value, f"{path}-", top=False)
                return Group(**base, children=children)
            case "rows":
                return self._rows(base, spec, value or [])
            case "figures":
                rows = [
                    self._figure(spec, path, key, (value or {}).get(key)) for key in spec.values
                ]
                return Figures(**base, rows=rows)
        # An address may be left empty: it is then made from the title.
        required = spec.required and spec.name != "id"
        self.fields[path] = field_for(spec, label, help_text, required)
        if required and not top:
            self.required_in_rows.append(path)
        self.initial[path] = value
        return Node(**base)

    def _rows(self, base: dict[str, Any], spec: Spec, values: list[Any]) -> Rows:
        path = base["path"]
        count = self._row_count(path, len(values))
        rows = [
            self._row(spec, path, index, values[index] if index < len(values) else {})
            for index in range(count)
        ]
        return Rows(**base, rows=rows, count_name=f"{path}-rows")

    def _row(self, spec: Spec, path: str, index: int, value: Any) -> Group:
        here = f"{path}-{index}"
        children = self._nodes(spec.parts, value, f"{here}-", top=False)
        if value:
            children.append(self._remover(here))
        title = f"{words.ROW.get(spec.name, spec.name)} {index + 1}"
        return Group(spec, here, title, children=children, key=str(index))

    def _remover(self, row: str) -> Node:
        path = f"{row}-{REMOVE}"
        self.fields[path] = forms.BooleanField(label=_("Verwijder deze rij"))
        self.required_in_rows.append(path)  # so that the label does not say "not required"
        return Node(Spec(REMOVE, "yesno", False, False), path)

    def _figure(self, spec: Spec, path: str, key: str, value: Any) -> Group:
        here = f"{path}-{key}"
        children = self._nodes(spec.parts, value, f"{here}-", top=False)
        for child in children:  # said once above all figures, not thirteen times
            self.fields[child.path].help_text = ""
        return Group(spec, here, choices.figure_label(key), "", None, children, key)

    def _row_count(self, path: str, filled: int) -> int:
        if self.posted is None:
            return filled + 1
        raw = self.posted.get(f"{path}-rows", "")
        count = int(raw) if raw.isdecimal() and len(raw) < 4 else filled + 1
        return min(count + (self.add == path), MOST_ROWS)

    # --- reading back -----------------------------------------------------------------------

    def _clean_fields(self) -> None:
        """Let a row be empty: its fields are required only in the eyes of the reader.

        The schema says what a row that was filled in lacks.
        """
        for required in (False, True):
            for name in self.required_in_rows:
                self.fields[name].required = required
            if not required:
                super()._clean_fields()

    def clean(self) -> dict[str, Any]:
        """Hold the content against the schema; put each problem beside its own field."""
        reader = Reader(self.cleaned_data)
        content = reader.read(self.nodes)
        content["id"] = self.slug or content.get("id") or _slug_of(content)
        self.draft = content
        try:
            checked = self.schema.model_validate(content)
        except ValidationError as wrong:
            self._place(wrong, reader.places)
            return self.cleaned_data
        self.result = checked.model_dump(mode="json")
        for path, text in references.missing(self.result):
            self._put(reader.places.get(path, str(path[0])), text)
        return self.cleaned_data

    def _place(self, wrong: ValidationError, places: dict[tuple[Any, ...], str]) -> None:
        for error in wrong.errors():
            location, text = problems.explain(self.kind, error)
            self._put(_nearest(location, places), text)

    def _put(self, path: str, text: str) -> None:
        """Add an error once; a field that Django already refused keeps Django's words."""
        name = (
            path
            if path in self.fields
            else next((one for one in self.fields if one.startswith(f"{path}-")), None)
        )
        if name is None or name not in self.errors:
            self.add_error(name, text)


def _bind(form: ContentForm, nodes: Iterable[Node]) -> None:
    for node in nodes:
        if isinstance(node, Rows):
            _bind(form, node.rows)
        elif isinstance(node, Group):
            _bind(form, node.children)
        else:
            node.bound = form[node.path]


def _nearest(location: tuple[Any, ...], places: dict[tuple[Any, ...], str]) -> str:
    """Return the form field of a place in the content, or of the piece that it is part of."""
    for length in range(len(location), 0, -1):
        if location[:length] in places:
            return places[location[:length]]
    return ""


def _slug_of(content: dict[str, Any]) -> str:
    """Make an address from the title; at most 120 characters, never empty."""
    title = content.get("title_nl") or content.get("name_nl") or content.get("subject_nl") or ""
    return slugify(str(title))[:120].strip("-") or "zonder-titel"
