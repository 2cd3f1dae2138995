"""The door of signing in: accounts are made by appointing someone, nobody signs up alone."""

import logging
from smtplib import SMTPException
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest

log = logging.getLogger(__name__)


class AccountDoor(DefaultAccountAdapter):
    """allauth's door, with signing up closed."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Never: a secretary or the street office appoints people."""
        return False

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Send, or write down that it could not be: an error page would tell that the address has an account."""
        try:
            super().send_mail(template_prefix, email, context)
        except (OSError, SMTPException) as error:
            log.error("mail %s could not be sent: %s", template_prefix, type(error).__name__)
