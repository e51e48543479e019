"""Addresses of the box."""

from __future__ import annotations

from django.urls import path

from thorbecke.web.participation.box.views import audit, ballot, paper

PUBLIC, CONSOLE = "meedoen/<slug:slug>", "organiseren/<slug:slug>"
PILE = f"{CONSOLE}/papier/<int:number>"

urlpatterns = [
    path(f"{PUBLIC}/stem/", ballot.ballot, name="ballot"),
    path(f"{PUBLIC}/ontvangst/", ballot.receipt, name="receipt"),
    path(f"{CONSOLE}/papier/", paper.piles, name="paper"),
    path(f"{PILE}/", paper.pile, name="paper_pile"),
    path(f"{PILE}/biljet/<int:ballot>/", paper.entry, name="paper_entry"),
    path(f"{PILE}/weghalen/", paper.remove, name="paper_remove"),
    path(f"{CONSOLE}/steekproef/", audit.audit, name="audit"),
]
