"""The web server's way in."""

import os

from django.core.asgi import get_asgi_application

from minqing.site.bodies import bounded

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "minqing.site.settings")
application = bounded(get_asgi_application())
