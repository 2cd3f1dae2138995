"""Every address. Codes come first: 12 digits a community, 9 a street, 6 a district."""

from django.urls import include, path, register_converter

from minqing.site import codes, doors, health
from minqing.sync.api import api as notebook_door

register_converter(codes.CommunityCode, "community")
register_converter(codes.StreetCode, "street")
register_converter(codes.DistrictCode, "district")

desk = [
    path("", include("minqing.desk.urls")),
    path("", include("minqing.territory.urls")),
    path("", include("minqing.households.urls")),
    path("", include("minqing.committee.urls")),
    path("", include("minqing.notices.urls")),
    path("", include("minqing.visits.urls")),
    path("", include("minqing.diary.urls")),
    path("", include("minqing.concerns.urls")),
    path("", include("minqing.sync.urls")),
    path("", include("minqing.privacy.urls")),
]

urlpatterns = [
    path("", doors.front, name="front"),
    path("healthz", health.healthz, name="healthz"),
    path("readyz", health.readyz, name="readyz"),
    path("desk/", doors.to_my_desk, name="my_desk"),
    path("phones/", doors.to_my_phones, name="my_phones"),
    path("account/", include("minqing.accounts.urls")),
    path("account/", include("allauth.urls")),
    path("language/", include("django.conf.urls.i18n")),
    path("", include("minqing.sync.shell_urls")),
    path("<community:code>/", include("minqing.portal.urls")),
    path("<community:code>/desk/", include(desk)),
    path("<community:code>/visits/", include("minqing.visits.feed_urls")),
    path("<community:code>/sync/v1/", notebook_door.urls),
    path("<street:code>/", include("minqing.portal.street_urls")),
    path("<street:code>/desk/", include("minqing.desk.street_urls")),
    path("demo/", include("minqing.demo.urls")),
]
