"""A bad network inside this process: the faults of the wire that a state machine can choose from."""

from collections import deque
from collections.abc import Callable, Mapping

from tests.faults.wire import PORTAL
from tests.sync.lines import Answer, Line, Lost

FAULTS = (
    "fine",
    "lost request",
    "lost answer",
    "twice",
    "overtaken",
    "gateway after",
    "portal",
    "cut answer",
)


class Shaky:
    """A line with faults: `coming` names those of the next requests, one a request; then all is fine."""

    def __init__(self, line: Line) -> None:
        self._line = line
        self.coming: deque[str] = deque()
        self._late: list[Callable[[], Answer]] = []

    def __call__(self, method: str, address: str, body: bytes | None, headers: Mapping[str, str]) -> Answer:
        def ask() -> Answer:
            return self._line(method, address, body, headers)

        fault = self.coming.popleft() if self.coming else "fine"
        if fault == "portal":
            return Answer(200, {"content-type": "text/html"}, PORTAL)
        if fault == "overtaken":
            self._late.append(ask)
        if fault in ("overtaken", "lost request"):
            raise Lost(fault)
        answer = ask()
        if fault == "lost answer":
            raise Lost(fault)
        if fault == "gateway after":
            return Answer(504, {"content-type": "text/html"}, b"<h1>504 Gateway Time-out</h1>")
        if fault == "cut answer":
            return Answer(answer.status, answer.headers, answer.body[: len(answer.body) // 2])
        return ask() if fault == "twice" else answer

    @property
    def is_late(self) -> bool:
        """Whether something that was overtaken has not arrived yet."""
        return bool(self._late)

    def deliver_late(self) -> None:
        """What was overtaken arrives now; nobody waits for the answers."""
        late, self._late = self._late, []
        for ask in late:
            ask()
