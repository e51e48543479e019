"""Addresses of participation: what residents see, and the organiser's console."""

from django.urls import include, path

from thorbecke.web.participation.console import views as console
from thorbecke.web.participation.public import views as public

app_name = "participation"

acts = [
    path("", public.acts, name="acts"),
    path("<slug:slug>/", public.act, name="act"),
    path("<slug:slug>/uitslag/", public.result, name="result"),
    path("<slug:slug>/beloften/", public.promises, name="promises"),
    path("<slug:slug>/agenda.ics", public.calendar, name="calendar"),
    path("<slug:slug>/inbedden/", public.embed, name="embed"),
    path("<slug:slug>/inbedden/kader/", public.embed_frame, name="embed_frame"),
]

desk = [
    path("", console.home, name="console"),
    path("nieuw/", console.choose, name="new"),
    path("nieuw/<slug:instrument>/", console.create, name="create"),
    path("<slug:slug>/", console.overview, name="overview"),
    path("<slug:slug>/instellen/<slug:section>/", console.section, name="section"),
    path("<slug:slug>/fase/<slug:step>/", console.step, name="step"),
    path("<slug:slug>/oefenen/", console.rehearse, name="rehearse"),
    path("<slug:slug>/kopieren/", console.duplicate, name="duplicate"),
    path("<slug:slug>/verwijderen/", console.delete, name="delete"),
]

urlpatterns = [
    path("meedoen/", include(acts)),
    path("organiseren/", include(desk)),
    path("", include("thorbecke.web.participation.roll.urls")),
    path("", include("thorbecke.web.participation.box.urls")),
    path("", include("thorbecke.web.participation.record.urls")),
]
