"""Words on the terminal, in the language of whoever sits there.

Free of Django: the standard library reads the catalogue.

Sentences are English in the code, as everywhere; Chinese stands in the room's own `locale/`, and is the
default.
"""

import gettext
import os
from collections.abc import Callable
from functools import cache
from pathlib import Path

from minqing.site.knobs import knob

_ROOMS = Path(__file__).resolve().parents[1]


def language() -> str:
    """`zh-hans` or `en`: by `MINQING_LANGUAGE`, else by the terminal's own setting, else Chinese."""
    named = knob("MINQING_LANGUAGE")
    if not named:
        named = next(
            (os.environ[key] for key in ("LC_ALL", "LC_MESSAGES", "LANG") if os.environ.get(key)), ""
        )
    return "en" if named.lower().startswith("en") else "zh-hans"


@cache
def _catalogue(room: str, code: str) -> gettext.NullTranslations:
    folder = _ROOMS / room / "locale"
    return gettext.translation("django", folder, ["zh_Hans"] if code == "zh-hans" else [], fallback=True)


def words_of(room: str) -> Callable[[str], str]:
    """The `_` of a room: turns its English sentences into the language of the terminal."""

    def translate(sentence: str) -> str:
        return _catalogue(room, language()).gettext(sentence)

    return translate


def marked(sentence: str) -> str:
    """Marks a sentence as one to translate, and gives it as it is: whoever shows it translates it."""
    return sentence
