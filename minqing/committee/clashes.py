"""What the database refuses by itself, in words: two members for one household, two absences at once."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from minqing.ledger.errors import Refused

CLASHES = {
    "a_zone_has_one_keeper": _("This zone has another keeper in these days. Look at it again, then decide."),
    "a_dwelling_lies_in_one_zone": _(
        "One of these homes lies in another zone in these days. Look again, then decide."
    ),
    "a_member_is_away_once": _("These days overlap with another absence of the same member."),
    "a_member_has_one_deputy": _("This member has another deputy in these days."),
    "a_portfolio_is_held_once_by_a_member": _("This member holds the portfolio in these days already."),
    "one_zone_a_name": _("There is a zone of this name already."),
    "one_portfolio_a_name": _("There is a portfolio of this name already."),
    "one_on_duty_a_day": _("Someone else has just put the roster down for this day. Look at it again."),
}


@contextmanager
def refusing(field: str = "") -> Iterator[None]:
    """Within the block a constraint of this room that fails is `Refused` with its words, at `field` if given.

    Any other failure of the database goes on as it is: it is a mistake, not an answer.
    """
    try:
        with transaction.atomic():
            yield
    except IntegrityError as error:
        diagnosis = getattr(error.__cause__, "diag", None)
        words = CLASHES.get(getattr(diagnosis, "constraint_name", None) or "")
        if words is None:
            raise
        raise Refused({field: str(words)} if field else str(words)) from error
