"""Forms about organisations, people and invitations."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib.auth.password_validation import validate_password
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from thorbecke.web.people.models import Municipality, Organisation
from thorbecke.web.people.organisations import read_members

Kind = Organisation.Kind
NAMES = gettext_lazy("Zet elke gemeente op een eigen regel.")


class FactsForm(forms.ModelForm[Organisation]):
    """What an organisation says of itself. ``version``: what the writer saw."""

    use_required_attribute = False
    version = forms.IntegerField(widget=forms.HiddenInput)
    places = forms.CharField(
        label=gettext_lazy("Gemeenten die meedoen"),
        help_text=NAMES,
        required=False,
        max_length=20_000,
        widget=forms.Textarea(attrs={"rows": 8}),
    )

    website = forms.URLField(
        label=gettext_lazy("Website"), required=False, max_length=200, assume_scheme="https"
    )

    class Meta:
        model = Organisation
        fields = ("name", "short", "partner_kind", "about", "website")
        widgets = {"about": forms.Textarea(attrs={"rows": 5})}

    def __init__(self, organisation: Organisation, data: Any = None) -> None:
        super().__init__(data=data, instance=organisation, label_suffix="")
        self.initial["version"] = organisation.version
        if not organisation.has_members:
            del self.fields["places"]
            del self.fields["short"]
        else:
            names = organisation.members.order_by("name").values_list("name", flat=True)
            self.initial["places"] = "\n".join(names)
        if organisation.kind != Kind.PARTNER:
            del self.fields["partner_kind"]

    def clean_name(self) -> str:
        """Refuse a name that another organisation has."""
        return free_name(self.cleaned_data["name"], self.instance.pk)

    def clean_places(self) -> list[Municipality]:
        """Return the municipalities that the text names."""
        return _places(self.cleaned_data["places"])


class NewForm(forms.Form):
    """A new organisation: its kind, and what that kind needs."""

    use_required_attribute = False
    kind = forms.ChoiceField(
        label=gettext_lazy("Soort"),
        choices=[choice for choice in Kind.choices if choice[0] != Kind.PROGRAMME],
        widget=forms.RadioSelect,
    )
    municipality = forms.ModelChoiceField(
        label=gettext_lazy("Welke gemeente?"),
        help_text=gettext_lazy("Alleen als u een gemeente kiest."),
        queryset=Municipality.objects.none(),
        required=False,
    )
    name = forms.CharField(
        label=gettext_lazy("Naam"),
        help_text=gettext_lazy("Bij een gemeente mag u dit leeg laten."),
        max_length=120,
        required=False,
    )
    short = forms.CharField(
        label=gettext_lazy("Korte naam"),
        help_text=gettext_lazy("Bij een netwerk, bijvoorbeeld G40."),
        max_length=20,
        required=False,
    )
    partner_kind = forms.ChoiceField(
        label=gettext_lazy("Soort partner"),
        help_text=gettext_lazy("Alleen bij een partner."),
        choices=[("", gettext_lazy("Kies …")), *Organisation.PartnerKind.choices],
        required=False,
    )
    places = forms.CharField(
        label=gettext_lazy("Gemeenten die meedoen"),
        help_text=gettext_lazy(
            "Bij een samenwerking of netwerk. Zet elke gemeente op een eigen regel."
        ),
        required=False,
        max_length=20_000,
        widget=forms.Textarea(attrs={"rows": 6}),
    )

    def __init__(self, data: Any = None) -> None:
        super().__init__(data=data, label_suffix="")
        field = self.fields["municipality"]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = Municipality.objects.filter(organisation=None).only("pk", "name")

    def clean_places(self) -> list[Municipality]:
        """Return the municipalities that the text names."""
        return _places(self.cleaned_data["places"])

    def clean(self) -> dict[str, Any]:
        """Ask for what the kind needs, and forget what it does not have."""
        given: dict[str, Any] = super().clean() or {}
        kind = given.get("kind")
        if kind == Kind.MUNICIPALITY and not given.get("municipality"):
            self.add_error("municipality", _("Kies de gemeente."))
        if kind == Kind.PARTNER and not given.get("partner_kind"):
            self.add_error("partner_kind", _("Kies het soort partner."))
        place = given.get("municipality") if kind == Kind.MUNICIPALITY else None
        name = given.get("name") or (_("Gemeente %(name)s") % {"name": place.name} if place else "")
        if not name:
            self.add_error("name", _("Geef een naam."))
        else:
            self._free(name)
        return {**given, "name": name, "municipality": place}

    def _free(self, name: str) -> None:
        try:
            free_name(name)
        except forms.ValidationError as error:
            self.add_error("name", error)

    def facts(self) -> dict[str, Any]:
        """Return the fields of the organisation."""
        given = self.cleaned_data
        kind = given["kind"]
        return {
            "kind": kind,
            "name": given["name"],
            "municipality": given["municipality"],
            "short": given["short"] if kind in (Kind.NETWORK, Kind.ALLIANCE) else "",
            "partner_kind": given["partner_kind"] if kind == Kind.PARTNER else "",
        }


class RolesField(forms.MultipleChoiceField):
    """Roles to tick."""

    widget = forms.CheckboxSelectMultiple


class InviteForm(forms.Form):
    """Whom to invite, and for which roles."""

    use_required_attribute = False
    email = forms.EmailField(label=gettext_lazy("E-mailadres"), max_length=254)
    name = forms.CharField(label=gettext_lazy("Naam"), max_length=120, required=False)
    roles = RolesField(label=gettext_lazy("Rollen"))

    def __init__(self, roles: list[tuple[str, str]], data: Any = None) -> None:
        super().__init__(data=data, label_suffix="")
        self.fields["roles"].choices = roles  # type: ignore[attr-defined]


class RolesForm(forms.Form):
    """The roles of a member."""

    use_required_attribute = False
    roles = RolesField(
        label=gettext_lazy("Rollen"),
        required=False,
        help_text=gettext_lazy("Haalt u alle rollen weg? Dan hoort deze persoon er niet meer bij."),
    )

    def __init__(self, roles: list[tuple[str, str]], held: list[str], data: Any = None) -> None:
        super().__init__(data=data, label_suffix="", initial={"roles": held})
        self.fields["roles"].choices = roles  # type: ignore[attr-defined]


class AccountForm(forms.Form):
    """A new account for who was invited: a name and a password."""

    use_required_attribute = False
    name = forms.CharField(
        label=gettext_lazy("Uw naam"),
        max_length=120,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    password = forms.CharField(
        label=gettext_lazy("Kies een wachtwoord"),
        help_text=gettext_lazy("Minstens 12 tekens. Drie losse woorden zijn goed."),
        max_length=200,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )

    def __init__(self, data: Any = None, initial: dict[str, Any] | None = None) -> None:
        super().__init__(data=data, initial=initial, label_suffix="")

    def clean_password(self) -> str:
        """Refuse a weak password."""
        found: str = self.cleaned_data["password"]
        validate_password(found)
        return found


class EndForm(forms.Form):
    """The name of the organisation, typed in."""

    use_required_attribute = False
    name = forms.CharField(label=gettext_lazy("Typ de naam van de organisatie"), max_length=200)

    def __init__(self, organisation: Organisation, data: Any = None) -> None:
        super().__init__(data=data, label_suffix="")
        self.organisation = organisation

    def clean_name(self) -> str:
        """Refuse another name."""
        found = " ".join(self.cleaned_data["name"].split())
        if found.casefold() != " ".join(self.organisation.name.split()).casefold():
            raise forms.ValidationError(_("Dit is niet de naam van de organisatie."))
        return found


def free_name(name: str, but: Any = None) -> str:
    """Return a name without double spaces; refuse one that another organisation has."""
    found = " ".join(name.split())
    rows = Organisation.objects.filter(name__iexact=found, closed_on=None).exclude(pk=but)
    if rows.exists():
        raise forms.ValidationError(_("Er is al een organisatie met deze naam."))
    return found


def _places(text: str) -> list[Municipality]:
    found, unknown = read_members(text)
    if unknown:
        some = ", ".join(unknown[:5])
        raise forms.ValidationError(
            _("Deze gemeenten kennen wij niet: %(names)s.") % {"names": some}
        )
    return found
