"""Addresses of the pages about the site itself."""

from django.urls import path

from thorbecke.web.core.views import health, pages, preferences

urlpatterns = [
    path("stijl/", pages.style, name="style"),
    path("toegankelijkheid/", pages.accessibility, name="accessibility"),
    path("privacy/", pages.privacy, name="privacy"),
    path("bronnen/", pages.colophon, name="colophon"),
    path("contact/", pages.contact, name="contact"),
    path("weergave/", preferences.display, name="display"),
    path("taal/<slug:code>/", preferences.language, name="language"),
    path("gezond/", health.health, name="health"),
    path("robots.txt", pages.robots, name="robots"),
    path(".well-known/security.txt", pages.security_txt, name="security_txt"),
]
