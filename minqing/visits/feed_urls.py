from django.urls import path

from minqing.visits.pages import calendar_feed

urlpatterns = [path("<str:key>.ics", calendar_feed, name="calendar_feed")]
