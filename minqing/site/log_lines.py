"""What the program writes into its logs: where something failed and of which kind, never whose row it was."""

import logging
import traceback
from collections.abc import Iterator
from types import TracebackType


class LogLine(logging.Formatter):
    """Lines of a log. Of an error only its kind and the first line of what it says are written.

    Behind its first line PostgreSQL repeats the values that it refuses.
    """

    def formatException(
        self,
        ei: tuple[type[BaseException], BaseException, TracebackType | None] | tuple[None, None, None],
    ) -> str:
        """The chain of errors, the first cause first: where each was raised, its kind, its first line."""
        parts: list[str] = []
        for error in reversed(list(_chain(ei[1]))):
            said = str(error).partition("\n")[0][:200]
            parts += traceback.format_tb(error.__traceback__)
            parts.append(f"{type(error).__module__}.{type(error).__qualname__}: {said}\n")
        return "".join(parts).rstrip("\n")


def _chain(error: BaseException | None) -> Iterator[BaseException]:
    seen: set[int] = set()
    while error is not None and id(error) not in seen:
        seen.add(id(error))
        yield error
        error = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
