"""Addresses of the lab."""

from django.urls import path

from thorbecke.web.lab.views import home, interim, mayor, size, system, village, young

urlpatterns = [
    path("lab/", home.home, name="lab"),
    path("lab/kiesstelsel/", system.system, name="lab_system"),
    path("lab/kiesstelsel/bestand/", system.upload, name="lab_upload"),
    path("lab/raadsgrootte/", size.size, name="lab_size"),
    path("lab/stemmen-vanaf-16/", young.young, name="lab_young"),
    path("lab/tussentijdse-verkiezing/", interim.interim, name="lab_interim"),
    path("lab/gekozen-burgemeester/", mayor.mayor, name="lab_mayor"),
    path("lab/wijk-en-dorpsraden/", village.village, name="lab_village"),
]
