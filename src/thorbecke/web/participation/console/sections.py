"""The settings that every act has, whatever its instrument."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django import forms
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from thorbecke.web.participation.instruments import Section
from thorbecke.web.participation.models import Act, Phase, Publish
from thorbecke.web.participation.permissions import TABLE

WHO = (
    ("resident", _("Inwoners")),
    ("resident_or_other", _("Inwoners en anderen, zoals ondernemers")),
    ("open", _("Iedereen")),
)
CREDENTIALS = (
    ("letter", _("Een code per brief")),
    ("account", _("Een account op deze site")),
    ("oidc", _("Inloggen via de gemeente")),
)


class ActForm(forms.Form):
    """A form about one act. Saving stores the act, if its phase still allows the change."""

    use_required_attribute = False
    phases = TABLE["edit"][1]

    def __init__(self, act: Act, data: Any = None, files: Any = None) -> None:
        self.act = act
        super().__init__(data=data, files=files, initial=self.start(act), label_suffix="")

    def start(self, act: Act) -> dict[str, Any]:
        """Return what the form shows at first."""
        return {}

    def apply(self, act: Act) -> None:
        """Put what was filled in on the act."""
        raise NotImplementedError

    def save(self) -> None:
        """Store it in one transaction, on the act as it is now."""
        with transaction.atomic():
            act = Act.objects.select_for_update().get(pk=self.act.pk)
            if act.phase not in self.phases:
                raise PhasePassed
            self.apply(act)
            act.save()
        self.act = act


class PhasePassed(Exception):
    """The act went to another phase while the form was open."""


class Basics(ActForm):
    """Title, what it is about, and who to ask."""

    title = forms.CharField(label=_("Titel"), max_length=160)
    summary = forms.CharField(
        label=_("Waar gaat het over?"),
        max_length=600,
        required=False,
        help_text=_("Twee of drie zinnen. Ze staan bovenaan de pagina."),
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    contact = forms.CharField(
        label=_("Waar kunnen mensen vragen stellen?"),
        max_length=200,
        required=False,
        help_text=_("Een e-mailadres of telefoonnummer van de organisatie."),
    )

    def start(self, act: Act) -> dict[str, Any]:
        kept = {name: act.settings.get(name, "") for name in ("summary", "contact")}
        return {"title": act.title, **kept}

    def apply(self, act: Act) -> None:
        act.title = self.cleaned_data["title"].strip()
        for name in ("summary", "contact"):
            act.settings[name] = self.cleaned_data[name].strip()


class LocalDateTime(forms.DateTimeInput):
    """The browser's own field for a date and a time."""

    input_type = "datetime-local"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%dT%H:%M")


class LocalDate(forms.DateInput):
    """The browser's own field for a date."""

    input_type = "date"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%d")


class Period(ActForm):
    """From when to when; dates may still move while the act is open."""

    phases = TABLE["edit_dates"][1]
    opens_at = forms.DateTimeField(
        label=_("Open vanaf"),
        required=False,
        widget=LocalDateTime,
        help_text=_("U opent zelf, met een knop. Deze datum staat op de pagina."),
    )
    closes_at = forms.DateTimeField(
        label=_("Open tot"),
        required=False,
        widget=LocalDateTime,
        help_text=_("Na dit moment neemt de stembus niets meer aan."),
    )
    erase_on = forms.DateField(
        label=_("Persoonsgegevens wissen op"),
        required=False,
        widget=LocalDate,
        help_text=_("Op deze dag wist de site de namen en adressen. De uitslag blijft."),
    )

    def start(self, act: Act) -> dict[str, Any]:
        return {"opens_at": act.opens_at, "closes_at": act.closes_at, "erase_on": act.erase_on}

    def clean_closes_at(self) -> datetime | None:
        closes: datetime | None = self.cleaned_data["closes_at"]
        if closes and closes <= timezone.now():
            raise forms.ValidationError(_("Kies een moment dat nog komt."))
        return closes

    def clean(self) -> dict[str, Any]:
        found = super().clean() or {}
        opens, closes, erase = (found.get(n) for n in ("opens_at", "closes_at", "erase_on"))
        if opens and closes and closes <= opens:
            self.add_error("closes_at", _("De stembus moet na het openen sluiten."))
        if isinstance(erase, date) and closes and erase <= timezone.localdate(closes):
            self.add_error("erase_on", _("Kies een dag na het sluiten."))
        return found

    def apply(self, act: Act) -> None:
        for name in ("opens_at", "closes_at", "erase_on"):
            setattr(act, name, self.cleaned_data[name])


class Who(ActForm):
    """Who may take part and how they get in."""

    who = forms.ChoiceField(label=_("Voor wie?"), choices=WHO, widget=forms.RadioSelect)
    lowest_age = forms.IntegerField(
        label=_("Vanaf welke leeftijd?"),
        required=False,
        min_value=0,
        max_value=120,
        help_text=_("Bijvoorbeeld 16. Leeg betekent: geen ondergrens."),
    )
    reference_date = forms.DateField(
        label=_("Leeftijd op welke dag?"),
        required=False,
        widget=LocalDate,
        help_text=_("Leeg betekent: de dag waarop iemand op de lijst komt."),
    )
    areas = forms.CharField(
        label=_("Alleen in deze wijken of kernen"),
        required=False,
        help_text=_("Een per regel, zoals ze in uw bestand staan. Leeg betekent: overal."),
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    credentials = forms.MultipleChoiceField(
        label=_("Hoe komen mensen binnen?"),
        choices=CREDENTIALS,
        widget=forms.CheckboxSelectMultiple,
    )

    def start(self, act: Act) -> dict[str, Any]:
        rule = act.eligibility
        return {
            "who": rule.get("who", "resident"),
            "lowest_age": rule.get("lowest_age", 16),
            "reference_date": rule.get("reference_date"),
            "areas": "\n".join(rule.get("areas", [])),
            "credentials": act.credentials or ["letter"],
        }

    def apply(self, act: Act) -> None:
        found = self.cleaned_data
        day = found["reference_date"]
        act.eligibility = {
            "who": found["who"],
            "lowest_age": found["lowest_age"],
            "reference_date": day.isoformat() if day else None,
            "areas": [line.strip() for line in found["areas"].splitlines() if line.strip()],
        }
        act.credentials = found["credentials"]


class Ballots(ActForm):
    """May a ballot be changed, and how ballots are published."""

    may_change = forms.BooleanField(
        label=_("Mensen mogen hun stem veranderen zolang de stembus open is"), required=False
    )
    publish = forms.ChoiceField(
        label=_("Zo publiceren wij de stembiljetten"),
        choices=Publish.choices,
        widget=forms.RadioSelect,
        help_text=_(
            "Met de ontvangstcode erbij kan iedereen zijn eigen stem terugvinden. "
            "Iemand kan dan ook aan een ander tonen wat hij stemde."
        ),
    )

    def start(self, act: Act) -> dict[str, Any]:
        return {"may_change": act.may_change, "publish": act.publish}

    def apply(self, act: Act) -> None:
        act.may_change = self.cleaned_data["may_change"]
        act.publish = self.cleaned_data["publish"]


COMMON = (
    Section("basis", _("Titel en uitleg"), Basics),
    Section("periode", _("Wanneer"), Period, action="edit_dates"),
    Section("wie", _("Wie doet mee"), Who),
    Section("stembiljetten", _("Stembiljetten"), Ballots),
)

ORDER = (Phase.PREPARE, Phase.OPEN, Phase.CLOSED, Phase.COUNTED, Phase.PUBLISHED)
