"""What a process of the web server loads: first that it must not outlive the server, then the application."""

import os

from minqing.site.lifeline import hang_on

hang_on(os.getppid())

from minqing.site.asgi import application  # noqa: E402

__all__ = ["application"]
