from typing import Any

import pytest

from minqing.method.stages import ClosedAs, Stage, StepKind, closed_as, likely_next, may_follow, stage_after
from minqing.method.why import SENTENCES, NotAllowed

from .cases import read_cases

FILE = read_cases("stages")
MOVES = [(stage, step, to) for stage, steps in FILE["moves"].items() for step, to in steps.items()]


def outcome(*args: Any, **kwargs: Any) -> str:
    """The stage reached, or the rule against it with a ! before it."""
    try:
        return str(stage_after(*args, **kwargs))
    except NotAllowed as refused:
        return f"!{refused.rule}"


@pytest.mark.parametrize(("stage", "step", "to"), MOVES)
def test_a_step_leads_where_the_method_says(stage: str, step: str, to: str) -> None:
    assert outcome(stage, step) == to
    assert may_follow(stage, step) is not to.startswith("!")


def test_the_case_file_tells_every_stage_with_every_step() -> None:
    assert {(stage, step) for stage, step, _ in MOVES} == {(s, k) for s in Stage for k in StepKind}


@pytest.mark.parametrize(("step", "to"), FILE["first"].items())
def test_a_concern_starts_with_being_noted(step: str, to: str) -> None:
    assert outcome(None, step) == to


@pytest.mark.parametrize("case", FILE["call_back"])
def test_the_residents_word_confirms_or_reopens(case: dict[str, str]) -> None:
    assert outcome(case["stage"], "call_back", satisfaction=case["satisfaction"]) == case["to"]


@pytest.mark.parametrize("case", FILE["reopen"])
def test_a_closed_concern_is_reopened_unless_it_was_merged(case: dict[str, str]) -> None:
    assert outcome("closed", "reopen", closed_as=case["closed_as"]) == case["to"]


@pytest.mark.parametrize(("step", "how"), FILE["closed_as"].items())
def test_a_step_closes_as_what_it_did(step: str, how: str | None) -> None:
    assert closed_as(step) == how


def test_closed_means_answered_merged_withdrawn_or_refused() -> None:
    assert {str(how) for how in ClosedAs} == {"answered", "merged", "withdrawn", "refused"}


@pytest.mark.parametrize(("stage", "steps"), FILE["likely_next"].items())
def test_the_likely_next_steps_are_those_of_the_table_and_allowed(stage: str, steps: list[str]) -> None:
    assert [str(step) for step in likely_next(stage)] == steps
    assert [step for step in steps if not may_follow(stage, step)] == []


def test_every_refusal_has_its_sentence() -> None:
    rules = {to[1:] for _, _, to in MOVES if to.startswith("!")}
    assert sorted(rules - set(SENTENCES)) == []
