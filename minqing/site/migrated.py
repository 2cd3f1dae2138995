"""Whether the schemas stand where this program's migrations end. Free of Django.

Cheap enough to ask at every start. Running Django's migrations when there is nothing to do takes 0.1 s a
street. So each schema carries, as its comment, the fingerprint of the migrations it was brought to; the
comment lives and is restored with the schema it speaks of.
"""

import hashlib
from collections.abc import Iterable
from functools import cache
from importlib.metadata import version
from pathlib import Path

_ROOMS = Path(__file__).resolve().parents[1]
_OTHERS = ("Django", "django-tenants", "django-allauth", "procrastinate")
_PREFIX = "minqing migrations "

# One row a schema of ours: its name and what it says of itself. `public` is the shared one, `s` + nine digits
# a street.
QUESTION = r"""
    select nspname::text, coalesce(obj_description(oid, 'pg_namespace'), '')
    from pg_namespace where nspname = 'public' or nspname ~ '^s\d{9}$' order by nspname
"""


@cache
def fingerprint() -> str:
    """Names of our migrations, and versions of the packages that bring their own, as one short hash."""
    ours = sorted(f"{path.parent.parent.name}/{path.name}" for path in _ROOMS.glob("*/migrations/[0-9]*.py"))
    theirs = [f"{name}=={version(name)}" for name in _OTHERS]
    return hashlib.sha256("\n".join([*ours, *theirs]).encode()).hexdigest()[:16]


def comment() -> str:
    """What a schema says that stands where this program's migrations end."""
    return _PREFIX + fingerprint()


def schemas_behind(rows: Iterable[tuple[str, str]]) -> list[str]:
    """Of the answer to `QUESTION`, the schemas that do not stand there (yet); `public` first."""
    behind = [name for name, said in rows if said != comment()]
    return sorted(behind, key=lambda name: (name != "public", name))
