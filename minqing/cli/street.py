"""The rows that a command works on: one community's at a time. The database must be at hand."""

from collections.abc import Iterator
from contextlib import contextmanager

from minqing.site.trouble import Trouble
from minqing.site.words import words_of

_ = words_of("cli")


def chains() -> list[str]:
    """The codes of all communities that are set up here, each with a ledger of its own."""
    from minqing.access.models import Division, Street

    streets = set(Street.objects.values_list("code", flat=True))
    codes = Division.objects.order_by("code").values_list("code", flat=True)
    return [code for code in codes if len(code) == 12 and code[:9] in streets]


@contextmanager
def in_street(code: str) -> Iterator[None]:
    """Within the block, see the rows of one community (twelve digits). Trouble where it is not set up."""
    from minqing.access.acting import in_community

    check_code(code)
    if code not in chains():
        sentence = _("No community {code} is set up here. Set it up with: minqing init --division {code}")
        raise Trouble(sentence.format(code=code))
    with in_community(code):
        yield


def check_code(code: str) -> None:
    """Trouble (wrong use) where this is not the form of a community's code: twelve digits."""
    if not (len(code) == 12 and code.isascii() and code.isdigit()):
        sentence = _("“{code}” is not a community's code: that has twelve digits.")
        raise Trouble(sentence.format(code=code), status=2)
