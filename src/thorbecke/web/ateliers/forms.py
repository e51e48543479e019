"""Forms for making an atelier, its settings and its closing."""

from __future__ import annotations

import copy
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from thorbecke.knowledge import shipped
from thorbecke.web.ateliers import closing, scripts
from thorbecke.web.ateliers.models import Atelier, Phase
from thorbecke.web.people.models import Organisation

LATEST_ERASE = 366  # days from now


class Common(forms.Form):
    """What every part of the road knows: title, challenge and themes."""

    use_required_attribute = False
    title = forms.CharField(label=gettext_lazy("Titel"), max_length=120)
    challenge = forms.CharField(
        label=gettext_lazy("Opgave"),
        max_length=4000,
        required=False,
        help_text=gettext_lazy("Wat moet er gebeuren, en voor wie? Een paar zinnen is genoeg."),
        widget=forms.Textarea(attrs={"rows": 5}),
    )
    themes = forms.MultipleChoiceField(
        label=gettext_lazy("Thema’s"), required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, label_suffix="", **kwargs)
        field = self.fields["themes"]
        assert isinstance(field, forms.MultipleChoiceField)
        field.choices = [(one.id, one.title_nl) for one in shipped().themes]


class NewForm(Common):
    """A new atelier."""

    organisation = forms.ModelChoiceField(
        label=gettext_lazy("Organisatie"), queryset=Organisation.objects.none()
    )
    template = forms.ChoiceField(label=gettext_lazy("Werkvorm"), widget=forms.RadioSelect)
    warmup = forms.ChoiceField(label=gettext_lazy("Begin met"), required=False)
    planned_on = forms.DateField(
        label=gettext_lazy("Datum"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )

    def __init__(self, held: QuerySet[Organisation], data: Any = None) -> None:
        super().__init__(data)
        organisation = self.fields["organisation"]
        assert isinstance(organisation, forms.ModelChoiceField)
        organisation.queryset = held
        found = scripts.all_scripts().values()
        for name, kind in (("template", "atelier"), ("warmup", "warmup")):
            field = self.fields[name]
            assert isinstance(field, forms.ChoiceField)
            rows = [(one.id, one.name_nl) for one in found if one.kind == kind]
            field.choices = rows if kind == "atelier" else [("", _("Geen warming-up")), *rows]
        self.initial |= {"organisation": held.first(), "template": "canvas"}


class SettingsForm(Common):
    """The settings, and for each step whether it is used and how long it takes.

    Once it is open the steps stay as they are: people are working with them.
    """

    planned_on = NewForm.base_fields["planned_on"]
    anonymous = forms.BooleanField(
        label=gettext_lazy("Kaarten zonder naam"),
        required=False,
        help_text=gettext_lazy("Anders staat de voornaam erbij, als iemand die gaf."),
    )
    erase_on = forms.DateField(
        label=gettext_lazy("Kaarten wissen op"),
        help_text=gettext_lazy("Op deze dag gaat alles weg wat niet in het verslag staat."),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
    edited = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, atelier: Atelier, data: Any = None) -> None:
        names = ("title", "challenge", "themes", "planned_on", "anonymous", "erase_on", "edited")
        super().__init__(data, initial={name: getattr(atelier, name) for name in names})
        self.atelier = atelier
        self.with_steps = atelier.phase == Phase.PREPARE
        for step in scripts.read(atelier.steps) if self.with_steps else ():
            self.fields[f"minutes-{step.key}"] = forms.IntegerField(
                label=step.title_nl, min_value=0, max_value=90, initial=step.minutes
            )

    def clean_erase_on(self) -> Any:
        """Return the day; in the next year, so that nothing is kept for ever."""
        return checked_day(self.cleaned_data["erase_on"])

    def clean(self) -> dict[str, Any]:
        """Look whether the steps that are left still fit together."""
        given: dict[str, Any] = super().clean() or self.cleaned_data
        if self.with_steps and not any(name.startswith("minutes-") for name in self.errors):
            try:
                steps = self.steps()
                scripts.check(scripts.read(steps))
            except ValueError:
                raise forms.ValidationError(
                    _("Een stap kijkt naar kaarten van een stap die u weglaat. Laat die ook weg.")
                ) from None
            if not steps:
                raise forms.ValidationError(_("Laat ten minste één stap staan."))
        return given

    def steps(self) -> list[dict[str, Any]]:
        """Return the steps that are used, with their minutes; 0 minutes leaves one out."""
        if not self.with_steps:
            return list(self.atelier.steps)
        found = copy.deepcopy(self.atelier.steps)
        for one in found:
            one["minutes"] = self.cleaned_data[f"minutes-{one['key']}"]
        return [one for one in found if one["minutes"]]


def checked_day(day: Any) -> Any:
    """Return a day to erase on. Raises ``ValidationError`` when it is past, or over a year ahead."""
    ahead = (day - timezone.localdate()).days
    if not 1 <= ahead <= LATEST_ERASE:
        raise forms.ValidationError(_("Kies een dag tussen morgen en een jaar vanaf nu."))
    return day


SAVED = ("title", "challenge", "themes", "planned_on", "anonymous", "erase_on")


def save(atelier: Atelier, form: SettingsForm) -> Atelier | None:
    """Store the settings; return the row as it stands when somebody else saved since, else None."""
    from django.db.models import F

    given = form.cleaned_data
    same = Atelier.objects.filter(pk=atelier.pk, edited=given["edited"], phase=atelier.phase)
    stored = same.update(
        **{name: given[name] for name in SAVED},
        steps=form.steps(),
        edited=F("edited") + 1,
        version=F("version") + 1,
    )
    return None if stored else Atelier.objects.get(pk=atelier.pk)


def differences(form: SettingsForm, now: Atelier) -> list[tuple[str, str]]:
    """Return label and stored text of each field that differs from what was sent."""
    return [
        (str(form.fields[name].label), _shown(getattr(now, name)))
        for name in SAVED
        if getattr(now, name) != form.cleaned_data[name]
    ]


def _shown(value: Any) -> str:
    if isinstance(value, bool):
        return _("ja") if value else _("nee")
    return ", ".join(map(str, value)) if isinstance(value, list) else str(value or "")


def again(now: Atelier, form: SettingsForm) -> SettingsForm:
    """Return the form with what was sent, over the row as it stands: saving it again takes its place."""
    data = form.data.copy()
    data["edited"] = str(now.edited)
    return SettingsForm(now, data)


class CloseForm(Common):
    """The closing: what comes in the report. All fields are filled in beforehand."""

    share_report = forms.BooleanField(
        label=gettext_lazy("Deelnemers mogen het verslag lezen"),
        required=False,
        help_text=gettext_lazy("Zij vinden het met dezelfde code."),
    )
    erase_on = SettingsForm.base_fields["erase_on"]

    def __init__(
        self, atelier: Atelier, found: list[Any], winners: dict[str, str], data: Any
    ) -> None:
        initial = {
            "title": atelier.title,
            "challenge": closing.challenge_of(atelier, found),
            "themes": atelier.themes,
            "share_report": atelier.share_report,
            "erase_on": atelier.erase_on,
        }
        super().__init__(data, initial=initial)
        self.targets = {one.target for outcome in found for one in outcome.items}
        self.asked = {name for outcome in found for name in outcome.step.parameters}
        for one in shipped().building_blocks.parameters:
            if one.id in self.asked:
                options = [(option.id, option.name_nl) for option in one.options]
                self.fields[f"keuze-{one.id}"] = forms.ChoiceField(
                    label=one.name_nl,
                    required=False,
                    choices=[("", _("Nog open")), *options],
                    initial=winners.get(one.id, ""),
                )

    def clean_erase_on(self) -> Any:
        """Return the day to erase on."""
        return checked_day(self.cleaned_data["erase_on"])

    def given(self, chosen: list[str]) -> dict[str, Any]:
        """Return what ``closing.close`` asks; of ``chosen`` only what is there."""
        found = dict(self.cleaned_data)
        choices = {name: found.pop(f"keuze-{name}") for name in self.asked}
        kept = {name: option for name, option in choices.items() if option}
        return {**found, "choices": kept, "chosen": self.targets & set(chosen)}
