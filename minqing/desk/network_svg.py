"""The network map as SVG: ink on paper in its own attributes, so that it prints anywhere; the desk's style lays over it."""

from xml.etree.ElementTree import Element, SubElement, tostring

from minqing.desk.network import Box, Sheet, fitted

_FONT = "'PingFang SC','HarmonyOS Sans SC','Microsoft YaHei','Noto Sans SC','Noto Sans CJK SC',sans-serif"
_INK, _RULE, _FADED = "#23211C", "#8F8878", "#6B665B"
# fill, stroke, size of the first line, of the others, corner
_LOOK = {
    "member": ("#23211C", "#23211C", 20.0, 15.0, 8),
    "side": ("#FFFFFF", "#8F8878", 14.0, 15.0, 6),
    "lane": ("#ECF0F7", "#2B4A7F", 16.0, 14.0, 6),
    "yard": ("#FFFFFF", "#8F8878", 15.0, 14.0, 4),
}
_EDGE = 2.0


def network_svg(sheet: Sheet, font: str = _FONT) -> str:
    """The sheet as an SVG document, hidden from screen readers: the list beside it says all of it."""
    box = f"{-_EDGE:g} {-_EDGE:g} {sheet.wide + 2 * _EDGE:g} {sheet.high + 2 * _EDGE:g}"
    root = Element(
        "svg",
        {"xmlns": "http://www.w3.org/2000/svg", "viewBox": box, "class": "network", "aria-hidden": "true"},
    )
    root.set("font-family", font)
    for line in sheet.lines:
        points = " ".join(f"{x:g},{y:g}" for x, y in line)
        look = {
            "class": "network-line",
            "points": points,
            "fill": "none",
            "stroke": _RULE,
            "stroke-width": "1.5",
        }
        SubElement(root, "polyline", look)
    for each in sheet.boxes:
        _box(root, each)
    document: str = tostring(root, encoding="unicode")
    return document


def _box(root: Element, box: Box) -> None:
    fill, stroke, first, others, round_by = _LOOK[box.kind]
    SubElement(
        root,
        "rect",
        {
            "class": f"network-{box.kind}",
            "x": f"{box.x:g}",
            "y": f"{box.y:g}",
            "width": f"{box.wide:g}",
            "height": f"{box.high:g}",
            "rx": str(round_by),
            "fill": fill,
            "stroke": stroke,
        },
    )
    lines = [line for line in box.lines if line]
    step = box.high / (len(lines) + 0.4)
    for number, words in enumerate(lines):
        size = first if number == 0 else others
        middle = box.kind in ("member", "lane")
        text = SubElement(
            root,
            "text",
            {
                "class": f"network-{box.kind}-words" + ("" if number == 0 else " network-more"),
                "x": f"{box.x + (box.wide / 2 if middle else 12):g}",
                "y": f"{box.y + step * (number + 0.7) + size * 0.36:.1f}",
                "font-size": f"{size:g}",
                "fill": "#FAF7F0" if box.kind == "member" else _INK if number == 0 else _FADED,
            },
        )
        if middle:
            text.set("text-anchor", "middle")
        if number == 0:
            text.set("font-weight", "bold")
        text.text = fitted(words, box.wide, size)
