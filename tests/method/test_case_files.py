"""One case file, two languages: what only one of them reads proves nothing about the other."""

import re
from pathlib import Path

import pytest

from .cases import CASES

ROOT = Path(__file__).parents[2]
NAMES = sorted(path.stem for path in CASES.glob("*.json"))


def texts(*patterns: str) -> str:
    return "\n".join(
        path.read_text(encoding="utf-8") for pattern in patterns for path in sorted(ROOT.glob(pattern))
    )


PYTHON = texts("tests/**/test_*.py")
TYPESCRIPT = texts("web/tests/core/*.test.ts", "web/tests/desk/*.test.ts")


@pytest.mark.parametrize("name", NAMES)
def test_a_case_file_is_read_by_python(name: str) -> None:
    assert re.search(rf"""read_cases\("{name}"\)|cases/{name}\.json""", PYTHON)


@pytest.mark.parametrize("name", NAMES)
def test_a_case_file_is_read_by_typescript(name: str) -> None:
    assert re.search(rf"readCases<.*>\('{name}'\)|cases/{name}\.json", TYPESCRIPT)


def test_what_the_two_must_say_alike_has_its_cases() -> None:
    assert NAMES == [
        "clocks", "deadlines", "hours", "id_numbers", "likeness", "merging", "name_search", "names",
        "plan_art", "reading_order", "stages",
    ]  # fmt: skip
