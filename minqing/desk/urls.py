from django.urls import include, path

from minqing.desk import pages

urlpatterns = [
    path("", pages.home, name="home"),
    path("now/", pages.home_now, name="home_now"),
    path("live/", pages.live, name="live"),
    path("visits-due/", pages.visits_due, name="visits_due"),
    path("praised/", pages.praised, name="praised"),
    path("", include("minqing.desk.map_urls")),
]
