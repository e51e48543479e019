"""Addresses of municipalities and the map."""

from django.urls import path

from thorbecke.web.library.places import views

urlpatterns = [
    path("gemeenten/", views.municipalities, name="municipalities"),
    path("gemeenten/kies/", views.choose_municipality, name="choose_municipality"),
    path("gemeenten/vergeet/", views.forget_municipality, name="forget_municipality"),
    path("gemeenten/<slug:slug>/", views.municipality, name="municipality"),
    path("kaart/", views.case_map, name="map"),
]
