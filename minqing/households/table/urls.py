from django.urls import path

from minqing.households.table import pages, view_pages

urlpatterns = [
    path("register/table/", pages.register_table, name="register_table"),
    path("register/table/rows/", pages.register_rows, name="register_rows"),
    path("register/table/export/", pages.register_table_export, name="register_table_export"),
    path("register/checks/", pages.register_checks, name="register_checks"),
    path("residents/<uuid:pk>/cell/", pages.resident_cell, name="resident_cell"),
    path("register/views/", view_pages.register_view_keep, name="register_view_keep"),
    path("register/views/<uuid:pk>/share/", view_pages.register_view_share, name="register_view_share"),
    path(
        "register/views/<uuid:pk>/put-away/", view_pages.register_view_put_away, name="register_view_put_away"
    ),
]
