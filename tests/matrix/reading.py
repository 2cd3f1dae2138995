"""The hand-written table of expectations, as rows."""

from dataclasses import dataclass
from pathlib import Path

FILE = Path(__file__).with_name("expectations.txt")


@dataclass(frozen=True)
class Line:
    """What is expected of one address: by section, method and column."""

    section: str
    name: str
    get: tuple[str, ...]
    post: tuple[str, ...]


def lines() -> dict[str, Line]:
    """The table by name of the address. ValueError where a line is not of its section's form, or stands twice."""
    found: dict[str, Line] = {}
    section = ""
    for text in FILE.read_text(encoding="utf-8").splitlines():
        words = text.split("#", 1)[0].split()
        if not words:
            continue
        if words[0].startswith("["):
            section = " ".join(words).strip("[]")
            continue
        name, *cells = words
        if name in found or len(cells) != (6 if "desk" in section else 1):
            raise ValueError(f"{name}: stands twice, or has not the columns of [{section}]")
        found[name] = Line(section, name, tuple(cells[:3]), tuple(cells[3:]))
    return found
