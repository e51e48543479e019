"""How sign-in behaves: accounts are given, not taken; a login elsewhere never becomes an account."""

from __future__ import annotations

import base64
import hashlib
import io
from functools import cache
from typing import Any, NoReturn

import segno
from allauth.account.adapter import DefaultAccountAdapter
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.providers.base import AuthProcess
from cryptography.fernet import Fernet
from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

# In the session between the login elsewhere and the page that asked for it, no longer.
VERIFIED = "login-elsewhere"
RETURN_TO = "login-elsewhere-for"


class ClosedSignup(DefaultAccountAdapter):
    """No self sign-up: staff accounts are made by an administrator."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def get_login_redirect_url(self, request: HttpRequest) -> str:
        """Lead who still needs a second step to the page that sets it up."""
        from thorbecke.web.people import factor

        if factor.missing(request.user):
            return reverse("people:second_step")
        return str(super().get_login_redirect_url(request))


class SecondStep(DefaultMFAAdapter):
    """The second step: secrets are stored sealed, and the picture for the app is drawn by us."""

    error_messages = {
        **DefaultMFAAdapter.error_messages,
        "incorrect_code": gettext_lazy("Deze code klopt niet. Kijk of het de nieuwste is."),
        "cannot_generate_recovery_codes": gettext_lazy("Zet eerst een app of een passkey aan."),
        "unverified_email": gettext_lazy("Uw e-mailadres is nog niet bevestigd."),
    }

    def encrypt(self, text: str) -> str:
        return _seal().encrypt(text.encode()).decode("ascii")

    def decrypt(self, encrypted_text: str) -> str:
        return _seal().decrypt(encrypted_text.encode()).decode()

    def build_totp_svg(self, url: str) -> str:
        out = io.BytesIO()
        segno.make(url, error="m").save(out, kind="svg", scale=5, border=4, light="white")
        return out.getvalue().decode()

    def generate_authenticator_name(self, user: Any, type: Any) -> str:
        return _("Mijn sleutel")

    def _get_site_name(self) -> str:
        return "Thorbecke"


class NoAccounts(DefaultSocialAccountAdapter):
    """A login through OpenID Connect says who somebody is, once, for one page.

    No account is made, found or joined by it: not by an equal address, verified or not, and not by an
    earlier login. Only a login that a page of ours asked for is taken (``RETURN_TO`` in the session).
    """

    def is_open_for_signup(self, request: HttpRequest, sociallogin: Any) -> bool:
        return False

    def pre_social_login(self, request: HttpRequest, sociallogin: Any) -> None:
        """Keep issuer and subject for the page that asked; stop everything else that could follow."""
        address = request.session.pop(RETURN_TO, "")
        if not address or sociallogin.state.get("process") != AuthProcess.REDIRECT:
            raise ImmediateHttpResponse(HttpResponseRedirect("/"))
        claims = _claims(sociallogin.account.extra_data)
        request.session[VERIFIED] = {
            "issuer": settings.OIDC_URL,
            "subject": sociallogin.account.uid,
            "person": str(claims.get(settings.OIDC_PERSON_CLAIM) or "")[:200],
        }
        raise ImmediateHttpResponse(HttpResponseRedirect(address))

    def on_authentication_error(self, request: HttpRequest, *_args: Any, **_more: Any) -> NoReturn:
        """Bring somebody whose login failed back to the page that asked for it."""
        messages.error(request, _("Het inloggen is niet gelukt. Probeer het opnieuw."))
        address = request.session.pop(RETURN_TO, "/")
        raise ImmediateHttpResponse(HttpResponseRedirect(address))


def issuers() -> list[str]:
    """Return the name of the login elsewhere, for its button; empty when there is none."""
    return [settings.OIDC_NAME] if settings.OIDC_URL else []


@cache
def _seal() -> Fernet:
    digest = hashlib.sha256(b"thorbecke.people.second-step:" + settings.SECRET_KEY.encode())
    return Fernet(base64.urlsafe_b64encode(digest.digest()))


def _claims(data: dict[str, Any]) -> dict[str, Any]:
    """Return what the provider said, from its user page or else from its signed token."""
    found = data.get("userinfo") or data.get("id_token") or data
    assert isinstance(found, dict)
    return found
