from django.urls import path

from minqing.desk import street

urlpatterns = [path("", street.street_home, name="street_home")]
