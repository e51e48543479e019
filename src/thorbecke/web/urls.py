"""All addresses of the site. An app that is added to the house adds one line here."""

from allauth.socialaccount.providers.openid_connect.views import callback
from django.urls import include, path
from django.views.generic import RedirectView

urlpatterns = [
    # Another address would open invitations to it; who needs one asks an administrator.
    path("account/email/", RedirectView.as_view(pattern_name="mine"), name="account_email"),
    path("account/", include("allauth.account.urls")),
    path("account/tweede-stap/", include("allauth.mfa.urls")),
    path("account/oidc/<str:provider_id>/terug/", callback, name="openid_connect_callback"),
    path("", include("thorbecke.web.core.urls")),
    path("", include("thorbecke.web.people.urls")),
    path("", include("thorbecke.web.programme.urls")),
    path("", include("thorbecke.web.ateliers.urls")),
    path("", include("thorbecke.web.instruments.consultation.urls")),
    path("", include("thorbecke.web.instruments.budget.urls")),
    path("", include("thorbecke.web.instruments.conversation.urls")),
    path("", include("thorbecke.web.instruments.delegation.urls")),
    path("", include("thorbecke.web.instruments.lottery.urls")),
    path("", include("thorbecke.web.participation.urls")),
    path("", include("thorbecke.web.experiments.urls")),
    path("", include("thorbecke.web.designs.urls")),
    path("", include("thorbecke.web.learning.urls")),
    path("", include("thorbecke.web.lab.urls")),
    path("", include("thorbecke.web.library.urls")),
]

handler400 = "thorbecke.web.core.views.bad_request"
handler403 = "thorbecke.web.core.views.forbidden"
handler404 = "thorbecke.web.core.views.not_found"
handler500 = "thorbecke.web.core.views.server_error"
