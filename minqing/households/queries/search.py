"""Finding people by what someone types: a name, its sound, its initials, a telephone's last digits, an
address.
"""

import re

from django.db.models import F, Func, Q, TextField, Value

from minqing.language.addresses import read_address
from minqing.language.characters import is_chinese, tidy
from minqing.language.names import normalised_name

_DIGITS = re.compile(r"[\d\- ]+")


def has_digits_alone(words: str) -> bool:
    """Whether what was typed is digits (with gaps), at least four: the end of a telephone number."""
    return bool(_DIGITS.fullmatch(words)) and sum(each.isdigit() for each in words) >= 4


def person_matches(words: str) -> Q:
    """Residents whose name holds these characters, whose sound or initials begin so, or whose telephone
    ends so.

    The same reading as minqing.language.search.matches_person, in SQL.
    """
    plain = tidy(words)
    if has_digits_alone(plain):
        return Q(pk__in=_by_phone(plain))
    known = normalised_name(plain)
    if not known:
        return Q(pk__in=[])
    if any(is_chinese(each) for each in known):
        return Q(name__contains=known)
    sound = known.lower().replace(" ", "")
    return Q(pinyin__startswith=sound) | Q(pinyin__contains=f" {sound}") | Q(name__icontains=known)


def _by_phone(words: str) -> object:
    from minqing.households.models import Resident

    pattern = "-?".join(each for each in words if each.isdigit()) + "( |$)"
    one_line = Func(F("phones"), Value(" "), function="array_to_string", output_field=TextField())
    return Resident.objects.annotate(one_line=one_line).filter(one_line__regex=pattern).values("pk")


def address_matches(words: str, dwelling: str = "") -> Q:
    """Homes that an address means: its courtyard and home in any spelling, or a piece of the courtyard's
    name.

    `dwelling` is the path of fields that leads to a dwelling ("dwelling__", or blank).
    """
    plain = tidy(words).replace(" ", "")
    if not plain or has_digits_alone(tidy(words)):
        return Q(pk__in=[])
    piece = Q(**{f"{dwelling}courtyard__name__icontains": plain})
    read = read_address(words)
    if read is None or not read.numbered:
        return piece
    place = Q(**{f"{dwelling}courtyard__key": read.courtyard_key})
    if read.dwelling:
        return place & Q(**{f"{dwelling}unit": read.dwelling})
    return piece | place
