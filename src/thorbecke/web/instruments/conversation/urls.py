"""Addresses of the conversation."""

from django.urls import path

from thorbecke.web.instruments.conversation.views import console, everybody, taking_part

app_name = "conversation"

urlpatterns = [
    path("gesprek/", everybody.type_code, name="type_code"),
    path("gesprek/<slug:code>/", everybody.code, name="code"),
    path("meedoen/<slug:slug>/gesprek/", taking_part.talk, name="talk"),
    path("meedoen/<slug:slug>/gesprek/toevoegen/", taking_part.add, name="add"),
    path("meedoen/<slug:slug>/gesprek/mijn/", taking_part.mine, name="mine"),
    path("meedoen/<slug:slug>/gesprek/kaart/", everybody.chart, name="map"),
    path("meedoen/<slug:slug>/gesprek/spelregels/", everybody.policy, name="policy"),
    path("meedoen/<slug:slug>/gesprek/scherm/", everybody.screen, name="screen"),
    path("meedoen/<slug:slug>/gesprek/logboek.csv", everybody.log_file, name="log_file"),
    path("meedoen/<slug:slug>/gesprek/stemmen.csv", everybody.votes_file, name="votes_file"),
    path(
        "meedoen/<slug:slug>/gesprek/stellingen.csv",
        everybody.statements_file,
        name="statements_file",
    ),
    path("organiseren/<slug:slug>/stellingen/", console.queue, name="queue"),
    path("organiseren/<slug:slug>/stellingen/<uuid:pk>/", console.judge, name="judge"),
    path("organiseren/<slug:slug>/stellingen/<uuid:pk>/tekst/", console.reword, name="reword"),
    path("organiseren/<slug:slug>/gesprek/code/", console.code_page, name="code_page"),
]
