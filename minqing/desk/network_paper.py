"""The network map on A4, set by typst (extra `print`)."""

from collections.abc import Mapping
from importlib.util import find_spec
from typing import Any

_SHEET = """
#let said(name) = sys.inputs.at(name)
#set page(paper: "a4", flipped: true, margin: (x: 10mm, top: 9mm, bottom: 8mm))
#set text(font: "Noto Sans SC", size: 9pt, fill: rgb("#23211C"), lang: said("lang"))
#set document(title: said("title"))
#grid(columns: (1fr, auto), align: (left + bottom, right + bottom),
  text(font: "Noto Serif SC", size: 17pt, said("title")), text(fill: rgb("#6B665B"), said("day")))
#v(-5pt) #line(length: 100%, stroke: 0.8pt + rgb("#23211C"))
#align(center + horizon, image(bytes(said("drawing")), width: eval(said("wide"))))
"""


def can_print() -> bool:
    """Whether this server can print: the extra `print` is installed."""
    return find_spec("typst") is not None and find_spec("pylopdf_fonts_zh_cn") is not None


def network_pdf(inputs: Mapping[str, str]) -> bytes:
    """The sheet as PDF. `inputs`: lang, title, day, drawing (SVG), wide (a length); nothing of it is read as markup."""
    import typst
    from pylopdf_fonts_zh_cn import sans_path

    compiled: Any = typst.compile  # its stub knows no bytes beside paths
    made: bytes = compiled(
        _SHEET.encode(),
        format="pdf",
        font_paths=[str(sans_path().parent)],
        ignore_system_fonts=True,
        sys_inputs=dict(inputs),
    )
    return made
