"""Rows that are nobody's: instructions below the header, the header again, totals, notes at the foot."""

import re
from collections.abc import Sequence
from typing import Final

from minqing.language.characters import cell_text

_TOTAL: Final = re.compile(
    r"(?:合计|总计|小计|共计|总数|累计|total|sum|subtotal)(?:[:： ].{0,12}|\d.{0,12}|)", re.IGNORECASE
)
_TOTAL_BEGINS: Final = frozenset("合总小共累tTsS")
_INSTRUCTION: Final = re.compile(
    r"(?:必填|选填|可选|填写|请填|请选|如[:：,，]|如\d|如[\u3400-\u9fff]{2}|例[:：如]|示例|格式|[YyＹ]{4}"
    r"|男[/、或]女|1 ?= ?是|多个.{0,8}分隔"
    r"|required|optional|e\.g\.|example)",
    re.IGNORECASE,
)
_AT_NAME: Final = re.compile(r"必填|选填|填写|请填|示例|例[:：如]|真实姓名|required|example", re.IGNORECASE)
_FOOT: Final = re.compile(
    r"(?:填表|制表|填报|审核|负责人|备注|说明|注[:： ]|打印|截至|统计|第 ?\d+ ?页|联系人[:：]|日期[:：])"
)
INSTRUCTIONS_WITHIN: Final = 3  # rows below the header


def texts_of(cells: Sequence[object]) -> list[str]:
    """What the row's filled cells say, left to right."""
    return [text for text in map(cell_text, cells) if text]


def is_total(cells: Sequence[object]) -> bool:
    """Whether the row's first filled cell begins a total (合计, 小计, total)."""
    for cell in cells:
        if cell == "" or cell is None:
            continue
        return (
            isinstance(cell, str)
            and cell.strip()[:1] in _TOTAL_BEGINS
            and bool(_TOTAL.fullmatch(cell_text(cell)))
        )
    return False


def is_instructions(cells: Sequence[object], name: str) -> bool:
    """Whether the row tells how to fill the sheet: 「必填，真实姓名」, 「男/女」, 「YYYYMMDD」."""
    telling = sum(
        1 for text in texts_of(cells) if _INSTRUCTION.match(text) or text.endswith(("必填", "选填"))
    )
    return telling >= 2 or (telling >= 1 and bool(_AT_NAME.match(name)))


def is_note(cells: Sequence[object], places: Sequence[int]) -> bool:
    """Whether a row without a name is a note, a section's title or the sheet's foot rather than somebody.

    One text alone is, unless it stands in an address column (`places`) that is not the first.
    """
    texts = texts_of(cells)
    if len(texts) == 1:
        column = next(index for index, cell in enumerate(cells) if cell_text(cell))
        return column == 0 or column not in places or bool(_FOOT.match(texts[0]))
    return any(_FOOT.match(text) for text in texts[:2])
