"""Addresses about oneself and about organisations."""

from django.urls import path

from thorbecke.web.people.views import mine

urlpatterns = [path("mijn/", mine.mine, name="mine")]
