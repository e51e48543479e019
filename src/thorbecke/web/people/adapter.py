"""How sign-in behaves: accounts are given, not taken; a login elsewhere never becomes an account."""

from __future__ import annotations

from typing import Any, NoReturn

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.providers.base import AuthProcess
from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponseRedirect
from django.utils.translation import gettext as _

# In the session between the login elsewhere and the page that asked for it, no longer.
VERIFIED = "login-elsewhere"
RETURN_TO = "login-elsewhere-for"


class ClosedSignup(DefaultAccountAdapter):
    """No self sign-up: staff accounts are made by an administrator."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False


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


def _claims(data: dict[str, Any]) -> dict[str, Any]:
    """Return what the provider said, from its user page or else from its signed token."""
    found = data.get("userinfo") or data.get("id_token") or data
    assert isinstance(found, dict)
    return found
