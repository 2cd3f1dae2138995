"""The web server as a child of the program: granian, ASGI, on one address and port."""

from granian.constants import Interfaces
from granian.server import Server

from minqing.site.knobs import knob, knob_number


def main() -> None:
    """Serve until told to stop. Open streams (live pages) are cut after three seconds."""
    Server(
        target="minqing.site.webworker:application",
        address=knob("MINQING_BIND"),
        port=knob_number("MINQING_PORT"),
        interface=Interfaces.ASGINL,
        workers=knob_number("MINQING_WEB_WORKERS"),
        respawn_failed_workers=True,
        workers_kill_timeout=3,
        log_access=False,
    ).serve()


if __name__ == "__main__":
    main()
