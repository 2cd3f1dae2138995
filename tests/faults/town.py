"""The village of the phones' tests behind a real web server, on a database of its own, killed and started at will."""

import time
from typing import Any

from tests.e2e.house import House
from tests.factories.ground import OWN
from tests.faults import truth
from tests.faults.wire import Wire
from tests.running import alive, family, kill, within
from tests.sync.lines import Line, over_http
from tests.sync.phone import Phone
from tests.sync.village import Village, verdict, with_session


class Town(House):
    """`village` is who lives there; the server is the program's own (granian, its pool, row security)."""

    def _fill(self) -> None:
        self.village = Village()

    def phone(self, line: Line | None = None, **more: Any) -> Phone:
        """A phone that 王 has just enrolled over HTTP."""
        one = Phone(OWN, line or over_http(self.port), **more)
        cookie = self.session_of(self.village.wang.account)
        one.enrol(with_session(over_http(self.port), cookie))
        return one

    def kill_web(self) -> None:
        """Kill the web server and all its processes with −9, whatever they are doing."""
        web = self._running.pop("web")
        everything = family(web.pid)
        kill(everything)
        web.wait()
        assert within(30, lambda: not alive(everything))

    def troubles(self, *phones: Phone) -> list[str]:
        """What is not as it must be, of what these phones wrote: empty where all is well."""
        with self.rows():
            found = [str(one.said) for phone in phones for one in phone.waiting()]
            for phone in phones:
                found += truth.lost(phone) + truth.out_of_order(phone)
            found += truth.twice(*phones)
            bad = verdict().bad
        return found + ([str(bad)] if bad else [])


def quiet(phone: Phone, rounds: int = 80) -> None:
    """Sync again and again, as a phone does, until all is sent and taken."""
    said = []
    for _each in range(rounds):
        said.append(phone.sync())
        if said[-1] == "done":
            return
        time.sleep(0.1)  # a real one waits longer before it tries again
    raise AssertionError(f"it never comes to rest: {said}")


def through(wire: Wire, phone: Phone, seconds: float = 5.0) -> None:
    """Have the phone reach its server over this wire."""
    phone.line = over_http(wire.port, seconds)
