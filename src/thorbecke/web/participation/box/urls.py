"""Addresses of the box."""

from __future__ import annotations

from django.urls import path

from thorbecke.web.participation.box.views import ballot

PUBLIC, CONSOLE = "meedoen/<slug:slug>", "organiseren/<slug:slug>"

urlpatterns = [
    path(f"{PUBLIC}/stem/", ballot.ballot, name="ballot"),
    path(f"{PUBLIC}/ontvangst/", ballot.receipt, name="receipt"),
]
