"""At which scale a plan fits a sheet of paper, and how long its bar is. Pure."""

from dataclasses import dataclass

# Millimetres within the margins of an A4 sheet, beside title, legend and bar.
PORTRAIT, LANDSCAPE = (182.0, 218.0), (269.0, 132.0)
SCALES = (
    25,
    50,
    75,
    100,
    125,
    150,
    200,
    250,
    300,
    400,
    500,
    750,
    1000,
    1500,
    2000,
    2500,
    5000,
    10_000,
    25_000,
)
_BARS = (1, 2, 5, 10, 20, 50, 100, 200, 500)


@dataclass(frozen=True)
class Sheet:
    """How a plan lies on A4: 1:`scale`, upright or not, its size in millimetres, and a bar of so many metres."""

    scale: int
    landscape: bool
    width: float
    height: float
    bar_metres: int

    @property
    def bar_mm(self) -> float:
        """The bar's length on paper."""
        return self.bar_metres * 1000 / self.scale

    def letter(self, millimetres: float = 3.0) -> float:
        """How high a letter of so many millimetres on paper is on the plan, in centimetres."""
        return millimetres * self.scale / 10


def sheet_for(width: float, height: float) -> Sheet:
    """The largest usual scale at which a box (centimetres) fits A4, upright where both do equally well."""
    for scale in SCALES:
        for landscape, (across, down) in ((False, PORTRAIT), (True, LANDSCAPE)):
            w, h = width * 10 / scale, height * 10 / scale
            if w <= across and h <= down:
                return Sheet(scale, landscape, w, h, _bar(scale))
    across, down = PORTRAIT
    share = min(across / (width * 10 / SCALES[-1]), down / (height * 10 / SCALES[-1]))
    last = round(SCALES[-1] / share) + 1
    return Sheet(last, False, width * 10 / last, height * 10 / last, _bar(last))


def _bar(scale: int) -> int:
    """So many metres that the bar is between two and six centimetres long."""
    return next((metres for metres in _BARS if metres * 1000 / scale >= 20), _BARS[-1])
