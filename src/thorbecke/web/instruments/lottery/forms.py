"""The forms of a lottery."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from thorbecke.methods.lots import WrongSeed, seed_of_number
from thorbecke.methods.sortition import targets
from thorbecke.methods.sortition.pool import Pool, Quota, WrongPool
from thorbecke.web.instruments.lottery import setting, words
from thorbecke.web.instruments.lottery.models import Candidate, Draw
from thorbecke.web.participation.console.sections import ActForm
from thorbecke.web.participation.models import Act

MOST_SEATS, MOST_FEATURES, MOST_VALUES, LONGEST = 1000, 10, 20, 60
LARGEST = 5 * 1024 * 1024  # bytes of a file of volunteers


class Panel(ActForm):
    """How many seats, and whether an address can have two."""

    size = forms.IntegerField(
        label=gettext_lazy("Hoeveel plaatsen heeft het panel?"),
        min_value=2,
        max_value=MOST_SEATS,
    )
    household = forms.BooleanField(
        label=gettext_lazy("Hoogstens één persoon per adres"), required=False
    )
    panels = forms.TypedChoiceField(
        label=gettext_lazy("Uit hoeveel panels wordt geloot?"),
        coerce=int,
        required=False,
        empty_value=1_000,
        choices=[
            (1_000, gettext_lazy("1.000 panels")),
            (10_000, gettext_lazy("10.000 panels")),
        ],
        help_text=gettext_lazy(
            "Elk panel heeft evenveel kans. Met 10.000 panels komen de kansen van mensen nog dichter "
            "bij de eerlijkste kansen. De lijst van panels om na te rekenen wordt dan ook langer."
        ),
    )

    def start(self, act: Act) -> dict[str, Any]:
        return {
            "size": setting.size(act) or None,
            "household": setting.household(act),
            "panels": setting.panels(act),
        }

    def apply(self, act: Act) -> None:
        act.settings["size"] = self.cleaned_data["size"]
        act.settings["household"] = self.cleaned_data["household"]
        act.settings["panels"] = self.cleaned_data["panels"]


class Features(ActForm):
    """Features with their values: one per line."""

    lines = forms.CharField(
        label=gettext_lazy("Kenmerken en hun waarden"),
        max_length=6000,
        widget=forms.Textarea(attrs={"rows": 8}),
        help_text=gettext_lazy(
            "Eén kenmerk per regel, met de waarden erachter. "
            "Bijvoorbeeld: Leeftijd: 16-34, 35-64, 65+"
        ),
    )

    def start(self, act: Act) -> dict[str, Any]:
        found = setting.features(act).items()
        return {"lines": "\n".join(f"{name}: {', '.join(values)}" for name, values in found)}

    def clean_lines(self) -> list[dict[str, Any]]:
        """Return the features. Names the line that can't be read."""
        found: list[dict[str, Any]] = []
        lines = enumerate(self.cleaned_data["lines"].splitlines(), start=1)
        for number, line in ((n, text) for n, text in lines if text.strip()):
            name, _colon, rest = (" ".join(part.split()) for part in line.partition(":"))
            values = list(dict.fromkeys(v.strip() for v in rest.split(",") if v.strip()))
            taken = {one["name"].casefold() for one in found}
            if not name or not 2 <= len(values) <= MOST_VALUES or name.casefold() in taken:
                text = _(
                    "Regel %(number)s: schrijf een nieuwe naam, een dubbele punt en 2 tot 20 waarden."
                )
                raise forms.ValidationError(text % {"number": number})
            if max(len(one) for one in (name, *values)) > LONGEST:
                text = _("Regel %(number)s: een naam of waarde is langer dan 60 tekens.")
                raise forms.ValidationError(text % {"number": number})
            found.append({"name": name, "values": values})
        if not 1 <= len(found) <= MOST_FEATURES:
            raise forms.ValidationError(_("Schrijf 1 tot 10 kenmerken."))
        return found

    def apply(self, act: Act) -> None:
        act.settings["features"] = self.cleaned_data["lines"]


def check_sums(act: Act, quotas: list[list[Any]]) -> None:
    """Raise ``WrongPool`` for quotas that can never make a panel, whoever says yes."""
    names = tuple(setting.features(act))
    found = tuple(Quota(*row[:4]) for row in quotas)
    try:
        Pool(names, found, (), setting.size(act))
    except WrongPool as wrong:
        if wrong.code != "too_few":
            raise
    for name in names:
        mine = [one for one in found if one.feature == name]
        if not sum(q.low for q in mine) <= setting.size(act) <= sum(q.high for q in mine):
            raise WrongPool("sums", name, None, name)


class Quotas(forms.Form):
    """A minimum, a maximum and if wanted a share of the population for every value."""

    use_required_attribute = False

    def __init__(self, act: Act, draw: Draw, data: Any = None) -> None:
        super().__init__(data=data, label_suffix="")
        self.act, self.rows = act, setting.quotas(act, draw)
        for at, row in enumerate(self.rows):
            words_of = {"feature": row[0], "value": row[1]}
            labels = {
                "low": _("%(feature)s, %(value)s: minimum"),
                "high": _("%(feature)s, %(value)s: maximum"),
                "share": _("%(feature)s, %(value)s: procent van de inwoners"),
            }
            for name, value in zip(labels, row[2:], strict=True):
                most = 100 if name == "share" else MOST_SEATS
                field = forms.IntegerField(
                    label=labels[name] % words_of,
                    min_value=0,
                    max_value=most,
                    required=name != "share",
                    initial=value,
                )
                field.widget.attrs["class"] = "lottery-number"
                self.fields[f"{name}-{at}"] = field

    def lines(self) -> list[dict[str, Any]]:
        """Return each value with its three fields, for a table."""
        return [
            {
                "feature": row[0],
                "value": row[1],
                "fields": [self[f"{name}-{at}"] for name in ("low", "high", "share")],
            }
            for at, row in enumerate(self.rows)
        ]

    def clean(self) -> dict[str, Any]:
        """Refuse quotas that can't add up to the panel; fill them in from the shares when asked to."""
        found = super().clean() or {}
        if self.errors:
            return found
        rows = [
            [row[0], row[1], *(found[f"{name}-{at}"] for name in ("low", "high", "share"))]
            for at, row in enumerate(self.rows)
        ]
        if "reken" in self.data:
            rows = self._from_shares(rows)
        for row in rows:
            if row[2] > row[3]:
                text = _("%(feature)s, %(value)s: het minimum is hoger dan het maximum.")
                raise forms.ValidationError(text % {"feature": row[0], "value": row[1]})
        try:
            check_sums(self.act, rows)
        except WrongPool as wrong:
            raise forms.ValidationError(words.wrong_pool(wrong)) from None
        found["rows"] = rows
        return found

    def _from_shares(self, rows: list[list[Any]]) -> list[list[Any]]:
        size = setting.size(self.act)
        reference: dict[str, dict[str, int]] = {}
        for feature, value, _low, _high, share in rows:
            if share is not None:
                reference.setdefault(feature, {})[value] = share
        for feature, values in reference.items():
            total, offered = sum(values.values()), setting.features(self.act)[feature]
            if len(values) != len(offered) or not 98 <= total <= 102:
                text = _("%(feature)s: vul bij elke waarde een procent in, samen ongeveer 100.")
                raise forms.ValidationError(text % {"feature": feature})
        made = {(q.feature, q.value): q for q in targets.quotas(reference, size)}
        return [
            [row[0], row[1], made[key].low, made[key].high, row[4]]
            if (key := (row[0], row[1])) in made
            else row
            for row in rows
        ]


class PoolFile(forms.Form):
    """A file of volunteers."""

    use_required_attribute = False
    file = forms.FileField(
        label=gettext_lazy("Bestand met mensen (CSV of Excel)"),
        help_text=gettext_lazy(
            "Een rij per persoon, een kolom per kenmerk. Kolommen id, naam, email, telefoon, postcode "
            "en huisnummer mogen erbij. Hoogstens 5 MB."
        ),
    )

    def clean_file(self) -> Any:
        """Refuse what is too large."""
        found = self.cleaned_data["file"]
        if found.size > LARGEST:
            raise forms.ValidationError(_("Dit bestand is groter dan 5 MB."))
        return found


class Drawn(forms.Form):
    """A number that was drawn in public."""

    use_required_attribute = False
    drawn = forms.CharField(
        label=gettext_lazy("Getrokken getal of getallen"),
        max_length=200,
        help_text=gettext_lazy("Precies zoals ze zijn getrokken. Bijvoorbeeld: 7 12 23 31."),
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
    )

    def clean_drawn(self) -> str:
        """Refuse what gives no seed."""
        text: str = self.cleaned_data["drawn"]
        try:
            seed_of_number(text)
        except WrongSeed:
            raise forms.ValidationError(
                _("Vul alleen cijfers in, met spaties of komma's ertussen.")
            ) from None
        return text


class Invite(Drawn):
    """How many of the roll get a letter."""

    letters = forms.IntegerField(
        label=gettext_lazy("Hoeveel brieven gaan er uit?"), min_value=1, max_value=1_000_000
    )
    field_order = ("letters", "drawn")


class Respond(forms.Form):
    """The answer to an invitation, with what the quotas need."""

    use_required_attribute = False
    yes = forms.ChoiceField(
        label=gettext_lazy("Wilt u meedoen?"),
        choices=(
            ("ja", gettext_lazy("Ja, ik doe mee aan de loting")),
            ("nee", gettext_lazy("Nee, ik doe niet mee")),
        ),
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Kies ja of nee.")},
    )

    def __init__(self, act: Act, data: Any = None, known: Candidate | None = None) -> None:
        super().__init__(data=data, label_suffix="")
        self.names = list(setting.features(act))
        if known:
            self.initial["yes"] = "ja" if known.yes else "nee"
        for at, (name, values) in enumerate(setting.features(act).items()):
            self.fields[f"k{at}"] = forms.ChoiceField(
                label=name,
                choices=[("", _("Kies")), *((value, value) for value in values)],
                required=False,
                initial=known.answers.get(name, "") if known else "",
            )
        contact = getattr(known, "contact", None)
        self.fields["name"] = forms.CharField(
            label=_("Uw naam"), max_length=120, required=False, initial=getattr(contact, "name", "")
        )
        self.fields["email"] = forms.EmailField(
            label=_("Uw e-mailadres"), required=False, initial=getattr(contact, "email", "")
        )
        self.fields["phone"] = forms.CharField(
            label=_("Uw telefoonnummer"),
            max_length=30,
            required=False,
            initial=getattr(contact, "phone", ""),
        )

    def clean(self) -> dict[str, Any]:
        """Who says yes answers everything, and can be reached."""
        found = super().clean() or {}
        if found.get("yes") != "ja":
            return found
        for at, name in enumerate(self.names):
            if not found.get(f"k{at}") and f"k{at}" not in self.errors:
                self.add_error(f"k{at}", _("Kies een antwoord bij %(name)s.") % {"name": name})
        if not found.get("name"):
            self.add_error("name", _("Vul uw naam in."))
        reachable = found.get("email") or found.get("phone") or "email" in self.errors
        if not reachable:
            self.add_error("email", _("Vul een e-mailadres of een telefoonnummer in."))
        return found

    @property
    def answers(self) -> dict[str, str]:
        """What was answered, by feature."""
        return {name: self.cleaned_data[f"k{at}"] for at, name in enumerate(self.names)}

    @property
    def contact(self) -> dict[str, str]:
        """How to reach this person."""
        return {name: self.cleaned_data[name].strip() for name in ("name", "email", "phone")}


class Replace(Drawn):
    """Who goes, and the number for the fresh draw."""

    out = forms.MultipleChoiceField(
        label=gettext_lazy("Wie gaat uit het panel?"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": gettext_lazy("Kies minstens één persoon.")},
    )
    field_order = ("out", "drawn")

    def __init__(self, seats: list[tuple[str, str]], data: Any = None) -> None:
        super().__init__(data=data, label_suffix="")
        self.fields["out"].choices = seats  # type: ignore[attr-defined]


class Tables(forms.Form):
    """How many tables and rounds."""

    use_required_attribute = False
    tables = forms.IntegerField(label=gettext_lazy("Aantal tafels"), min_value=1, max_value=100)
    rounds = forms.IntegerField(label=gettext_lazy("Aantal rondes"), min_value=1, max_value=20)


class ChanceForm(forms.Form):
    """The number of somebody's answer."""

    use_required_attribute = False
    number = forms.CharField(
        label=gettext_lazy("Uw nummer"),
        max_length=20,
        help_text=gettext_lazy("U kreeg het toen u antwoordde. Bijvoorbeeld: k7f3-h9dx."),
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )

    def clean_number(self) -> str:
        """Return the number as it was given out."""
        text = "".join(self.cleaned_data["number"].lower().split()).replace("-", "")
        return f"{text[:4]}-{text[4:]}"
