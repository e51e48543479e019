"""Forms of the desk. Those with a version refuse to overwrite a colleague (see ``editing``)."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from thorbecke.knowledge import shipped
from thorbecke.web.core.forms import PlainForm
from thorbecke.web.experiments.editing import VersionedForm
from thorbecke.web.experiments.files import ACCEPT
from thorbecke.web.experiments.models import (
    Addition,
    Document,
    Experiment,
    Indicator,
    Need,
    Note,
    Observation,
    Offer,
    Plan,
    Quote,
)
from thorbecke.web.participation.console.sections import LocalDate
from thorbecke.web.people.models import Area, Organisation

Rows = forms.Textarea


def rows(number: int) -> forms.Textarea:
    """Return a text area of so many lines."""
    return forms.Textarea(attrs={"rows": number})


class Themes(forms.MultipleChoiceField):
    """The ten themes as check boxes; the value is a list of ids."""

    widget = forms.CheckboxSelectMultiple

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("label", gettext_lazy("Thema's"))
        names = [(theme.id, theme.title_nl) for theme in shipped().themes]
        super().__init__(choices=names, required=False, **kwargs)


class PlainModelForm(forms.ModelForm):  # type: ignore[type-arg]
    """A form for a new row."""

    use_required_attribute = False

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("label_suffix", "")
        super().__init__(*args, **kwargs)


class StartForm(PlainForm):
    """A new experiment that comes from nowhere else."""

    title = forms.CharField(label=gettext_lazy("Titel"), max_length=120)
    challenge = forms.CharField(
        label=gettext_lazy("Wat is de opgave?"),
        max_length=4000,
        widget=rows(5),
        help_text=gettext_lazy("Welk probleem wilt u oplossen, en voor wie?"),
    )
    themes = Themes()
    organisation = forms.ModelChoiceField(
        label=gettext_lazy("Organisatie"), queryset=Organisation.objects.none()
    )

    def __init__(self, organisations: Any, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["organisation"]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = organisations
        self.initial.setdefault("organisation", organisations.first())


class ExperimentForm(VersionedForm):
    """What an experiment is about."""

    themes = Themes()

    class Meta:
        model = Experiment
        fields = ("title", "challenge", "themes", "area", "contact", "press_contact")
        widgets = {"challenge": rows(6)}
        labels = {
            "title": gettext_lazy("Titel"),
            "challenge": gettext_lazy("Wat is de opgave?"),
            "area": gettext_lazy("Kern, wijk of straat"),
            "contact": gettext_lazy("Contact voor inwoners"),
            "press_contact": gettext_lazy("Contact voor de pers"),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["area"]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = Area.objects.filter(municipality=self.instance.municipality_id)
        field.empty_label = _("De hele gemeente")
        if not self.instance.municipality_id:
            del self.fields["area"]


class StepForm(PlainForm):
    """A step to another phase."""

    after = forms.ChoiceField(label=gettext_lazy("Naar welke fase?"), widget=forms.RadioSelect)
    on = forms.DateField(label=gettext_lazy("Op welke dag?"), widget=LocalDate)
    reason = forms.CharField(
        label=gettext_lazy("Waarom?"),
        max_length=2000,
        widget=rows(4),
        help_text=gettext_lazy("Iedereen kan dit lezen als het experiment openbaar is."),
    )

    def __init__(self, choices: list[tuple[str, Any]], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["after"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = choices
        self.initial.setdefault("on", timezone.localdate())


class DocumentForm(PlainModelForm):
    """A new document."""

    upload = forms.FileField(
        label=gettext_lazy("Bestand"),
        help_text=gettext_lazy("PDF, Word (docx), odt, PNG of JPG, hooguit 15 MB."),
        widget=forms.FileInput(attrs={"accept": ACCEPT}),
    )

    class Meta:
        model = Document
        fields = ("title", "kind", "on", "public")
        widgets = {"on": LocalDate}


class PlanForm(VersionedForm):
    """The expected effect, and when to stop."""

    class Meta:
        model = Plan
        fields = ("context", "intervention", "mechanism", "outcome", "stop_rule")
        widgets = {name: rows(4) for name in fields}
        help_texts = {
            "context": gettext_lazy("Waar, voor wie, en hoe gaat het nu?"),
            "intervention": gettext_lazy("Wat doet u anders dan nu?"),
            "mechanism": gettext_lazy("Wie gaat iets anders doen of denken, en waardoor?"),
            "outcome": gettext_lazy("Wat verandert er, hoeveel en wanneer?"),
            "stop_rule": gettext_lazy("Bij welke stand stopt u eerder?"),
        }


class AdditionForm(PlainModelForm):
    """An addition to a plan that is fixed."""

    class Meta:
        model = Addition
        fields = ("text", "reason")
        widgets = {"text": rows(3), "reason": rows(2)}


MEASURED = (
    "baseline",
    "baseline_n",
    "baseline_spread",
    "no_baseline",
    "target",
    "source",
    "moments",
)
HELPS = {
    "baseline_n": gettext_lazy("Laat leeg als u het niet weet."),
    "baseline_spread": gettext_lazy("Alleen bij een gemiddelde. Laat leeg als u het niet weet."),
    "no_baseline": gettext_lazy("Alleen als u de stand vooraf niet weet."),
    "source": gettext_lazy("Bijvoorbeeld: de vragenlijst op deze site."),
    "moments": gettext_lazy("Bijvoorbeeld: voor de start, en na zes maanden."),
}


class IndicatorForm(VersionedForm):
    """An indicator of the plan; of a core indicator the name is fixed."""

    class Meta:
        model = Indicator
        fields = ("name", "unit", "kind", "better", *MEASURED)
        help_texts = HELPS

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.core:
            for name in ("name", "unit", "kind", "better"):
                del self.fields[name]


class OwnIndicatorForm(PlainModelForm):
    """A new indicator of one's own."""

    class Meta:
        model = Indicator
        fields = ("name", "unit", "kind", "better", *MEASURED, "reason")
        help_texts = HELPS

    def __init__(self, late: bool, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if late:
            self.fields["reason"].required = True
        else:
            del self.fields["reason"]


class ObservationForm(PlainModelForm):
    """A new value, or the correction of one."""

    class Meta:
        model = Observation
        fields = ("on", "value", "n", "spread", "source", "note")
        widgets = {"on": LocalDate}
        help_texts = {
            "n": gettext_lazy("Dan kan de site zeggen hoe zeker het verschil is."),
            "spread": gettext_lazy("Alleen bij een gemiddelde. Laat leeg als u het niet weet."),
        }

    def __init__(self, *args: Any, correction: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if correction:
            self.fields["note"].required = True
            self.fields["note"].label = _("Waarom klopte de oude waarde niet?")


class SurveyForm(PlainForm):
    """A new round of the survey."""

    moment = forms.CharField(
        label=gettext_lazy("Welk moment is dit?"),
        max_length=80,
        help_text=gettext_lazy("Bijvoorbeeld: voor de start, of na zes maanden."),
    )


class NoteForm(VersionedForm):
    """A message in the logbook."""

    class Meta:
        model = Note
        fields = ("on", "title", "text", "surprise", "public")
        widgets = {"on": LocalDate, "text": rows(6)}


class PhotoForm(PlainForm):
    """A photo with a message."""

    photo = forms.FileField(
        label=gettext_lazy("Foto"),
        help_text=gettext_lazy("JPG of PNG, hooguit 8 MB. Plek en camera halen wij eruit."),
        widget=forms.FileInput(attrs={"accept": "image/jpeg,image/png"}),
    )
    text = forms.CharField(label=gettext_lazy("Wat is er op de foto te zien?"), max_length=200)


class NeedForm(PlainModelForm):
    """A question for support."""

    class Meta:
        model = Need
        fields = ("kind", "text")
        widgets = {"text": rows(4), "kind": forms.RadioSelect}


class OfferForm(VersionedForm):
    """What an organisation offers."""

    themes = Themes()

    class Meta:
        model = Offer
        fields = (
            "title",
            "text",
            "expertise",
            "exposure",
            "legal_room",
            "themes",
            "contact",
            "open",
        )
        widgets = {"text": rows(4)}

    def clean(self) -> dict[str, Any]:
        """An offer is of at least one kind."""
        given: dict[str, Any] = super().clean() or self.cleaned_data
        if not any(given.get(name) for name in ("expertise", "exposure", "legal_room")):
            raise forms.ValidationError(_("Kies minstens één soort steun."))
        return given


class QuoteForm(VersionedForm):
    """What somebody said, and whether she agreed to see it in the paper."""

    class Meta:
        model = Quote
        fields = ("text", "who", "cleared", "cleared_on")
        widgets = {"text": rows(3), "cleared_on": LocalDate}

    def clean(self) -> dict[str, Any]:
        """A yes has a day."""
        given: dict[str, Any] = super().clean() or self.cleaned_data
        if given.get("cleared") and not given.get("cleared_on"):
            self.add_error("cleared_on", _("Vul in wanneer deze persoon het goed vond."))
        return given


class FollowForm(PlainForm):
    """An address for news."""

    email = forms.EmailField(label=gettext_lazy("Uw e-mailadres"), max_length=254)
