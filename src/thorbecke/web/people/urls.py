"""Addresses about oneself and about organisations."""

from __future__ import annotations

from django.urls import include, path

from thorbecke.web.people.views import (
    accepting,
    area_import,
    areas,
    ending,
    invitations,
    members,
    mine,
    organisations,
)

ONE = "organisatie/<uuid:pk>/"
AREAS = ONE + "gebieden/"
FILE = AREAS + "bestand/"
TOKEN = "uitnodiging/<str:token>/"  # noqa: S105  a place in an address, no secret

pages = [
    path("mijn/tweede-stap/", mine.second_step, name="second_step"),
    path("organisaties/", organisations.listing, name="organisations"),
    path("organisaties/nieuw/", organisations.new, name="new"),
    path("organisaties/<uuid:pk>/", organisations.public, name="public"),
    path(ONE, organisations.show, name="organisation"),
    path(ONE + "aanpassen/", organisations.edit, name="edit"),
    path(ONE + "vertrekken/", members.leave, name="leave"),
    path(ONE + "mensen/<uuid:person>/", members.roles, name="roles"),
    path(ONE + "uitnodigen/", invitations.invite, name="invite"),
    path(ONE + "uitnodiging/<uuid:one>/opnieuw/", invitations.resend, name="resend"),
    path(ONE + "uitnodiging/<uuid:one>/intrekken/", invitations.withdraw, name="withdraw"),
    path(AREAS, areas.listing, name="areas"),
    path(AREAS + "nieuw/", areas.new, name="area_new"),
    path(AREAS + "gebieden.csv", areas.export, name="areas_file"),
    path(AREAS + "<uuid:one>/", areas.edit, name="area"),
    path(AREAS + "<uuid:one>/sluiten/", areas.retire, name="area_retire"),
    path(AREAS + "<uuid:one>/openen/", areas.restore, name="area_restore"),
    path(FILE, area_import.upload, name="areas_upload"),
    path(FILE + "<uuid:one>/", area_import.show, name="areas_import"),
    path(FILE + "<uuid:one>/overnemen/", area_import.accept, name="areas_accept"),
    path(FILE + "<uuid:one>/weggooien/", area_import.reject, name="areas_reject"),
    path(ONE + "alles/", ending.everything, name="everything"),
    path(ONE + "alles.zip", ending.download, name="download"),
    path(ONE + "opheffen/", ending.end, name="end"),
    path(ONE + "opheffen/zeker/", ending.sure, name="end_sure"),
    path(TOKEN, accepting.show, name="invitation"),
    path(TOKEN + "aannemen/", accepting.accept, name="accept"),
    path(TOKEN + "afwijzen/", accepting.decline, name="decline"),
]

urlpatterns = [
    path("mijn/", mine.mine, name="mine"),
    path("", include((pages, "people"))),
]
