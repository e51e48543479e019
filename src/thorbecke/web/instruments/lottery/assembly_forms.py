"""The forms of an assembly at work: its meetings, its recommendations, and the council's answers."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from thorbecke.web.instruments.lottery.models import Meeting, Recommendation
from thorbecke.web.participation.console.sections import LocalDate


class MeetingForm(forms.ModelForm):  # type: ignore[type-arg]
    """A meeting with a piece of evidence."""

    use_required_attribute = False
    link = forms.URLField(
        label=gettext_lazy("Adres van het stuk"),
        required=False,
        assume_scheme="https",
        max_length=200,
    )

    class Meta:
        model = Meeting
        fields = ("day", "title", "text", "source", "link")
        widgets = {"day": LocalDate, "text": forms.Textarea(attrs={"rows": 4})}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, label_suffix="", **kwargs)


class RecommendationForm(forms.ModelForm):  # type: ignore[type-arg]
    """A recommendation with the assembly's vote and the last day for the council."""

    use_required_attribute = False

    class Meta:
        model = Recommendation
        fields = ("title", "text", "votes_yes", "votes_no", "answer_by")
        widgets = {"answer_by": LocalDate, "text": forms.Textarea(attrs={"rows": 4})}

    def __init__(self, seats: int, *args: Any, **kwargs: Any) -> None:
        self.seats = seats
        super().__init__(*args, label_suffix="", **kwargs)

    def clean(self) -> dict[str, Any]:
        """No more votes than seats."""
        found = super().clean() or {}
        if (found.get("votes_yes") or 0) + (found.get("votes_no") or 0) > self.seats:
            text = _("Er zijn meer stemmen dan plaatsen. Het panel heeft er %(seats)s.")
            raise forms.ValidationError(text % {"seats": self.seats})
        return found


class AnswerForm(forms.Form):
    """The council's answer to a recommendation."""

    use_required_attribute = False
    verdict = forms.ChoiceField(
        label=gettext_lazy("Wat doet de raad?"),
        choices=[one for one in Recommendation.Verdict.choices if one[0]],
        widget=forms.RadioSelect,
    )
    answer = forms.CharField(
        label=gettext_lazy("Waarom?"), max_length=3000, widget=forms.Textarea(attrs={"rows": 4})
    )

    def store(self, found: Recommendation) -> None:
        """Put the answer on the recommendation."""
        found.verdict, found.answer = self.cleaned_data["verdict"], self.cleaned_data["answer"]
        found.answered_on = timezone.localdate()
        found.save(update_fields=["verdict", "answer", "answered_on"])
