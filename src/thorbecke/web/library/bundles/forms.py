"""What a maker fills in. All texts are plain; see ``documents.text`` for what is read in them."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from thorbecke.web.library.bundles.documents import text
from thorbecke.web.library.models.bundle import MAX_ITEMS

LONGEST_INTRODUCTION = 6000
HOW_TO = _(
    "Een lege regel maakt een nieuwe alinea. Een regel met een streepje maakt een lijst. "
    "Woorden tussen **sterretjes** worden vet."
)


class PlainText(forms.CharField):
    """Text without control signs, which no document can hold."""

    def to_python(self, value: object) -> str:
        return text.clean(super().to_python(value) or "")


class BundleForm(forms.Form):
    """Title and foreword of a bundle."""

    title = PlainText(label=_("Titel"), max_length=120, required=False)
    subtitle = PlainText(
        label=_("Voor wie of waarvoor?"),
        max_length=160,
        required=False,
        help_text=_("Bijvoorbeeld: voor de raadswerkgroep Lokale democratie."),
    )
    introduction = PlainText(
        label=_("Voorwoord"),
        max_length=LONGEST_INTRODUCTION,
        required=False,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text=HOW_TO,
    )


class ItemForm(forms.Form):
    """The maker's own words with one item."""

    introduction = PlainText(
        label=_("Waarom staat dit in uw bundel?"),
        max_length=LONGEST_INTRODUCTION,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=HOW_TO,
    )


class MoveForm(forms.Form):
    """Where an item must go: up, down, or to a number."""

    UP, DOWN = "op", "neer"
    direction = forms.ChoiceField(choices=[(UP, UP), (DOWN, DOWN)], required=False)
    position = forms.IntegerField(min_value=1, max_value=MAX_ITEMS, required=False)

    def clean(self) -> dict[str, object]:
        data = super().clean() or {}
        if not data.get("direction") and not data.get("position"):
            raise forms.ValidationError(_("Kies een plaats."))
        return data

    def target(self, current: int) -> int:
        """Return the position that was asked for, from 1."""
        if direction := self.cleaned_data["direction"]:
            return current - 1 if direction == self.UP else current + 1
        return self.cleaned_data["position"]
