"""Addresses of learning."""

from django.urls import path

from thorbecke.web.learning.views import desk, public, tracks

app_name = "learning"

urlpatterns = [
    path("leren/", public.home, name="home"),
    path("leren/samen-gemeten/", public.together, name="together"),
    path("leren/lessen.atom", public.feed, name="feed"),
    path("leren/les/<uuid:pk>/", public.lesson, name="lesson"),
    path("leren/les/<uuid:pk>/kort/", public.brief, name="brief"),
    path("leren/les/<uuid:pk>/gegevens.json", public.data, name="data"),
    path("leren/les/<uuid:pk>/schrijven/", desk.edit, name="edit"),
    path("leren/les/<uuid:pk>/nakijken/", desk.review, name="review"),
    path("leren/les/<uuid:pk>/bibliotheek/", desk.to_library, name="to_library"),
    path("leren/les/<uuid:pk>/<slug:step>/", desk.move, name="move"),
    path("leren/trajecten/", tracks.tracks, name="tracks"),
    path("leren/trajecten/nieuw/", tracks.new, name="track_new"),
    path("leren/traject/<slug:slug>/", tracks.track, name="track"),
    path("leren/traject/<slug:slug>/agenda.ics", tracks.ical, name="ical"),
    path("leren/traject/<slug:slug>/meedoen/", tracks.join, name="join"),
    path("leren/traject/<slug:slug>/vraag/", tracks.ask, name="ask"),
    path("leren/traject/<slug:slug>/vraag/<uuid:pk>/", tracks.answer, name="answer"),
    path("leren/traject/<slug:slug>/veranderen/", tracks.change, name="track_change"),
    path("leren/traject/<slug:slug>/bijeenkomst/", tracks.session, name="session_new"),
    path("leren/traject/<slug:slug>/bijeenkomst/<uuid:pk>/", tracks.session, name="session"),
    path("leren/lessen/", desk.desk, name="desk"),
    path("leren/experiment/<slug:slug>/les/", desk.begin, name="begin"),
    path("leren/experiment/<slug:slug>/verankering/", desk.anchor, name="anchor"),
]
