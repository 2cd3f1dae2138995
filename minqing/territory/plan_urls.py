"""Addresses of courtyard plans and of what a courtyard has."""

from django.urls import path

from minqing.territory.pages import plan_drawing as drawing
from minqing.territory.pages import plan_fixtures as fixtures
from minqing.territory.pages import plan_paper as paper
from minqing.territory.pages import plan_reading as reading

urlpatterns = [
    path("courtyards/<uuid:pk>/plan/", reading.courtyard_plan, name="courtyard_plan"),
    path(
        "courtyards/<uuid:pk>/plan/homes/<uuid:home>/",
        reading.courtyard_plan_home,
        name="courtyard_plan_home",
    ),
    path(
        "courtyards/<uuid:pk>/plan/versions/", reading.courtyard_plan_versions, name="courtyard_plan_versions"
    ),
    path(
        "courtyards/<uuid:pk>/plan/versions/<int:number>/",
        reading.courtyard_plan_version,
        name="courtyard_plan_version",
    ),
    path("courtyards/<uuid:pk>/plan/compare/", reading.courtyard_plan_compare, name="courtyard_plan_compare"),
    path("courtyards/<uuid:pk>/plan/draw/", drawing.courtyard_plan_edit, name="courtyard_plan_edit"),
    path("courtyards/<uuid:pk>/plan/save/", drawing.courtyard_plan_save, name="courtyard_plan_save"),
    path("courtyards/<uuid:pk>/plan/drawing/", drawing.courtyard_plan_drawing, name="courtyard_plan_drawing"),
    path("courtyards/<uuid:pk>/plan/picture/", drawing.courtyard_plan_picture, name="courtyard_plan_picture"),
    path("courtyards/<uuid:pk>/plan/print/", paper.courtyard_plan_print, name="courtyard_plan_print"),
    path("courtyards/<uuid:pk>/fixtures/new/", fixtures.fixture_new, name="fixture_new"),
    path("fixtures/<uuid:pk>/", fixtures.fixture_change, name="fixture_change"),
    path("fixtures/<uuid:pk>/check/", fixtures.fixture_check, name="fixture_check"),
    path("fixtures/<uuid:pk>/gone/", fixtures.fixture_gone, name="fixture_gone"),
]
