from django.urls import URLPattern, path

from minqing.notices import pages

urlpatterns: list[URLPattern] = [
    path("notices/", pages.notices, name="notices"),
    path("notices/all-read/", pages.notices_all_read, name="notices_all_read"),
    path("notices/<uuid:pk>/", pages.notice, name="notice"),
]
