"""Cells that a spreadsheet would run are defused going out, and fused again coming in."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from minqing.language.formulas import defused, fused


@pytest.mark.parametrize(
    "cell", ["=1+1", "+86138", "-2", "@SUM(A1)", "\t=1", "\r=1", "＝1", "＋1", "－1", "＠a", " =1", "'=1"]
)
def test_a_formula_gets_an_apostrophe(cell: str) -> None:
    assert defused(cell) == "'" + cell


@pytest.mark.parametrize("cell", ["", "雷娟燕", "1-2", "'", "O'Neill", "a=b", "民安小区3号楼"])
def test_anything_else_stays(cell: str) -> None:
    assert defused(cell) == cell


@given(st.text(alphabet="=+-@\t\r\n＝＋－＠' a　雷", max_size=8) | st.text())
def test_a_round_trip_changes_nothing_and_no_formula_leaves(cell: str) -> None:
    assert fused(defused(cell)) == cell
    assert defused(cell)[:1] not in set("=+-@\t\r\n＝＋－＠") - {""}
