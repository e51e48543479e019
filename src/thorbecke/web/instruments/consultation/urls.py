"""Addresses of the consultation."""

from django.urls import path

from thorbecke.web.instruments.consultation.views import console, public

app_name = "consultation"

urlpatterns = [
    path("meedoen/<slug:slug>/argument/<slug:question>/", public.argue, name="argue"),
    path("meedoen/<slug:slug>/informatie/<uuid:pk>/", public.document, name="document"),
    path("organiseren/<slug:slug>/vragen/", console.question_list, name="questions"),
    path("organiseren/<slug:slug>/vragen/nieuw/", console.question, name="question_new"),
    path("organiseren/<slug:slug>/vragen/<slug:name>/", console.question, name="question"),
    path(
        "organiseren/<slug:slug>/vragen/<slug:name>/omhoog/",
        console.question_up,
        name="question_up",
    ),
    path(
        "organiseren/<slug:slug>/vragen/<slug:name>/weg/",
        console.question_drop,
        name="question_drop",
    ),
    path("organiseren/<slug:slug>/onderwerpen/", console.issues, name="issues"),
    path("organiseren/<slug:slug>/argumenten/", console.arguments, name="arguments"),
    path("organiseren/<slug:slug>/argumenten/<uuid:pk>/", console.judge, name="judge"),
    path("organiseren/<slug:slug>/informatie/", console.documents, name="documents"),
    path(
        "organiseren/<slug:slug>/informatie/<uuid:pk>/weg/",
        console.document_drop,
        name="document_drop",
    ),
]
