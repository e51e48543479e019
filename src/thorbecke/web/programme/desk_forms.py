"""Forms of the programme team. Those with a version refuse to overwrite a colleague."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from thorbecke.web.core.forms import PlainForm
from thorbecke.web.experiments.editing import VersionedForm
from thorbecke.web.instruments.consultation.counting import NAMES
from thorbecke.web.participation.console.sections import LocalDate
from thorbecke.web.people.models import Organisation, Person
from thorbecke.web.programme import choosing
from thorbecke.web.programme.forms import Themes, rows
from thorbecke.web.programme.models import Call, Note, Submission, Track

TODO = "[Schrijf hier"


class CallForm(VersionedForm):
    """A round."""

    themes = Themes(label=gettext_lazy("Over welke thema's gaat deze ronde?"))

    class Meta:
        model = Call
        fields = (
            "title",
            "text",
            "themes",
            "opens_on",
            "closes_on",
            "reply_days",
            "keep_days",
        )
        widgets = {"text": rows(8), "opens_on": LocalDate, "closes_on": LocalDate}
        help_texts = {
            "text": gettext_lazy("Een lege regel begint een nieuwe alinea."),
            "keep_days": gettext_lazy("Geteld vanaf de dag dat iets binnenkomt. Minstens 30."),
        }

    def clean(self) -> dict[str, Any]:
        """A round closes after it opens."""
        given: dict[str, Any] = super().clean() or self.cleaned_data
        opens, closes = given.get("opens_on"), given.get("closes_on")
        if opens and closes and closes < opens:
            self.add_error("closes_on", _("De laatste dag ligt voor de eerste dag."))
        return given


class AnswerRoundForm(VersionedForm):
    """What the programme did with a round; everybody reads it."""

    class Meta:
        model = Call
        fields = ("answer",)
        widgets = {"answer": rows(10)}
        help_texts = {"answer": gettext_lazy("Iedereen kan dit lezen. Noem geen namen.")}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["answer"].required = True


class HandleForm(VersionedForm):
    """Track, person and day of a submission."""

    class Meta:
        model = Submission
        fields = ("track", "assigned_to", "due_on")
        widgets = {"due_on": LocalDate}
        labels = {
            "track": gettext_lazy("Spoor"),
            "assigned_to": gettext_lazy("Voor wie"),
            "due_on": gettext_lazy("Antwoord uiterlijk op"),
        }

    def __init__(self, *args: Any, people: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        track, person = self.fields["track"], self.fields["assigned_to"]
        assert isinstance(track, forms.ChoiceField)
        assert isinstance(person, forms.ModelChoiceField)
        track.choices = [("", _("Nog niet gekozen")), *Track.choices]
        person.queryset, person.empty_label = people, _("Nog niemand")
        person.label_from_instance = _name_of
        self.fields["due_on"].required = True


def _name_of(person: Person) -> str:
    return str(person)


class NoteForm(VersionedForm):
    """An internal note."""

    class Meta:
        model = Note
        fields = ("text",)
        widgets = {"text": rows(3)}
        labels = {"text": gettext_lazy("Notitie")}
        help_texts = {"text": gettext_lazy("Alleen het team leest dit.")}


class ReplyForm(PlainForm):
    """An answer to the sender, or a question."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    final = forms.ChoiceField(
        label=gettext_lazy("Wat is dit?"),
        choices=(
            ("yes", gettext_lazy("Het antwoord: de aanmelding is klaar")),
            ("no", gettext_lazy("Een vraag: wij wachten op de afzender")),
        ),
        widget=forms.RadioSelect,
    )
    subject = forms.CharField(label=gettext_lazy("Onderwerp"), max_length=160)
    text = forms.CharField(label=gettext_lazy("Bericht"), max_length=6000, widget=rows(14))

    def clean_text(self) -> str:
        """Refuse a text in which something is still to be filled in."""
        text: str = self.cleaned_data["text"]
        if TODO in text:
            raise forms.ValidationError(_("Vul nog in wat tussen [ ] staat, en haal de haken weg."))
        return text


class AttachForm(PlainForm):
    """The organisation that goes on with a submission."""

    organisation = forms.ModelChoiceField(
        label=gettext_lazy("Welke organisatie gaat ermee verder?"),
        queryset=Organisation.objects.none(),
        empty_label=gettext_lazy("Kies …"),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["organisation"]
        assert isinstance(field, forms.ModelChoiceField)
        rows = Organisation.objects.filter(closed_on=None).only("name")
        field.queryset = rows.order_by("name")


class ThemesForm(PlainForm):
    """How the central themes are chosen together."""

    seats = forms.IntegerField(
        label=gettext_lazy("Hoeveel thema's kiest u samen?"),
        min_value=1,
        max_value=9,
        initial=3,
    )
    most = forms.IntegerField(
        label=gettext_lazy("Hoeveel mag iemand er hoogstens aankruisen?"),
        min_value=1,
        max_value=10,
        initial=5,
    )
    method = forms.ChoiceField(
        label=gettext_lazy("Hoe telt u?"),
        choices=[(name, NAMES[name]) for name in choosing.METHODS],
        widget=forms.RadioSelect,
        initial=choosing.METHODS[0],
        help_text=gettext_lazy(
            "Bij beide krijgt een groep die hetzelfde wil, een deel dat past bij haar grootte."
        ),
    )
