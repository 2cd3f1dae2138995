"""The notebook's icon as PNG: the seal with an open book, drawn in code at any size, so that no picture is kept.

The same drawing as web/public/seal.svg, in a square of 32.
"""

import io
from collections.abc import Iterator
from functools import lru_cache
from typing import Final

from PIL import Image, ImageDraw

SEAL: Final = "#b3261e"
PAPER: Final = "#ffffff"
# Drawn larger and scaled down, for smooth edges.
_FINER: Final = 4

Point = tuple[float, float]
# The book from the middle of its upper edge, around and back: Bézier curves, each by its two handles and its end.
_BOOK: Final[tuple[tuple[Point, Point, Point], ...]] = (
    ((13.5, 8.4), (10, 8), (7, 8.5)),
    ((7, 13), (7, 18), (7, 22.5)),
    ((10, 22), (13.5, 22.4), (16, 24)),
    ((18.5, 22.4), (22, 22), (25, 22.5)),
    ((25, 18), (25, 13), (25, 8.5)),
    ((22, 8), (18.5, 8.4), (16, 10)),
)


@lru_cache(maxsize=8)
def icon_png(size: int, whole: bool) -> bytes:
    """The icon, `size` pixels square. `whole`: red to the edge, the book within what any mask leaves (80 %)."""
    side = size * _FINER
    image = Image.new("RGBA", (side, side), SEAL if whole else (0, 0, 0, 0))
    pen = ImageDraw.Draw(image)
    if not whole:
        pen.rounded_rectangle((0, 0, side - 1, side - 1), radius=side * 6 / 32, fill=SEAL)
    smaller = 0.8 if whole else 1.0
    at = [_on_canvas(point, side, smaller) for point in _outline()]
    fold = [_on_canvas(point, side, smaller) for point in ((16.0, 10.0), (16.0, 24.0))]
    width = round(2 / 32 * side * smaller)
    pen.line([*at, at[1]], fill=PAPER, width=width, joint="curve")
    pen.line(fold, fill=PAPER, width=width)
    out = io.BytesIO()
    image.resize((size, size), Image.Resampling.LANCZOS).save(out, "PNG", optimize=True)
    return out.getvalue()


def _outline() -> Iterator[Point]:
    """The book's outline as points close together."""
    start: Point = (16, 10)
    yield start
    for one, two, end in _BOOK:
        for step in range(1, 13):
            x, y = (_bezier(step / 12, *each) for each in zip(start, one, two, end, strict=True))
            yield x, y
        start = end


def _bezier(t: float, a: float, b: float, c: float, d: float) -> float:
    """Where a cubic curve is in one direction, `t` of the way."""
    rest = 1 - t
    return rest**3 * a + 3 * rest**2 * t * b + 3 * rest * t**2 * c + t**3 * d


def _on_canvas(point: Point, side: int, smaller: float) -> Point:
    x, y = (16 + (value - 16) * smaller for value in point)
    return x / 32 * side, y / 32 * side
