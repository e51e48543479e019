"""Saving what two people may edit at once: nobody overwrites a colleague, and no text is lost.

A form carries the version that it started from. When somebody else saved meanwhile, nothing is stored:
the page shows both texts, and the form keeps what was typed.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.db import models
from django.db.models import F
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _

Render = Callable[[dict[str, Any]], HttpResponse]
CONFLICT = 409
WRONG = 422


class VersionedForm(forms.ModelForm):  # type: ignore[type-arg]
    """A form about one row with a version. Subclasses name model and fields in ``Meta``."""

    use_required_attribute = False
    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("label_suffix", "")
        super().__init__(*args, **kwargs)
        self.fields["version"].initial = self.instance.version

    def names(self) -> list[str]:
        """Return the fields of the row that this form stores."""
        return [name for name in self._meta.fields or () if name in self.fields]

    def store(self) -> bool:
        """Store the fields if nobody else stored any meanwhile; tell whether it was done. One query.

        A row that is new is stored whole.
        """
        if self.instance._state.adding:
            self.save()
            return True
        values = {name: self.cleaned_data[name] for name in self.names()}
        model = type(self.instance)
        if any(field.name == "changed_at" for field in model._meta.fields):
            values["changed_at"] = timezone.now()
        rows = model._default_manager.filter(
            pk=self.instance.pk, version=self.cleaned_data["version"]
        )
        return bool(rows.update(version=F("version") + 1, **values))

    def differences(self, stored: models.Model) -> list[tuple[Any, Any, Any]]:
        """Return label, text of the colleague and text of this person, where they differ."""
        found = []
        for name in self.names():
            theirs, mine = getattr(stored, name), self.cleaned_data[name]
            if theirs != mine:
                found.append((self[name].label, in_words(theirs), in_words(mine)))
        return found


def in_words(value: Any) -> str:
    """Return a value of a form as a text to compare."""
    if isinstance(value, bool):
        return _("ja") if value else _("nee")
    if isinstance(value, list):
        return ", ".join(map(str, value))
    return "" if value is None else str(value)


def handle(request: HttpRequest, form: VersionedForm, render: Render, done: str) -> HttpResponse:
    """Show the form, or store it and go to ``done``; on a conflict show both texts."""
    if request.method != "POST":
        return render({"form": form})
    if not form.is_valid():
        return _with_code(render({"form": form}), WRONG)
    if form.store():
        messages.success(request, _("Opgeslagen."))
        return redirect(done)
    stored = type(form.instance)._default_manager.filter(pk=form.instance.pk).first()
    if stored is None:
        messages.error(request, _("Dit is intussen verwijderd. Uw tekst is niet opgeslagen."))
        return redirect(done)
    both = form.differences(stored)
    data = form.data.copy()
    data[form.add_prefix("version")] = str(getattr(stored, "version"))  # noqa: B009
    again = type(form)(data=data, instance=form.instance)
    return _with_code(render({"form": again, "conflict": both}), CONFLICT)


def _with_code(response: HttpResponse, code: int) -> HttpResponse:
    response.status_code = code
    return response
