from django.urls import path

from minqing.portal import pages

urlpatterns = [path("", pages.street, name="street")]
