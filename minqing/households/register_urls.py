from django.urls import path

from minqing.households import register_pages as pages
from minqing.households.register_export_page import register_export

urlpatterns = [
    path("register/import/", pages.register_import, name="register_import"),
    path("register/import/<uuid:pk>/columns/", pages.register_import_columns, name="register_import_columns"),
    path("register/import/<uuid:pk>/", pages.register_import_preview, name="register_import_preview"),
    path(
        "register/import/<uuid:pk>/progress/", pages.register_import_progress, name="register_import_progress"
    ),
    path(
        "register/import/<uuid:pk>/put-away/", pages.register_import_put_away, name="register_import_put_away"
    ),
    path("register/export/", register_export, name="register_export"),
]
