"""Organisations, areas and invitations."""

from __future__ import annotations

from isolation.world import SECRET, World
from thorbecke.web.people import areas, inviting
from thorbecke.web.people.models import AreaImport, Invitation, Role

BY_LINK = "who has the link of the mail may; it works once"
ABOUT_ONESELF = "an account, or the way into one"
OPEN = {
    "people:organisations": "names and kinds are public",
    "people:public": "names, kinds and the members of an alliance are public",
    "people:invitation": BY_LINK,
    "people:accept": BY_LINK,
    "people:decline": BY_LINK,
    **dict.fromkeys(
        (
            "account_login",
            "account_logout",
            "account_inactive",
            "account_signup",
            "account_reset_password",
            "account_reset_password_done",
            "account_reset_password_from_key",
            "account_reset_password_from_key_done",
            "account_confirm_email",
            "account_confirm_login_code",
            "account_email_verification_sent",
            "openid_connect_callback",
            "mfa_authenticate",
            "mfa_login_webauthn",
        ),
        ABOUT_ONESELF,
    ),
}
OWN = {
    "mine": "one's own roles",
    "people:second_step": "one's own account",
    **dict.fromkeys(
        (
            "account_change_password",
            "account_email",
            "account_reauthenticate",
            "account_set_password",
            "mfa_activate_totp",
            "mfa_add_webauthn",
            "mfa_deactivate_totp",
            "mfa_download_recovery_codes",
            "mfa_generate_recovery_codes",
            "mfa_index",
            "mfa_list_webauthn",
            "mfa_reauthenticate",
            "mfa_reauthenticate_webauthn",
            "mfa_view_recovery_codes",
        ),
        ABOUT_ONESELF,
    ),
}
# Only the programme's own team, and nobody has that role in a municipality.
STAFF: dict[str, frozenset[str]] = {"people:new": frozenset()}


def make(world: World) -> dict[str, dict[str, object]]:
    from allauth.mfa.models import Authenticator

    here = {"pk": world.here.pk}
    assert world.here.municipality is not None
    area = areas.add(world.here.municipality, "kern", SECRET)
    upload = AreaImport.objects.create(
        municipality=world.here.municipality, file=SECRET, rows=[[2, "Wijk", "wijk", "", ""]]
    )
    inviting.invite(world.here, world.insider, "sam@voorbeeld.invalid", SECRET, [Role.EXPERT])
    invitation = Invitation.objects.get()
    key = Authenticator.objects.create(
        user=world.insider,
        type=Authenticator.Type.WEBAUTHN,
        data={"name": SECRET, "credential": {}},
    )
    whole = (
        "organisation edit leave invite areas area_new areas_file areas_upload everything"
    ).split()
    found = {f"people:{name}": here for name in (*whole, "download", "end", "end_sure")}
    one = {**here, "one": area.pk}
    found |= {f"people:{name}": one for name in ("area", "area_retire", "area_restore")}
    file = {**here, "one": upload.pk}
    found |= {f"people:areas_{name}": file for name in ("import", "accept", "reject")}
    sent = {**here, "one": invitation.pk}
    found |= {f"people:{name}": sent for name in ("resend", "withdraw")}
    found["people:roles"] = {**here, "person": world.insider.pk}
    found |= {f"mfa_{name}_webauthn": {"pk": key.pk} for name in ("edit", "remove")}
    return found
