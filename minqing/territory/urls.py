from datetime import date

from django.urls import include, path, register_converter

from minqing.territory import pages


class DayConverter:
    """A day in an address: 2026-11-24."""

    regex = r"\d{4}-\d{2}-\d{2}"

    def to_python(self, value: str) -> date:
        """The day. Raises ValueError for one that is none, which makes the page missing."""
        return date.fromisoformat(value)

    def to_url(self, value: date) -> str:
        """The day as ISO 8601 writes it."""
        return value.isoformat()


register_converter(DayConverter, "day")

urlpatterns = [
    path("", include("minqing.territory.plan_urls")),
    path("settings/", pages.settings, name="settings"),
    path("settings/hours/", pages.settings_hours, name="settings_hours"),
    path("settings/name/", pages.settings_name, name="settings_name"),
    path("settings/calendar/<int:year>/", pages.calendar_year, name="calendar_year"),
    path("settings/calendar/<int:year>/day/", pages.calendar_day, name="calendar_day"),
    path("settings/calendar/<int:year>/unmark/", pages.calendar_unmark, name="calendar_unmark"),
    path("settings/calendar/<day:day>/clear/", pages.calendar_day_clear, name="calendar_day_clear"),
    path("courtyards/new/", pages.courtyard_new, name="courtyard_new"),
    path("courtyards/<uuid:pk>/change/", pages.courtyard_change, name="courtyard_change"),
    path("courtyards/<uuid:pk>/homes/new/", pages.home_new, name="home_new"),
    path("homes/<uuid:pk>/change/", pages.home_change, name="home_change"),
    path("homes/<uuid:pk>/end/", pages.home_end, name="home_end"),
    path("map/place/<uuid:pk>/", pages.map_place, name="map_place"),
    path("map/barriers/", pages.map_barriers, name="map_barriers"),
    path("map/barriers/<uuid:pk>/remove/", pages.map_barrier_remove, name="map_barrier_remove"),
    path("map/backdrop.pmtiles", pages.map_tiles, name="map_tiles"),
    path("settings/backdrop/", pages.settings_backdrop, name="settings_backdrop"),
    path("settings/backdrop/drop/", pages.settings_backdrop_drop, name="settings_backdrop_drop"),
]
