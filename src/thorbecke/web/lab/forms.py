"""Forms that live in the address: no JavaScript, nothing stored, every choice can be shared as a link."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from typing import Any

from django import forms
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from thorbecke.formats.kiesraad import Council
from thorbecke.web.lab import elections, reading
from thorbecke.web.lab.systems import BASE, SYSTEMS

OWN = "eigen"
DEFAULT = "GM1979-2026-03-18"


class LabForm(forms.Form):
    """A form that is filled from the address when one of its fields stands in it."""

    @classmethod
    def of(cls, request: HttpRequest) -> Any:
        """Return the form for this request; what the address does not name gets its first value.

        A box that nobody ticked is not in an address either, so boxes stay empty in a form that was sent.
        """
        if not any(name in request.GET for name in cls.base_fields):
            return cls()
        data = request.GET.copy()
        for name, field in cls.base_fields.items():
            boxes = isinstance(field, forms.MultipleChoiceField)
            if name in data or field.initial is None or (boxes and "raad" in request.GET):
                continue
            data.setlist(name, field.initial if boxes else [str(field.initial)])
        return cls(data)

    def values(self) -> dict[str, Any]:
        """Return every field's value; what is empty or wrong gets the value it starts with."""
        cleaned = self.cleaned_data if self.is_bound and self._valid() else {}
        return {
            name: self._start(name) if cleaned.get(name) in (None, "") else cleaned[name]
            for name in self.fields
        }

    def _valid(self) -> bool:
        self.is_valid()
        return True

    def _start(self, name: str) -> Any:
        return self.get_initial_for_field(self.fields[name], name)


class ElectionForm(LabForm):
    """Which council election: one that is known, or the reader's own figures."""

    raad = forms.ChoiceField(
        label=_("Gemeente en verkiezing"),
        required=False,
        initial=DEFAULT,
        error_messages={"invalid_choice": _("Deze verkiezing kennen wij niet. Kies er een uit.")},
    )
    eigen = forms.CharField(required=False, widget=forms.HiddenInput, max_length=4000)
    klas = forms.BooleanField(required=False, widget=forms.HiddenInput)

    def __init__(self, data: Mapping[str, Any] | None = None, **options: Any) -> None:
        super().__init__(data, **options)
        self._known = elections.known()
        choices = [(key, elections.label_of(one)) for key, one in self._known.items()]
        self._brought = self._unpacked(data)
        if self._brought:
            choices.insert(
                0, (OWN, _("Uw cijfers: %(name)s") % {"name": self._brought.municipality})
            )
        self.fields["raad"].choices = choices

    def _unpacked(self, data: Mapping[str, Any] | None) -> Council | None:
        token = (data or {}).get("eigen", "")
        try:
            return reading.unpack(token) if token else None
        except reading.Unusable:
            return None

    def clean_eigen(self) -> str:
        """Refuse figures that were changed on the way."""
        token: str = self.cleaned_data["eigen"]
        if token and not self._brought:
            raise forms.ValidationError(
                _("Uw cijfers kwamen niet heel over. Lees het bestand opnieuw in.")
            )
        return token

    def council(self) -> Council:
        """Return the election that is asked for; the first example when it is not known."""
        key = (self.data or {}).get("raad") or DEFAULT
        if key == OWN and self._brought:
            return self._brought
        return self._known.get(key) or self._known[DEFAULT]

    @property
    def key(self) -> str:
        """What names the chosen election in an address."""
        own = self._brought is not None and self.council() is self._brought
        return OWN if own else elections.key_of(self.council())

    @property
    def where(self) -> dict[str, str]:
        """The fields of an address that name the chosen election."""
        own = {"eigen": self.data["eigen"]} if self.key == OWN else {}
        return {"raad": self.key, **own}


class ShareField(forms.DecimalField):
    """A percentage with at most two decimals, as an exact share."""

    def __init__(self, **options: Any) -> None:
        limits = {"min_value": 0, "max_value": 100, "max_digits": 5, "decimal_places": 2}
        super().__init__(**{**limits, **options})

    def clean(self, value: Any) -> Fraction | None:
        """Return 2.5 as 1/40."""
        found = super().clean(str(value).replace(",", ".") if value else value)
        return None if found is None else Fraction(found) / 100


class SystemForm(ElectionForm):
    """What to compare with the Kieswet of today."""

    stelsel = forms.MultipleChoiceField(
        label=_("Vergelijk met"),
        required=False,
        initial=["kieswet-36641", "sainte-lague"],
        choices=[(key, one.label) for key, one in SYSTEMS.items() if key != BASE],
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Kies een, twee of drie stelsels."),
        error_messages={"invalid_choice": _("Dit stelsel kennen wij niet. Kies er een uit.")},
    )
    drempel = ShareField(
        label=_("Kiesdrempel in procenten"),
        required=False,
        help_text=_("Een lijst met minder stemmen krijgt geen zetel. Geldt niet voor de Kieswet."),
    )
    zetels = forms.IntegerField(
        label=_("Aantal zetels"),
        required=False,
        min_value=1,
        max_value=150,
        help_text=_(
            "Leeg: de grootte van deze raad. De Kieswet van nu blijft op die grootte staan."
        ),
    )

    def clean_stelsel(self) -> list[str]:
        """Refuse more systems than fit beside each other."""
        found: list[str] = self.cleaned_data["stelsel"]
        if len(found) > MOST_SYSTEMS:
            raise forms.ValidationError(_("Kies er hooguit drie. Dan past het naast elkaar."))
        return found


MOST_SYSTEMS = 3


class ClassForm(ElectionForm):
    """One change at a time, on a big screen."""

    stelsel = forms.ChoiceField(
        label=_("Welke regel verander je?"),
        required=False,
        initial="sainte-lague",
        choices=[
            (key, one.simple)
            for key, one in SYSTEMS.items()
            if key in ("kieswet-36641", "dhondt", "sainte-lague", "danish", "hare")
        ],
        widget=forms.RadioSelect,
    )


class UploadForm(forms.Form):
    """A result from a file or from lines of text."""

    bestand = forms.FileField(
        label=_("Bestand"),
        required=False,
        help_text=_("Kiesraad-CSV, EML-telling of tabel. Hooguit 5 MB. Wij bewaren het niet."),
    )
    regels = forms.CharField(
        label=_("Of typ de uitslag"),
        required=False,
        max_length=6000,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text=_(
            "Elke regel: naam van de lijst, puntkomma, stemmen. Bijvoorbeeld: Lijst A; 1200"
        ),
    )
    aantal = forms.IntegerField(
        label=_("Zetels in de raad"),
        required=False,
        min_value=1,
        max_value=150,
        help_text=_("Nodig als het bestand het aantal niet noemt."),
    )
    gemeente = forms.CharField(
        label=_("Welke gemeente?"),
        required=False,
        max_length=80,
        help_text=_("Alleen als het bestand meer dan een gemeente bevat."),
    )

    def clean(self) -> dict[str, Any]:
        """Read the result; ``council`` in the cleaned data is ready to count."""
        data: dict[str, Any] = super().clean() or self.cleaned_data
        if self.errors:
            return data
        try:
            data["council"] = reading.checked(self._read(data))
        except reading.Unusable as error:
            raise forms.ValidationError(str(error)) from error
        return data

    def _read(self, data: Mapping[str, Any]) -> Council:
        file, lines = data.get("bestand"), data.get("regels")
        if bool(file) == bool(lines):
            raise reading.Unusable(str(_("Kies een bestand of typ de uitslag. Een van de twee.")))
        if lines:
            return reading.read_lines(lines, data.get("aantal"))
        if file.size > reading.MOST_BYTES:
            raise reading.Unusable(
                str(_("Het bestand is groter dan 5 MB. Kies een kleiner bestand."))
            )
        found = reading.read_file(file.read(), file.name, data.get("aantal"))
        return self._one(found, (data.get("gemeente") or "").strip().casefold())

    def _one(self, found: tuple[Council, ...], wanted: str) -> Council:
        if wanted:
            found = tuple(
                one for one in found if wanted in (one.municipality.casefold(), one.code.casefold())
            )
        if len(found) == 1:
            return found[0]
        text = _("Wij vonden %(count)s uitslagen. Noem precies één gemeente in het laatste veld.")
        raise reading.Unusable(str(text % {"count": len(found)}))


class SizeForm(ElectionForm):
    """Another size of the council, and what the work takes."""

    zetels = forms.IntegerField(
        label=_("Ander aantal zetels"), required=False, min_value=1, max_value=150
    )
    inwoners = forms.IntegerField(
        label=_("Aantal inwoners"),
        required=False,
        min_value=1,
        max_value=20_000_000,
        help_text=_("Leeg: het aantal dat wij van de gemeente kennen."),
    )
    vergaderingen = forms.IntegerField(
        label=_("Vergaderingen per jaar"), required=False, min_value=0, max_value=500
    )
    uren = forms.IntegerField(
        label=_("Uren per vergadering"), required=False, min_value=0, max_value=24
    )
    voorbereiding = forms.IntegerField(
        label=_("Uren voorbereiding per vergadering"), required=False, min_value=0, max_value=100
    )
    contact = forms.IntegerField(
        label=_("Uren contact per 1.000 inwoners per jaar"),
        required=False,
        min_value=0,
        max_value=10_000,
        help_text=_("Voor de hele raad samen. De raadsleden verdelen deze uren."),
    )


class YoungForm(ElectionForm):
    """Voters of 16 and 17: every figure is an assumption of the reader."""

    jongeren = forms.IntegerField(
        label=_("Inwoners van 16 en 17 jaar"), required=False, min_value=0, max_value=1_000_000
    )
    opkomst = ShareField(label=_("Hun opkomst in procenten"), required=False)
    zoals = ShareField(
        label=_("Deel dat stemt zoals de anderen, in procenten"),
        required=False,
        help_text=_("Leeg of 100: zij stemmen precies zoals de rest van de gemeente."),
    )
    lijst = forms.ChoiceField(
        label=_("De rest van hen kiest"),
        required=False,
        help_text=_("Nodig als niet iedereen stemt zoals de anderen."),
    )
    seed = forms.IntegerField(
        label=_("Startgetal van de loterij"),
        required=False,
        initial=1,
        min_value=0,
        max_value=2**31,
        help_text=_("Met hetzelfde getal krijgt iedereen dezelfde uitkomst."),
    )

    def __init__(self, data: Mapping[str, Any] | None = None, **options: Any) -> None:
        super().__init__(data, **options)
        names = [(str(i), row.name) for i, row in enumerate(self.council().lists, 1)]
        self.fields["lijst"].choices = [("", _("Kies een lijst")), *names]

    def clean(self) -> dict[str, Any]:
        """Refuse a rest of the young voters without a list."""
        data: dict[str, Any] = super().clean() or self.cleaned_data
        part = data.get("zoals")
        if part is not None and part < 1 and not data.get("lijst"):
            self.add_error("lijst", _("Kies de lijst waarop de rest van de jongeren stemt."))
        return data


class SecondForm(ElectionForm):
    """Two elections of one council: the second is known, or its votes are entered."""

    tweede = forms.ChoiceField(
        label=_("Tweede verkiezing"),
        required=False,
        help_text=_("Kies een andere uitslag van dezelfde gemeente, of vul zelf stemmen in."),
    )

    def __init__(self, data: Mapping[str, Any] | None = None, **options: Any) -> None:
        super().__init__(data, **options)
        here = self.council()
        same = [
            (key, elections.label_of(one))
            for key, one in self._known.items()
            if one.code == here.code and one != here
        ]
        self.fields["tweede"].choices = [("", _("Zelf stemmen invullen")), *same]

    def second(self) -> Council | None:
        """Return the second election, if a known one was chosen."""
        return self._known.get((self.data or {}).get("tweede", ""))


class BallotsForm(LabForm):
    """The ballots of one race: each row a number of voters and their score for each candidate."""

    stemmen = forms.CharField(
        label=_("Stembiljetten"),
        required=False,
        max_length=3000,
        widget=forms.Textarea(attrs={"rows": 8}),
        help_text=_(
            "Eerste regel: aantal en de namen. Daarna per regel: hoeveel mensen, en hun punten van 0 tot 5."
        ),
    )
    goed = forms.IntegerField(
        label=_("Goedgekeurd vanaf"),
        required=False,
        initial=3,
        min_value=1,
        max_value=5,
        help_text=_("Bij goedkeuren telt een kandidaat vanaf zoveel punten."),
    )


class VillageForm(LabForm):
    """Kernen with their inhabitants, and seats to divide."""

    kernen = forms.CharField(
        label=_("Kernen of wijken"),
        required=False,
        max_length=2500,
        widget=forms.Textarea(attrs={"rows": 7}),
        help_text=_("Elke regel: naam, puntkomma, inwoners."),
    )
    zetels = forms.IntegerField(
        label=_("Aantal zetels"), required=False, initial=15, min_value=1, max_value=150
    )
