"""The forms of a conversation."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy

from thorbecke.web.instruments.conversation.models import LONGEST


class StatementForm(forms.Form):
    """One statement."""

    use_required_attribute = False
    text = forms.CharField(
        label=gettext_lazy("Uw stelling"),
        max_length=LONGEST,
        help_text=gettext_lazy("Eén zin die over één ding gaat. Anderen zeggen eens of oneens."),
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class RewordForm(forms.Form):
    """One or more texts in place of a statement, and why."""

    use_required_attribute = False
    lines = forms.CharField(
        label=gettext_lazy("De nieuwe tekst"),
        max_length=5 * LONGEST,
        help_text=gettext_lazy("Een stelling per regel. Meer regels splitsen de stelling."),
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    reason = forms.CharField(
        label=gettext_lazy("Waarom?"),
        max_length=300,
        help_text=gettext_lazy("Dit staat in het openbare logboek."),
    )


class JoinCodeForm(forms.Form):
    """The short code on a poster or a screen."""

    use_required_attribute = False
    code = forms.CharField(
        label=gettext_lazy("De code van het gesprek"),
        max_length=12,
        help_text=gettext_lazy("Zes tekens. Hoofdletters maken niet uit."),
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "characters"}),
    )
