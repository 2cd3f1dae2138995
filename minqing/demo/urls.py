from django.urls import path

from minqing.demo import doors

urlpatterns = [path("enter/<str:token>/", doors.demo_door, name="demo_door")]
