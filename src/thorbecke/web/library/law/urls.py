"""Addresses of the register. An id may hold a dot (``wbrp-3.2-3.9``), so ``str`` and not ``slug``."""

from django.urls import path

from thorbecke.web.library.law import views

urlpatterns = [
    path("regelruimte/", views.rules, name="rules"),
    path("regelruimte/artikel/<str:slug>/", views.rule, name="rule"),
    path("regelruimte/instrumenten/", views.instruments, name="instruments"),
    path("regelruimte/instrument/<str:slug>/", views.instrument, name="instrument"),
    path("regelruimte/wetsvoorstellen/", views.bills, name="bills"),
    path("regelruimte/wetsvoorstel/<str:slug>/", views.bill, name="bill"),
    path("regelruimte/raadsgrootte/", views.council_size, name="council_size"),
]
