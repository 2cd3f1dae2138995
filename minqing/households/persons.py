"""What may be written down about a person, brought into one spelling or refused in words."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from minqing.households.models import Relation, Resident
from minqing.households.sounds import search_sound
from minqing.language.dates import BirthDate, read_birth_date
from minqing.language.names import normalised_name
from minqing.language.phones import read_phones
from minqing.ledger.errors import Refused
from minqing.privacy.refusals import no_id_numbers

MOST_PHONES = 5


@dataclass(frozen=True)
class Person:
    """A person as someone writes them down. `born` as far as known (1966, 1966-05, 1966-05-08, or as typed).

    `registered_elsewhere`: True, False, or None where it is not known. `relation` is to the household's head.
    """

    name: str
    sex: str = ""
    born: str = ""
    phones: Sequence[str] = ()
    registered_elsewhere: bool | None = None
    relation: str = ""


def facts_of(person: Person, today: date) -> dict[str, Any]:
    """The fields of `Resident` that a person's facts make, in their kept spelling; `today` bounds the
    birth date.

    Refused, by field: no name, an identity number anywhere, a date that cannot be, an unreadable
    telephone, a sex
    or relation that is not in the list. Nothing is guessed.
    """
    name = normalised_name(no_id_numbers(person.name, "name"))
    if not name:
        raise Refused({"name": _("Write the person's name.")})
    if len(name) > 60:
        raise Refused({"name": _("This name is too long (60 characters at most).")})
    if person.sex not in Resident.Sex.values:
        raise Refused({"sex": _("Choose from the list.")})
    if person.relation not in Relation.values:
        raise Refused({"relation": _("Choose the relation from the list.")})
    return {
        "name": name,
        "pinyin": search_sound(name),
        "sex": person.sex,
        "born": _born(person.born, today),
        "phones": _phones(person.phones),
        "registered_elsewhere": person.registered_elsewhere,
    }


def _born(text: str, today: date) -> str:
    read = read_birth_date(no_id_numbers(text, "born"), today)
    if read is None:
        return ""
    if isinstance(read, BirthDate):
        return read.iso()
    words = {
        "date_impossible": _("There is no such day. Write the birth date as 1966-05-08, 1966-05 or 1966."),
        "date_in_future": _("This birth date is still to come."),
        "date_too_long_ago": _("This birth date lies more than 130 years back."),
        "date_year_of_two_digits": _("Write the year of birth with four digits."),
    }
    unclear = _("This date can be read in two ways or not at all. Write it as 1966-05-08, 1966-05 or 1966.")
    raise Refused({"born": words.get(read.reason, unclear)})


def _phones(phones: Sequence[str]) -> list[str]:
    numbers: list[str] = []
    for phone in phones:
        read = read_phones(no_id_numbers(phone, "phones"))
        if read.unreadable:
            words = _("“%(text)s” is no telephone number.") % {"text": read.unreadable[0]}
            raise Refused({"phones": words})
        numbers.extend(number for number in read.numbers if number not in numbers)
    if len(numbers) > MOST_PHONES:
        raise Refused({"phones": _("Keep five telephone numbers at most.")})
    return numbers
