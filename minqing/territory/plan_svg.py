"""A plan as a picture (SVG): the same one for the page, for paper and for a file. Pure.

Text is escaped; looks are presentation attributes, so that the picture needs no style sheet; a class beside each lets a
page dress it for the night. What is shown of whom is decided by whoever fills the `Scene`.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from html import escape
from uuid import UUID

from minqing.territory.drawing import Drawing, Shape
from minqing.territory.plan_art import (
    APART,
    STAIRWELL,
    STOREY,
    Cell,
    box,
    cells,
    entrance_lefts,
    extent,
    floors_of,
    num,
    oval,
    strokes,
)

INK, FADED, PAPER, SEAL, JADE, INDIGO, AMBER = (
    "#23211C",
    "#6B665B",
    "#FFFFFF",
    "#B3261E",
    "#1E6B4E",
    "#2B4A7F",
    "#9A6700",
)
# How each look is inked: fill, line, width in centimetres, dashes.
LOOKS: Mapping[str, tuple[str, str, float, str]] = {
    "wall": ("#4A463D", "#23211C", 3, ""),
    "room": ("#FFFDF8", "#23211C", 7, ""),
    "fine": ("none", "#8B8475", 2, ""),
    "thin": ("none", "#23211C", 3, ""),
    "stone": ("#F3EEE2", "#23211C", 4, ""),
    "leaf": ("#DCE9DD", "#1E6B4E", 4, ""),
    "trunk": ("#6B5B42", "none", 0, ""),
    "water": ("#CFDDEF", "#2B4A7F", 3, ""),
    "shed": ("#F7F1E3", "#6B665B", 4, "18 12"),
    "hatch": ("none", "#B9AF9A", 2, ""),
}
FAMILY = "Noto Sans SC, PingFang SC, HarmonyOS Sans, Microsoft YaHei, Noto Sans CJK SC, sans-serif"
# What became of a thing between two versions: colour and dashes, never colour alone.
CHANGES = {
    "added": (JADE, ""),
    "moved": (INDIGO, "26 12"),
    "gone": (SEAL, "10 12"),
    "changed": (AMBER, "4 10"),
}
TONES = {"ink": INK, "seal": SEAL, "jade": JADE, "indigo": INDIGO, "amber": AMBER, "faded": FADED}


@dataclass(frozen=True)
class Mark:
    """A sign of a layer on a home: one or two characters in a ring, and what they mean in words."""

    sign: str
    means: str
    tone: str = "ink"


@dataclass(frozen=True)
class Spot:
    """A fixture on the plan: where it is (centimetres), its sign, whether its check is late."""

    x: float
    y: float
    sign: str
    means: str
    tone: str = "indigo"
    link: str = ""


@dataclass(frozen=True)
class Scene:
    """What is laid over a drawing: for dwellings their label, lines, marks and link; fixtures; changes by shape id."""

    labels: Mapping[UUID, str] = field(default_factory=dict)
    lines: Mapping[UUID, tuple[str, ...]] = field(default_factory=dict)
    marks: Mapping[UUID, tuple[Mark, ...]] = field(default_factory=dict)
    links: Mapping[UUID, str] = field(default_factory=dict)
    # Whether a link opens in the page's side sheet.
    in_sheet: bool = False
    # Dwellings that the register has no more; "gone" in words, as it is written on them.
    gone: frozenset[UUID] = frozenset()
    gone_word: str = ""
    # Said of a room that is no dwelling yet.
    spots: tuple[Spot, ...] = ()
    changes: Mapping[str, str] = field(default_factory=dict)
    # "Floor %s" in the reader's language.
    storey: str = "%s"


def frame(drawing: Drawing, scene: Scene, margin: float = 60) -> tuple[float, float, float, float]:
    """The box in centimetres that holds the drawing and its fixtures, with a margin."""
    x, y, w, h = extent(drawing)
    left = min([x, *(spot.x - 20 for spot in scene.spots)])
    top = min([y, *(spot.y - 20 for spot in scene.spots)])
    right = max([x + w, *(spot.x + 20 for spot in scene.spots)])
    low = max([y + h, *(spot.y + 20 for spot in scene.spots)])
    return left - margin, top - margin, right - left + 2 * margin, low - top + 2 * margin


def plan_svg(
    drawing: Drawing,
    scene: Scene,
    *,
    title: str,
    letter: float = 34,
    size: tuple[str, str] | None = None,
) -> str:
    """The picture. `letter` is the height of a letter where there is room, in centimetres of the plan; `size` its width
    and height with their unit ("180mm"), for paper."""
    x, y, w, h = frame(drawing, scene)
    given = f' width="{size[0]}" height="{size[1]}"' if size else ""
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" class="plan-picture" role="group" aria-label="{_safe(title)}"'
        f' viewBox="{num(x)} {num(y)} {num(w)} {num(h)}"{given} font-family="{FAMILY}">'
    ]
    order = {"room": 0, "stairs": 1, "shed": 1, "well": 1, "tree": 2, "wall": 3, "gate": 3, "text": 4}
    for shape in sorted(drawing.shapes, key=lambda each: order[each.kind]):
        parts.append(_shape(shape, scene, letter))
    if drawing.is_building:
        parts += _building(drawing, scene, letter)
    parts += [_spot(spot, letter) for spot in scene.spots]
    return "".join(parts) + "</svg>"


def _safe(words: str) -> str:
    return escape(words, quote=True)


def inked(look: str, d: str) -> str:
    """A path as its look is inked."""
    fill, line, width, dashes = LOOKS[look]
    dashed = f' stroke-dasharray="{dashes}"' if dashes else ""
    return (
        f'<path class="pl-{look}" d="{d}" fill="{fill}" stroke="{line}" stroke-width="{num(width)}"'
        f' stroke-linejoin="round" stroke-linecap="round"{dashed}/>'
    )


def _shape(shape: Shape, scene: Scene, letter: float) -> str:
    turn = f" rotate({num(shape.turn)} {num(shape.w / 2)} {num(shape.h / 2)})" if shape.turn else ""
    drawn = "".join(inked(stroke.look, stroke.d) for stroke in strokes(shape))
    change = scene.changes.get(shape.id)
    if change:
        drawn += _changed(change, shape.w, shape.h)
    words = _of_dwelling(shape, scene, letter) if shape.kind == "room" else _words(shape, letter)
    at = f'transform="translate({num(shape.x)} {num(shape.y)}){turn}"'
    return _linked(f"<g {at}>{drawn}{words}</g>", shape.dwelling, shape.text, scene)


def _changed(change: str, w: float, h: float) -> str:
    line, dashes = CHANGES[change]
    return (
        f'<path class="pl-{change}" d="{box(w, h)}" fill="{line}" fill-opacity="0.12" stroke="{line}" stroke-width="12"'
        f' stroke-dasharray="{dashes}"/>'
    )


def _linked(drawn: str, dwelling: UUID | None, text: str, scene: Scene) -> str:
    link = scene.links.get(dwelling) if dwelling else None
    if not link or dwelling is None:
        return drawn
    label = _safe(scene.labels.get(dwelling, text))
    sheet = f' hx-get="{_safe(link)}" hx-target="#sheet-body" data-opens="#sheet"' if scene.in_sheet else ""
    return f'<a class="pl-home" href="{_safe(link)}"{sheet} aria-label="{label}">{drawn}</a>'


def wide(words: str) -> float:
    """How wide a line is in letters: an ideograph is one, what is narrow a little more than half."""
    return sum(1.0 if ord(character) > 0x2E7F else 0.58 for character in words)


def _upright(shape: Shape, drawn: str) -> str:
    """Words of a shape that stands on its head are turned back, so that they are read without turning the page."""
    if not 90 < shape.turn < 270:
        return drawn
    return f'<g transform="rotate(180 {num(shape.w / 2)} {num(shape.h / 2)})">{drawn}</g>'


def _words(shape: Shape, letter: float) -> str:
    if not shape.text:
        return ""
    size = min(letter, shape.h * 0.8) if shape.kind != "text" else shape.h * 0.7
    size = min(size, shape.w * 1.2 / max(1.0, wide(shape.text)))
    return _upright(shape, line_of(shape.text, shape.w / 2, shape.h / 2, size, INK))


def line_of(words: str, x: float, y: float, size: float, tone: str, weight: str = "400") -> str:
    """A line of words about a point."""
    return (
        f'<text class="pl-words" x="{num(x)}" y="{num(y + size * 0.36)}" font-size="{num(size)}" fill="{tone}"'
        f' font-weight="{weight}" text-anchor="middle">{_safe(words)}</text>'
    )


def _of_dwelling(shape: Shape, scene: Scene, letter: float) -> str:
    dwelling = shape.dwelling
    label = scene.labels.get(dwelling, shape.text) if dwelling else shape.text
    drawn = _home(label, dwelling, shape.w, shape.h, scene, letter)
    return _upright(shape, drawn)


def _home(label: str, dwelling: UUID | None, w: float, h: float, scene: Scene, letter: float) -> str:
    """Label, lines and marks of a home within its box, as large as they fit."""
    lines = scene.lines.get(dwelling, ()) if dwelling else ()
    marks = scene.marks.get(dwelling, ()) if dwelling else ()
    gone = dwelling is not None and dwelling in scene.gone
    lines = (scene.gone_word,) if gone else lines
    rows = 1.25 * bool(label) + len(lines) + 1.2 * bool(marks)
    widest = max([wide(label) * 1.25, *(wide(line) for line in lines), len(marks) * 1.3, 1.0])
    size = min(letter, (h - 30) / (rows * 1.3 or 1), (w - 34) / widest)
    if size <= 2:
        return ""
    top = h / 2 - rows * 1.3 * size / 2
    drawn = ""
    if label:
        drawn += line_of(
            label, w / 2, top + 0.8 * size, size * 1.25, SEAL if gone else INK, "600" if lines else "400"
        )
        top += 1.25 * 1.3 * size
    for line in lines:
        drawn += line_of(line, w / 2, top + 0.65 * size, size, SEAL if gone else FADED)
        top += 1.3 * size
    for place, mark in enumerate(marks):
        drawn += ring(
            mark, w / 2 + (place - (len(marks) - 1) / 2) * size * 1.4, top + 0.75 * size, size * 0.62
        )
    if gone:
        drawn += f'<path d="M0 0L{num(w)} {num(h)}M{num(w)} 0L0 {num(h)}" stroke="{SEAL}" stroke-width="5" fill="none"/>'
    return drawn


def ring(mark: Mark, x: float, y: float, radius: float) -> str:
    """A mark: its sign in a ring, wider where the sign is long; what it means is its title."""
    tone = TONES[mark.tone]
    across = radius * max(1.0, 0.35 + 0.62 * wide(mark.sign))
    size = radius * 1.25
    return (
        f'<g class="pl-mark"><title>{_safe(mark.means)}</title>'
        f'<path d="{oval(x, y, across, radius)}" fill="{PAPER}" stroke="{tone}" stroke-width="{num(radius * 0.16)}"/>'
        f"{line_of(mark.sign, x, y, size, tone)}</g>"
    )


def _spot(spot: Spot, letter: float) -> str:
    """A fixture: a diamond with its sign; late ones are filled."""
    tone, radius = TONES[spot.tone], letter * 0.85
    late = spot.tone == "seal"
    d = (
        f"M{num(spot.x)} {num(spot.y - radius)}L{num(spot.x + radius)} {num(spot.y)}"
        f"L{num(spot.x)} {num(spot.y + radius)}L{num(spot.x - radius)} {num(spot.y)}Z"
    )
    drawn = (
        f"<title>{_safe(spot.means)}</title>"
        f'<path d="{d}" fill="{tone if late else PAPER}" stroke="{tone}" stroke-width="{num(radius * 0.14)}"'
        f' stroke-linejoin="round"/>{line_of(spot.sign, spot.x, spot.y, radius * 0.85, PAPER if late else tone)}'
    )
    inner = f'<g class="pl-spot">{drawn}</g>'
    if not spot.link:
        return inner
    return f'<a class="pl-home" href="{_safe(spot.link)}" aria-label="{_safe(spot.means)}">{inner}</a>'


def _building(drawing: Drawing, scene: Scene, letter: float) -> list[str]:
    """A building from the street: entrances beside each other, floors above each other, the ground below."""
    floors, lefts = floors_of(drawing), entrance_lefts(drawing)
    height = STOREY * len(floors)
    wide_all = lefts[-1][0] + lefts[-1][1]
    size = min(letter, 36)
    parts = []
    for (left, wide_), entrance in zip(lefts, drawing.entrances, strict=True):
        parts.append(line_of(entrance.name, left + wide_ / 2, -32, size * 1.15, INK, "600"))
        rows = {floor.number for floor in entrance.floors}
        for place, number in enumerate(floors):
            if number in rows:
                y = STOREY * place
                parts.append(
                    f'<g transform="translate({num(left - STAIRWELL)} {num(y)})">'
                    f"{inked('stone', box(STAIRWELL, STOREY))}"
                    f"{line_of(scene.storey % number, STAIRWELL / 2, STOREY / 2, size * 0.8, FADED)}</g>"
                )
    parts += [_cell(cell, scene, letter) for cell in cells(drawing)]
    ground = STOREY * sum(number > 0 for number in floors) if floors else height
    parts.append(
        f'<path class="pl-thin" d="M-60 {num(ground)}H{num(wide_all + APART / 2)}" stroke="{INK}" stroke-width="9"/>'
    )
    return parts


def _cell(cell: Cell, scene: Scene, letter: float) -> str:
    change = scene.changes.get(cell_id(cell.entrance, cell.floor, cell.place))
    label = scene.labels.get(cell.dwelling, cell.name) if cell.dwelling else cell.name
    drawn = inked("room", box(cell.w, cell.h)) + (_changed(change, cell.w, cell.h) if change else "")
    words = _home(label, cell.dwelling, cell.w, cell.h, scene, min(letter, 26))
    group = f'<g transform="translate({num(cell.x)} {num(cell.y)})">{drawn}{words}</g>'
    return _linked(group, cell.dwelling, cell.name, scene)


def cell_id(entrance: int, floor: int, place: int) -> str:
    """A name for a home of a building by its place, for changes between versions."""
    return f"e{entrance}f{floor}p{place}"


def signs_used(marks: Iterable[Mark]) -> list[Mark]:
    """Each sign once, for a legend."""
    return list({mark.sign: mark for mark in marks}.values())
