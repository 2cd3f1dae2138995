"""The office's mail server, as `MINQING_MAIL_URL` names it. Free of Django, so that the settings can read it."""

from typing import Any
from urllib.parse import unquote, urlsplit

from minqing.site.knobs import knob


def mail_server() -> dict[str, Any]:
    """How to reach it, in the words of Django's mail connection; empty where the office gave none."""
    parts = urlsplit(knob("MINQING_MAIL_URL"))
    if not parts.scheme:
        return {}
    return {
        "host": parts.hostname or "localhost",
        "port": parts.port or (465 if parts.scheme == "smtps" else 587),
        "username": unquote(parts.username or ""),
        "password": unquote(parts.password or ""),
        "use_ssl": parts.scheme == "smtps",
        # A name and password never travel in the clear.
        "use_tls": parts.scheme == "smtp" and bool(parts.username),
    }
