"""The form that switches on the app for the second step, in our words."""

from __future__ import annotations

from typing import Any

from allauth.mfa.totp.forms import ActivateTOTPForm
from django.utils.translation import gettext_lazy


class AppForm(ActivateTOTPForm):
    """Asks for the first code that the app shows."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, label_suffix="", **kwargs)
        field = self.fields["code"]
        field.label = gettext_lazy("Code van de app")
        field.widget.attrs |= {"inputmode": "numeric", "placeholder": ""}
