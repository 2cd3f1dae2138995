from django.urls import path

from minqing.desk import map_file_pages as files
from minqing.desk import map_pages as pages
from minqing.desk import network_pages as network

urlpatterns = [
    path("map/", pages.community_map, name="community_map"),
    path("map/data/", pages.map_data, name="map_data"),
    path("map/draw/", pages.map_draw, name="map_draw"),
    path("map/import/", files.map_import, name="map_import"),
    path("map/import/<uuid:pk>/", files.map_import_preview, name="map_import_preview"),
    path("map/export/", files.map_export, name="map_export"),
    path("map/export/<str:what>.<str:kind>", files.map_export_file, name="map_export_file"),
    path("zones/<uuid:pk>/network/", network.zone_network, name="zone_network"),
    path("zones/<uuid:pk>/network.pdf", network.zone_network_pdf, name="zone_network_pdf"),
]
