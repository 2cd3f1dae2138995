from django.urls import path

from minqing.desk import map_file_pages as files
from minqing.desk import map_pages as pages

urlpatterns = [
    path("map/", pages.community_map, name="community_map"),
    path("map/data/", pages.map_data, name="map_data"),
    path("map/draw/", pages.map_draw, name="map_draw"),
    path("map/import/", files.map_import, name="map_import"),
    path("map/import/<uuid:pk>/", files.map_import_preview, name="map_import_preview"),
    path("map/export/", files.map_export, name="map_export"),
    path("map/export/<str:what>.<str:kind>", files.map_export_file, name="map_export_file"),
]
