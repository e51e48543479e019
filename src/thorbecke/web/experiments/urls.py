"""Addresses of the register: what everybody sees, and the desk of who works on an experiment."""

from django.urls import include, path

from thorbecke.web.experiments.views.desk import (
    acts,
    documents,
    home,
    logbook,
    observing,
    offers,
    overview,
    plan,
    press,
    support,
    surveys,
)
from thorbecke.web.experiments.views.public import following, kit, page, register, survey

app_name = "experiments"

everybody = [
    path("", register.register, name="register"),
    path("volgen/<str:token>/", following.confirm, name="confirm"),
    path("stoppen/<str:token>/", following.leave, name="leave"),
    path("<slug:slug>/", page.page, name="page"),
    path("<slug:slug>/meetplan/", page.plan, name="public_plan"),
    path("<slug:slug>/stuk/<uuid:pk>/", page.document, name="document"),
    path("<slug:slug>/foto/<uuid:pk>/", page.photo, name="photo"),
    path("<slug:slug>/nieuws.atom", following.atom, name="atom"),
    path("<slug:slug>/volgen/", following.follow, name="follow"),
    path("<slug:slug>/pers/", kit.kit, name="kit"),
    path("<slug:slug>/pers.zip", kit.archive, name="kit_zip"),
    path("<slug:slug>/metingen.csv", kit.figures, name="figures"),
]

survey_doors = [
    path("", survey.enter, name="survey_enter"),
    path("dank/", survey.thanks, name="survey_thanks"),
    path("<str:code>/", survey.answer, name="survey_answer"),
]

one = [
    path("", overview.overview, name="overview"),
    path("gegevens/", overview.edit, name="edit"),
    path("fase/", overview.step, name="step"),
    path("openbaar/", overview.publish, name="publish"),
    path("verwijderen/", overview.delete, name="delete"),
    path("stukken/", documents.documents, name="documents"),
    path("stukken/<uuid:pk>/", documents.change, name="change_document"),
    path("meetplan/", plan.plan, name="plan"),
    path("meetplan/kiezen/", plan.choose, name="choose_indicator"),
    path("meetplan/eigen/", plan.own, name="own_indicator"),
    path("meetplan/vastleggen/", plan.fix, name="fix_plan"),
    path("meetplan/aanvullen/", plan.add, name="add_to_plan"),
    path("meetplan/<uuid:pk>/", plan.indicator, name="indicator"),
    path("meetplan/<uuid:pk>/weg/", plan.remove, name="remove_indicator"),
    path("metingen/", observing.observations, name="observations"),
    path("metingen/<uuid:pk>/", observing.observe, name="observe"),
    path("metingen/<uuid:pk>/verbeteren/<uuid:row>/", observing.correct, name="correct"),
    path("vragenlijst/", surveys.surveys, name="surveys"),
    path("vragenlijst/<uuid:pk>/", surveys.survey, name="survey"),
    path("vragenlijst/<uuid:pk>/sluiten/", surveys.close, name="close_survey"),
    path("vragenlijst/<uuid:pk>/overnemen/", surveys.take_over, name="take_survey"),
    path("meedoen/", acts.acts, name="acts"),
    path("meedoen/overnemen/<uuid:pk>/", acts.take_over, name="take_act"),
    path("logboek/", logbook.logbook, name="logbook"),
    path("logboek/nieuw/", logbook.new, name="new_note"),
    path("logboek/<uuid:pk>/", logbook.edit, name="note"),
    path("logboek/<uuid:pk>/weg/", logbook.remove, name="remove_note"),
    path("logboek/<uuid:pk>/foto/", logbook.add_photo, name="add_photo"),
    path("logboek/foto/<uuid:pk>/weg/", logbook.remove_photo, name="remove_photo"),
    path("steun/", support.support, name="support"),
    path("steun/<uuid:pk>/", support.need, name="need"),
    path("steun/<uuid:pk>/vragen/<uuid:offer>/", support.ask, name="ask"),
    path("steun/<uuid:pk>/sluiten/", support.close, name="close_need"),
    path("steun/intrekken/<uuid:pk>/", support.withdraw, name="withdraw"),
    path("pers/", press.press, name="press"),
    path("pers/nieuw/", press.new, name="new_quote"),
    path("pers/<uuid:pk>/", press.edit, name="quote"),
    path("pers/<uuid:pk>/weg/", press.remove, name="remove_quote"),
]

desk = [
    path("", home.home, name="home"),
    path("nieuw/", home.new, name="new"),
    path("aanbod/", offers.offers, name="offers"),
    path("aanbod/nieuw/<uuid:organisation>/", offers.new, name="new_offer"),
    path("aanbod/vragen/", offers.inbox, name="inbox"),
    path("aanbod/vragen/<uuid:pk>/", offers.answer, name="answer_match"),
    path("aanbod/<uuid:pk>/", offers.edit, name="offer"),
    path("<slug:slug>/", include(one)),
]

urlpatterns = [
    path("experimenten/", include(everybody)),
    path("experimenteren/", include(desk)),
    path("vragenlijst/", include(survey_doors)),
]
