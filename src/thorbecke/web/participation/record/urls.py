"""Addresses of the record."""

from __future__ import annotations

from django.urls import path

from thorbecke.web.participation.record import views

PUBLIC = "meedoen/<slug:slug>/"
CONSOLE = "organiseren/<slug:slug>/"

urlpatterns = [
    path(PUBLIC + "stand/", views.announcements, name="announcements"),
    path(PUBLIC + "controleren/", views.checking, name="checking"),
    path(PUBLIC + "ontvangstcodes/", views.receipt_list, name="receipts"),
    path(PUBLIC + "bundel.zip", views.bundle, name="bundle"),
    path(PUBLIC + "logboek/", views.public_log, name="public_log"),
    path(CONSOLE + "logboek/", views.console_log, name="log"),
    path(CONSOLE + "loting/", views.draw, name="draw"),
    path(".well-known/thorbecke-key.json", views.key, name="record_key"),
    path("controleren/verify.py", views.verifier_file, name="verifier"),
]
