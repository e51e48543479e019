"""Addresses of the call: what everybody sees, the pages behind a private link, and the desk."""

from __future__ import annotations

from django.urls import include, path

from thorbecke.web.programme.views.desk import following, listing, replying, rounds, submission
from thorbecke.web.programme.views.public import calls, status, writing

app_name = "programme"

everybody = [
    path("", calls.calls, name="calls"),
    path("link-kwijt/", status.lost, name="lost"),
    path("aanmelding/<str:token>/", status.status, name="status"),
    path("aanmelding/<str:token>/stap/<int:number>/", writing.step, name="step"),
    path("aanmelding/<str:token>/nakijken/", writing.check, name="check"),
    path("aanmelding/<str:token>/toevoegen/", status.add, name="add"),
    path("aanmelding/<str:token>/intrekken/", status.withdraw, name="withdraw"),
    path("<slug:slug>/", calls.call, name="call"),
    path("<slug:slug>/<slug:door>/", writing.door, name="door"),
]

one = [
    path("", submission.show, name="submission"),
    path("verdelen/", submission.handle, name="handle"),
    path("notitie/", submission.add_note, name="add_note"),
    path("notitie/<uuid:note>/", submission.note, name="note"),
    path("notitie/<uuid:note>/weg/", submission.drop_note, name="drop_note"),
    path("antwoord/", replying.reply, name="reply"),
    path("bericht/<uuid:message>/opnieuw/", submission.mail_again, name="mail_again"),
    path("geen-reclame/", submission.no_doubt, name="no_doubt"),
    path("organisatie/", following.attach, name="attach"),
    path("organisatie/gemeente/", following.attach_municipality, name="attach_municipality"),
    path("uitnodigen/", following.invite, name="invite"),
    path("vervolg/<slug:kind>/", following.start, name="start"),
]

one_round = [
    path("", rounds.show, name="round"),
    path("bewerken/", rounds.edit, name="round_edit"),
    path("openen/", rounds.open_, name="round_open"),
    path("sluiten/", rounds.close, name="round_close"),
    path("antwoord/", rounds.answer, name="round_answer"),
    path("verwijderen/", rounds.delete, name="round_delete"),
    path("themas/", rounds.themes, name="themes"),
]

desk = [
    path("", listing.desk, name="desk"),
    path("aanmeldingen.csv", listing.export, name="export"),
    path("rondes/", rounds.rounds, name="rounds"),
    path("rondes/nieuw/", rounds.new, name="round_new"),
    path("rondes/<slug:slug>/", include(one_round)),
    path("aanmelding/<uuid:pk>/", include(one)),
]

urlpatterns = [
    path("oproep/", include(everybody)),
    path("organiseren/oproep/", include(desk)),
]
