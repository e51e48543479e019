"""The door: typing the code, coming in with or without a first name, and an invitation link."""

from __future__ import annotations

import re
from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from thorbecke.web.ateliers import joining, words
from thorbecke.web.ateliers.access import of_code
from thorbecke.web.ateliers.flow import Refused
from thorbecke.web.ateliers.models import Atelier, Pass, Phase
from thorbecke.web.people import limits


class CodeForm(forms.Form):
    """The code on the big screen; small letters, spaces and dashes do no harm."""

    use_required_attribute = False
    code = forms.CharField(
        label=gettext_lazy("Code"),
        max_length=20,
        help_text=gettext_lazy("Zes tekens. U ziet ze op het grote scherm."),
        widget=forms.TextInput(
            attrs={"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"}
        ),
    )

    def clean_code(self) -> str:
        """Return the code without what people type between."""
        return re.sub(r"[^A-Z0-9]", "", self.cleaned_data["code"].upper())


class NameForm(forms.Form):
    """A first name, which nobody has to give."""

    name = forms.CharField(
        label=gettext_lazy("Voornaam"),
        required=False,
        max_length=30,
        help_text=gettext_lazy("Dit hoeft niet. Zonder naam kunt u alles doen."),
        widget=forms.TextInput(attrs={"autocomplete": "given-name"}),
    )


@never_cache
def enter(request: HttpRequest) -> HttpResponse:
    """Ask for the code."""
    form = CodeForm(request.POST if request.method == "POST" else None, label_suffix="")
    if request.method == "POST" and form.is_valid():
        try:
            return redirect("ateliers:phone", _found(request, form.cleaned_data["code"]).code)
        except Refused as refused:
            return _too_many(request, refused)
        except Http404:
            form.add_error("code", _("Deze code kennen wij niet. Kijk nog eens op het scherm."))
    return render(
        request, "ateliers/enter.html", {"form": form}, status=422 if form.errors else 200
    )


def _found(request: HttpRequest, code: str) -> Atelier:
    """Return the atelier of a code. Wrong codes are counted, so that nobody finds one by trying."""
    who = limits.sender(request)
    if limits.spent(joining.WRONG_CODES, who):
        raise Refused("joins")
    try:
        return of_code(code)
    except Http404:
        limits.count(joining.WRONG_CODES, who)
        raise


def _too_many(request: HttpRequest, refused: Refused) -> HttpResponse:
    context = {"why": words.refusal(refused.reason)}
    return render(request, "ateliers/refused.html", context, status=words.status_of(refused.reason))


def door(request: HttpRequest, code: str) -> HttpResponse:
    """Ask whoever has no cookie yet to come in; ``phone`` calls this."""
    try:
        atelier = _found(request, code)
    except Refused as refused:
        return _too_many(request, refused)
    return show(request, atelier, NameForm(label_suffix=""))


def show(
    request: HttpRequest,
    atelier: Atelier,
    form: NameForm,
    passed: Pass | None = None,
    token: str = "",
) -> HttpResponse:
    """Show the door of an atelier."""
    if atelier.phase == Phase.CLOSED:
        return render(request, "ateliers/over.html", {"atelier": atelier})
    context: dict[str, Any] = {
        "atelier": atelier,
        "form": form,
        "mark": words.mark(passed.kind, passed.label) if passed else "",
        "token_of_pass": token,
    }
    code = 422 if form.errors else 200
    return render(request, "ateliers/door.html", context, status=code)


@never_cache
@require_POST
def come_in(request: HttpRequest, code: str) -> HttpResponse:
    """Join: this browser gets a cookie with a random number."""
    try:
        atelier = _found(request, code)
        return _join(request, atelier, None, "")
    except Refused as refused:
        return _too_many(request, refused)


@never_cache
def invited(request: HttpRequest, code: str, token: str) -> HttpResponse:
    """Join by an invitation link, as an expert or a colleague of another municipality."""
    try:
        atelier = _found(request, code)
        passed = joining.pass_of(atelier, token)
        if passed is None:
            limits.count(joining.WRONG_CODES, limits.sender(request))
            raise Refused("pass")
        if request.method == "POST":
            return _join(request, atelier, passed, token)
    except Refused as refused:
        return _too_many(request, refused)
    return show(request, atelier, NameForm(label_suffix=""), passed, token)


def _join(request: HttpRequest, atelier: Atelier, passed: Pass | None, token: str) -> HttpResponse:
    form = NameForm(request.POST, label_suffix="")
    if not form.is_valid():
        return show(request, atelier, form, passed, token)
    guest = joining.join(request, atelier, form.cleaned_data["name"].strip(), passed)
    response = redirect("ateliers:phone", atelier.code)
    joining.remember(response, atelier, guest)
    return response


@require_POST
def leave(request: HttpRequest, code: str) -> HttpResponse:
    """Forget who this browser is: for a telephone that is handed on."""
    atelier = of_code(code)
    messages.success(request, _("U bent eruit. Uw kaarten blijven staan."))
    response = redirect("ateliers:enter")
    joining.forget(response, atelier)
    return response
