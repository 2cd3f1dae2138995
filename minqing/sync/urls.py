from django.urls import path

from minqing.sync.pages import clashes, phones, tray

urlpatterns = [
    path("phones/", phones.phones, name="phones"),
    path("phones/<uuid:pk>/forget/", phones.phone_forget, name="phone_forget"),
    path("phones/<uuid:pk>/keep/", phones.phone_keep, name="phone_keep"),
    path("handed/", tray.handed, name="handed"),
    path("handed/<uuid:pk>/take/", tray.handed_take, name="handed_take"),
    path("handed/<uuid:pk>/drop/", tray.handed_drop, name="handed_drop"),
    path("clashes/", clashes.clashes, name="clashes"),
    path("clashes/<uuid:pk>/settle/", clashes.clash_settle, name="clash_settle"),
]
