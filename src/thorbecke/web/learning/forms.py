"""Forms of lessons and tracks."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from thorbecke.web.experiments.editing import VersionedForm
from thorbecke.web.learning.models import Anchor, Lesson, Question, Review, Session, Track
from thorbecke.web.library.models import Entry, Kind
from thorbecke.web.people.models import Organisation

_AREA = forms.Textarea(attrs={"rows": 4})
MOMENT = forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M")


class LessonForm(VersionedForm):
    """The text of a lesson."""

    class Meta:
        model = Lesson
        fields = (
            "title",
            "context",
            "intervention",
            "mechanism",
            "outcome",
            "surprise",
            "went_wrong",
            "transfer",
            "strength",
        )
        widgets = {name: _AREA for name in fields if name not in ("title", "strength")}


class AnchorForm(VersionedForm):
    """What makes an experiment last."""

    class Meta:
        model = Anchor
        fields = tuple(
            f"{name}{end}"
            for name in ("keeper", "budget", "bylaw", "training")
            for end in ("", "_done")
        )
        widgets = dict.fromkeys(("keeper", "budget", "bylaw", "training"), _AREA)


class ReviewForm(forms.ModelForm):  # type: ignore[type-arg]
    """A judgement, of the text that was read."""

    use_required_attribute = False
    version = forms.IntegerField(widget=forms.HiddenInput)

    class Meta:
        model = Review
        fields = ("verdict", "text")
        widgets = {"verdict": forms.RadioSelect, "text": _AREA}

    def __init__(self, *args: Any, version: int = 0, **kwargs: Any) -> None:
        super().__init__(*args, label_suffix="", **kwargs)
        self.fields["version"].initial = version
        self.fields["verdict"].choices = Review.Verdict.choices  # type: ignore[attr-defined]


class TrackForm(VersionedForm):
    """A track: who hosts it, what it is about."""

    organisation = forms.ModelChoiceField(
        label=gettext_lazy("Van welke organisatie?"), queryset=Organisation.objects.none()
    )
    themes = forms.MultipleChoiceField(
        label=gettext_lazy("Over welke thema's?"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    class Meta:
        model = Track
        fields = ("organisation", "title", "text", "themes", "open")
        widgets = {"text": _AREA}

    def __init__(self, *args: Any, hosts: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["organisation"].queryset = hosts  # type: ignore[attr-defined]
        themes = Entry.objects.filter(kind=Kind.THEME, data__isnull=False)
        self.fields["themes"].choices = sorted(  # type: ignore[attr-defined]
            (theme.slug, theme.title) for theme in themes
        )


class SessionForm(VersionedForm):
    """One session."""

    class Meta:
        model = Session
        fields = ("title", "starts_at", "ends_at", "place", "text", "material", "homework")
        widgets = {
            "starts_at": MOMENT,
            "ends_at": MOMENT,
            "text": _AREA,
            "material": _AREA,
            "homework": _AREA,
        }

    def clean(self) -> dict[str, Any]:
        found = super().clean() or {}
        starts, ends = found.get("starts_at"), found.get("ends_at")
        if starts and ends and ends <= starts:
            self.add_error("ends_at", _("Het einde ligt niet na het begin."))
        return found

    def clean_material(self) -> str:
        lines = [line.strip() for line in str(self.cleaned_data["material"]).splitlines()]
        for number, line in enumerate((line for line in lines if line), start=1):
            if not line.startswith(("https://", "http://")):
                raise forms.ValidationError(
                    _("Regel %(n)s is geen link. Een link begint met https://") % {"n": number}
                )
        return "\n".join(line for line in lines if line)


class QuestionForm(forms.ModelForm):  # type: ignore[type-arg]
    """A question to the experts."""

    use_required_attribute = False

    class Meta:
        model = Question
        fields = ("text",)
        widgets = {"text": _AREA}


class AnswerForm(forms.Form):
    """An answer to a question."""

    use_required_attribute = False
    answer = forms.CharField(label=gettext_lazy("Antwoord"), max_length=3000, widget=_AREA)
