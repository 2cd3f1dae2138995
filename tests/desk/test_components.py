"""What the desk's components say, in words and for those who do not see them."""

import re
from datetime import datetime, timedelta
from types import SimpleNamespace

import pytest
from django.contrib.messages.storage.base import Message
from django.template.loader import render_to_string
from django.utils import timezone

from minqing.desk.components import NavItem, RedComment, Shell, Stage, StoryStep
from minqing.desk.templatetags.desk import undo_url
from minqing.desk.toasts import UNDO
from tests.desk.rendering import drawn, drawn_specimen, drawn_tag

PAGE = '{% extends "desk/base.html" %}{% block title %}谁在等答复？{% endblock %}'


@pytest.fixture
def now(monkeypatch: pytest.MonkeyPatch) -> datetime:
    moment = datetime.fromisoformat("2026-11-24T15:00:00+08:00")
    monkeypatch.setattr(timezone, "now", lambda: moment)
    return moment


def words(html: str) -> str:
    """What is read aloud of a piece of a page, tags taken away."""
    return " ".join(re.sub(r"<[^>]+>", " ", html).split())


def test_a_late_promise_says_so_in_words_beside_a_filled_mark(now: datetime) -> None:
    html = drawn_tag("{% due_state due=due noted=noted %}", due=now - timedelta(hours=3), noted=now)
    assert words(html) == "已超时 3 小时"
    assert "mark-filled" in html
    assert 'class="state state-late"' in html


def test_a_promise_due_soon_and_one_kept_are_told_apart_without_colour(now: datetime) -> None:
    soon = drawn_tag("{% due_state due=due noted=noted %}", due=now + timedelta(minutes=50), noted=now)
    kept = drawn_tag("{% due_state due=due outcome='kept' %}", due=now - timedelta(hours=3))
    assert (words(soon), words(kept)) == ("还剩 50 分钟", "已兑现")
    assert "#clock-quarter" in soon
    assert "#check" in kept


def test_the_clock_bar_reaches_from_noted_to_due_with_now_on_it(now: datetime) -> None:
    html = drawn_tag(
        "{% promise_bar noted=noted due=due label='答复' %}",
        noted=now - timedelta(hours=2),
        due=now + timedelta(hours=6),
    )
    assert words(html) == "答复 还剩 6 小时 记于 今天 周二 13:00 截止 今天 周二 21:00"
    assert 'class="bar-gone" x="0" y="4" width="25.0"' in html


def test_a_date_says_its_weekday_and_tells_machines_the_day(now: datetime) -> None:
    assert drawn_tag("{{ on|day }}", on=now.date()) == (
        '<time datetime="2026-11-24" title="2026年11月24日 周二">今天 周二</time>'
    )
    assert drawn_tag("{{ on|day }}{{ on|moment }}{{ on|span }}{{ on|clock }}", on=None) == ""


def test_every_stage_has_its_count_as_a_link_and_its_oldest(now: datetime) -> None:
    stage = Stage(
        8, "限时办结", "/late", 57, late=3, oldest="西屋漏雨", oldest_url="/c/1", oldest_at=now, days=(1, 2)
    )
    html = drawn_tag("{% stage_ribbon stages %}", stages=[stage])
    assert words(html) == "8 限时办结 限时办结 57 3 件超时 西屋漏雨 今天 周二"
    assert '<a class="stage-count" href="/late">' in html
    assert 'aria-label="近十四天每天的件数: 1 2"' in html


def test_fourteen_days_of_nothing_draw_no_line() -> None:
    assert drawn_tag("{% sparkline days 'each day' %}", days=(0, 0)) == ""


def test_a_story_tells_both_moments_of_what_was_written_down_later(now: datetime) -> None:
    step = StoryStep(
        "梁小雨", now - timedelta(days=1), "漏雨", "noted", "委员", recorded_at=now - timedelta(hours=2)
    )
    assert words(drawn_tag("{% story steps %}", steps=[step])) == (
        "梁小雨 委员 昨天 周一 15:00 补写于 今天 周二 13:00 漏雨"
    )


def test_nothing_there_is_one_sentence_and_the_first_step() -> None:
    html = drawn_tag("{% empty '还没有人。' url='/zones' label='分片' %}")
    assert words(html) == "还没有人。 分片"
    assert 'href="/zones"' in html


def test_a_number_leads_to_what_it_counts_and_is_only_red_where_something_is_late() -> None:
    assert 'class="figure figure-late" href="/late"' in drawn_tag("{% number 3 '超时' '/late' kind='late' %}")
    assert 'class="figure" href="/late"' in drawn_tag("{% number 0 '超时' '/late' kind='late' %}")


def test_no_more_is_drawn_where_there_is_no_more() -> None:
    assert drawn_tag("{% more '' %}") == ""
    assert words(drawn_tag("{% more '/next' %}", "en")) == "Show more"


def test_long_work_asks_again_until_it_is_done() -> None:
    assert "hx-get" in drawn_tag("{% progress url='/p' done=3 total=9 label='导入' %}")
    assert "hx-get" not in drawn_tag("{% progress url='/p' done=9 total=9 label='导入' %}")


def test_what_is_typed_by_people_is_never_markup() -> None:
    red = [RedComment("<b>", timezone.now(), "<script>")]
    entry = SimpleNamespace(at=timezone.now(), matter="<script>alert(1)</script>", comments=red)
    html = drawn('{% include "desk/parts/diary_entry.html" %}', entry=entry)
    assert "<script>" not in html
    assert "<b>" not in html


def test_the_title_is_the_title_of_the_window_and_of_the_page() -> None:
    html = drawn(PAGE)
    assert "<title>谁在等答复？ · 民情</title>" in html
    assert re.findall(r"<h1>(.*?)</h1>", html) == ["谁在等答复？"]
    assert re.search(r'<html lang="(.*?)"', html)[1] == "zh-hans"  # type: ignore[index]


def test_the_phone_s_bar_holds_five_ways_or_four_and_more() -> None:
    ways = tuple(NavItem(f"/{n}", str(n), "home", current=n == 6) for n in range(7))
    assert [item.url for item in Shell(nav=ways[:5]).bar] == ["/0", "/1", "/2", "/3", "/4"]
    assert Shell(nav=ways[:5]).rest == ()
    assert [item.url for item in Shell(nav=ways).bar] == ["/0", "/1", "/2", "/3"]
    assert Shell(nav=ways).rest_current


def test_the_reader_s_choice_of_theme_and_letters_is_drawn_at_once_and_nothing_else() -> None:
    assert '<html lang="en" data-bs-theme="dark" class="type-large">' in drawn(
        PAGE, "en", {"theme": "dark", "type": "large"}
    )
    assert '<html lang="en">' in drawn(PAGE, "en", {"theme": '"><script>', "type": "huge"})


def test_a_message_can_carry_the_way_back() -> None:
    assert undo_url(Message(25, "并入了", extra_tags=f"wide {UNDO}/undo/7")) == "/undo/7"
    assert undo_url(Message(25, "记下了")) == ""


def test_a_form_ties_each_error_to_its_field_and_keeps_what_was_typed() -> None:
    html = drawn_specimen("zh-hans")
    assert '<a href="#id_matter">事项</a>' in html
    assert 'aria-describedby="id_matter_helptext id_matter_error"' in html
    assert 'id="id_matter_error"' in html
    assert 'type="datetime-local" name="at" value="2026-11-24T09:30"' in html


@pytest.mark.parametrize("page", ["404.html", "403.html", "400.html", "500.html", "403_csrf.html"])
def test_an_error_page_is_drawn_without_a_request_or_a_database(page: str) -> None:
    html = render_to_string(page)
    assert html.count("<h1>") == 1
    assert "data-failed" in html
