from django.urls import path

from minqing.sync.pages import phones

urlpatterns = [
    path("phones/", phones.phones, name="phones"),
    path("phones/<uuid:pk>/forget/", phones.phone_forget, name="phone_forget"),
    path("phones/<uuid:pk>/keep/", phones.phone_keep, name="phone_keep"),
]
