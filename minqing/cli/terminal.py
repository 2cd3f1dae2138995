"""What a command says: results on stdout, everything else on stderr."""

import json
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, Protocol


class Steps(Protocol):
    """Hears how far long work is."""

    def __call__(self, done: int, total: int) -> None:
        """So many of so many are done."""


def tell(sentence: str) -> None:
    """A message for the person at the terminal: on stderr, so that it never mixes with a result."""
    print(sentence, file=sys.stderr, flush=True)


def give(line: str) -> None:
    """A line of the result, on stdout."""
    print(line, flush=True)


def give_json(document: Any) -> None:
    """The result as the one JSON document on stdout."""
    print(json.dumps(document, ensure_ascii=False, indent=2, default=str), flush=True)


@contextmanager
def progress(title: str) -> Iterator[Steps]:
    """A bar on stderr for long work; where nobody watches (no terminal), a line at the end alone."""
    if not sys.stderr.isatty():
        yield lambda done, total: None
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    with Progress(*columns, console=Console(stderr=True), refresh_per_second=4) as bars:
        task = bars.add_task(title, total=None)
        yield lambda done, total: bars.update(task, completed=done, total=total)
