"""The forms of a neighbourhood budget: the organiser's settings, an idea, a verdict on it, a report."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from thorbecke.web.instruments.budget import ballot, photos, words
from thorbecke.web.instruments.budget.models import ON_ITS_WAY, Idea, Progress
from thorbecke.web.participation.box.words import euros
from thorbecke.web.participation.console.sections import ActForm
from thorbecke.web.participation.models import Act

MOST_EUROS = 1_000_000_000
STAGES = (
    ("hidden", gettext_lazy("Nog niets. Alleen u ziet de pagina.")),
    ("open", gettext_lazy("Inwoners brengen ideeën in en steunen ze.")),
    ("shown", gettext_lazy("De plannen zijn te lezen. Er komt niets meer bij.")),
)
# Hostile signs have no place in one line of text, and a mail's subject is made of it.
LINES = str.maketrans({"\r": " ", "\n": " ", "\t": " ", "\0": ""})


class Euros(forms.DecimalField):
    """An amount as Dutch people type it, "12.500" or "12500,50"; it gives cents."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(max_value=MOST_EUROS, decimal_places=2, widget=forms.TextInput, **kwargs)
        self.widget.attrs["inputmode"] = "decimal"

    def to_python(self, value: Any) -> Any:
        return super().to_python(plain_amount(value) if isinstance(value, str) else value)

    def clean(self, value: Any) -> Any:
        found = super().clean(value)
        return None if found is None else int(found * 100)

    def prepare_value(self, value: Any) -> Any:
        if isinstance(value, int):
            return f"{Decimal(value) / 100:f}".replace(".", ",")
        return value


def plain_amount(text: str) -> str:
    """Return "€ 12.500,50" as "12500.50"; what is no amount stays as it was."""
    found = text.replace("€", "").replace("\N{NO-BREAK SPACE}", "").replace(" ", "")
    if "," in found:
        return found.replace(".", "").replace(",", ".")
    parts = found.split(".")
    if len(parts) > 1 and all(len(part) == 3 for part in parts[1:]):
        return "".join(parts)
    return found


class IdeasStage(ActForm):
    """Whether residents bring in ideas now, and how much support an idea needs."""

    stage = forms.ChoiceField(
        label=gettext_lazy("Wat kan er nu?"), choices=STAGES, widget=forms.RadioSelect
    )
    threshold = forms.IntegerField(
        label=gettext_lazy("Hoeveel steun heeft een idee nodig?"),
        required=False,
        min_value=0,
        max_value=100_000,
        help_text=gettext_lazy(
            "Zoveel mensen steunen het, dan onderzoekt u het. Leeg: geen drempel."
        ),
    )
    remind_days = forms.IntegerField(
        label=gettext_lazy("Na hoeveel dagen zonder bericht krijgt u een mail?"),
        min_value=7,
        max_value=365,
        help_text=gettext_lazy("Dit gaat over plannen die wonnen en die u uitvoert."),
    )

    def start(self, act: Act) -> dict[str, Any]:
        kept = act.settings
        stage = "open" if kept.get("ideas_open") else "shown" if kept.get("early") else "hidden"
        return {
            "stage": stage,
            "threshold": kept.get("threshold"),
            "remind_days": kept.get("remind_days", 60),
        }

    def apply(self, act: Act) -> None:
        found = self.cleaned_data
        act.settings["ideas_open"] = found["stage"] == "open"
        act.settings["early"] = found["stage"] != "hidden"
        act.settings["threshold"] = found["threshold"] or 0
        act.settings["remind_days"] = found["remind_days"]


class Money(ActForm):
    """How much there is: for the whole, or for each area."""

    total = Euros(
        label=gettext_lazy("Hoeveel geld is er samen?"),
        required=False,
        min_value=1,
        help_text=gettext_lazy("In euro's. Laat dit leeg als elk gebied een eigen bedrag heeft."),
    )
    areas = forms.CharField(
        label=gettext_lazy("De gebieden"),
        required=False,
        help_text=gettext_lazy(
            "Een per regel, met het bedrag achter een streepje: Oost | 25.000. "
            "Zonder bedragen delen alle gebieden het geld hierboven."
        ),
        widget=forms.Textarea(attrs={"rows": 5}),
    )

    def start(self, act: Act) -> dict[str, Any]:
        lines = [
            f"{area['name']} | {Decimal(area['total']) / 100:f}".replace(".", ",")
            if area.get("total")
            else area["name"]
            for area in act.settings.get("areas", ())
        ]
        return {"total": act.settings.get("total") or None, "areas": "\n".join(lines)}

    def clean_areas(self) -> list[dict[str, Any]]:
        field, found = Euros(min_value=1), []
        for number, line in enumerate(self.cleaned_data["areas"].splitlines(), start=1):
            name, _sign, amount = (part.strip() for part in line.partition("|"))
            if not name and not amount:
                continue
            if not name or len(name) > 60:
                text = _("Regel %(number)s: geef een naam van hoogstens 60 tekens.")
                raise forms.ValidationError(text % {"number": number})
            area: dict[str, Any] = {"id": ballot.area_id(name), "name": name}
            if amount:
                try:
                    area["total"] = field.clean(amount)
                except forms.ValidationError as wrong:
                    text = _("Regel %(number)s: “%(amount)s” is geen bedrag in euro's.")
                    given = {"number": number, "amount": amount[:20]}
                    raise forms.ValidationError(text % given) from wrong
            found.append(area)
        _check_areas(found)
        return found

    def clean(self) -> dict[str, Any]:
        found = super().clean() or {}
        own = any(area.get("total") for area in found.get("areas") or ())
        if not self.errors and not own and not found.get("total"):
            self.add_error("total", _("Vul een bedrag in, of geef elk gebied een eigen bedrag."))
        return found

    def apply(self, act: Act) -> None:
        act.settings["total"] = self.cleaned_data["total"] or 0
        act.settings["areas"] = self.cleaned_data["areas"]
        ballot.refresh(act)


def _check_areas(found: list[dict[str, Any]]) -> None:
    if len({area["id"] for area in found}) < len(found):
        raise forms.ValidationError(_("Twee gebieden hebben (bijna) dezelfde naam."))
    if len({bool(area.get("total")) for area in found}) > 1:
        raise forms.ValidationError(_("Geef elk gebied een bedrag, of geen enkel gebied."))


class Counting(ActForm):
    """How the ballots are counted; every option that can change the result."""

    method = forms.ChoiceField(
        label=gettext_lazy("Hoe telt u?"), choices=words.METHODS, widget=forms.RadioSelect
    )
    completion = forms.ChoiceField(
        label=gettext_lazy("Bij gelijke delen: wat gebeurt er met geld dat over is?"),
        choices=words.COMPLETIONS,
        widget=forms.RadioSelect,
    )
    stop = forms.BooleanField(
        label=gettext_lazy("Het groeien stopt ook als er geen enkel plan meer bij past"),
        required=False,
        help_text=gettext_lazy(
            "Dit kan de uitslag veranderen. De uitslag laat zien wat de andere keuze had gegeven."
        ),
    )
    utility = forms.ChoiceField(
        label=gettext_lazy("Bij gelijke delen: wat is een plan waard voor wie het koos?"),
        choices=words.UTILITIES,
        widget=forms.RadioSelect,
    )
    minimum_votes = forms.IntegerField(
        label=gettext_lazy("Minste aantal stemmen voor een plan"),
        required=False,
        min_value=0,
        max_value=1_000_000,
        help_text=gettext_lazy("Leeg betekent: geen drempel."),
    )

    def start(self, act: Act) -> dict[str, Any]:
        return ballot.rule(act)

    def apply(self, act: Act) -> None:
        found = dict(self.cleaned_data)
        found["minimum_votes"] = found["minimum_votes"] or 0
        act.settings["rule"] = found


class PhotoForm(forms.ModelForm[Any]):
    """What forms with a photo share."""

    use_required_attribute = False

    def clean_photo(self) -> Any:
        file = self.cleaned_data.get("photo")
        if isinstance(file, UploadedFile):
            try:
                return photos.clean(file)
            except photos.WrongPhoto as wrong:
                raise forms.ValidationError(str(wrong)) from wrong
        return file

    def clean(self) -> dict[str, Any]:
        found = super().clean() or {}
        if found.get("photo") and not found.get("photo_text") and "photo" not in self.errors:
            self.add_error(
                "photo_text", _("Schrijf wat er op de foto staat, voor wie haar niet ziet.")
            )
        return found


class IdeaForm(PhotoForm):
    """An idea, as a resident brings it in."""

    title = forms.CharField(label=gettext_lazy("Uw idee in een paar woorden"), max_length=80)
    estimate = Euros(
        label=gettext_lazy("Wat kost het ongeveer?"),
        required=False,
        min_value=0,
        help_text=gettext_lazy("In euro's. Weet u het niet? Laat dit dan leeg."),
    )
    coordinates = forms.CharField(
        label=gettext_lazy("Plek op de kaart"),
        required=False,
        max_length=40,
        help_text=gettext_lazy("Als u die weet: noord en oost, zoals 52,3702 4,8952. Anders leeg."),
    )
    name = forms.CharField(
        label=gettext_lazy("Uw naam"),
        required=False,
        max_length=80,
        help_text=gettext_lazy("Alleen de organisatie ziet uw naam. Die wordt later gewist."),
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    email = forms.EmailField(
        label=gettext_lazy("Uw e-mailadres"),
        required=False,
        help_text=gettext_lazy("Dan krijgt u een mail bij elke stap. Wij wissen het adres later."),
    )

    class Meta:
        model = Idea
        fields = [
            "title",
            "text",
            "theme",
            "area",
            "address",
            "coordinates",
            "estimate",
            "photo",
            "photo_text",
            "name",
            "email",
        ]
        labels = {
            "text": gettext_lazy("Wat is het plan, en voor wie?"),
            "theme": gettext_lazy("Waar gaat het over?"),
            "address": gettext_lazy("Waar is het?"),
            "photo": gettext_lazy("Foto"),
            "photo_text": gettext_lazy("Wat staat er op de foto?"),
        }
        help_texts = {
            "address": gettext_lazy(
                "Een straat, plein of park. Schrijf geen huisnummer van iemand."
            ),
            "photo": gettext_lazy(
                "JPG, PNG of WebP, hoogstens 8 MB. Zet geen mensen herkenbaar op de foto."
            ),
        }
        widgets = {
            "text": forms.Textarea(attrs={"rows": 6}),
            "photo": forms.FileInput(attrs={"accept": "image/jpeg,image/png,image/webp"}),
        }

    def __init__(self, act: Act, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, label_suffix="", **kwargs)
        names = ballot.area_names(act)
        if names:
            self.fields["area"] = forms.ChoiceField(
                label=_("In welk gebied?"),
                choices=[("", _("Kies een gebied")), *((name, name) for name in names)],
            )
        else:
            del self.fields["area"]

    def clean_title(self) -> str:
        return " ".join(self.cleaned_data["title"].translate(LINES).split())

    def clean_name(self) -> str:
        return " ".join(self.cleaned_data["name"].translate(LINES).split())

    def clean_coordinates(self) -> tuple[float, float] | None:
        """Return degrees north and east within the Netherlands, to some ten metres."""
        text = self.cleaned_data["coordinates"].strip()
        if not text:
            return None
        parts = text.replace(", ", " ").replace(";", " ").split()
        try:
            lat, lon = (round(float(part.rstrip(",").replace(",", ".")), 4) for part in parts)
        except ValueError as wrong:
            raise forms.ValidationError(
                _("Schrijf twee getallen met een spatie ertussen: 52,3702 4,8952")
            ) from wrong
        if not (50.7 <= lat <= 53.6 and 3.3 <= lon <= 7.3):
            raise forms.ValidationError(_("Deze plek ligt niet in Nederland. Noord staat eerst."))
        return lat, lon

    def save(self, commit: bool = True) -> Idea:
        """Return the idea, not stored yet: ``ideas.bring_in`` does that."""
        found: Idea = super().save(commit=False)
        place = self.cleaned_data["coordinates"]
        found.lat, found.lon = place or (None, None)
        found.estimate = self.cleaned_data["estimate"]
        return found


class JoinForm(forms.Form):
    """Somebody wants to help with an idea."""

    use_required_attribute = False
    name = forms.CharField(label=gettext_lazy("Uw naam"), max_length=80)
    email = forms.EmailField(label=gettext_lazy("Uw e-mailadres"))

    def clean_name(self) -> str:
        return " ".join(self.cleaned_data["name"].translate(LINES).split())


VERDICTS = (
    ("vet", gettext_lazy("Onderzoeken")),
    ("accept", gettext_lazy("Op het stembiljet")),
    ("refuse", gettext_lazy("Gaat niet door")),
    ("merge", gettext_lazy("Samenvoegen met een ander idee")),
)


class VerdictForm(forms.Form):
    """What becomes of an idea, why, and what it costs."""

    use_required_attribute = False
    verdict = forms.ChoiceField(
        label=gettext_lazy("Wat wordt het?"), choices=VERDICTS, widget=forms.RadioSelect
    )
    cost = Euros(
        label=gettext_lazy("Wat kost het plan?"),
        required=False,
        min_value=1,
        help_text=gettext_lazy("In euro's. Dit bedrag komt op het stembiljet."),
    )
    reason = forms.CharField(
        label=gettext_lazy("Uitleg voor de indiener en op de pagina"),
        required=False,
        max_length=600,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    into = forms.ModelChoiceField(
        label=gettext_lazy("Met welk idee?"), queryset=Idea.objects.none(), required=False
    )

    def __init__(self, idea: Idea, data: Any = None) -> None:
        self.idea = idea
        start = {"cost": idea.cost or idea.estimate, "reason": idea.reason}
        super().__init__(data=data, initial=start, label_suffix="")
        others = Idea.objects.filter(act=idea.act_id).exclude(pk=idea.pk)
        found = others.filter(state__in=[*ON_ITS_WAY, Idea.State.BALLOT]).only("title", "number")
        self.fields["into"].queryset = found  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        found = super().clean() or {}
        verdict, reason = found.get("verdict"), (found.get("reason") or "").strip()
        if verdict == "refuse" and not reason:
            self.add_error("reason", _("Schrijf waarom dit idee niet doorgaat."))
        if verdict == "merge" and not found.get("into"):
            self.add_error("into", _("Kies het idee waarmee dit verdergaat."))
        if verdict == "accept" and "cost" not in self.errors:
            self._check_cost(found.get("cost"))
        return found

    def _check_cost(self, cost: int | None) -> None:
        if not cost:
            self.add_error("cost", _("Vul in wat het plan kost."))
            return
        most = ballot.room(self.idea.act, self.idea.area)
        if cost > most:
            text = _("Zoveel geld is er niet. Er is %(most)s.")
            self.add_error("cost", text % {"most": euros(most)})


class ProgressForm(PhotoForm):
    """A report on a project that won."""

    spent = Euros(
        label=gettext_lazy("Hoeveel is er tot nu toe uitgegeven?"),
        min_value=0,
        help_text=gettext_lazy("In euro's, alles bij elkaar."),
    )

    class Meta:
        model = Progress
        fields = ["state", "text", "spent", "photo", "photo_text"]
        labels = {
            "state": gettext_lazy("Hoe staat het ermee?"),
            "text": gettext_lazy("Wat is er gebeurd?"),
            "photo": gettext_lazy("Foto"),
            "photo_text": gettext_lazy("Wat staat er op de foto?"),
        }
        widgets = {
            "state": forms.RadioSelect,
            "text": forms.Textarea(attrs={"rows": 5}),
            "photo": forms.FileInput(attrs={"accept": "image/jpeg,image/png,image/webp"}),
        }
