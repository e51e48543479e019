"""Forms of who sends something in. A step is made from its data in ``doors``."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from thorbecke.knowledge import shipped
from thorbecke.web.core.forms import PlainForm
from thorbecke.web.people.models import Municipality
from thorbecke.web.programme.doors import Ask, Step, in_words
from thorbecke.web.programme.models import Submission
from thorbecke.web.programme.submitting import value_of

MOST_THEMES = 3
TRAP = "homepage"  # a field that nobody sees; robots fill it in


def rows(number: int) -> forms.Textarea:
    """Return a text area of so many lines."""
    return forms.Textarea(attrs={"rows": number})


class StepForm(PlainForm):
    """One step of a door. ``strict``: what is required must be there; else anything is kept.

    ``kept`` holds what is good enough to store, also while other fields are wrong.
    """

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(
        self,
        step: Step,
        draft: Submission | None,
        data: Any = None,
        *,
        strict: bool = True,
        initial: dict[str, Any] | None = None,
    ) -> None:
        super().__init__(data=data, initial=_initial(step, draft) | (initial or {}))
        self.step, self.strict = step, strict
        self.initial["version"] = draft.version if draft else 0
        for ask in step.asks:
            self.fields[ask.name] = field_of(ask, strict)
        self.order_fields([ask.name for ask in step.asks])

    def clean(self) -> dict[str, Any]:
        """Refuse what only a robot fills in. The field is empty again when the form comes back."""
        found: dict[str, Any] = super().clean() or self.cleaned_data
        for ask in self.step.asks:  # a form that comes back says again what is required
            self.fields[ask.name].required = ask.required
        if self.data.get(TRAP):
            raise forms.ValidationError(
                _("Een verborgen veld was ingevuld. Dat doet vaak een robot. Probeer het opnieuw.")
            )
        return found

    @property
    def trapped(self) -> bool:
        """True when the hidden field was filled in; nothing is stored then."""
        return bool(self.data.get(TRAP))

    @property
    def kept(self) -> dict[str, Any]:
        """The fields that are right."""
        names = [ask.name for ask in self.step.asks]
        return {name: self.cleaned_data[name] for name in names if name in self.cleaned_data}

    def differences(self, stored: Submission) -> list[tuple[Any, Any, Any]]:
        """Return label, text of the other window and text of this one, where they differ."""
        found = []
        for ask in self.step.asks:
            theirs, mine = value_of(stored, ask.name), self.kept.get(ask.name)
            if theirs and theirs != mine:
                found.append((ask.label, worded(ask, theirs), worded(ask, mine)))
        return found


def worded(ask: Ask, value: Any) -> str:
    """Return an answer in words, themes by their titles."""
    if ask.kind == "themes":
        known = {theme.id: theme.title_nl for theme in shipped().themes}
        return ", ".join(known[one] for one in value or () if one in known)
    return in_words(ask, value)


def field_of(ask: Ask, strict: bool) -> forms.Field:
    """Return the field of an ask."""
    common: dict[str, Any] = {
        "label": ask.label,
        "help_text": ask.help,
        "required": strict and ask.required,
    }
    match ask.kind:
        case "long":
            return forms.CharField(max_length=ask.most, widget=rows(6), **common)
        case "email":
            widget = forms.EmailInput(attrs={"autocomplete": "email"})
            return forms.EmailField(max_length=ask.most, widget=widget, **common)
        case "choice":
            radio = bool(ask.choices[0][0])
            kind = forms.RadioSelect if radio else forms.Select
            return forms.ChoiceField(choices=ask.choices, widget=kind, **common)
        case "choices":
            return forms.MultipleChoiceField(
                choices=ask.choices, widget=forms.CheckboxSelectMultiple, **common
            )
        case "themes":
            return Themes(most=MOST_THEMES, **common)
        case "place":
            return forms.ModelChoiceField(
                queryset=Municipality.objects.only("name").order_by("name"),
                empty_label=_("Geen, of meer dan een"),
                **common,
            )
    widget_attrs = {"autocomplete": "name"} if ask.name == "name" else {}
    return forms.CharField(
        max_length=ask.most, widget=forms.TextInput(attrs=widget_attrs), **common
    )


class Themes(forms.MultipleChoiceField):
    """The ten themes as check boxes; the value is a list of ids."""

    widget = forms.CheckboxSelectMultiple

    def __init__(self, *, most: int = 10, **kwargs: Any) -> None:
        kwargs.setdefault("label", gettext_lazy("Thema's"))
        kwargs.setdefault("required", False)
        self.most = most
        names = [(theme.id, theme.title_nl) for theme in shipped().themes]
        super().__init__(choices=names, **kwargs)

    def validate(self, value: Any) -> None:
        super().validate(value)
        if len(value) > self.most:
            text = _("Kies er hooguit %(most)s.") % {"most": self.most}
            raise forms.ValidationError(text)


class AddForm(PlainForm):
    """What a sender wants to add."""

    text = forms.CharField(
        label=gettext_lazy("Wat wilt u toevoegen?"), max_length=4000, widget=rows(5)
    )


class LostForm(PlainForm):
    """The address of who lost a link."""

    email = forms.EmailField(
        label=gettext_lazy("Uw e-mailadres"),
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )


def _initial(step: Step, draft: Submission | None) -> dict[str, Any]:
    if draft is None:
        return {}
    return {ask.name: value_of(draft, ask.name) for ask in step.asks}
