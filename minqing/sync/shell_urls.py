from django.urls import path

from minqing.sync import shell

urlpatterns = [
    path("sw.js", shell.service_worker, name="service_worker"),
    path("notebook/shell/", shell.notebook, name="notebook_shell"),
    path("notebook/icons/<slug:name>.png", shell.notebook_icon, name="notebook_icon"),
    path("<community:code>/notebook/manifest.webmanifest", shell.notebook_manifest, name="notebook_manifest"),
    path("<community:code>/notebook/", shell.notebook, name="notebook"),
    path("<community:code>/notebook/<path:place>", shell.notebook, name="notebook_place"),
]
