"""Forms about areas."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from thorbecke.web.people.area_files import MOST_PEOPLE
from thorbecke.web.people.areas import Place
from thorbecke.web.people.models import Area


class AreaForm(forms.Form):
    """An area: what it is called, what it is, and what it lies in."""

    use_required_attribute = False
    name = forms.CharField(label=gettext_lazy("Naam"), max_length=80)
    kind = forms.ChoiceField(label=gettext_lazy("Soort"), choices=Area.Kind.choices)
    parent = forms.ChoiceField(label=gettext_lazy("Ligt in"), required=False)
    inhabitants = forms.IntegerField(
        label=gettext_lazy("Inwoners"), required=False, min_value=0, max_value=MOST_PEOPLE
    )
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, places: list[Place], area: Area | None = None, data: Any = None) -> None:
        super().__init__(data=data, label_suffix="", initial=_initial(area))
        self._parents = {
            str(place.area.pk): place.area
            for place in places
            if place.area.kind != Area.Kind.STREET and not _is(place.area, area)
        }
        names = {
            str(place.area.pk): f"{place.path} > {place.area.name}".removeprefix(" > ")
            for place in places
        }
        choices = [(key, names[key]) for key in self._parents]
        whole = [("", gettext_lazy("de gemeente zelf"))]
        self.fields["parent"].choices = whole + choices  # type: ignore[attr-defined]

    def clean_name(self) -> str:
        """Refuse the sign that parts a path in files."""
        found = " ".join(self.cleaned_data["name"].split())
        if ">" in found:
            raise forms.ValidationError(_("Het teken > kan niet in een naam."))
        return found

    def clean_parent(self) -> Area | None:
        """Return the area that it lies in."""
        return self._parents.get(self.cleaned_data["parent"])


class UploadForm(forms.Form):
    """A file with areas."""

    use_required_attribute = False
    file = forms.FileField(
        label=gettext_lazy("Bestand"),
        help_text=gettext_lazy("CSV of Excel, met de kolommen naam, soort, ligt in, inwoners."),
    )


def _is(one: Area, other: Area | None) -> bool:
    return other is not None and one.pk == other.pk


def _initial(area: Area | None) -> dict[str, Any]:
    if area is None:
        return {}
    return {
        "name": area.name,
        "kind": area.kind,
        "parent": str(area.parent_id or ""),
        "inhabitants": area.inhabitants,
        "version": area.version,
    }
