"""What nobody may write down anywhere: identity-card numbers are recognised where someone pastes one, and
refused.
"""

from django.utils.translation import gettext as _

from minqing.language.id_numbers import find_id_numbers
from minqing.ledger.errors import Refused


def no_id_numbers(text: str, field: str) -> str:
    """The text itself. Refused, at `field`, where an identity-card number stands in it (method, "Lines").

    Every action that takes free text hands it through here; nothing of the number is repeated in the refusal.
    """
    if find_id_numbers(text):
        raise Refused(
            {field: _("Identity-card numbers are not kept here. Remove the number, then save again.")}
        )
    return text
