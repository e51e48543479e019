"""Addresses of the roll."""

from django.urls import path

from thorbecke.web.participation.roll.views import access, census, desk, letters, people

PUBLIC = "meedoen/<slug:slug>/toegang/"
ROLL = "organiseren/<slug:slug>/deelnemers/"
LETTERS = "organiseren/<slug:slug>/brieven/"
DESK = "organiseren/<slug:slug>/loket/"

urlpatterns = [
    path(PUBLIC, access.access, name="access"),
    path(PUBLIC + "account/", access.account, name="access_account"),
    path(PUBLIC + "inloggen/", access.login, name="access_login"),
    path(PUBLIC + "mail/", access.mail, name="access_mail"),
    path(PUBLIC + "getal/", access.number, name="access_number"),
    path(PUBLIC + "weg/", access.leave, name="access_leave"),
    path(ROLL, people.overview, name="roll_overview"),
    path(ROLL + "lijst/", people.listing, name="roll_list"),
    path(ROLL + "wissen/", people.erase, name="roll_erase"),
    path(ROLL + "bestand/", census.upload, name="roll_upload"),
    path(ROLL + "bestand/<uuid:pk>/", census.show, name="roll_import"),
    path(ROLL + "bestand/<uuid:pk>/fouten.csv", census.faults, name="roll_faults"),
    path(ROLL + "bestand/<uuid:pk>/kolommen/", census.columns, name="roll_columns"),
    path(ROLL + "bestand/<uuid:pk>/overnemen/", census.accept, name="roll_accept"),
    path(ROLL + "bestand/<uuid:pk>/weggooien/", census.reject, name="roll_reject"),
    path(LETTERS, letters.runs, name="letters"),
    path(LETTERS + "proefbrief.pdf", letters.sample, name="letters_sample"),
    path(LETTERS + "<int:number>/", letters.show, name="letters_run"),
    path(LETTERS + "<int:number>/bestand/", letters.fetch, name="letters_fetch"),
    path(LETTERS + "<int:number>/wissen/", letters.erase, name="letters_erase"),
    path(LETTERS + "<int:number>/ongeldig/", letters.void, name="letters_void"),
    path(DESK, desk.search, name="desk"),
    path(DESK + "<uuid:pk>/", desk.person, name="desk_person"),
    path(DESK + "<uuid:pk>/code/", desk.give, name="desk_give"),
    path(DESK + "<uuid:pk>/ongeldig/", desk.void, name="desk_void"),
    path(DESK + "<uuid:pk>/papier/", desk.paper, name="desk_paper"),
]
