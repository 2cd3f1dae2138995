"""A plan set on an A4 sheet by typst (extra `print`), as PDF or as a picture. Without the extra: `PrinterMissing`."""

from collections.abc import Mapping
from typing import Any, Literal, cast

DENSITY = 200.0

_SHEET = """
#let said(name) = sys.inputs.at(name)
#set page(paper: "a4", flipped: said("landscape") == "yes", margin: (x: 14mm, top: 14mm, bottom: 12mm))
#set text(font: "Noto Sans SC", size: 9.5pt, fill: rgb("#23211C"), lang: said("lang"))
#set document(title: said("title"))
#grid(columns: (1fr, auto), align: (left + bottom, right + bottom),
  text(font: "Noto Serif SC", size: 19pt, said("title")), text(fill: rgb("#6B665B"), said("drawn")))
#v(-4pt) #line(length: 100%, stroke: 0.8pt + rgb("#23211C")) #v(2pt)
#align(center + horizon, block(height: eval(said("room")), image(bytes(said("plan")), width: eval(said("width")))))
#place(bottom, block(width: 100%)[
  #if said("legend") != "" { par(leading: 0.5em, text(size: 8.5pt, said("legend"))) }
  #line(length: 100%, stroke: 0.4pt + rgb("#B9AF9A"))
  #grid(columns: (auto, 1fr, auto), column-gutter: 8mm, align: horizon,
    [#text(size: 11pt, said("scale"))],
    if said("bar") != "" [#stack(dir: ltr, spacing: 2mm,
      grid(columns: (eval(said("bar")) / 2,) * 2, rows: 2mm,
        rect(width: 100%, height: 100%, fill: rgb("#23211C"), stroke: 0.5pt),
        rect(width: 100%, height: 100%, fill: white, stroke: 0.5pt)),
      text(said("metres")))] else [],
    text(size: 8pt, fill: rgb("#6B665B"), said("foot")))
])
"""


class PrinterMissing(RuntimeError):
    """The extra that prints is not installed on this server."""


def can_print() -> bool:
    """Whether this server can print."""
    try:
        import pylopdf_fonts_zh_cn  # noqa: F401
        import typst  # noqa: F401
    except ImportError:
        return False
    return True


def printed(inputs: Mapping[str, str], form: Literal["pdf", "png"]) -> bytes:
    """The sheet as "pdf" or "png". `inputs`: what `_SHEET` asks for, each a text; nothing of it is read as markup."""
    try:
        import typst
        from pylopdf_fonts_zh_cn import sans_path
    except ImportError as missing:
        raise PrinterMissing from missing
    compiled: Any = typst.compile  # its stub knows no bytes beside paths
    made = compiled(
        _SHEET.encode(),
        format=form,
        ppi=DENSITY,
        font_paths=[str(sans_path().parent)],
        ignore_system_fonts=True,
        sys_inputs=dict(inputs),
    )
    return cast(bytes, made)
