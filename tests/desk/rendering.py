"""Templates drawn as a page draws them, without asking the database."""

from pathlib import Path
from typing import Any

from django.template import engines
from django.test import RequestFactory
from django.utils import timezone, translation

from tests.desk.specimen import specimen

SPECIMEN = Path(__file__).parent / "templates/desk/specimen.html"


def drawn(
    source: str, language: str = "zh-hans", cookies: dict[str, str] | None = None, **context: Any
) -> str:
    """A template's source, drawn for a request at the desk in a language."""
    request = RequestFactory().get("/110101005012/desk/")
    request.COOKIES.update(cookies or {})
    with translation.override(language):
        return engines["django"].from_string(source).render(context, request)


def drawn_tag(tag: str, language: str = "zh-hans", **context: Any) -> str:
    """One tag of the desk, drawn alone; white space between marks taken away."""
    text = drawn("{% load i18n desk %}" + tag, language, **context)
    return " ".join(text.split()).replace("> <", "><")


def drawn_specimen(language: str, theme: str = "light") -> str:
    """The page with every component on it."""
    with translation.override(language):
        context = specimen(language, timezone.localtime())
    return drawn(SPECIMEN.read_text(encoding="utf-8"), language, {"theme": theme}, **context)
