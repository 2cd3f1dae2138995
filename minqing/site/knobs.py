"""Every setting of the environment that Minqing reads, in one table.

`docs/operating.md` shows this table to people, and a test compares the two: a setting that is not here does
not exist, because `knob` refuses an unknown name. Free of Django, so that the starting program can read it.
"""

import os
from dataclasses import dataclass

from minqing.site.trouble import Trouble


@dataclass(frozen=True)
class Knob:
    """One setting: its name, what holds where it is not set ("" means nothing), and what it does."""

    name: str
    default: str
    meaning: str


KNOBS: tuple[Knob, ...] = (
    Knob(
        "MINQING_HOME",
        "",
        "The data folder: database, files, keys, logs."
        " Default: `var/` in a checkout, else the platform's data folder.",
    ),
    Knob("MINQING_PORT", "8000", "The port the web server listens on."),
    Knob(
        "MINQING_BIND",
        "127.0.0.1",
        "The address the web server listens on; others than this machine come by a proxy.",
    ),
    Knob("MINQING_WEB_WORKERS", "1", "Processes of the web server."),
    Knob(
        "MINQING_DATABASE_URL",
        "",
        "Any PostgreSQL 16 or newer, `postgresql://user:password@host/name`."
        " Not set: the database that comes with Minqing.",
    ),
    Knob(
        "MINQING_LANGUAGE",
        "",
        "Language of the commands, `zh-hans` or `en`."
        " Default: by `LC_ALL`, `LC_MESSAGES` or `LANG`, else Chinese.",
    ),
    Knob("MINQING_SECRET_KEY", "", "Key of sessions and signatures. Not set: made once and kept in `keys/`."),
    Knob(
        "MINQING_HOSTS",
        "localhost,127.0.0.1,[::1]",
        "Host names the web server answers to, separated by commas.",
    ),
    Knob(
        "MINQING_HTTPS",
        "0",
        "1 behind a proxy that speaks HTTPS: secure cookies, and the proxy's word on the scheme.",
    ),
    Knob(
        "MINQING_DEMO",
        "0",
        "Set by `minqing demo` for its own processes: opens the demo's sign-in doors. Do not set it.",
    ),
    Knob("MINQING_DEBUG", "0", "1 shows programmers' error pages. Never in real use."),
    Knob("MINQING_SEAL", "aes-256-gcm", "Cipher of sealed care needs: `aes-256-gcm` or `sm4-gcm`."),
    Knob(
        "MINQING_MAIL_URL",
        "",
        "Where mail goes, `smtp://user:password@host:587` or `smtps://…`. Not set: no mail is sent.",
    ),
    Knob("MINQING_MAIL_FROM", "minqing@localhost", "Sender's address of the mail."),
    Knob(
        "MINQING_NOTICE_URLS",
        "",
        "The office's own channels for urgent notices, as apprise writes them (`dingtalk://…`, `wecombot://…`),"
        " separated by spaces. Not set: none.",
    ),
    Knob(
        "MINQING_START_TOKEN",
        "",
        "Set by the program for its own processes, to know its own server. Do not set it.",
    ),
    Knob(
        "MINQING_TEST_FAST",
        "0",
        "1 lets the built-in database skip syncing to disk. For tests with invented data only.",
    ),
)

_BY_NAME = {each.name: each for each in KNOBS}


def knob(name: str) -> str:
    """The setting's value, its default where it is not set. KeyError for a name that is not in the table."""
    default = _BY_NAME[name].default
    return os.environ.get(name, "").strip() or default


def knob_on(name: str) -> bool:
    """Whether a yes-or-no setting says yes."""
    return knob(name).lower() in {"1", "true", "yes", "on"}


def knob_number(name: str) -> int:
    """A setting that is a whole number. Trouble (wrong use), naming the setting, where it is none."""
    value = knob(name)
    if not (value.isascii() and value.isdigit()):
        from minqing.site.words import words_of  # which itself asks us for the language

        _ = words_of("site")
        raise Trouble(
            _("{name} must be a whole number, not “{value}”.").format(name=name, value=value), status=2
        )
    return int(value)
