"""Form fields for the leaves of a plan."""

from __future__ import annotations

import math
import re
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from thorbecke.web.library.desk import choices
from thorbecke.web.library.desk.forms.plan import Spec

_THOUSANDS = re.compile(r"-?\d{1,3}(\.\d{3})+(,\d+)?")


class DutchNumber(forms.CharField):
    """A number as the Dutch write it: 1.200 is twelve hundred, 0,5 is a half."""

    def __init__(self, *, whole: bool = False, **options: Any) -> None:
        self.whole = whole
        super().__init__(**options)
        self.widget.attrs.update(inputmode="numeric" if whole else "decimal", size="12")

    def prepare_value(self, value: Any) -> Any:
        """Show a stored number with a decimal comma and without a useless ``.0``."""
        if isinstance(value, int | float):
            text = str(int(value)) if float(value).is_integer() else repr(value)
            return text.replace(".", ",")
        return value

    def clean(self, value: Any) -> float | int | None:
        """Return the number; None when nothing was filled in."""
        text = re.sub(r"\s", "", super().clean(value))
        if not text:
            return None
        if _THOUSANDS.fullmatch(text):
            text = text.replace(".", "")
        try:
            number = float(text.replace(",", "."))
        except ValueError:
            number = math.nan
        if not math.isfinite(number) or (self.whole and not number.is_integer()):
            raise forms.ValidationError(
                _("Vul een heel getal in.") if self.whole else _("Vul een getal in, zoals 12,5.")
            )
        return int(number) if self.whole else number


class Lines(forms.CharField):
    """A list of short texts, one on a line."""

    widget = forms.Textarea

    def prepare_value(self, value: Any) -> Any:
        """Show a list as lines."""
        return "\n".join(value) if isinstance(value, list | tuple) else value

    def clean(self, value: Any) -> list[str]:
        """Return the lines that are not empty, without spaces around them."""
        return [line.strip() for line in super().clean(value).splitlines() if line.strip()]


def field_for(spec: Spec, label: Any, help_text: Any, required: bool) -> forms.Field:
    """Make the form field of one leaf.

    ``required`` is what the label says; ``ContentForm`` sees to it that a row can stay empty.
    """
    common: dict[str, Any] = {"label": label, "help_text": help_text, "required": required}
    match spec.sort:
        case "long":
            return forms.CharField(widget=forms.Textarea(attrs={"rows": 5}), **common)
        case "lines":
            field: forms.Field = Lines(**common)
            field.widget.attrs["rows"] = 3
            return field
        case "number" | "whole":
            return DutchNumber(whole=spec.sort == "whole", **common)
        case "date":
            picker = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
            return forms.DateField(widget=picker, **common)
        case "yesno":
            return forms.BooleanField(**{**common, "required": False})
        case "themes":
            return forms.TypedMultipleChoiceField(
                choices=choices.themes, coerce=int, widget=forms.CheckboxSelectMultiple, **common
            )
        case "choice":
            return forms.ChoiceField(choices=choices.of(spec), **common)
        case "url":
            attrs = {"type": "url", "inputmode": "url"}
            return forms.CharField(max_length=2000, widget=forms.TextInput(attrs=attrs), **common)
    if found := choices.known(spec.name):
        return forms.ChoiceField(choices=choices.with_blank(found, spec.required), **common)
    # The page has one list of municipalities, so that an editor need not know the spelling.
    attrs = {"list": "gemeenten"} if spec.name == "municipality" else {}
    return forms.CharField(max_length=500, widget=forms.TextInput(attrs=attrs), **common)
