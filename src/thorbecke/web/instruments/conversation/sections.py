"""The organiser's settings of a conversation."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from thorbecke.formats.polis import PolisFileError, read_statements
from thorbecke.web.instruments.conversation import rooms, statements, texts
from thorbecke.web.instruments.conversation.joining import Refused
from thorbecke.web.instruments.conversation.words import refusal
from thorbecke.web.participation.console.sections import ActForm
from thorbecke.web.participation.models import Act

ENTRY = (
    (rooms.OPEN, gettext_lazy("Iedereen met de link of de korte code. Een toestel telt één keer.")),
    (rooms.ROLL, gettext_lazy("Alleen met een code uit een brief of van het loket.")),
)
FEWEST_SEEDS = 5
MOST_SEEDS = 500
LARGEST = 5 * 2**20


class ConversationForm(ActForm):
    """How people come in, what they may add, and the first statements."""

    entry = forms.ChoiceField(
        label=gettext_lazy("Wie mag meedoen?"), choices=ENTRY, widget=forms.RadioSelect
    )
    joins = forms.IntegerField(
        label=gettext_lazy("Hoeveel nieuwe deelnemers per uur via één verbinding?"),
        min_value=5,
        max_value=5000,
        help_text=gettext_lazy(
            "Dit remt iemand die steeds opnieuw meedoet. Kies een groot getal voor een zaal met wifi."
        ),
    )
    seeds = forms.CharField(
        label=gettext_lazy("De eerste stellingen"),
        required=False,
        help_text=gettext_lazy(
            "Een per regel, minstens vijf. Elke stelling zegt één ding en past in 200 tekens. "
            "Kies ook stellingen waar u het zelf niet mee eens bent."
        ),
        widget=forms.Textarea(attrs={"rows": 12}),
    )
    file = forms.FileField(
        label=gettext_lazy("Stellingen uit een bestand van Polis"),
        required=False,
        help_text=gettext_lazy(
            "Het bestand comments.csv. De stellingen komen onder uw eigen lijst."
        ),
    )
    add = forms.BooleanField(
        label=gettext_lazy("Deelnemers mogen zelf stellingen toevoegen"), required=False
    )
    before = forms.BooleanField(
        label=gettext_lazy("Een stelling van een deelnemer komt er pas na een controle in"),
        required=False,
    )
    policy = forms.CharField(
        label=gettext_lazy("Welke stellingen plaatst u niet?"),
        max_length=2000,
        help_text=gettext_lazy("Deze regels zijn openbaar. Elke weigering krijgt een reden."),
        widget=forms.Textarea(attrs={"rows": 5}),
    )

    def start(self, act: Act) -> dict[str, Any]:
        found = {name: rooms.option(act, name) for name in rooms.DEFAULTS}
        policy = found["policy"] or _(
            "Wij plaatsen geen stellingen die beledigen of discrimineren. Ook geen namen van mensen, "
            "reclame, of stellingen over iets anders. Twee dingen in één zin splitsen wij."
        )
        return {**found, "policy": policy, "seeds": "\n".join(found["seeds"])}

    def clean_file(self) -> list[str]:
        """Return the statements of the file that were not rejected."""
        found = self.cleaned_data["file"]
        if not found:
            return []
        if found.size > LARGEST:
            raise forms.ValidationError(_("Dit bestand is te groot."))
        try:
            rows = read_statements(found.file, found.name)
        except PolisFileError as wrong:
            text = _("Dit bestand kunnen wij niet lezen: %(wrong)s") % {"wrong": wrong}
            raise forms.ValidationError(text) from wrong
        return [one.text for one in rows if one.moderated >= 0 and one.text]

    def clean(self) -> dict[str, Any]:
        found = super().clean() or {}
        if self.errors:
            return found
        lines = [*found["seeds"].splitlines(), *found["file"]]
        kept: dict[str, str] = {}
        for number, line in enumerate(filter(str.strip, lines), start=1):
            try:
                text = statements.checked(line)
            except Refused as wrong:
                given = {"number": number, "text": line[:40], "why": refusal(wrong.reason)}
                self.add_error("seeds", _("Stelling %(number)s (%(text)s): %(why)s") % given)
                return found
            kept.setdefault(texts.fingerprint(text), text)
        if len(kept) > MOST_SEEDS:
            self.add_error("seeds", _("Begin met hoogstens 500 stellingen."))
        found["kept"] = list(kept.values())
        return found

    def apply(self, act: Act) -> None:
        found = self.cleaned_data
        names = ("entry", "joins", "add", "before")
        act.settings["conversation"] = {
            **{name: found[name] for name in names},
            "policy": found["policy"].strip(),
            "seeds": found["kept"],
        }
