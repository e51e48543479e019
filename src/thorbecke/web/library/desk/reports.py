"""The queue of error reports: form for readers, and what staff do with a report."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django import forms
from django.db import transaction
from django.db.models import Count
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from thorbecke.web.library.desk import mail
from thorbecke.web.library.models import HANDLED, Entry, ErrorReport, ReportState
from thorbecke.web.people.models import Person, Role

EMAIL_KEPT = timedelta(days=30)


class ReportForm(forms.Form):
    """What a reader fills in. ``website`` is bait: people do not see it, machines fill it in."""

    text = forms.CharField(
        label=_("Wat klopt er niet?"),
        help_text=_("Schrijf op wat er staat en wat het moet zijn."),
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 6}),
    )
    source = forms.CharField(
        label=_("Waar kunnen wij dat nalezen?"),
        help_text=_("Een webadres, of de naam van een krant of rapport."),
        max_length=500,
        required=False,
    )
    email = forms.EmailField(
        label=_("Uw e-mailadres"),
        help_text=_("Alleen als u antwoord wilt. Wij wissen het 30 dagen na ons antwoord."),
        required=False,
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )
    website = forms.CharField(required=False, widget=forms.HiddenInput())

    @property
    def is_bait_taken(self) -> bool:
        """True when the hidden field was filled in."""
        return bool(self.cleaned_data.get("website"))

    def save(self, entry: Entry) -> ErrorReport:
        """Put the report in the queue."""
        data = {name: self.cleaned_data[name] for name in ("text", "source", "email")}
        return ErrorReport.objects.create(entry=entry, **data)


class HandleForm(forms.ModelForm):
    """What staff fill in about a report."""

    class Meta:
        model = ErrorReport
        fields = ["state", "assigned_to", "reply"]
        labels = {
            "state": _("Stand"),
            "assigned_to": _("Wie pakt dit op?"),
            "reply": _("Antwoord aan de melder"),
        }
        widgets = {"reply": forms.Textarea(attrs={"rows": 6})}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        staff = Person.objects.filter(is_active=True, memberships__role__in=Role.values)
        field = self.fields["assigned_to"]
        field.queryset = staff.distinct().order_by("name")  # type: ignore[attr-defined]
        field.empty_label = _("Nog niemand")  # type: ignore[attr-defined]
        self.fields["reply"].help_text = (
            _("Wij sturen dit per e-mail als u de melding afsluit.")
            if self.instance.email
            else _("De melder gaf geen e-mailadres. Dit blijft een notitie voor de redactie.")
        )


def handle(report: ErrorReport, by: Person, changes: dict[str, Any]) -> bool:
    """Store what staff decided; return False when somebody else closed the report meanwhile.

    The answer goes out once: at the moment that the report is closed. Opening a report again is
    possible; the address stays until 30 days after it was closed for the last time.
    """
    with transaction.atomic():
        fresh = ErrorReport.objects.select_for_update().select_related("entry").get(pk=report.pk)
        was_handled = fresh.state in HANDLED
        if was_handled and fresh.handled_by_id != by.pk and changes["state"] in HANDLED:
            return False
        is_handled = changes["state"] in HANDLED
        for name, value in changes.items():
            setattr(fresh, name, value)
        fresh.handled_on = (fresh.handled_on or timezone.now()) if is_handled else None
        fresh.handled_by = by if is_handled else None
        fresh.save()
        if is_handled and not was_handled:
            mail.replied(fresh)
    return True


def counts() -> dict[str, int]:
    """Return how many reports there are in each state, none left out. One query."""
    found = dict(
        ErrorReport.objects.values_list("state").annotate(total=Count("pk")).order_by("state")
    )
    return {state: found.get(state, 0) for state in ReportState.values}


def erase_addresses() -> int:
    """Erase the address of every report that was handled more than 30 days ago."""
    border = timezone.now() - EMAIL_KEPT
    old = ErrorReport.objects.filter(state__in=HANDLED, handled_on__lt=border).exclude(email="")
    return old.update(email="")
