from django.urls import path

from minqing.visits import pages

urlpatterns = [
    path("plan/", pages.plan, name="plan"),
    path("plan/make/", pages.plan_make, name="plan_make"),
    path("plan/add/", pages.plan_add, name="plan_add"),
    path("plan/print/", pages.plan_print, name="plan_print"),
    path("plan/calendar/", pages.feed_keys, name="feed_keys"),
    path("plan/calendar/<uuid:pk>/revoke/", pages.feed_key_revoke, name="feed_key_revoke"),
    path("plan/<uuid:pk>/order/", pages.plan_order, name="plan_order"),
    path("plan/stops/<uuid:pk>/skip/", pages.stop_skip, name="stop_skip"),
    path("plan/stops/<uuid:pk>/back/", pages.stop_back, name="stop_back"),
    path("plans/", pages.plans, name="plans"),
    path("plans/make/", pages.plans_make, name="plans_make"),
    path("plans/progress/", pages.plans_progress, name="plans_progress"),
    path("plans/<uuid:pk>/", pages.plan_of, name="plan_of"),
    path("hours/", pages.hours, name="hours"),
    path("hours/fixed/", pages.visiting_hours, name="visiting_hours"),
    path("hours/all/", pages.hours_all, name="hours_all"),
    path("hours/of/<uuid:pk>/", pages.hours_of, name="hours_of"),
    path("hours/entries/<uuid:pk>/", pages.hours_correct, name="hours_correct"),
    path("households/<uuid:pk>/visiting/", pages.household_asks, name="household_asks"),
]
