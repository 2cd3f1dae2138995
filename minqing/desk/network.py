"""The network map of a zone (片区网络图): who is reached through whom, laid out on one sheet. Pure: names in, boxes out.

On top the member, beside them volunteers and representatives; below each lane with its head, and its courtyards with
their households and heads. The sheet is as wide and high as it needs; of all ways to stack it the one is taken that is
largest on A4.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from math import ceil

A4 = (277.0, 178.0)  # millimetres across and down that a landscape sheet leaves for the drawing
GAP, WIDE = 16.0, 190.0
LINE = 22.0  # from one line of a box to the next
MEMBER_WIDE, SIDE_WIDE = 280.0, 330.0
LANE_HIGH = 52.0
TRUNK = 24.0  # at the left edge, where the lines to the lower rows of lanes run
BAND = 40.0  # between the rows of lanes, where the lines run
MOST_HEADS = 2  # of a courtyard that its box names; the list names all


@dataclass(frozen=True)
class Someone:
    """A person of the network: the name, and the telephone where it was asked for and may be seen."""

    name: str
    telephone: str = ""

    def words(self) -> str:
        """As a line says it."""
        return f"{self.name} {self.telephone}".strip()


@dataclass(frozen=True)
class Leaf:
    """A courtyard: its name within its lane, how many households of the zone live there, its heads."""

    name: str
    households: str
    heads: tuple[Someone, ...] = ()


@dataclass(frozen=True)
class Branch:
    """A lane with its heads and courtyards."""

    name: str
    heads: tuple[Someone, ...]
    leaves: tuple[Leaf, ...]


@dataclass(frozen=True)
class Network:
    """A zone's network: its title, the member and what stands below them, the sides, and the lanes."""

    title: str
    member: tuple[str, ...]
    volunteers: tuple[str, tuple[Someone, ...]]
    representatives: tuple[str, tuple[Someone, ...]]
    branches: tuple[Branch, ...]


@dataclass(frozen=True)
class Box:
    """A box of the sheet: its corner and size, what kind it is (member, side, lane, yard), its lines, the first bold."""

    kind: str
    x: float
    y: float
    wide: float
    high: float
    lines: tuple[str, ...]

    def overlaps(self, other: "Box") -> bool:
        """Whether two boxes share ground."""
        apart = self.x + self.wide <= other.x or other.x + other.wide <= self.x
        return not (apart or self.y + self.high <= other.y or other.y + other.high <= self.y)


@dataclass(frozen=True)
class Sheet:
    """The whole drawing: its size, its boxes, the lines between them as points, how little it is broken up (1: not)."""

    wide: float
    high: float
    boxes: tuple[Box, ...]
    lines: tuple[tuple[tuple[float, float], ...], ...]
    whole: float = 1.0

    @property
    def scale(self) -> float:
        """Millimetres of A4 for one unit of the drawing."""
        return min(A4[0] / self.wide, A4[1] / self.high)


@dataclass
class _Drawn:
    boxes: list[Box] = field(default_factory=list)
    lines: list[tuple[tuple[float, float], ...]] = field(default_factory=list)


def sheet_of(network: Network) -> Sheet:
    """The network laid out: of every number of columns and rows, the sheet whose letters are largest on A4.

    A sheet with lanes in fewer rows and in one piece each is taken before one with slightly larger letters.
    """
    most = max((len(branch.leaves) for branch in network.branches), default=1)
    sheets = (
        _laid(network, columns, rows) for columns in range(3, 12) for rows in range(1, min(most, 20) + 1)
    )
    return max(sheets, key=lambda sheet: (sheet.scale * sheet.whole, sheet.scale))


def fitted(words: str, wide: float, size: float) -> str:
    """Words that fit a width at a size of letters, the last of them an ellipsis where some are left out."""
    room = (wide - 20) / size
    if _length(words) <= room:
        return words
    kept = words
    while kept and _length(kept) > room - 1:
        kept = kept[:-1]
    return f"{kept.rstrip()}…"


def _length(words: str) -> float:
    """How wide words are, in squares of a Chinese character."""
    return sum(1.0 if ord(letter) > 0x2E7F else 0.56 for letter in words)


def _laid(network: Network, columns: int, rows: int) -> Sheet:
    drawn = _Drawn()
    bands = list(_bands(network.branches, columns, rows))
    # With several rows of lanes a trunk runs down the left edge, past the boxes of the rows above.
    left = TRUNK if len(bands) > 1 else 0.0
    sides = SIDE_WIDE + 2 * GAP if network.volunteers[1] or network.representatives[1] else 0.0
    wide = max(columns * (WIDE + GAP) - GAP + left, MEMBER_WIDE + 2 * sides)
    y = _head(network, wide, drawn) + BAND
    first, high = y - BAND / 2, leaf_high(network)
    for number, band in enumerate(bands):
        used = sum(ceil(len(branch.leaves) / rows) for branch in band)
        x = left + (wide - left - used * (WIDE + GAP) + GAP) / 2
        bus, deepest = y - BAND / 2, y
        for branch in band:
            across = ceil(len(branch.leaves) / rows)
            start = wide / 2 if number == 0 else TRUNK / 2
            deepest = max(deepest, _branch(branch, (x, y), across, high, (start, bus), drawn))
            x += across * (WIDE + GAP)
        if number == len(bands) - 1 and number > 0:
            drawn.lines.append(((wide / 2, first), (TRUNK / 2, first), (TRUNK / 2, bus)))
        y = deepest + BAND
    torn = sum(map(len, bands)) - len(network.branches)
    whole = 0.85 ** (max(len(bands), 1) - 1 + torn)
    return Sheet(wide, y - BAND, tuple(drawn.boxes), tuple(drawn.lines), whole)


def leaf_high(network: Network) -> float:
    """How high a courtyard's box is: as the fullest of them needs."""
    most = max((len(_leaf_lines(leaf)) for branch in network.branches for leaf in branch.leaves), default=1)
    return 14 + most * LINE


def _bands(branches: Sequence[Branch], columns: int, rows: int) -> Iterator[list[Branch]]:
    """The lanes in rows of so many columns; one that is wider stands in several pieces."""
    band: list[Branch] = []
    left = columns
    for branch in _pieces(branches, columns * rows):
        across = ceil(len(branch.leaves) / rows)
        if across > left and band:
            yield band
            band, left = [], columns
        band.append(branch)
        left -= across
    if band:
        yield band


def _pieces(branches: Sequence[Branch], most: int) -> Iterator[Branch]:
    for branch in branches:
        for start in range(0, max(len(branch.leaves), 1), most):
            yield Branch(branch.name, branch.heads, branch.leaves[start : start + most])


def _head(network: Network, wide: float, drawn: _Drawn) -> float:
    """The member in the middle, representatives to the left and volunteers to the right; answers where they end."""
    member = Box(
        "member",
        (wide - MEMBER_WIDE) / 2,
        0,
        MEMBER_WIDE,
        18 + LINE * 1.3 * len(network.member),
        network.member,
    )
    drawn.boxes.append(member)
    bottom = member.high
    for (label, people), x in (
        (network.representatives, 0.0),
        (network.volunteers, wide - SIDE_WIDE),
    ):
        if not people:
            continue
        lines = (label, *_wrapped([each.words() for each in people], SIDE_WIDE))
        box = Box("side", x, 0, SIDE_WIDE, 16 + LINE * len(lines), lines)
        drawn.boxes.append(box)
        middle = min(box.high, member.high) / 2
        near = (box.x + box.wide, member.x) if x == 0 else (member.x + member.wide, box.x)
        drawn.lines.append(((near[0], middle), (near[1], middle)))
        bottom = max(bottom, box.high)
    if network.branches:
        drawn.lines.append(((wide / 2, member.high), (wide / 2, bottom + BAND / 2)))
    return bottom


def _wrapped(names: Sequence[str], wide: float) -> list[str]:
    room, lines = (wide - 20) / 15, [""]
    for name in names:
        longer = f"{lines[-1]}、{name}" if lines[-1] else name
        if lines[-1] and _length(longer) > room:
            lines.append(name)
        else:
            lines[-1] = longer
    return lines


def _branch(
    branch: Branch,
    corner: tuple[float, float],
    across: int,
    high: float,
    bus: tuple[float, float],
    drawn: _Drawn,
) -> float:
    """A lane and its courtyards from a corner; answers where it ends. Its line comes along the bus above it."""
    (x, y), across = corner, max(across, 1)
    wide = across * (WIDE + GAP) - GAP
    lane = Box(
        "lane", x, y, wide, LANE_HIGH, (branch.name, " · ".join(each.words() for each in branch.heads))
    )
    drawn.boxes.append(lane)
    middle = x + wide / 2
    drawn.lines.append((bus, (middle, bus[1]), (middle, y)))
    rows = ceil(len(branch.leaves) / across)
    for place, leaf in enumerate(branch.leaves):
        column, row = divmod(place, rows)
        spot = (x + column * (WIDE + GAP), y + LANE_HIGH + 12 + row * (high + 10))
        drawn.boxes.append(Box("yard", *spot, WIDE, high, _leaf_lines(leaf)))
    return y + LANE_HIGH + 12 + rows * (high + 10) - 10


def _leaf_lines(leaf: Leaf) -> tuple[str, ...]:
    heads = [each.words() for each in leaf.heads[:MOST_HEADS]]
    if len(leaf.heads) > MOST_HEADS:
        heads[-1] = f"{heads[-1]} …"
    return (f"{leaf.name}  {leaf.households}", *heads)
