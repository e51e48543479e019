"""Addresses of delegation."""

from django.urls import path

from thorbecke.web.instruments.delegation.views import everybody, mine

app_name = "delegation"

urlpatterns = [
    path("meedoen/<slug:slug>/volmacht/", mine.mine, name="mine"),
    path("meedoen/<slug:slug>/volmacht/geven/", mine.give, name="give"),
    path("meedoen/<slug:slug>/volmacht/stemmen/", mine.vote, name="vote"),
    path("meedoen/<slug:slug>/volmacht/krijgen/", mine.present, name="present"),
    path("meedoen/<slug:slug>/volmacht/lijst/", everybody.delegates, name="delegates"),
    path("meedoen/<slug:slug>/volmacht/geheim/", everybody.secrecy, name="secrecy"),
]
