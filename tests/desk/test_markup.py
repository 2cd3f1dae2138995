"""What holds of every template of every room: the strict policy for scripts and styles, and the icons."""

import json
import re
from pathlib import Path

import pytest

from minqing.desk.templatetags.desk import STATE_ICONS, STORY_ICONS

ROOT = Path(__file__).resolve().parents[2]
TEMPLATES = sorted((ROOT / "minqing").glob("*/templates/**/*.html"))
COMMENT = re.compile(r"{#.*?#}|{% comment %}.*?{% endcomment %}", re.DOTALL)
FORBIDDEN = {
    "a style attribute": re.compile(r"\sstyle\s*="),
    "a style element": re.compile(r"<style\b"),
    "a script of its own": re.compile(r"<script\b(?![^>]*\bsrc=)(?![^>]*application/json)"),
    "a handler": re.compile(r"\son[a-z]+\s*="),
    "a javascript address": re.compile(r"javascript:"),
    "an htmx expression": re.compile(r"\bhx-on\b|hx-(?:vals|headers)=['\"]js:"),
}


def test_there_are_templates_to_look_at() -> None:
    assert len(TEMPLATES) > 30


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_a_template_obeys_the_policy_that_the_browser_enforces(path: Path) -> None:
    text = COMMENT.sub("", path.read_text(encoding="utf-8"))
    assert [name for name, pattern in FORBIDDEN.items() if pattern.search(text)] == []


def test_every_icon_that_is_drawn_is_in_the_sprite() -> None:
    drawn = {*STATE_ICONS.values(), *STORY_ICONS.values(), "notebook"}
    for path in TEMPLATES:
        drawn.update(re.findall(r"{% icon [\"']([\w-]+)[\"'] %}", path.read_text(encoding="utf-8")))
    for path in (ROOT / "minqing").glob("*/**/*.py"):
        drawn.update(re.findall(r"NavItem\([^)]*?icon=[\"']([\w-]+)[\"']", path.read_text(encoding="utf-8")))
    sprite = set(json.loads((ROOT / "web/desk/icons.json").read_text(encoding="utf-8")))
    assert sorted(drawn - sprite) == []
