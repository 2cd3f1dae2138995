"""docs/method.md tells the rules; here its tables are held against the code."""

import re
from pathlib import Path
from typing import get_args

import minqing.method.deadlines as deadlines
from minqing.method.clocks import LONGEST_WITHOUT_CONTACT, TOLERANCE, ClockState
from minqing.method.grades import PromiseName
from minqing.method.hours import WEEKLY_TARGET
from minqing.method.loop import STEP_BY_KEY, STEPS
from minqing.method.promises import PromiseState, kept_by
from minqing.method.stages import CLOSED_AS, MOVES, StepKind

from .cases import CASES

PAGE = (Path(__file__).parents[2] / "docs" / "method.md").read_text(encoding="utf-8")


def table(*header: str) -> list[list[str]]:
    """The rows of the page's table with this header."""
    lines = PAGE.splitlines()
    start = lines.index(f"| {' | '.join(header)} |") + 2
    rows = []
    for line in lines[start:]:
        if not line.startswith("|"):
            break
        rows.append([cell.strip() for cell in line.strip("|").split("|")])
    return rows


def words(cell: str) -> list[str]:
    return re.findall(r"`(\w+)`", cell)


def test_the_page_tells_which_promises_a_grade_gives() -> None:
    told = [(words(grade)[0], words(names)) for grade, names in table("grade", "promises")]
    assert told == [(str(g), [str(n) for n in names]) for g, names in deadlines.PROMISES_BY_GRADE.items()]


def test_the_page_tells_when_each_promise_is_due() -> None:
    rows = {words(name)[0]: due for name, due in table("promise", "due")}
    assert list(rows) == [str(name) for name in PromiseName]
    assert rows["acknowledge"].split(" minutes")[0] == str(deadlines.ACKNOWLEDGE_WITHIN.seconds // 60)
    assert re.findall(r"(\d+)th", rows["answer"]) == [str(deadlines.ANSWER_WITHIN.days)]


def test_the_page_tells_every_ending_of_a_promise() -> None:
    endings = [words(name)[0] for name, _ in table("ends", "when")]
    assert endings == [str(state) for state in PromiseState if state != "open"]


def test_the_page_tells_which_steps_keep_which_promise() -> None:
    told = {words(name)[0]: set(words(steps)) for name, steps in table("promise", "kept by")}
    code: dict[str, set[str]] = {str(name): set() for name in PromiseName}
    for kind in StepKind:
        for name in kept_by(kind, names_parties=True, tells_resident=True, settled_before=True):
            code[name].add(str(kind))
    assert told == code


def test_the_page_tells_every_move_between_stages() -> None:
    told = [
        (words(step)[0], taken.split(", "), to) for step, taken, to in table("step", "taken in", "leads to")
    ]
    assert told == [
        (str(kind), [str(stage) for stage in taken], str(to) if to else "–")
        for kind, (taken, to) in MOVES.items()
    ]


def test_the_page_tells_how_a_concern_is_closed() -> None:
    told = {words(step)[0]: words(how)[0] for step, how in table("step", "closed as")}
    assert told == {str(kind): str(how) for kind, how in CLOSED_AS.items()}


def test_the_page_tells_the_hours_of_a_week() -> None:
    assert re.findall(r"at least (\d+) hours a week", PAGE) == [
        str(int(WEEKLY_TARGET.total_seconds()) // 3600)
    ]


def test_the_page_tells_how_a_phones_clock_is_taken() -> None:
    rows = table("state", "when", "noted")
    assert [words(state)[0] for state, _, _ in rows] == list(get_args(ClockState))
    minutes = re.findall(r"(\d+) minutes", rows[0][1])
    assert minutes == [str(int(TOLERANCE.total_seconds()) // 60)]
    assert re.findall(r"(\d+) days", rows[2][2]) == [str(LONGEST_WITHOUT_CONTACT.days)]


def test_the_page_names_every_case_file() -> None:
    listed = re.search(r"drive both \(([^)]+)\)", PAGE)
    assert listed is not None
    assert words(listed[1]) == sorted(path.stem for path in CASES.glob("*.json"))


def test_the_page_tells_what_the_twelve_steps_count() -> None:
    assert table("#", "step", "名称", "counts", "oldest item") == [
        [str(s.number), s.title_en, s.title_zh, s.counts_en, s.oldest_en] for s in STEPS
    ]


def test_the_loop_has_twelve_steps_each_with_its_key() -> None:
    assert [step.number for step in STEPS] == list(range(1, 13))
    assert list(STEP_BY_KEY) == [
        "lead", "zones", "courtyards", "prepare", "diary", "briefing",
        "coordinate", "settle", "review", "learn", "appraise", "together",
    ]  # fmt: skip
