from django.urls import URLPattern, path

from minqing.concerns import pages

urlpatterns: list[URLPattern] = [
    path("concerns/", pages.concerns, name="concerns"),
    path("concerns/new/", pages.concern_new, name="concern_new"),
    path("concerns/new/doors/", pages.concern_doors, name="concern_doors"),
    path("concerns/<uuid:pk>/", pages.concern, name="concern"),
    path("concerns/<uuid:pk>/step/", pages.concern_step, name="concern_step"),
    path("concerns/<uuid:pk>/acknowledge/", pages.concern_acknowledge, name="concern_acknowledge"),
    path("concerns/<uuid:pk>/extend/<uuid:promise>/", pages.concern_extend, name="concern_extend"),
    path("concerns/<uuid:pk>/grade/", pages.concern_regrade, name="concern_regrade"),
    path("concerns/<uuid:pk>/hand-over/", pages.concern_hand_over, name="concern_hand_over"),
    path("concerns/<uuid:pk>/merge/", pages.concern_merge, name="concern_merge"),
    path("concerns/<uuid:pk>/split/", pages.concern_split, name="concern_split"),
    path("concerns/<uuid:pk>/link/", pages.concern_link, name="concern_link"),
    path("concerns/<uuid:pk>/unlink/<uuid:link>/", pages.concern_unlink, name="concern_unlink"),
]
