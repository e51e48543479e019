"""Addresses of the lottery."""

from django.urls import path

from thorbecke.web.instruments.lottery.views import assembly, console, drawing, public

app_name = "lottery"

urlpatterns = [
    path("meedoen/<slug:slug>/uitnodiging/", public.respond, name="respond"),
    path("meedoen/<slug:slug>/uw-kans/", public.chance, name="chance"),
    path("meedoen/<slug:slug>/burgerraad/", assembly.room, name="assembly"),
    path("organiseren/<slug:slug>/grenzen/", console.quotas, name="quotas"),
    path("organiseren/<slug:slug>/genodigden/", console.invite, name="invite"),
    path("organiseren/<slug:slug>/mensen/", console.people, name="people"),
    path("organiseren/<slug:slug>/mensen/overnemen/", console.take_in, name="take_in"),
    path("organiseren/<slug:slug>/mensen/verzinnen/", console.invent, name="invent"),
    path("organiseren/<slug:slug>/mensen/herinneren/", console.remind, name="remind"),
    path("organiseren/<slug:slug>/loterij/", drawing.draw, name="draw"),
    path("organiseren/<slug:slug>/loterij/vastleggen/", drawing.fix, name="fix"),
    path("organiseren/<slug:slug>/trekking/", drawing.ceremony, name="ceremony"),
    path("organiseren/<slug:slug>/zittend-panel/", drawing.panel, name="panel"),
    path("organiseren/<slug:slug>/zittend-panel/tafels/", drawing.tables, name="tables"),
    path("organiseren/<slug:slug>/burgerraad/", assembly.desk, name="desk"),
    path("organiseren/<slug:slug>/burgerraad/bijeenkomst/", assembly.meeting, name="meeting"),
    path("organiseren/<slug:slug>/burgerraad/aanbeveling/", assembly.recommend, name="recommend"),
    path(
        "organiseren/<slug:slug>/burgerraad/aanbeveling/<int:number>/",
        assembly.answer,
        name="answer",
    ),
]
