from django.urls import path

from minqing.privacy import pages

urlpatterns = [
    path("privacy/register/", pages.privacy_register, name="privacy_register"),
    # Pages about a resident's care and rights: they stand in the room of households, which lies above this
    # one.
]
