"""Addresses of ateliers."""

from django.urls import path

from thorbecke.web.ateliers.views import console, door, making, phone, report, screen

app_name = "ateliers"
DESK = "organiseren/ateliers/"
ONE = DESK + "<uuid:pk>/"
ROOM = "a/<str:code>/"

urlpatterns = [
    path("a/", door.enter, name="enter"),
    path(ROOM, phone.phone, name="phone"),
    path(ROOM + "binnen/", door.come_in, name="come_in"),
    path(ROOM + "weg/", door.leave, name="leave"),
    path(ROOM + "met/<str:token>/", door.invited, name="invited"),
    path(ROOM + "nu/", phone.renew, name="renew"),
    path(ROOM + "kaart/", phone.add, name="add"),
    path(ROOM + "kaart/weg/", phone.remove, name="remove"),
    path(ROOM + "kaart/<uuid:card>/", phone.edit, name="edit"),
    path(ROOM + "stip/", phone.dot, name="dot"),
    path(ROOM + "stip/weg/", phone.undot, name="undot"),
    path(ROOM + "cijfer/", phone.score, name="score"),
    path(ROOM + "groep/", phone.group, name="group"),
    path(ROOM + "scherm/", screen.screen, name="screen"),
    path(ROOM + "scherm/nu/", screen.renew, name="screen_renew"),
    path(ROOM + "verslag/", report.public, name="public_report"),
    path(DESK, making.mine, name="mine"),
    path(DESK + "nieuw/", making.new, name="new"),
    path(ONE, making.home, name="home"),
    path(ONE + "instellen/", making.settings, name="settings"),
    path(ONE + "openen/", making.open_, name="open"),
    path(ONE + "kopie/", making.copy, name="copy"),
    path(ONE + "verwijderen/", making.delete, name="delete"),
    path(ONE + "uitnodigen/", making.passes, name="passes"),
    path(ONE + "uitnodigen/intrekken/", making.withdraw, name="withdraw"),
    path(ONE + "logboek/", making.log, name="log"),
    path(ONE + "nu/", console.renew, name="console_renew"),
    path(ONE + "doe/<slug:action>/", console.act, name="act"),
    path(ONE + "afsluiten/", report.close, name="close"),
    path(ONE + "heropenen/", report.reopen, name="reopen"),
    path(ONE + "bestand/<slug:name>/", report.file, name="file"),
    path(ONE + "experiment/", report.experiment, name="experiment"),
]
