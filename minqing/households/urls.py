from django.urls import include, path

from minqing.households import pages

urlpatterns = [
    path("", include("minqing.households.care_urls")),
    path("", include("minqing.households.register_urls")),
    path("", include("minqing.households.table.urls")),
    path("register/", pages.register, name="register"),
    path("courtyards/", pages.courtyards, name="courtyards"),
    path("courtyards/<uuid:pk>/", pages.courtyard, name="courtyard"),
    path("homes/<uuid:pk>/household/", pages.household_new, name="household_new"),
    path("households/<uuid:pk>/", pages.household, name="household"),
    path("households/<uuid:pk>/confirm/", pages.household_confirm, name="household_confirm"),
    path("households/<uuid:pk>/visits/", pages.household_visits, name="household_visits"),
    path("households/<uuid:pk>/change/", pages.household_change, name="household_change"),
    path("households/<uuid:pk>/move/", pages.household_move, name="household_move"),
    path("households/<uuid:pk>/split/", pages.household_split, name="household_split"),
    path("households/<uuid:pk>/join/", pages.household_join, name="household_join"),
    path("households/<uuid:pk>/end/", pages.household_end, name="household_end"),
    path("households/<uuid:pk>/people/new/", pages.resident_new, name="resident_new"),
    path("residents/<uuid:pk>/", pages.resident, name="resident"),
    path("residents/<uuid:pk>/confirm/", pages.resident_confirm, name="resident_confirm"),
    path("residents/<uuid:pk>/change/", pages.resident_change, name="resident_change"),
    path("residents/<uuid:pk>/move/", pages.resident_move, name="resident_move"),
    path("residents/<uuid:pk>/leave/", pages.resident_leave, name="resident_leave"),
    path("residents/<uuid:pk>/return/", pages.resident_return, name="resident_return"),
    path("residents/<uuid:pk>/roles/new/", pages.role_new, name="role_new"),
    path("roles/<uuid:pk>/end/", pages.role_end, name="role_end"),
]
