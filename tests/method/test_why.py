import re
from datetime import date

import pytest

from minqing.method.why import SENTENCES, Why, day_text, why_text


@pytest.mark.parametrize("rule", sorted(SENTENCES))
def test_both_languages_tell_the_same_parameters(rule: str) -> None:
    english, chinese = (set(re.findall(r"\{(\w+)\}", sentence)) for sentence in SENTENCES[rule])
    assert chinese <= english
    assert english - chinese <= {"end"}


@pytest.mark.parametrize("rule", sorted(SENTENCES))
def test_the_chinese_sentence_has_no_english_in_it(rule: str) -> None:
    assert re.findall(r"[A-Za-z]+", re.sub(r"\{\w+\}", "", SENTENCES[rule][1])) == []


def test_a_why_is_stored_and_read_again() -> None:
    why = Why("half_hour", {"minutes": "30"})
    assert why.to_json() == {"rule": "half_hour", "params": {"minutes": "30"}}
    assert Why.from_json(why.to_json()) == why


def test_a_date_is_said_with_its_weekday() -> None:
    assert (day_text(date(2026, 9, 30)), day_text(date(2026, 9, 30), "en")) == (
        "9月30日（周三）",
        "Wed 30 September",
    )


def test_chinese_is_the_first_language() -> None:
    assert why_text(Why("not_noted")) == why_text(Why("not_noted"), "zh-hans") == "诉求要先登记。"
    assert why_text(Why("not_noted"), "en-gb") == "A concern starts with being noted."
