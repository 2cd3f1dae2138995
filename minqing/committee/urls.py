from django.urls import path

from minqing.committee import pages

urlpatterns = [
    path("zones/", pages.zones, name="zones"),
    path("zones/new/", pages.zone_new, name="zone_new"),
    path("zones/<uuid:pk>/", pages.zone, name="zone"),
    path("zones/<uuid:pk>/change/", pages.zone_change, name="zone_change"),
    path("zones/<uuid:pk>/homes/", pages.zone_homes, name="zone_homes"),
    path("zones/<uuid:pk>/homes/<uuid:courtyard>/", pages.zone_courtyard, name="zone_courtyard"),
    path("zones/<uuid:pk>/keeper/", pages.zone_keeper, name="zone_keeper"),
    path("zones/<uuid:pk>/end/", pages.zone_end, name="zone_end"),
    path("courtyards/<uuid:courtyard>/zone/", pages.courtyard_zone, name="courtyard_zone"),
    path("hand-overs/<uuid:pk>/call-off/", pages.hand_over_call_off, name="hand_over_call_off"),
    path("households/<uuid:pk>/keepers/", pages.household_keepers, name="household_keepers"),
    path("committee/", pages.committee, name="committee"),
    path("committee/new/", pages.member_new, name="member_new"),
    path("committee/portfolios/", pages.portfolio_matrix, name="portfolio_matrix"),
    path("committee/portfolios/new/", pages.portfolio_new, name="portfolio_new"),
    path("committee/duty/", pages.duty_roster, name="duty_roster"),
    path("committee/leave/", pages.my_leave, name="my_leave"),
    path("committee/<uuid:pk>/", pages.member, name="member"),
    path("committee/<uuid:pk>/part/", pages.member_part, name="member_part"),
    path("committee/<uuid:pk>/deputy/", pages.member_deputy, name="member_deputy"),
    path("committee/<uuid:pk>/portfolios/", pages.member_portfolios, name="member_portfolios"),
    path("committee/<uuid:pk>/leave/", pages.member_leave, name="member_leave"),
    path("leave/<uuid:pk>/back/", pages.leave_back, name="leave_back"),
    path("leave/<uuid:pk>/cover/", pages.leave_cover, name="leave_cover"),
]
