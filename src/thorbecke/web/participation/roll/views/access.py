"""The way in: a code from a letter, an account, a confirmed address, or the municipality's login."""

from __future__ import annotations

from typing import Any

from allauth.core.exceptions import ImmediateHttpResponse
from allauth.socialaccount.adapter import get_adapter
from allauth.socialaccount.providers.base import AuthProcess
from django import forms
from django.contrib import messages
from django.core.validators import validate_email
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from thorbecke.web.participation import instruments
from thorbecke.web.participation.access import public_act
from thorbecke.web.participation.models import Act, Channel, Voter
from thorbecke.web.participation.public import summary
from thorbecke.web.participation.roll import eligibility, issuing, limits, mailing, subjects, words
from thorbecke.web.participation.roll.codes import WrongCode, normalise
from thorbecke.web.participation.roll.eligibility import Who
from thorbecke.web.participation.roll.entry import Standing, check, drop_pass, give_pass, read_pass
from thorbecke.web.people.adapter import RETURN_TO, VERIFIED, issuers

TEMPLATE = "participation/roll/access.html"


class CodeForm(forms.Form):
    """The code of a letter."""

    use_required_attribute = False
    code = forms.CharField(
        label=gettext_lazy("Uw code"),
        max_length=60,
        error_messages={"required": gettext_lazy("Vul de code in die in uw brief staat.")},
        help_text=gettext_lazy(
            "De code heeft vier groepjes van vijf tekens. Hoofdletters en streepjes maken niet uit."
        ),
        widget=forms.TextInput(
            attrs={
                "autocomplete": "off",
                "autocapitalize": "characters",
                "spellcheck": "false",
                "class": "roll-code-field",
            }
        ),
    )

    def clean_code(self) -> str:
        """Return the code as it was given out; say where a typing mistake is."""
        try:
            return normalise(self.cleaned_data["code"])
        except WrongCode as wrong:
            text = words.typed_code(wrong.problem, wrong.group, wrong.found)
            raise forms.ValidationError(text) from wrong


class AddressForm(forms.Form):
    """An address to confirm."""

    use_required_attribute = False
    email = forms.CharField(
        label=gettext_lazy("Uw e-mailadres"),
        max_length=254,
        validators=[validate_email],
        help_text=gettext_lazy("Wij sturen u een getal. Wij bewaren uw adres niet."),
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )


class NumberForm(forms.Form):
    """The number that was mailed."""

    use_required_attribute = False
    number = forms.CharField(
        label=gettext_lazy("Het getal uit de mail"),
        max_length=20,
        help_text=gettext_lazy("Acht cijfers. Het getal werkt twintig minuten."),
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "one-time-code"}),
    )


@sensitive_post_parameters()
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@public_act
def access(request: HttpRequest, act: Act) -> HttpResponse:
    """Show the ways in; take a code."""
    if request.method != "POST":
        return _page(request, act)
    if not summary.accepts(act):
        return _page(request, act, status=409)
    who = limits.sender(request)
    if limits.spent(limits.WRONG_CODES, act, who):
        return _page(request, act, locked=True, status=429)
    form = CodeForm(request.POST)
    if not form.is_valid():
        limits.count(limits.WRONG_CODES, act, who)
        return _page(request, act, code_form=form, status=400)
    code = form.cleaned_data["code"]
    standing, credential = check(act, code)
    if standing == Standing.GOOD or (standing == Standing.USED and act.may_change):
        assert credential is not None
        return _enter(act, code, credential.channel)
    limits.count(limits.WRONG_CODES, act, who)
    form.add_error("code", _refusal(standing))
    return _page(request, act, code_form=form, status=400)


@never_cache
@require_POST
@public_act
def account(request: HttpRequest, act: Act) -> HttpResponse:
    """Take part with the account that is signed in, or with the login of a moment ago."""
    if not summary.accepts(act):
        return _page(request, act, status=409)
    open_ways = subjects.ways(act)
    if open_ways["oidc"] and (found := subjects.of_login(act, request)):
        return _by_login(request, act, *found)
    if not open_ways["account"] or not request.user.is_authenticated:
        raise Http404
    return _give(request, act, Channel.ACCOUNT, subjects.of_account(act, request.user))


@never_cache
@require_GET
@public_act
def login(request: HttpRequest, act: Act) -> HttpResponse:
    """Go to the municipality's login; it comes back to this act's page."""
    if not subjects.ways(act)["oidc"] or not summary.accepts(act):
        raise Http404
    address = reverse("participation:access", args=[act.slug])
    request.session[RETURN_TO] = address
    provider = get_adapter().get_provider(request, "gemeente")
    try:
        return provider.redirect(request, AuthProcess.REDIRECT, next_url=address)
    except ImmediateHttpResponse as stop:
        return stop.response
    except OSError:  # the login does not answer; requests' errors are OSErrors
        messages.error(request, _("De inlogpagina antwoordt niet. Probeer het later opnieuw."))
        return redirect(address)


@sensitive_post_parameters("email")
@never_cache
@require_POST
@public_act
def mail(request: HttpRequest, act: Act) -> HttpResponse:
    """Send a number to an address. The answer is the same for every address."""
    if not subjects.ways(act)["mail"]:
        raise Http404
    if not summary.accepts(act):
        return _page(request, act, status=409)
    form = AddressForm(request.POST)
    if not form.is_valid():
        return _page(request, act, address_form=form, status=400)
    who, address = limits.sender(request), form.cleaned_data["email"]
    if limits.spent(limits.MAILS_FROM_ONE, act, who):
        return _page(request, act, locked=True, status=429)
    limits.count(limits.MAILS_FROM_ONE, act, who)
    subject = subjects.of_address(act, address)
    number = ""
    if not limits.spent(limits.MAILS_TO_ONE, act, subject):
        limits.count(limits.MAILS_TO_ONE, act, subject)
        number = mailing.send(act, address)
    response = redirect("participation:access_number", act.slug)
    mailing.remember(response, act, subject, number or "-")
    return response


@sensitive_post_parameters()
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@public_act
def number(request: HttpRequest, act: Act) -> HttpResponse:
    """Take the number that was mailed."""
    waiting = mailing.asked(request, act)
    if waiting is None or not subjects.ways(act)["mail"] or not summary.accepts(act):
        messages.info(request, _("Vul eerst uw e-mailadres in. Een getal werkt twintig minuten."))
        return redirect("participation:access", act.slug)
    form = NumberForm(request.POST or None)
    context = {**summary.context(request, act), "form": form}
    if request.method != "POST" or not form.is_valid():
        status = 400 if request.method == "POST" else 200
        return render(request, "participation/roll/number.html", context, status=status)
    if limits.spent(limits.WRONG_NUMBERS, act, waiting.subject):
        form.add_error("number", _("Te vaak een verkeerd getal. Probeer het over een uur opnieuw."))
        return render(request, "participation/roll/number.html", context, status=429)
    if not mailing.proves(waiting, form.cleaned_data["number"]):
        limits.count(limits.WRONG_NUMBERS, act, waiting.subject)
        form.add_error("number", _("Dit getal is niet goed. Kijk nog eens in de mail."))
        return render(request, "participation/roll/number.html", context, status=400)
    response = _give(request, act, Channel.ACCOUNT, waiting.subject)
    mailing.forget(response, act)
    return response


@require_POST
@public_act
def leave(request: HttpRequest, act: Act) -> HttpResponse:
    """Take the code out of this browser, for the next person at this computer."""
    response = redirect("participation:act", act.slug)
    drop_pass(response, act)
    mailing.forget(response, act)
    messages.success(request, _("Uw code is van dit apparaat gewist."))
    return response


def _by_login(request: HttpRequest, act: Act, subject: str, voter: Voter | None) -> HttpResponse:
    who = eligibility.from_data(act.eligibility).who
    if voter is None and who == Who.RESIDENT:
        messages.error(
            request, _("U staat niet op de lijst van deelnemers. Vraag ernaar bij de gemeente.")
        )
        return redirect("participation:access", act.slug)
    return _give(request, act, Channel.OIDC, subject, voter)


def _give(
    request: HttpRequest, act: Act, channel: str, subject: str, voter: Voter | None = None
) -> HttpResponse:
    try:
        code = subjects.code_for(act, channel, subject, voter)
    except subjects.AlreadyVoted:
        text = _("U hebt al meegedaan.")
        if act.may_change:
            text = _("U hebt al meegedaan. Wijzigen kan met de code die u toen kreeg.")
        messages.info(request, text)
        return redirect("participation:access", act.slug)
    except issuing.Refused:
        return _page(request, act, status=409)
    return _enter(act, code, channel)


def _enter(act: Act, code: str, channel: str) -> HttpResponse:
    response = redirect(instruments.of(act).entrance, act.slug)
    give_pass(response, act, code, channel)
    return response


def _refusal(standing: Standing) -> str:
    if standing == Standing.USED:
        return _("Met deze code is al meegedaan. Dat kan één keer.")
    if standing == Standing.VOID:
        return _("Deze code werkt niet meer. Er is een nieuwe code gegeven in plaats van deze.")
    return _("Deze code hoort niet bij deze raadpleging. Kijk of u de goede brief hebt.")


def _page(request: HttpRequest, act: Act, status: int = 200, **more: Any) -> HttpResponse:
    ways = subjects.ways(act)
    context = {
        **summary.context(request, act),
        "ways": ways,
        "has_pass": read_pass(request, act) is not None,
        "logged_in_elsewhere": ways["oidc"] and VERIFIED in request.session,
        "login_name": next(iter(issuers()), ""),
        "code_form": CodeForm(label_suffix=""),
        "address_form": AddressForm(label_suffix=""),
        **more,
    }
    response = render(request, TEMPLATE, context, status=status)
    if status == 429:
        response.headers["Retry-After"] = "3600"
    return response
